"""Whoever could warn the visited hears of nothing before it is reported: by no to-do, no paper, no record of a meeting, no draw, no other system;
neither does whoever keeps away from the unit, nor whose secondment is over."""

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign, CoveredUnit, Grant
from bihuan.campaigns.operations import grant_duty, seat_person, set_up_group
from bihuan.campaigns.operations.seconding import Lending, second_person
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.campaigns.vocabulary.organising import Level
from bihuan.finding.models import SelfCheck
from bihuan.finding.queries.reviewing import barred_from
from bihuan.foundation.draws.vocabulary import DrawOf
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed
from bihuan.foundation.webhooks.queries import offered
from bihuan.inspections.models import Observation, Visit
from bihuan.inspections.operations import (
    Seen,
    approve_visit,
    ask_review,
    assign_review,
    decide_on_finding,
    draft_plan,
    draw_for_plan,
    give_conclusion,
    hear_opinion,
    hold_hearing,
    note_observation,
    propose_visit,
    report_visit,
    send_observation,
    uphold_conclusion,
)
from bihuan.inspections.papers import hearing_paper
from bihuan.inspections.queries import (
    considered_of,
    draws_of,
    find_visit,
    fit_to_inspect,
    half_days,
    heard_of,
    nears,
    observations_of,
    open_steps,
    takes_part,
    units_pool,
    visits_of,
)
from bihuan.inspections.queries.desk import asks
from bihuan.inspections.vocabulary import HeardFrom, HearingDecision, HearingKind, VisitKind
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.rules.paths import path_under
from bihuan.organisation.vocabulary import RecusalGround
from tests.factories.town import FOREST, GROUP, GROUP_2, HEAD, LEADER, NOW, OFFICE, OFFICE_2, TODAY, WATER, Town
from tests.inspections.ground import DAY, LATER, a_finding, a_plan, a_visit, allow_covert, going
from tests.inspections.ground import told as plan_told


def _asked(place: Town, name: str) -> dict[str, list[int]]:
    actor, found = place.actor(name), {}
    for one in asks(actor, held_over(actor, place.campaign.pk), place.campaign.pk, DAY):
        found[one.name] = list(one.rows.values_list("pk", flat=True))
    return found


def _keeps_away(place: Town, name: str, unit: str = WATER) -> None:
    declare_recusal(person=place.people[name], ground=RecusalGround.RELATION, unit=place.units[unit], actor=place.actor(name), now=NOW)


def _proposed(place: Town) -> Visit:
    allow_covert(place)
    return propose_visit(plan=a_plan(place), told=going(place, kind=VisitKind.COVERT), actor=place.actor(GROUP), now=NOW)


@pytest.mark.parametrize("duty", [Duty.LIAISON, Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE])
def test_the_office_is_not_asked_to_approve_a_visit_to_whom_he_answers_for(place: Town, duty: Duty) -> None:
    row = _proposed(place)
    assert _asked(place, OFFICE_2)["visit_approve"] == [row.pk]
    grant_duty(campaign=place.campaign, person=place.people[OFFICE_2], duty=duty, unit=place.units[WATER], actor=place.machine, now=NOW)
    assert _asked(place, OFFICE_2)["visit_approve"] == [] and _asked(place, OFFICE)["visit_approve"] == [row.pk]


def test_whoever_keeps_away_hears_of_no_covert_visit_and_handles_nothing(place: Town) -> None:
    row, other = _proposed(place), a_visit(place, unit=place.units[FOREST])
    _keeps_away(place, OFFICE_2)
    _keeps_away(place, GROUP_2)
    mate = place.actor(OFFICE_2)
    assert _asked(place, OFFICE_2)["visit_approve"] == []
    assert list(visits_of(mate, place.campaign)) == [other], "of other units he sees everything"
    with pytest.raises(NotAllowed):
        approve_visit(row, actor=mate, now=NOW)
    seen = a_finding(place)
    assert not open_steps(place.actor(GROUP_2), seen) and open_steps(place.actor(GROUP), seen)
    with pytest.raises(NotAllowed):
        send_observation(seen, actor=place.actor(GROUP_2), now=LATER)
    elsewhere = a_finding(place, unit=place.units[FOREST], text="另一处")
    send_observation(elsewhere, actor=place.actor(GROUP_2), now=LATER)


