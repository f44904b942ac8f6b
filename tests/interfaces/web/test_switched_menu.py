"""The menu shows a room only where the campaign has switched it on, on every page of the campaign and beside it (A40)."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns import operations as campaigns
from tests.factories import town as t
from tests.factories.town import OFFICE, Town

pytestmark = pytest.mark.django_db
CHANNELS = (
    "self_checks", "pledges", "critique", "letters", "gatherings", "joint_check", "instructions", "red_black_list", "talks", "home_visits",
    "back_checks", "screening",
)  # fmt: skip


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.NOW)
    return t.town()


def menu_of(place: Town, address: str) -> str:
    page = place.client(OFFICE).get(address).content.decode()
    return page[: page.index("<main")]


@pytest.mark.parametrize(
    ("names", "url"),
    [
        (("inspections",), "inspections:overview"),
        (("meetings",), "campaigns:meetings"),
        (("sibling_checks", "institutions"), "institutions:overview"),
        (CHANNELS, "finding:overview"),
        (("handlings",), "accountability:handlings"),
    ],
)
def test_a_room_that_is_switched_off_is_not_in_the_menu(place: Town, names: tuple[str, ...], url: str) -> None:
    entry = f'href="{reverse(url, args=[place.campaign.code])}"'
    pages = [reverse("problems:ledger", args=[place.campaign.code]), reverse("home:todo")]
    assert all(entry in menu_of(place, one) for one in pages), "on by default"
    for at, name in enumerate(names):
        campaigns.switch_mechanisms(campaign=place.campaign, switches={name: False}, actor=place.actor(OFFICE), now=t.NOW)
        place.campaign.refresh_from_db()
        off = at == len(names) - 1
        if off or at == 0:
            assert all((entry in menu_of(place, one)) is not off for one in pages), "one mechanism that is left keeps the room"
