"""P17: what runs out stands on the desk of who must act, and what lies too long before the other side of the same case; nobody else learns of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.accountability import operations as do
from bihuan.accountability.models import Handling
from bihuan.accountability.queries.late import late_asks
from bihuan.accountability.vocabulary.study import StudyForm
from bihuan.campaigns.policy import held
from bihuan.foundation.rulebook.queries import rule
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from tests.accountability.ground import PERSONNEL, Bodies, by, decided, heard, in_force, noticed, opened, whole
from tests.accountability.test_visits import planned
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town
from tests.interfaces.web.test_handling_pages import at_moment

pytestmark = pytest.mark.django_db
EVERYBODY = (OFFICE, LEADER, HEAD, LIAISON, GROUP, GROUP_2, COLLEAGUE, PERSONNEL, OFFICIAL)


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


@pytest.fixture
def bodies(place: Town) -> Bodies:
    return Bodies(place)


def _on_desk(place: Town, name: str, days: int = 0) -> set[str]:
    actor, today = place.actor(name), localdate(NOW) + timedelta(days)
    asked = late_asks(actor, held(actor, place.campaign.pk), place.campaign.pk, today)
    return {one.name for one in asked if one.rows.exists()}


def _who(place: Town, what: str, days: int = 0) -> set[str]:
    return {name for name in EVERYBODY if what in _on_desk(place, name, days)}


def _later(days: int) -> Any:
    return NOW + timedelta(days)


@pytest.mark.mechanism("P17")
def test_what_lies_too_long_reaches_the_other_side_of_the_same_case_and_nobody_else(bodies: Bodies) -> None:
    place, row = bodies.place, heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    limit = rule("handling_decide_days", TODAY).value
    assert not _who(place, "late_decision", limit) and OFFICE in _who(place, "late_decision", limit + 1)
    assert not _who(place, "late_decision", limit + 1) & {LEADER, HEAD, LIAISON, COLLEAGUE, PERSONNEL, GROUP, OFFICIAL}
    told = {"document": "8 号", "present": "雷峰、夕照", "reasons": "清楚", "heard": "采纳一节"}
    do.decide_handling(row, **told, **by(place, LEADER))
    limit = rule("handling_serve_days", TODAY).value
    assert not _who(place, "late_handling", limit) and _who(place, "late_handling", limit + 1) == {LEADER}


@pytest.mark.mechanism("P17")
def test_a_measure_nobody_looked_after_is_told_to_who_decided_it(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    assert row.follow_on is not None
    late = (row.follow_on - TODAY).days + 1
    assert not _who(place, "late_handling", late - 1) and _who(place, "late_handling", late) == {LEADER}
    declare_recusal(person=place.people[LEADER], unit=place.units[WATER], ground=RecusalGround.RELATION, **by(place, LEADER))
    assert not _who(place, "late_handling", late), "not to who keeps away"


def test_a_window_that_ends_in_silence_asks_whoever_told_him_to_make_sure(bodies: Bodies) -> None:
    place, row = bodies.place, noticed(bodies, whole(bodies, opened(bodies)))
    assert row.respond_on is not None
    last = (row.respond_on - TODAY).days
    assert (
        not _who(place, "window_ends", last - 3) and OFFICE in _who(place, "window_ends", last) and not _who(place, "window_ends", last + 1)
    )
    assert not _who(place, "window_ends", last) & {LEADER, HEAD, OFFICIAL, COLLEAGUE, PERSONNEL}
    heard(bodies, row)
    assert not _who(place, "window_ends", last), "he spoke"


def test_visits_and_difficulties_are_told_to_the_visitors_alone(bodies: Bodies) -> None:
    place, served = bodies.place, in_force(bodies)
    assert served.follow_on is not None
    due = (served.follow_on - TODAY).days
    assert _who(place, "visit_plan", due - 8) == set() and PERSONNEL in _who(place, "visit_plan", due)
    assert not _who(place, "visit_plan", due) & {OFFICE, LEADER, HEAD, LIAISON, COLLEAGUE, OFFICIAL}
    Handling.objects.filter(pk=served.pk).update(state="lifted", over_at=NOW)
    assert not _who(place, "visit_plan", due), "nobody is visited for what no longer weighs on him"


def test_due_visits_stand_on_the_desk_of_the_visitors(bodies: Bodies) -> None:
    place, plan = bodies.place, planned(bodies)
    days = (plan.next_on - TODAY).days
    visitors = {one.seat.person.name for one in plan.visitors.select_related("seat__person")}
    assert _who(place, "visit_due", days - 8) == set() and _who(place, "visit_due", days) == visitors & set(EVERYBODY) != set()
    owner = plan.visitors.select_related("seat__person").first()
    assert owner is not None
    do.raise_difficulty(plan, text="住得远", owner=owner, due_on=TODAY + timedelta(5), **by(place, owner.seat.person.name))
    assert _who(place, "difficulty_due") == {owner.seat.person.name}


def test_study_is_reminded_of_in_time_and_never_afterwards(bodies: Bodies) -> None:
    place = bodies.place
    plan = do.plan_study(campaign=place.campaign, title="六个专题", topics=["作风"], forms=[StudyForm.BRANCH], days=(TODAY, TODAY + timedelta(30)),
                         **by(place, OFFICE))  # fmt: skip
    assert not _who(place, "study_due", 15) and _who(place, "study_due", 16) >= {HEAD, LIAISON}
    assert not _who(place, "study_due", 30) & {OFFICE, LEADER, GROUP, COLLEAGUE, OFFICIAL}
    assert not _who(place, "study_due", 31), "nobody is chased for study"
    told = do.Held("作风", StudyForm.BRANCH, TODAY, 8)
    do.hold_session(campaign=place.campaign, unit=place.units[WATER], held=told, plan=plan, **by(place, LIAISON))
    assert not _who(place, "study_due", 20) & {HEAD, LIAISON} and "study_due" in _on_desk(place, OTHER_LIAISON, 20)


def test_an_appeal_past_its_day_is_told_to_the_person(bodies: Bodies, monkeypatch: pytest.MonkeyPatch) -> None:
    place, row = bodies.place, in_force(bodies)
    appeal = do.file_appeal(row, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL))
    do.accept_appeal(appeal, **by(place, GROUP))
    assert appeal.answer_on is not None
    late = (appeal.answer_on - TODAY).days + 1
    assert not _who(place, "own_appeal_late", late - 1) and _who(place, "own_appeal_late", late) == {OFFICIAL}
    at_moment(monkeypatch, _later(late))
    page = place.client(OFFICIAL).get("/todo/").content.decode()
    assert "您的申诉过了答复期限" in page and "申诉：请答复" in place.client(GROUP).get("/todo/").content.decode()


def test_the_cards_show_on_the_page(bodies: Bodies, monkeypatch: pytest.MonkeyPatch) -> None:
    place, row = bodies.place, decided(bodies, heard(bodies, noticed(bodies, whole(bodies, opened(bodies)))))
    at_moment(monkeypatch, _later(rule("handling_serve_days", TODAY).value + 1))
    page = place.client(LEADER).get("/todo/").content.decode()
    assert "决定后没有送达或者跟踪" in page and row.matter in page
    assert "决定后没有送达或者跟踪" not in place.client(OFFICE).get("/todo/").content.decode()
