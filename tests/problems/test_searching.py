"""What a search finds: every part between spaces, wherever it stands, today and on a past day, on either engine."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.problems.operations import amend
from bihuan.problems.policy import reach
from bihuan.problems.queries import Today, narrowed
from bihuan.problems.rules.filters import Filters
from tests.factories import town as t

pytestmark = pytest.mark.django_db


def found(town: t.Town, text: str, **more: str) -> list[str]:
    today = Today(town.now.date(), town.now.date())
    return [one.text for one in narrowed(reach(town.actor(t.OFFICE), town.campaign.pk), town.campaign.pk, Filters(q=text, **more), today)]


def test_every_part_of_a_search_is_found_wherever_it_stands() -> None:
    town = t.town()
    first, second = town.find(text="县道改造现场三处问题没有整改"), town.find(text="窗口无人，群众久等")
    name = t.OFFICIAL
    assert found(town, f"{name} 县道") == [first.text] == found(town, f"县道　{name}")
    assert sorted(found(town, name)) == sorted([first.text, second.text])
    assert found(town, "县道 窗口") == [] and found(town, "改造县道") == []
    later = t.NOW + timedelta(days=1)
    amend(problem=first, values={"text": "省道改造现场"}, actor=town.actor(t.OFFICE), now=later)
    assert found(town, f"{name} 县道") == []


def test_what_was_searched_for_is_marked_in_names_and_texts(settings: Any) -> None:
    settings.BIHUAN_DEMO, town = True, t.town()  # no second factor
    town.find(text="县道改造现场三处问题没有整改")
    page = town.client(t.OFFICE).get("/c/QS-2026/ledger/", {"q": f"{t.OFFICIAL} 县道"}).content.decode()
    assert f"<small><mark>{t.OFFICIAL}</mark></small>" in page and "<mark>县道</mark>改造" in page
