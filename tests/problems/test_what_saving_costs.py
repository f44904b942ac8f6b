"""Saving one item asks the database a fixed number of things, however much lies in the ledger; what is in hand is not read again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import amend_campaign
from bihuan.foundation.kernel import NeedsUnmet
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.queries import find
from tests.factories.town import HEAD, OFFICE, OFFICIAL, Town, days_later, town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_by_heart")]


@pytest.fixture
def place() -> Town:
    return town()


def asked(what: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(connection) as told:
        what()
    return [one["sql"] for one in told if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]


def test_one_problem_is_found_with_what_it_points_to_by_two_questions(place: Town) -> None:
    number, actor = place.find().number, place.actor(OFFICE)
    find(actor, place.campaign, number)
    found: list[Problem] = []
    assert len(asked(lambda: found.append(find(actor, place.campaign, number)))) == 2
    assert not asked(
        lambda: (found[0].unit.name, found[0].person, found[0].doer, found[0].leader, found[0].category, found[0].campaign.code)
    )


def test_saving_asks_for_nothing_that_is_in_hand(place: Town) -> None:
    actor, row = place.actor(OFFICE), place.find()
    row = find(actor, place.campaign, row.number)
    told = asked(lambda: do.amend(problem=row, values={"text": "窗口无人值守三次"}, actor=actor, now=place.now, reason="核实"))
    assert len(told) <= 17, told
    assert not [one for one in told if 'FROM "campaigns_campaign"' in one or 'FROM "organisation_' in one]
    writes = [one for one in told if one.startswith(('UPDATE "problems_problem" ', "UPDATE problems_problem "))]
    assert len(writes) == 1, "the row is written once, its search words with it"


def test_a_locked_row_points_to_what_it_points_to_now(place: Town) -> None:
    actor, number = place.actor(OFFICE), place.find().number
    row, elsewhere = find(actor, place.campaign, number), Problem.objects.get(number=number)
    assert row.doer == row.person and row.person is not None
    Problem.objects.filter(pk=elsewhere.pk).update(doer=None)
    do.prioritise(problem=row, priority=True, actor=actor, now=place.now)
    assert row.doer is None and row.person is not None and row.priority


def test_settings_that_moved_a_row_meanwhile_are_asked_anew(place: Town) -> None:
    """Somebody opened an item; then the campaign began to ask for approval, and measures were put before the leader."""
    row = place.to("analysed", place.find())
    told: dict[str, Any] = {"measures": ["轮值"], "doer": place.people[OFFICIAL], "due_on": days_later(20).date(), "now": place.now}
    opened = find(place.actor(OFFICIAL), place.campaign, row.number)
    opened.campaign = Campaign.objects.get(pk=place.campaign.pk)
    amend_campaign(
        campaign=Campaign.objects.get(pk=place.campaign.pk), settings={"approve_measures": True}, actor=place.actor(OFFICE), now=place.now
    )
    other = Problem.objects.get(pk=row.pk)
    do.propose_measures(problem=other, actor=place.actor(OFFICE), leader=place.people[HEAD], **told)
    with pytest.raises(NeedsUnmet, match="批准"):
        do.plan(problem=opened, actor=place.actor(OFFICIAL), **told)
    assert Problem.objects.get(pk=row.pk).state == "analysed"
