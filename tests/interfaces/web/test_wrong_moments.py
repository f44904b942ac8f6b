"""Who asks for the past is never shown the present without a word; nobody's past moment is a condition of the list of today (M89)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories.town import NOW, OFFICE, Town, town

PAGES = ("ledger/", "lists/", "cockpit/", "figures/", "look-backs/", "groups/", "tasks/")


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


def shown(place: Town, page: str, at: str) -> str:
    return place.client(OFFICE).get(f"/c/{place.campaign.code}/{page}", {"at": at}).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_moment_that_cannot_be_looked_at_is_told(place: Town, page: str) -> None:
    for wrong in ("1999-01-01T00:00", "2026-13-01", "2099-01-01"):
        assert f"“{wrong}”不是可以看的时刻" in shown(place, page, wrong)
    for at in ("", (NOW - timedelta(1)).date().isoformat()):
        assert "不是可以看的时刻" not in shown(place, page, at)


def test_a_moment_to_come_narrows_no_ledger(place: Town) -> None:
    place.find()
    told = shown(place, "ledger/", "2099-01-01")
    assert "截至：2099-01-01" not in told and "已按条件筛选" not in told and "共 1 件" in told