def test_what_was_seen_on_a_covert_visit_is_as_unknown_as_the_visit(place: Town) -> None:
    seen = a_finding(place, a_visit(place, kind=VisitKind.COVERT, inspectors=[place.people[GROUP], place.people[OFFICE_2]]))
    told = lambda name: list(observations_of(place.actor(name), place.campaign))  # noqa: E731
    assert told(GROUP) == [seen] == told(GROUP_2) == told(OFFICE) and not told(LEADER)
    _keeps_away(place, GROUP_2)
    assert told(GROUP) == [seen] and not told(GROUP_2)


def test_whoever_keeps_away_is_not_told_that_there_is_one_near(place: Town) -> None:
    a_visit(place, kind=VisitKind.COVERT)
    span = (TODAY, TODAY + timedelta(3))
    hidden = [one for one in nears(place.actor(OFFICE_2), place.campaign, [place.units[WATER].pk], *span) if one.hidden]
    assert len(hidden) == 1
    _keeps_away(place, OFFICE_2)
    assert not [one for one in nears(place.actor(OFFICE_2), place.campaign, [place.units[WATER].pk], *span) if one.hidden]
    assert [one for one in nears(place.actor(OFFICE), place.campaign, [place.units[WATER].pk], *span) if one.hidden]


def test_a_record_of_a_meeting_tells_no_more_than_its_reader_may_know(place: Town) -> None:
    Grant.objects.filter(duty="supervisor", person=place.people[GROUP_2], unit=place.units[WATER]).delete()
    seen = a_finding(place, a_visit(place, kind=VisitKind.COVERT, inspectors=[place.people[GROUP], place.people[OFFICE_2]]))
    row = hold_hearing(
        campaign=place.campaign,
        kind=HearingKind.GROUP,
        held_on=TODAY,
        presided="南屏",
        record="逐条研判",
        actor=place.actor(OFFICE),
        now=NOW,
    )
    decide_on_finding(row, observation=seen, decision=HearingDecision.MORE, words="再核实", actor=place.actor(OFFICE), now=LATER)
    told = {name: str(hearing_paper(row, considered_of(place.actor(name), row))) for name in (OFFICE, GROUP, GROUP_2, LEADER)}
    assert {name for name, text in told.items() if seen.text in text} == {OFFICE, GROUP}


def test_nobody_sees_a_draw_in_which_his_own_unit_may_come_out(place: Town) -> None:
    plan, group = a_plan(place), place.actor(GROUP)
    pool, left = units_pool(plan, {}, by_kind=False, today=TODAY)
    row = draw_for_plan(plan=plan, draw_of=DrawOf.UNITS, title="抽一家", pool=pool, left=left, each=1, actor=group, now=NOW)
    other = a_plan(place, units=[place.units[FOREST]])
    pool, left = half_days(other, TODAY)
    times = draw_for_plan(plan=other, draw_of=DrawOf.TIMES, title="抽半天", pool=pool, left=left, each=1, actor=group, now=NOW)
    mine = lambda name: list(draws_of(place.actor(name), place.campaign))  # noqa: E731
    assert mine(OFFICE_2) == [times, row] == mine(GROUP_2)
    grant_duty(
        campaign=place.campaign, person=place.people[OFFICE_2], duty=Duty.LIAISON, unit=place.units[WATER], actor=place.machine, now=NOW
    )
    _keeps_away(place, GROUP_2)
    _keeps_away(place, GROUP)
    assert mine(OFFICE_2) == [times] == mine(GROUP_2)
    assert mine(GROUP) == [times, row], "what he drew himself he knows"


def test_no_other_system_is_told_of_visits_findings_and_draws() -> None:
    assert not {"visit", "observation", "heard", "plan_draw", "draw"} & {kind for kind, _label in offered()}


def _lent(place: Town, until: date) -> Person:
    """Somebody of another house, lent to a supervision group that has no unit of its own yet."""
    group = set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="机动组", units=[], actor=place.actor(OFFICE), now=NOW)
    who = place.people[LEADER]
    lending = Lending(person=who, home=place.units["整治专班"], level=Level.CITY, from_on=TODAY, to_on=until)
    second_person(group=group, lending=lending, actor=place.actor(OFFICE), now=NOW)
    return who


