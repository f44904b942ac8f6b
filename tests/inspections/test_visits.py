"""Plans and visits: written and authorised, in pairs, approved by others, no private places; a covert one is nobody's knowledge before it is
reported; nothing comes too close together unnoticed."""

from datetime import timedelta

import pytest

from bihuan.campaigns.operations import charge_group, seat_person, set_up_group, switch_mechanisms
from bihuan.campaigns.vocabulary import GroupKind, GroupPost
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet, NotAllowed, NotNow
from bihuan.inspections.models import InspectionPlan, Visit
from bihuan.inspections.operations import (
    approve_plan,
    approve_visit,
    cancel_visit,
    draft_plan,
    end_plan,
    propose_visit,
    report_visit,
    withdraw_plan,
)
from bihuan.inspections.queries import find_visit, fit_to_inspect, nears, visits_of
from bihuan.inspections.vocabulary import PlaceKind, VisitKind, VisitState
from tests.factories.town import (
    FOREST,
    GROUP,
    GROUP_2,
    HEAD,
    IN_CHARGE,
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
from tests.inspections.ground import DAY, LATER, a_plan, a_visit, allow_covert, going, told

EVERYBODY = (OFFICE, OFFICE_2, GROUP, GROUP_2, LEADER, IN_CHARGE, HEAD, LIAISON, OFFICIAL, OTHER_LIAISON)


def _sees(place: Town, visit: Visit) -> set[str]:
    return {name for name in EVERYBODY if visits_of(place.actor(name), place.campaign).filter(pk=visit.pk).exists()}


def test_no_plan_without_authority_and_filed_entry(place: Town) -> None:
    for lacking in ({"authority": " "}, {"filing": ""}, {"content": ""}, {"units": []}, {"to_on": TODAY - timedelta(1)}):
        with pytest.raises(BadInput):
            draft_plan(campaign=place.campaign, told=told(place, **lacking), actor=place.actor(GROUP), now=NOW)
    with pytest.raises(NotAllowed):
        draft_plan(campaign=place.campaign, told=told(place), actor=place.actor(LIAISON), now=NOW)
    row = draft_plan(campaign=place.campaign, told=told(place), actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NeedsUnmet, match="不能自己批准"):
        approve_plan(row, actor=place.actor(OFFICE), now=NOW)
    approve_plan(row, actor=place.actor(OFFICE_2), now=NOW)
    end_plan(row, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow):
        withdraw_plan(row, reason="不查了", actor=place.actor(OFFICE), now=NOW)
    switch_mechanisms(campaign=place.campaign, switches={"inspections": False}, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow, match="没有启用"):
        draft_plan(campaign=place.campaign, told=told(place), actor=place.actor(OFFICE), now=NOW)


def test_a_visit_keeps_within_its_plan_and_out_of_private_places(place: Town) -> None:
    plan, group = a_plan(place, units=[place.units[WATER]]), place.actor(GROUP)
    for wrong, says in (
        ({"place_kind": PlaceKind.PRIVATE}, "私人场所"), ({"place": "局长家中"}, "私人场所"), ({"place": "职工宿舍 3 楼"}, "私人场所"),
        ({"inspectors": [place.people[GROUP]]}, "两个人"), ({"inspectors": [place.people[GROUP]] * 2}, "两个人"),
        ({"unit": place.units[FOREST]}, "不能扩大范围"), ({"visit_on": TODAY + timedelta(300)}, "起止日期"), ({"purpose": " "}, "目的"),
        ({"inspectors": [place.people[GROUP], place.people[HEAD]]}, f"{HEAD}不能参加"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            propose_visit(plan=plan, told=going(place, **wrong), actor=group, now=NOW)
    with pytest.raises(NotNow, match="暗访"):
        propose_visit(plan=plan, told=going(place, kind=VisitKind.COVERT), actor=group, now=NOW)
    assert not Visit.objects.exists()


def test_others_approve_and_nobody_reports_ahead(place: Town) -> None:
    plan = a_plan(place)
    row = propose_visit(plan=plan, told=going(place), actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NeedsUnmet, match="不能自己批准"):
        approve_visit(row, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotAllowed):
        approve_visit(row, actor=place.actor(GROUP), now=NOW)
    approve_visit(row, actor=place.actor(OFFICE_2), now=NOW)
    with pytest.raises(NotNow, match="检查日期"):
        report_visit(row, summary="x", actor=place.actor(GROUP), now=NOW)
    report_visit(row, summary="到岗", actor=place.actor(GROUP), now=LATER)
    with pytest.raises(NotNow):
        cancel_visit(row, reason="y", actor=place.actor(OFFICE), now=LATER)
    again = propose_visit(plan=plan, told=going(place), actor=place.actor(GROUP), now=NOW)
    withdraw_plan(plan, reason="上级另有安排", actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NeedsUnmet, match="督查方案"):
        approve_visit(again, actor=place.actor(OFFICE), now=NOW)


@pytest.mark.mechanism("M113")
def test_a_covert_visit_is_hidden_from_the_unit_before_it_is_reported(place: Town) -> None:
    """A visit record has kind, place, time, inspectors and findings; the covert one exists for office, group and approver alone until then."""
    covert, few = a_visit(place, kind=VisitKind.COVERT), {OFFICE, OFFICE_2, GROUP, GROUP_2}
    assert (covert.kind, covert.place, covert.visit_on, covert.hour, covert.inspectors.count()) == (
        "covert",
        "政务大厅水利窗口",
        DAY,
        "上午",
        2,
    )
    assert _sees(place, covert) == few
    with pytest.raises(Missing):
        find_visit(place.actor(HEAD), place.campaign, covert.pk)
    report_visit(covert, summary="缺岗 1 人", actor=place.actor(GROUP), now=LATER)
    assert _sees(place, covert) == few | {LEADER, HEAD, LIAISON, IN_CHARGE}
    opened = a_visit(place, covert.plan)
    assert _sees(place, opened) == few | {LEADER, HEAD, LIAISON, IN_CHARGE}
    called_off = a_visit(place, covert.plan, kind=VisitKind.COVERT)
    cancel_visit(called_off, reason="天气原因", actor=place.actor(OFFICE), now=LATER)
    assert _sees(place, called_off) == few, "one that never was stays unknown"


def test_somebody_of_the_office_who_answers_for_the_unit_does_not_see_it(place: Town) -> None:
    from bihuan.campaigns.operations import grant_duty
    from bihuan.campaigns.vocabulary import Duty

    grant_duty(
        campaign=place.campaign, person=place.people[OFFICE_2], duty=Duty.LIAISON, unit=place.units[WATER], actor=place.machine, now=NOW
    )
    allow_covert(place)
    covert = a_visit(place, a_plan_by_others(place), kind=VisitKind.COVERT)
    assert _sees(place, covert) == {OFFICE, GROUP, GROUP_2}


def a_plan_by_others(place: Town) -> InspectionPlan:
    row = draft_plan(campaign=place.campaign, told=told(place), actor=place.actor(GROUP), now=NOW)
    return approve_plan(row, actor=place.actor(OFFICE), now=NOW)


@pytest.mark.mechanism("M105")
def test_a_unit_has_one_group_and_a_group_sees_its_own_units_alone(place: Town) -> None:
    from bihuan.campaigns.models import Grant
    from bihuan.campaigns.queries import units_without_group
    from bihuan.problems.queries import reach, visible_to

    Grant.objects.filter(duty="supervisor").delete()
    office, told_of = place.actor(OFFICE), {WATER: GROUP, FOREST: GROUP_2}
    for number, (unit, who) in enumerate(told_of.items(), 1):
        group = set_up_group(
            campaign=place.campaign, kind=GroupKind.SUPERVISION, name=f"第{number}督导组", units=[place.units[unit]], actor=office, now=NOW
        )
        seat_person(group=group, person=place.people[who], post=GroupPost.HEAD, actor=office, now=NOW)
    with pytest.raises(BadInput, match="一个单位只归一个组"):
        charge_group(group=group, seen=None, units=[place.units[FOREST], place.units[WATER]], actor=office, now=NOW)
    assert not units_without_group(place.campaign, TODAY)
    plan = a_plan(place)
    three = [place.people[name] for name in (OFFICE, OFFICE_2)]
    rows = {name: propose_visit(plan=plan, told=going(place, unit=place.units[name], inspectors=three), actor=place.actor(who), now=NOW)
            for name, who in told_of.items()}  # fmt: skip
    items = {WATER: place.find(), FOREST: place.find(unit=FOREST, person=None)}
    for unit, who in told_of.items():
        actor = place.actor(who)
        assert list(visits_of(actor, place.campaign)) == [rows[unit]] and list(
            visible_to(reach(actor, place.campaign.pk), place.campaign.pk)
        ) == [items[unit]]
    with pytest.raises(NotAllowed):
        propose_visit(plan=plan, told=going(place, inspectors=three), actor=place.actor(GROUP_2), now=NOW)


def test_what_comes_too_close_is_named_and_covert_visits_are_told_to_the_office_alone(place: Town) -> None:
    water = [place.units[WATER].pk]
    allow_covert(place)
    plan = a_plan(place)
    a_visit(place, plan, kind=VisitKind.COVERT)
    other = a_plan(place, title="防汛督查", from_on=TODAY + timedelta(20), to_on=TODAY + timedelta(40))
    span = (other.from_on, other.to_on)
    for name in (GROUP, LEADER, LIAISON):
        found = nears(place.actor(name), place.campaign, water, *span, but=other)
        assert [(one.title, one.hidden) for one in found] == [("作风专项督查", False)], name
    found = nears(place.actor(OFFICE), place.campaign, water, *span, but=other)
    assert [(one.title, one.hidden) for one in found] == [("作风专项督查", False), ("", True)]
    assert not nears(place.actor(OFFICE), place.campaign, water, TODAY + timedelta(200), TODAY + timedelta(201))
    assert Visit.objects.filter(state=VisitState.APPROVED).count() == 1


def test_whoever_keeps_away_is_not_offered_and_nothing_says_why(place: Town) -> None:
    from bihuan.organisation.operations import declare_recusal
    from bihuan.organisation.vocabulary import RecusalGround

    fit = {one.name for one in fit_to_inspect(place.campaign, place.units[WATER], DAY)}
    assert fit == {OFFICE, OFFICE_2, GROUP, GROUP_2}
    plan = a_plan(place)
    row = propose_visit(plan=plan, told=going(place), actor=place.actor(GROUP), now=NOW)
    declare_recusal(
        person=place.people[GROUP_2],
        ground=RecusalGround.RELATION,
        unit=place.units[WATER],
        reason="内情",
        actor=place.actor(GROUP_2),
        now=NOW,
    )
    assert {one.name for one in fit_to_inspect(place.campaign, place.units[WATER], DAY)} == fit - {GROUP_2}
    assert {one.name for one in fit_to_inspect(place.campaign, place.units[FOREST], DAY)} >= {GROUP_2}
    with pytest.raises(BadInput) as no:
        propose_visit(plan=plan, told=going(place), actor=place.actor(GROUP), now=NOW)
    assert no.value.sentence == f"{GROUP_2}不能参加这次检查，请换人。"
    with pytest.raises(NeedsUnmet, match="请换人"):
        approve_visit(row, actor=place.actor(OFFICE), now=NOW)
