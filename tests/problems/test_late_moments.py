"""A step may wait for its turn: a long import bears the moment at which it began. The past has one answer all the same."""

from datetime import date, datetime, timedelta

import pytest

from bihuan.foundation.kernel.moments import Written
from bihuan.problems import operations
from bihuan.problems.models import OwnValue, Problem
from bihuan.problems.operations.filling import settle_own
from bihuan.problems.queries import find_then, reach, then
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.past import held
from tests.factories import town as t
from tests.factories.town import OFFICE, OFFICE_2, Town

TODAY = Today(date(2026, 3, 9), date(2026, 3, 12))


@pytest.fixture
def town(db: None) -> Town:
    return t.town()


def after(town: Town, minutes: int) -> datetime:
    return town.now + timedelta(minutes=minutes)


def as_of(town: Town, row: Problem, minutes: int) -> Problem:
    past = then(town.campaign.pk, Written.of(after(town, minutes)), TODAY)
    assert past is not None
    return find_then(reach(town.actor(OFFICE), town.campaign.pk), town.campaign, row.number, past)


def test_two_versions_never_hold_at_once(town: Town) -> None:
    row = town.find(due_on=date(2099, 1, 1))
    operations.amend(problem=row, values={"due_on": date(2099, 1, 2)}, actor=town.actor(OFFICE), now=after(town, 10))
    operations.amend(problem=row, values={"due_on": date(2099, 1, 3)}, actor=town.actor(OFFICE_2), now=after(town, 5))
    days = {at: list(held(town.campaign.pk, after(town, at)).values_list("due_on", flat=True)) for at in (1, 6, 11)}
    assert days == {1: [date(2099, 1, 1)], 6: [date(2099, 1, 1)], 11: [date(2099, 1, 3)]}


def test_a_text_of_the_past_is_none_that_came_later(town: Town) -> None:
    row = town.find(text="等候两小时")
    operations.amend(problem=row, values={"text": "等候三小时"}, actor=town.actor(OFFICE), now=after(town, 10))
    operations.amend(problem=row, values={"text": "等候四小时"}, actor=town.actor(OFFICE_2), now=after(town, 5))
    assert [as_of(town, row, at).text for at in (1, 6, 11)] == ["等候两小时", "等候两小时", "等候四小时"]


def test_values_of_own_columns_follow_one_another(town: Town) -> None:
    row = town.find()
    town.campaign.file["columns"] = [{"number": 1, "name": "涉及金额", "kind": "number"}]
    told = []
    for minutes, own in ((1, {"1": "10"}), (10, {"1": "20"}), (5, {"1": "30"}), (20, {}), (15, {"1": "40"})):
        row.own, row.campaign = own, town.campaign
        settle_own([row], after(town, minutes))
    for minutes in (2, 6, 11, 16, 21):
        values = OwnValue.objects.filter(valid_from__lt=after(town, minutes)).exclude(valid_to__lt=after(town, minutes))
        told.append([int(one.number or 0) for one in values])
    assert told == [[10], [10], [30], [30], [40]]
