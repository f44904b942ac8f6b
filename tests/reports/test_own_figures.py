"""Figures of a campaign's own columns: sums and counts, now and on past days, each the count of the list it opens."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.problems import operations as do
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import VoidKind
from bihuan.reports.queries import figures
from bihuan.reports.queries.figures import names_of
from tests.factories.town import NOW, OFFICE, TODAY, Town, days_later, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    made = town()
    for column in (
        OwnColumn(name="涉及金额", kind=ColumnKind.AMOUNT), OwnColumn(name="性质", kind=ColumnKind.CHOICE, choices=("作风", "纪律")),
        OwnColumn(name="备注", kind=ColumnKind.TEXT),
    ):  # fmt: skip
        set_column(campaign=made.campaign, column=column, actor=made.actor(OFFICE), now=NOW)
    return made


def test_sums_and_counts_of_a_day_open_their_rows(place: Town) -> None:
    one, two, void = (place.find() for _ in range(3))
    office = place.actor(OFFICE)
    do.fill(problem=one, values={1: "10.25", 2: "作风"}, actor=office, now=NOW)
    do.fill(problem=two, values={1: "20", 2: "纪律", 3: "字"}, actor=office, now=NOW)
    do.fill(problem=void, values={1: "1000"}, actor=office, now=NOW)
    do.void(problem=void, why=do.Why(VoidKind.ERROR, "录错了"), actor=office, now=NOW)
    do.fill(problem=one, values={1: "15.25"}, actor=office, now=days_later(3))
    today = TODAY + timedelta(days=5)
    found = figures(place.campaign, today, today)
    told = {code: found[code].value for code in found if code.startswith("own")}
    assert told == {"own1.sum": 35.25, "own1.count": 2, "own2.word.作风": 1, "own2.word.纪律": 1, "own3.count": 1}
    assert found["own1.sum"].unit == "万元" and names_of(place.campaign)["own1.sum"] == "涉及金额合计"
    assert figures(place.campaign, TODAY, today)["own1.sum"].value == 30.25, "as it stood on the day"
    mine = reach(office, place.campaign.pk)
    for code in ("own1.count", "own2.word.作风", "own3.count"):
        query = parse_qs(urlsplit(found[code].rows).query)
        assert narrowed(mine, place.campaign.pk, Filters.read(query), Today(today, today)).count() == found[code].value


def test_a_campaign_without_columns_of_its_own_has_the_usual_figures(settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    campaign = town().campaign
    assert not any(code.startswith("own") for code in figures(campaign, TODAY, TODAY))
