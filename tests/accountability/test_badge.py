"""The badge on every page counts what waits by seats only for whoever has one; the page of to-dos says the same number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.accountability import operations as do
from bihuan.accountability.models import Seat
from bihuan.campaigns.policy import held
from bihuan.campaigns.queries.desk import Wait, counted_on_desk, waits
from bihuan.problems.queries import count_within, reach
from bihuan.problems.queries.todo import _waiting
from tests.accountability.ground import Bodies, by, heard, noticed, opened, whole
from tests.factories.town import COLLEAGUE, LEADER, OFFICE, OTHER_HEAD, TODAY

pytestmark = pytest.mark.django_db
_BY_SEAT = {
    "handling_decide",
    "fact_verify",
    "late_handling",
    "visit_due",
    "appeal_accept",
    "exemplar_decide",
    "motion_to_work",
}
_OWN = {"own_answer", "own_served", "own_appeal_late", "motion_to_answer", "exemplar_consent", "clarification_wish"}


@pytest.fixture(autouse=True)
def _fresh() -> None:
    _waiting.cache_clear()


def _badge(bodies: Bodies, name: str) -> int:
    place = bodies.place
    return count_within(reach(place.actor(name), place.campaign.pk), place.campaign.pk)


def _asked(bodies: Bodies, name: str) -> dict[str, Wait]:
    place = bodies.place
    actor = place.actor(name)
    return {one.name: one for one in waits(actor, held(actor, place.campaign.pk), place.campaign.pk, TODAY)}


def test_the_badge_counts_by_seat_and_is_silent_without_one(bodies: Bodies, monkeypatch: pytest.MonkeyPatch) -> None:
    place = bodies.place
    monkeypatch.setattr("django.utils.timezone.now", lambda: by(place, OFFICE)["now"])
    before = {name: _badge(bodies, name) for name in (LEADER, COLLEAGUE)}
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    page = place.client(LEADER).get(reverse("home:todo"))
    assert _badge(bodies, LEADER) == before[LEADER] + 1 == page.context["total"]
    assert _badge(bodies, COLLEAGUE) == before[COLLEAGUE]
    do.unseat_from_body(Seat.objects.get(person=place.people[LEADER]), reason="调离", **by(place, OFFICE))
    assert _badge(bodies, LEADER) == before[LEADER], "the same question finds no seat"
    do.seat_in_body(bodies.of["party"], person=place.people[COLLEAGUE], **by(place, OFFICE))
    assert _badge(bodies, COLLEAGUE) == before[COLLEAGUE] + 1


def test_what_waits_by_seats_is_behind_one_question_and_what_is_ones_own_is_not(bodies: Bodies) -> None:
    his = _asked(bodies, COLLEAGUE)
    gated = {name for name, one in his.items() if one.only_if is not None}
    assert gated >= _BY_SEAT and not gated & _OWN and his.keys() >= _OWN
    assert {name for name, one in _asked(bodies, OFFICE).items() if one.only_if is not None} >= _BY_SEAT
    place = bodies.place
    actor = place.actor(COLLEAGUE)
    told = counted_on_desk(actor, held(actor, place.campaign.pk), place.campaign.pk, TODAY, 100)
    assert len(told.behind) == 1 and told.behind[0][1][0].count("SELECT count(*)") == len(gated)


def _asked_of(bodies: Bodies, name: str) -> list[str]:
    """The questions of a badge, as they are sent."""
    place = bodies.place
    mine = reach(place.actor(name), place.campaign.pk)
    with CaptureQueriesContext(connection) as caught:
        count_within(mine, place.campaign.pk)
    return [one["sql"] for one in caught.captured_queries]


def test_without_a_seat_nothing_is_looked_for_nor_planned(bodies: Bodies) -> None:
    """The office is a body without seats: what waits for it is looked for where it was named as one."""
    (colleague,), (_first, leader) = _asked_of(bodies, COLLEAGUE), _asked_of(bodies, LEADER)
    assert len(colleague) < 30_000 < len(leader), "what every page of everybody sends"
    assert len(_asked_of(bodies, OFFICE)) == 2 and len(_asked_of(bodies, OTHER_HEAD)) == 1
