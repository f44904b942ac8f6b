"""What is refused at the edge: the last day and the day after, another's campaign, a thing done twice; each broken on purpose was seen by nobody."""

from datetime import timedelta

import pytest

from bihuan.campaigns.models import Delegation
from bihuan.campaigns.operations import charge_group, set_up_group
from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.foundation.draws.vocabulary import DrawOf
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.inspections.models import Checklist
from bihuan.inspections.operations import (
    Point,
    approve_visit,
    ask_review,
    assign_review,
    cancel_visit,
    decide_on_finding,
    draft_plan,
    draw_for_plan,
    drop_observation,
    give_conclusion,
    hear_opinion,
    hold_hearing,
    join_observations,
    make_checklist,
    propose_visit,
    record_observation,
    retire_checklist,
    send_notice,
    send_observation,
    set_task_at_hearing,
)
from bihuan.inspections.queries import fit_to_inspect, half_days, nears, plans_of, steps_of_units, units_pool, visits_of
from bihuan.inspections.rules.overlaps import is_near
from bihuan.inspections.vocabulary import Focus, Force, HeardFrom, HearingDecision, HearingKind, VisitKind
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from bihuan.problems.vocabulary import Source
from tests.factories.town import (
    FOREST,
    GROUP,
    GROUP_2,
    HEAD,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_LIAISON,
    TODAY,
    WATER,
    Town,
)
from tests.inspections.ground import DAY, LATER, a_finding, a_plan, a_visit, allow_covert, going, told


def test_the_last_day_to_ask_for_a_review_counts(place: Town) -> None:
    plan = a_plan(place)
    asked, late = (give_conclusion(visit=a_visit(place, plan, reported=True), text="x", actor=place.actor(GROUP), now=LATER) for _n in "12")
    last = LATER + (asked.ask_by_on - LATER.date())
    ask_review(asked, reason="停电", actor=place.actor(HEAD), now=last)
    assert asked.decide_by_on and (asked.decide_by_on - asked.ask_by_on).days >= 30, "thirty days from the asking, not from the conclusion"
    with pytest.raises(NotNow, match="已经过了"):
        ask_review(late, reason="停电", actor=place.actor(HEAD), now=last + timedelta(1))


def test_nobody_who_is_of_the_unit_or_keeps_away_reviews(place: Town) -> None:
    row = give_conclusion(visit=a_visit(place, reported=True), text="x", actor=place.actor(GROUP), now=LATER)
    ask_review(row, reason="停电", actor=place.actor(HEAD), now=LATER)
    for who in (HEAD, OFFICIAL):
        with pytest.raises(BadInput, match="请换人"):
            assign_review(row, reviewers=[place.people[who]], actor=place.actor(OFFICE), now=LATER)
    with pytest.raises(BadInput, match="指定"):
        assign_review(row, reviewers=[], actor=place.actor(OFFICE), now=LATER)


def test_the_unit_may_speak_until_the_end_of_its_last_day(place: Town) -> None:
    row = a_finding(place)
    send_observation(row, actor=place.actor(GROUP), now=LATER)
    assert row.answer_by_on
    last = LATER + (row.answer_by_on - LATER.date())
    with pytest.raises(NotNow, match="单位可以说明到"):
        record_observation(row, actor=place.actor(GROUP), now=last)
    record_observation(row, actor=place.actor(GROUP), now=last + timedelta(1))


def test_the_ledger_names_channel_person_and_what_was_seen(place: Town) -> None:
    row = a_finding(place, force=Force.TOUR, reference="巡-1", person=place.people[OFFICIAL])
    send_observation(row, actor=place.actor(GROUP), now=LATER)
    record_observation(row, actor=place.actor(GROUP), now=LATER + timedelta(14))
    assert row.problem and (row.problem.source, row.problem.person) == (Source.INSPECTION_TOUR, place.people[OFFICIAL])
    assert row.problem.found_on == row.seen_on


def test_nothing_is_joined_to_what_was_joined(place: Town) -> None:
    one, two, three = (a_finding(place, text=f"情况{n}") for n in range(3))
    join_observations(one, same_as=two, actor=place.actor(GROUP), now=LATER)
    with pytest.raises(BadInput, match="最后的那一条"):
        join_observations(three, same_as=one, actor=place.actor(GROUP), now=LATER)
    with pytest.raises(BadInput, match="另一条"):
        join_observations(three, same_as=three, actor=place.actor(GROUP), now=LATER)