def test_whose_secondment_is_over_goes_nowhere_and_sees_nothing_of_where_he_went(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: LATER)
    Grant.objects.filter(person=place.people[LEADER]).delete()
    lent = _lent(place, DAY)
    assert lent in fit_to_inspect(place.campaign, place.units[WATER], DAY)
    assert lent not in fit_to_inspect(place.campaign, place.units[WATER], DAY + timedelta(1))
    with pytest.raises(BadInput, match="请换人"):
        a_visit(place, inspectors=[lent, place.people[GROUP]], visit_on=DAY + timedelta(1))
    row = a_visit(place, kind=VisitKind.COVERT, inspectors=[lent, place.people[GROUP]])
    actor = place.actor(LEADER)
    assert find_visit(actor, place.campaign, row.pk) == row and takes_part(actor, place.campaign, row)
    monkeypatch.setattr(timezone, "now", lambda: LATER + timedelta(days=1))
    assert not visits_of(actor, place.campaign) and not takes_part(actor, place.campaign, row)
    with pytest.raises(Missing):
        find_visit(actor, place.campaign, row.pk)


def test_a_duty_that_was_lent_ends_with_its_last_day(place: Town) -> None:
    Grant.objects.filter(person=place.people[GROUP_2], duty="supervisor").update(until_on=DAY)
    fit = lambda day: {one.name for one in fit_to_inspect(place.campaign, place.units[WATER], day)}  # noqa: E731
    assert GROUP_2 in fit(DAY) and GROUP_2 not in fit(DAY + timedelta(1))


def test_a_seat_without_units_still_lets_somebody_go(place: Town) -> None:
    group = set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="机动组", units=[], actor=place.actor(OFFICE), now=NOW)
    seat_person(group=group, person=place.people[LEADER], post=GroupPost.MEMBER, actor=place.actor(OFFICE), now=NOW)
    assert place.people[LEADER] in fit_to_inspect(place.campaign, place.units[WATER], DAY)


def test_a_reviewer_who_comes_to_keep_away_decides_nothing(place: Town) -> None:
    row = give_conclusion(visit=a_visit(place, reported=True), text="管理不到位", actor=place.actor(GROUP), now=LATER)
    ask_review(row, reason="停电", actor=place.actor(HEAD), now=LATER)
    assign_review(row, reviewers=[place.people[OFFICE_2]], actor=place.actor(OFFICE), now=LATER)
    _keeps_away(place, OFFICE_2)
    with pytest.raises(NotAllowed):
        uphold_conclusion(row, reason="查明", actor=place.actor(OFFICE_2), now=LATER)


def test_a_review_that_was_asked_for_waits_on_the_desk_of_the_office(place: Town) -> None:
    """Its thirty days run whether or not somebody was named to do it."""
    row = give_conclusion(visit=a_visit(place, reported=True), text="管理不到位", actor=place.actor(GROUP), now=LATER)
    assert _asked(place, OFFICE)["conclusion_assign"] == []
    ask_review(row, reason="停电", actor=place.actor(HEAD), now=LATER)
    assert _asked(place, OFFICE)["conclusion_assign"] == [row.pk] and "conclusion_assign" not in _asked(place, GROUP)
    _keeps_away(place, OFFICE_2)
    assert _asked(place, OFFICE_2)["conclusion_assign"] == []
    grant_duty(campaign=place.campaign, person=place.people[LEADER], duty=Duty.OFFICE, unit=None, actor=place.machine, now=NOW)
    assign_review(row, reviewers=[place.people[LEADER]], actor=place.actor(OFFICE), now=LATER)
    assert _asked(place, OFFICE)["conclusion_assign"] == [] and _asked(place, LEADER)["conclusion_review"] == [row.pk]


def test_a_reviewer_with_a_seat_that_brings_no_duty_has_it_on_his_desk(place: Town) -> None:
    office: dict[str, Any] = {"actor": place.actor(OFFICE), "now": NOW}
    group = set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="机动组", units=[], **office)
    seat = seat_person(group=group, person=place.people[LEADER], post=GroupPost.MEMBER, **office)
    row = give_conclusion(visit=a_visit(place, reported=True), text="管理不到位", actor=place.actor(GROUP), now=LATER)
    ask_review(row, reason="停电", actor=place.actor(HEAD), now=LATER)
    assign_review(row, reviewers=[place.people[LEADER]], actor=place.actor(OFFICE), now=LATER)
    assert _asked(place, LEADER)["conclusion_review"] == [row.pk]
    seat.delete()
    assert _asked(place, LEADER)["conclusion_review"] == [], "with the seat the work goes, too (M08)"


