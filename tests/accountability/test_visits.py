"""Return visits: for whoever is under a measure, by both bodies, sealed where it is private, ended by the clock."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from bihuan.accountability import operations as do
from bihuan.accountability.models import Handling, ReturnVisit, SealedNote, Seat
from bihuan.accountability.operations.visits import Bases, Brought
from bihuan.accountability.queries import visits as read
from bihuan.accountability.rules.visits import is_due, is_over, proposed_way, year_until
from bihuan.accountability.vocabulary.visits import NoteKind
from bihuan.accountability.vocabulary.visits import VisitNeed as N
from bihuan.accountability.vocabulary.visits import VisitState as S
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet, NotAllowed, NotNow
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from tests.accountability.ground import PERSONNEL, Bodies, by, in_force, opened
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, IN_CHARGE, LEADER, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, TODAY

pytestmark = pytest.mark.django_db
WORRY, SICK = "担心这次处理影响孩子入学", "近来失眠"


def seat(bodies: Bodies, name: str) -> Seat:
    return Seat.objects.get(person__name=name, ended_at=None)


def bases(**more: Any) -> Bases:
    told = {
        "circumstances": "两次空岗",
        "kind": "诫勉",
        "conduct": "工作正常",
        "way": "先听他讲",
        "support": "12356",
        "next_on": TODAY + timedelta(30),
    }
    return Bases(**{**told, **more})


def planned(bodies: Bodies, row: Handling | None = None, worries: str = WORRY, **more: Any) -> ReturnVisit:
    seats = [seat(bodies, PERSONNEL), seat(bodies, GROUP)]
    row = row or in_force(bodies)
    return do.plan_visits(row, bases=bases(**more), seats=seats, worries=worries, **by(bodies.place, PERSONNEL))


def visited(bodies: Bodies, row: ReturnVisit, days: int = 30, **more: Any) -> Any:
    both = {one.seat.body.kind: one for one in read.visitors_of(row)}
    told = Brought(**{"own_words": "慢慢好起来了", "organisation_view": "工作踏实", "explained": "讲了影响期和申诉", **more})
    moment = by(bodies.place, GROUP, days)
    on = TODAY + timedelta(days)
    return do.record_visit(row, pair=(both["discipline"], both["personnel"]), on=on, next_on=on + timedelta(30), told=told, **moment)


def finds(bodies: Bodies, name: str, row: ReturnVisit) -> bool:
    try:
        return read.find_visits(bodies.place.actor(name), bodies.place.campaign, row.pk).pk == row.pk
    except Missing:
        return False


def test_a_visit_year_and_what_is_due() -> None:
    assert year_until(date(2026, 3, 2)) == date(2027, 3, 2)
    assert is_due(TODAY + timedelta(7), TODAY) and is_due(TODAY - timedelta(1), TODAY) and not is_due(TODAY + timedelta(8), TODAY)
    assert not is_over(until_on=TODAY, today=TODAY, measure_stands=True)
    assert is_over(until_on=TODAY, today=TODAY + timedelta(1), measure_stands=True) and is_over(
        until_on=TODAY, today=TODAY, measure_stands=False
    )


@pytest.mark.mechanism("M164")
@pytest.mark.both
def test_everyone_under_a_measure_can_get_a_plan_and_due_visits_are_listed(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    later = in_force(bodies, COLLEAGUE, "remind")
    opened(bodies)  # not served: nobody is visited for what was not decided
    plans = read.without_plan(place.actor(PERSONNEL), place.campaign)
    assert {one.pk for one in plans} == {row.pk, later.pk}
    plan = planned(bodies, row)
    assert {one.pk for one in plans.all()} == {later.pk}
    for name in (PERSONNEL, GROUP):
        due = read.due_visits(place.actor(name), place.campaign, TODAY + timedelta(22))
        assert not due.exists()
        assert [one.pk for one in read.due_visits(place.actor(name), place.campaign, TODAY + timedelta(23))] == [plan.pk]
    assert not read.due_visits(place.actor(OFFICIAL), place.campaign, TODAY + timedelta(60)).exists(), "he is visited, he makes no visits"
    with pytest.raises(BadInput, match="已经有"):
        planned(bodies, row)


@pytest.mark.mechanism("M165")
def test_visitors_are_of_both_bodies_at_each_visit(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    told: dict[str, Any] = {"bases": bases(), **by(place, PERSONNEL)}
    for names in ((PERSONNEL,), (PERSONNEL, LEADER)):
        with pytest.raises(BadInput, match="纪检监察方和组织人事方"):
            do.plan_visits(row, seats=[seat(bodies, one) for one in names], **told)
    with pytest.raises(BadInput, match="制定计划的人是回访人之一"):
        do.plan_visits(row, seats=[seat(bodies, PERSONNEL), seat(bodies, GROUP)], bases=bases(), **by(place, GROUP_2))
    plan = planned(bodies, row)
    one = visited(bodies, plan)
    assert (one.discipline.seat.person.name, one.personnel.seat.person.name) == (GROUP, PERSONNEL)
    both = {each.seat.body.kind: each for each in read.visitors_of(plan)}
    again: dict[str, Any] = {"on": TODAY, "next_on": TODAY + timedelta(40), "told": Brought("好", "好", "讲了"), **by(place, GROUP, 31)}
    for pair in ((both["discipline"], both["discipline"]), (both["personnel"], both["discipline"])):
        with pytest.raises(BadInput, match="纪检监察方和组织人事方"):
            do.record_visit(plan, pair=pair, **again)
    with pytest.raises(BadInput, match="另一名"):
        do.leave_visits(plan, visitor=both["discipline"], **by(place, PERSONNEL))
    do.name_visitor(plan, seat=seat(bodies, GROUP_2), **by(place, PERSONNEL))
    do.leave_visits(plan, visitor=both["discipline"], **by(place, PERSONNEL))
    assert finds(bodies, GROUP_2, plan) and not finds(bodies, GROUP, plan), "who left reads nothing of it any more"


@pytest.mark.mechanism("M166")
def test_a_plan_rests_on_four_bases_and_proposes_nothing_without_them(bodies: Bodies) -> None:
    whole = {"circumstances": True, "kind": True, "conduct": True, "worries": True}
    assert proposed_way(whole)
    assert not any(proposed_way({**whole, missing: False}) for missing in whole) and not proposed_way({})
    plan = planned(bodies, worries="")
    assert not read.outline_for(plan), "nobody asks for worries; without them nothing is proposed"
    do.seal_note(plan, kind=NoteKind.WORRIES, text=WORRY, **by(bodies.place, OFFICIAL))
    outline = read.outline_for(plan)
    assert outline and WORRY not in outline and plan.circumstances not in outline
    do.change_visit_plan(plan, bases=bases(conduct=" "), **by(bodies.place, GROUP))
    assert not read.outline_for(plan)


@pytest.mark.mechanism("M167")
def test_three_modes_and_a_difficulty_is_a_task_whose_answer_he_reads(bodies: Bodies) -> None:
    place, plan = bodies.place, planned(bodies)
    one = visited(bodies, plan, explained="讲清影响期", relieved="谈了心", solved="记下住房困难")
    assert (one.explained, one.relieved, one.solved) == ("讲清影响期", "谈了心", "记下住房困难")
    with pytest.raises(BadInput, match="至少写一项"):
        visited(bodies, plan, 31, explained=" ")
    owner = read.visitors_of(plan)[0]
    with pytest.raises(BadInput, match="期限"):
        do.raise_difficulty(plan, text="住得远", owner=owner, due_on=TODAY, **by(place, GROUP, 30))
    told = do.raise_difficulty(plan, text="住得远，接送孩子难", owner=owner, due_on=TODAY + timedelta(45), **by(place, GROUP, 30))
    with pytest.raises(NeedsUnmet) as no:
        do.close_visits(plan, political="好", discipline="好", social="好", **by(place, GROUP, 31))
    assert no.value.needs == (N.ANSWERED,)
    with pytest.raises(NotAllowed):
        do.answer_difficulty(told, text="已办", **by(place, LEADER, 40))
    do.answer_difficulty(told, text="已调整到就近窗口", **by(place, PERSONNEL, 40))
    his = read.find_visits(place.actor(OFFICIAL), place.campaign, plan.pk)
    assert [(each.owner.seat.person.name, each.due_on, each.answer) for each in read.difficulties_of(his)] == [
        (owner.seat.person.name, TODAY + timedelta(45), "已调整到就近窗口")
    ]


@pytest.mark.mechanism("M168")
def test_the_organisations_view_stands_beside_his_own_words(bodies: Bodies) -> None:
    plan = planned(bodies)
    for missing in ("own_words", "organisation_view"):
        with pytest.raises(BadInput):
            visited(bodies, plan, **{missing: "  "})
    visited(bodies, plan)
    told = read.records_of(read.find_visits(bodies.place.actor(OFFICIAL), bodies.place.campaign, plan.pk))
    assert [(one.own_words, one.organisation_view) for one in told] == [("慢慢好起来了", "工作踏实")]


@pytest.mark.mechanism("M169")
def test_closing_asks_for_the_three_effects(bodies: Bodies) -> None:
    place, plan = bodies.place, planned(bodies)
    whole = {"political": "思想上放下包袱", "discipline": "知道边界", "social": "服务对象认可"}
    with pytest.raises(NeedsUnmet) as no:
        do.close_visits(plan, **whole, **by(place, GROUP))
    assert no.value.needs == (N.RECORDED,)
    visited(bodies, plan)
    for missing in whole:
        with pytest.raises(BadInput):
            do.close_visits(plan, **{**whole, missing: ""}, **by(place, GROUP, 31))
    do.close_visits(plan, **whole, **by(place, GROUP, 31))
    assert (plan.state, plan.political, plan.discipline, plan.social) == (S.CLOSED, *whole.values())


@pytest.mark.mechanism("M170")
def test_every_measure_has_a_day_to_look_after_him_and_a_way_to_end(bodies: Bodies) -> None:
    """Of every measure of the pack: a follow-up day is set when it is served, and it ends by its day or is lifted."""
    from bihuan.accountability.rules.measures import follow_up_on
    from bihuan.accountability.rules.pack import pack
    from bihuan.accountability.vocabulary.handling import HandlingAction, HandlingState
    from bihuan.accountability.workflow.handling import HANDLING

    assert all(follow_up_on(one, TODAY, None) > TODAY for one in pack().measures.values())
    row = in_force(bodies)
    assert row.follow_on is not None and row.ends_on is not None
    ways = {
        one.action
        for one in HANDLING.steps
        if HandlingState.IN_FORCE in one.sources and one.target in (HandlingState.ENDED, HandlingState.LIFTED)
    }
    assert ways == {HandlingAction.END, HandlingAction.LIFT, HandlingAction.RECORD_LIFT}, "here, and by the competent body that decided it"
    do.lift_handling(row, reason="表现好", **by(bodies.place, LEADER, 60))
    assert row.state == HandlingState.LIFTED


def test_visitors_and_the_person_see_it_and_nobody_else(bodies: Bodies) -> None:
    plan = planned(bodies)
    everybody = (OFFICE, OFFICE_2, GROUP, GROUP_2, LEADER, IN_CHARGE, HEAD, LIAISON, COLLEAGUE, OFFICIAL, PERSONNEL)
    assert {name for name in everybody if finds(bodies, name, plan)} == {OFFICIAL, GROUP, PERSONNEL}
    for name in {*everybody} - {OFFICIAL, GROUP, PERSONNEL}:
        with pytest.raises(NotAllowed):
            do.open_notes(plan, **by(bodies.place, name))
    assert not read.without_plan(bodies.place.actor(OFFICE), bodies.place.campaign).exists()


@pytest.mark.mechanism("P11")
@pytest.mark.mechanism("P14")
@pytest.mark.both
def test_what_is_private_is_sealed_to_the_visitors_and_every_opening_is_in_the_book(bodies: Bodies) -> None:
    place, plan = bodies.place, planned(bodies)
    do.seal_note(plan, kind=NoteKind.HEALTH, text=SICK, **by(place, OFFICIAL))
    quiet = do.seal_note(plan, kind=NoteKind.QUIET, text="情绪低落，多陪一陪", **by(place, GROUP))
    for model in apps.get_models():
        assert not [1 for one in model._default_manager.values_list() if WORRY in str(one) or SICK in str(one)], model
    assert [text for _note, text in do.open_notes(plan, **by(place, GROUP))] == [WORRY, SICK, "情绪低落，多陪一陪"]
    do.open_notes(plan, **by(place, PERSONNEL))
    do.open_notes(plan, **by(place, PERSONNEL))
    opened_by = Record.objects.filter(action="open_notes", row=plan.pk).order_by("pk").values_list("actor_name", flat=True)
    assert list(opened_by) == [GROUP, PERSONNEL, PERSONNEL]
    with pytest.raises(NotAllowed):
        do.open_notes(plan, **by(place, OFFICIAL))
    do.drop_note(quiet, **by(place, OFFICIAL))
    assert not SealedNote.objects.filter(pk=quiet.pk).exists(), "what was told freely is taken back freely"
    assert plan.support == "12356", "and he knows whom to turn to"
    with pytest.raises(BadInput, match="可以找谁"):
        do.change_visit_plan(plan, bases=bases(support=" "), **by(place, GROUP))


def test_who_keeps_away_or_lost_his_seat_visits_no_more(bodies: Bodies) -> None:
    place, plan = bodies.place, planned(bodies)
    do.unseat_from_body(seat(bodies, GROUP), reason="调离", **by(place, OFFICE))
    assert not finds(bodies, GROUP, plan)
    assert finds(bodies, PERSONNEL, plan)
    told: dict[str, Any] = {"party": place.people[OFFICIAL], "ground": RecusalGround.RELATION, **by(place, PERSONNEL)}
    declare_recusal(person=place.people[PERSONNEL], **told)
    assert not finds(bodies, PERSONNEL, plan)


def test_he_may_decline_and_nothing_follows(bodies: Bodies) -> None:
    place, plan = bodies.place, planned(bodies)
    with pytest.raises(NotAllowed):
        do.decline_visits(plan, **by(place, GROUP))
    do.decline_visits(plan, **by(place, OFFICIAL))
    assert plan.state == S.DECLINED and Handling.objects.get(pk=plan.handling_id).state == "in_force"
    with pytest.raises(NotNow):
        do.open_notes(plan, **by(place, GROUP))
    do.resume_visits(plan, **by(place, OFFICIAL))
    assert plan.state == S.OPEN


def test_a_measure_that_is_over_ends_the_visits_and_leaves_nobody_to_find(bodies: Bodies) -> None:
    place, plan = bodies.place, planned(bodies)
    machine = place.machine
    assert do.end_visits_due(actor=machine, now=NOW + timedelta(30)) == 0
    do.lift_handling(plan.handling, reason="表现好", **by(place, LEADER, 40))
    assert not finds(bodies, GROUP, plan), "at once, before the clock comes"
    assert do.end_visits_due(actor=machine, now=NOW + timedelta(40)) == 1
    plan.refresh_from_db()
    assert plan.state == S.ENDED and not SealedNote.objects.exists()
    assert finds(bodies, OFFICIAL, plan) and not finds(bodies, PERSONNEL, plan)


def test_no_word_about_him_is_in_the_book(bodies: Bodies) -> None:
    place, plan = bodies.place, planned(bodies)
    visited(bodies, plan)
    do.change_visit_plan(plan, bases=bases(conduct="表现有起色", next_on=TODAY + timedelta(60)), **by(place, GROUP, 31))
    do.close_visits(plan, political="放下包袱", discipline="守边界", social="群众认可", **by(place, GROUP, 31))
    book = str(list(Record.objects.values_list("changes", "label", "reason")))
    for word in ("两次空岗", "表现有起色", "慢慢好起来", "工作踏实", "放下包袱", WORRY):
        assert word not in book


def test_a_campaign_may_do_without(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    switch_mechanisms(campaign=place.campaign, switches={"return_visits": False}, **by(place, OFFICE))
    row.refresh_from_db()
    with pytest.raises(NotNow, match="回访教育"):
        planned(bodies, Handling.objects.get(pk=row.pk))