def test_nobody_notes_on_a_visit_that_was_not_let_go(place: Town) -> None:
    row = propose_visit(plan=a_plan(place), told=going(place), actor=place.actor(GROUP), now=NOW)
    for now_or_never in ("proposed", "cancelled"):
        assert row.state == now_or_never
        with pytest.raises(NotNow, match="还没有批准"):
            a_finding(place, row)
        with pytest.raises(NotNow, match="还没有批准"):
            hear_opinion(visit=row, heard_from=HeardFrom.MASSES, text="x", actor=place.actor(GROUP), now=LATER)
        if row.state == "proposed":
            cancel_visit(row, reason="改期", actor=place.actor(OFFICE), now=LATER)


def test_a_notice_is_about_its_own_unit_and_names_the_group_in_charge(place: Town) -> None:
    office = place.actor(OFFICE)
    seen = a_finding(place, unit=place.units[FOREST])
    send_observation(seen, actor=place.actor(GROUP), now=LATER)
    about = {"campaign": place.campaign, "unit": place.units[WATER], "deviation": "偏", "demand": "改", "actor": office, "now": LATER}
    with pytest.raises(BadInput, match="不是这个单位的"):
        send_notice(**about, due_on=DAY, observation=seen)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="不能早于"):
        send_notice(**about, due_on=DAY - timedelta(1))  # type: ignore[arg-type]
    group = set_up_group(
        campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[place.units[WATER]], actor=office, now=NOW
    )
    assert send_notice(**about, due_on=DAY).group == group  # type: ignore[arg-type]


def test_a_hearing_is_of_its_campaign_its_days_and_the_past(place: Town) -> None:
    said = {"campaign": place.campaign, "kind": HearingKind.HEARING, "presided": "南屏", "record": "听汇报", "unit": place.units[WATER]}
    by = {"actor": place.actor(GROUP), "now": NOW}
    with pytest.raises(BadInput, match="晚于今天"):
        hold_hearing(**said, held_on=TODAY + timedelta(1), **by)  # type: ignore[arg-type]
    row = hold_hearing(**said, held_on=TODAY, **by)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="早于会议"):
        set_task_at_hearing(row, title="整改", due_on=TODAY - timedelta(1), **by)  # type: ignore[arg-type]
    seen = a_finding(place)
    seen.campaign_id = place.campaign.pk + 1
    with pytest.raises(BadInput, match="不是本专项"):
        decide_on_finding(row, observation=seen, decision=HearingDecision.DROP, words="x", **by)  # type: ignore[arg-type]


def test_nothing_is_drawn_for_a_plan_that_nobody_approved(place: Town) -> None:
    row = draft_plan(campaign=place.campaign, told=told(place), actor=place.actor(GROUP), now=NOW)
    pool, left = units_pool(row, {}, by_kind=False, today=TODAY)
    with pytest.raises(BadInput, match="批准以后"):
        draw_for_plan(plan=row, draw_of=DrawOf.UNITS, title="抽", pool=pool, left=left, each=1, actor=place.actor(GROUP), now=NOW)