@pytest.mark.parametrize("duty", [None, Duty.LIAISON])
def test_nobody_judges_a_unit_above_or_below_his_own(place: Town, duty: Duty | None) -> None:
    """One rule for visits, reviews of conclusions and self-checks: never of their own unit."""
    water, root = place.units[WATER], place.units["青石县"]
    section = Unit.objects.create(name="河道科", parent=water, kind="section")
    section.path = path_under(water.path, section.pk)
    section.save()
    who = place.people[GROUP]
    if duty is None:
        Post.objects.create(person=who, unit=water, from_on=TODAY)
    else:
        grant_duty(campaign=place.campaign, person=who, duty=duty, unit=water, actor=place.machine, now=NOW)
    fit = {one.name: who in fit_to_inspect(place.campaign, one, DAY) for one in (water, section, place.units[FOREST], root)}
    assert fit == {WATER: False, "河道科": False, FOREST: True, "青石县": False}
    lists = [
        SelfCheck(pk=n, campaign=place.campaign, person=place.people[HEAD], unit=one) for n, one in enumerate((water, section, root), 1)
    ]
    assert all(who.pk in out for out in barred_from(lists, [who.pk], DAY).values())
    Post.objects.filter(person=who).update(unit=section)
    Grant.objects.filter(person=who, duty=Duty.LIAISON).update(unit=section)
    assert who not in fit_to_inspect(place.campaign, water, DAY), "nor somebody of a section the bureau above it"


def test_what_a_unit_let_go_by_waits_for_the_group_and_a_proposal_not_for_who_made_it(place: Town) -> None:
    row = a_finding(place, a_visit(place, reported=True))
    send_observation(row, actor=place.actor(GROUP), now=LATER)
    assert _asked(place, GROUP)["observation_settle"] == []
    Observation.objects.filter(pk=row.pk).update(answer_by_on=DAY - timedelta(1))
    assert _asked(place, GROUP)["observation_settle"] == [row.pk], "nobody said anything, and the day is over"
    mine = propose_visit(plan=a_plan(place), told=going(place), actor=place.actor(OFFICE), now=NOW)
    assert _asked(place, OFFICE)["visit_approve"] == [] and _asked(place, OFFICE_2)["visit_approve"] == [mine.pk]


def test_a_unit_of_another_campaign_is_in_no_plan_of_this_one(place: Town) -> None:
    other = Campaign.objects.get(pk=place.campaign.pk)
    other.pk, other.code, other._state.adding = None, "QS-2027", True
    other.save()
    unit = Unit.objects.create(
        name="县档案馆", parent=place.units["青石县"], path=place.units["青石县"].path + "z00001", kind=place.units[WATER].kind
    )
    CoveredUnit.objects.create(campaign=other, unit=unit, from_on=TODAY)
    with pytest.raises(BadInput, match="只能选本专项"):
        draft_plan(campaign=place.campaign, told=plan_told(place, units=[unit]), actor=place.actor(OFFICE), now=NOW)


def test_who_noted_what_a_conclusion_rests_on_does_not_review_it(place: Town) -> None:
    visit = a_visit(place)
    note_observation(
        campaign=place.campaign, seen=Seen(place.units[WATER], "空岗", DAY, visit=visit), actor=place.actor(OFFICE_2), now=LATER
    )
    report_visit(visit, summary="好", actor=place.actor(GROUP), now=LATER)
    row = give_conclusion(visit=visit, text="管理不到位", actor=place.actor(GROUP), now=LATER)
    ask_review(row, reason="停电", actor=place.actor(HEAD), now=LATER)
    with pytest.raises(BadInput, match="应当回避"):
        assign_review(row, reviewers=[place.people[OFFICE_2]], actor=place.actor(OFFICE), now=LATER)


def test_what_was_heard_is_not_for_whoever_answers_for_the_unit(place: Town) -> None:
    visit = a_visit(place)
    said = hear_opinion(visit=visit, heard_from=HeardFrom.STAFF, text="加班没有说法", actor=place.actor(GROUP), now=LATER)
    assert list(heard_of(place.actor(OFFICE_2), place.campaign)) == [said]
    grant_duty(
        campaign=place.campaign, person=place.people[OFFICE_2], duty=Duty.UNIT_HEAD, unit=place.units[WATER], actor=place.machine, now=NOW
    )
    assert not heard_of(place.actor(OFFICE_2), place.campaign) and not takes_part(place.actor(OFFICE_2), place.campaign, visit)