def test_more_than_can_be_drawn_is_refused_instead_of_cut(place: Town) -> None:
    plan = a_plan(place)
    pool, left = half_days(plan, DAY)
    asked: dict[str, object] = {"plan": plan, "draw_of": DrawOf.TIMES, "title": "抽半天", "pool": pool, "left": left}
    with pytest.raises(BadInput, match="最多只有"):
        draw_for_plan(**asked, each=len(pool) + 1, actor=place.actor(GROUP), now=NOW)  # type: ignore[arg-type]
    draw_for_plan(**asked, each=max(1, len(pool) // 2), actor=place.actor(GROUP), now=NOW)  # type: ignore[arg-type]


def test_who_was_visited_lately_is_left_out_and_a_covert_visit_leaves_no_trace(place: Town) -> None:
    allow_covert(place)
    plan = a_plan(place)
    a_visit(place, plan, kind=VisitKind.COVERT)
    a_visit(place, plan, unit=place.units[FOREST])
    for days, out in ((29, [place.units[FOREST].name]), (30, [])):
        pool, left = units_pool(plan, {}, by_kind=False, today=DAY + timedelta(days))
        assert [one.label for one in left] == out and len(pool) + len(left) == 2, "thirty days apart are enough"


def test_half_days_are_working_days_of_the_plan_that_are_to_come(place: Town) -> None:
    friday = TODAY + timedelta(4)
    plan = a_plan(place, from_on=TODAY, to_on=friday + timedelta(3))
    assert [one.key for one in half_days(plan, friday)[0]] == [
        f"{day}-{half}" for day in (friday, friday + timedelta(3)) for half in ("am", "pm")
    ]


@pytest.mark.parametrize(("from_on", "near"), [(29, True), (30, False), (-29, True), (-30, False)])
def test_thirty_days_between_two_inspections_are_enough(from_on: int, near: bool) -> None:
    day = TODAY + timedelta(from_on)
    assert is_near(TODAY, TODAY, day, day, 30) is near


def test_a_checklist_is_given_up_once(place: Town) -> None:
    row = make_checklist(campaign=place.campaign, title="单", points=[Point("秩序", "看窗口")], actor=place.actor(GROUP), now=NOW)
    retire_checklist(row, actor=place.actor(GROUP), now=NOW)
    with pytest.raises(NotNow, match="停用"):
        retire_checklist(row, actor=place.actor(GROUP), now=NOW)
    for points in ([], [Point("", " ")], [Point("", "x")] * 301):
        with pytest.raises(BadInput):
            make_checklist(campaign=place.campaign, title="另", points=points, actor=place.actor(GROUP), now=NOW)
    assert Checklist.objects.count() == 1


def test_closed_items_are_not_late(place: Town) -> None:
    place.to("closed", place.find())
    place.to("rectifying", place.find())
    far = TODAY + timedelta(80)
    late = {one.unit.name: one.late for one in steps_of_units(place.actor(OFFICE), place.campaign, far)}
    assert late == {WATER: 1, FOREST: 0}


def test_whoever_goes_or_proposes_does_not_let_himself_go(place: Town) -> None:
    row = propose_visit(
        plan=a_plan(place), told=going(place, inspectors=[place.people[OFFICE], place.people[GROUP]]), actor=place.actor(GROUP), now=NOW
    )
    with pytest.raises(NeedsUnmet, match="不能自己批准"):
        approve_visit(row, actor=place.actor(OFFICE), now=NOW)
    approve_visit(row, actor=place.actor(OFFICE_2), now=NOW)


def test_nobody_is_let_go_alone(place: Town) -> None:
    row = propose_visit(plan=a_plan(place), told=going(place), actor=place.actor(GROUP), now=NOW)
    row.inspectors.set([place.people[GROUP]])
    with pytest.raises(NeedsUnmet, match="两个人"):
        approve_visit(row, actor=place.actor(OFFICE), now=NOW)


def test_no_deputy_lets_anybody_go(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who approves answers for it himself; other work of the office a deputy does."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOW)
    plan = a_plan(place)
    row = propose_visit(plan=plan, told=going(place), actor=place.actor(GROUP), now=NOW)
    Delegation.objects.create(
        campaign=place.campaign, principal=place.people[OFFICE], duty=Duty.OFFICE, deputy=place.people[LEADER], from_on=TODAY, to_on=TODAY,
        reason="外出", given_at=NOW,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        approve_visit(row, actor=place.actor(LEADER), now=NOW)
    cancel_visit(row, reason="改期", actor=place.actor(LEADER), now=NOW)


def test_nobody_is_let_go_after_the_day(place: Town) -> None:
    plan = a_plan(place)
    row = propose_visit(plan=plan, told=going(place), actor=place.actor(GROUP), now=NOW)
    with pytest.raises(NotNow, match="补批"):
        approve_visit(row, actor=place.actor(OFFICE), now=LATER + timedelta(1))
    with pytest.raises(BadInput, match="早于今天"):
        propose_visit(plan=plan, told=going(place, visit_on=TODAY), actor=place.actor(GROUP), now=LATER)
    approve_visit(row, actor=place.actor(OFFICE), now=LATER)


def test_who_will_keep_away_on_the_day_does_not_go(place: Town) -> None:
    """One that begins after the proposal and before the visit."""
    row = propose_visit(plan=a_plan(place), told=going(place, visit_on=TODAY + timedelta(20)), actor=place.actor(GROUP), now=NOW)
    made = declare_recusal(
        person=place.people[GROUP_2], ground=RecusalGround.OTHER, unit=place.units[WATER], actor=place.actor(GROUP_2), now=NOW
    )
    type(made).objects.filter(pk=made.pk).update(from_on=TODAY + timedelta(10))
    assert place.people[GROUP_2] in fit_to_inspect(place.campaign, place.units[WATER], TODAY)
    with pytest.raises(NeedsUnmet, match="请换人"):
        approve_visit(row, actor=place.actor(OFFICE), now=NOW)


def test_units_see_approved_plans_that_name_them_and_visits_that_stand(place: Town) -> None:
    draft = draft_plan(campaign=place.campaign, told=told(place), actor=place.actor(GROUP), now=NOW)
    plan = a_plan(place, units=[place.units[WATER]])
    assert list(plans_of(place.actor(LIAISON), place.campaign)) == [plan] and not plans_of(place.actor(OTHER_LIAISON), place.campaign)
    assert set(plans_of(place.actor(GROUP), place.campaign)) == {plan, draft}
    row = propose_visit(plan=plan, told=going(place), actor=place.actor(GROUP), now=NOW)
    assert not visits_of(place.actor(LIAISON), place.campaign), "what is only proposed is no visit"
    approve_visit(row, actor=place.actor(OFFICE), now=NOW)
    assert list(visits_of(place.actor(LIAISON), place.campaign)) == [row]


def test_what_was_called_off_comes_close_to_nothing(place: Town) -> None:
    plan = a_plan(place, units=[place.units[FOREST]])
    row = a_visit(place, kind=VisitKind.OPEN)
    named = lambda: [one.title for one in nears(place.actor(OFFICE), place.campaign, [place.units[WATER].pk], DAY, DAY, but=row.plan)]  # noqa: E731
    assert named() == [] and plan.pk
    again = a_visit(place, a_plan(place, title="另一个方案"))
    assert len(named()) == 2, "the other plan and the visit under it"
    cancel_visit(again, reason="改期", actor=place.actor(OFFICE), now=LATER)
    assert named() == ["另一个方案"]


def test_a_unit_of_another_campaign_is_in_no_plan(place: Town) -> None:
    from bihuan.campaigns.models import CoveredUnit

    other = place.units["整治专班"]
    CoveredUnit.objects.filter(unit=other).delete()
    with pytest.raises(BadInput, match="整治单位"):
        draft_plan(campaign=place.campaign, told=told(place, units=[place.units[WATER], other]), actor=place.actor(GROUP), now=NOW)


def test_a_finding_that_was_dropped_or_recorded_stays_so(place: Town) -> None:
    row = a_finding(place, focus=Focus.LISTS)
    drop_observation(row, reason="不实", actor=place.actor(GROUP), now=LATER)
    for again in (send_observation, record_observation):
        with pytest.raises(NotNow):
            again(row, actor=place.actor(GROUP), now=LATER)
    with pytest.raises(NotAllowed):
        drop_observation(a_finding(place, text="另"), reason="x", actor=place.actor(HEAD), now=LATER)


def test_one_group_hands_its_units_on_without_losing_its_notices(place: Town) -> None:
    office = place.actor(OFFICE)
    one, two = (
        set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name=f"第{n}组", units=[], actor=office, now=NOW) for n in "一二"
    )
    charge_group(group=one, seen=None, units=[place.units[WATER]], actor=office, now=NOW)
    notice = send_notice(campaign=place.campaign, unit=place.units[WATER], deviation="偏", demand="改", due_on=DAY, actor=office, now=LATER)
    charge_group(group=one, seen=None, units=[], actor=office, now=NOW)
    charge_group(group=two, seen=None, units=[place.units[WATER]], actor=office, now=NOW)
    notice.refresh_from_db()
    assert notice.group == one
