"""A town with an approved plan of supervision: what tests of this room begin with."""

from datetime import date, datetime, timedelta
from typing import Any

from bihuan.campaigns.operations import switch_mechanisms
from bihuan.inspections.models import InspectionPlan, Observation, Visit
from bihuan.inspections.operations import (
    Going,
    PlanOf,
    Seen,
    approve_plan,
    approve_visit,
    draft_plan,
    note_observation,
    propose_visit,
    report_visit,
)
from bihuan.inspections.vocabulary import PlaceKind, VisitKind
from tests.factories.town import FOREST, GROUP, GROUP_2, NOW, OFFICE, OFFICE_2, TODAY, WATER, Town

LATER = NOW + timedelta(days=1)
DAY: date = LATER.date()


def allow_covert(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"covert_visits": True}, actor=place.actor(OFFICE), now=NOW)


def told(place: Town, **more: Any) -> PlanOf:
    units = [place.units[WATER], place.units[FOREST]]
    about: dict[str, Any] = {
        "title": "作风专项督查", "authority": "县人民政府授权，县政府办公室督查室组织", "filing": "2026年度督查检查考核计划第4项",
        "content": "窗口服务、值班值守", "units": units, "from_on": TODAY, "to_on": TODAY + timedelta(60),
    }  # fmt: skip
    return PlanOf(**{**about, **more})


def a_plan(place: Town, *, now: datetime = NOW, **more: Any) -> InspectionPlan:
    row = draft_plan(campaign=place.campaign, told=told(place, **more), actor=place.actor(OFFICE), now=now)
    return approve_plan(row, actor=place.actor(OFFICE_2), now=now)


def going(town: Town, /, **more: Any) -> Going:
    about: dict[str, Any] = {
        "unit": town.units[WATER], "kind": VisitKind.OPEN, "purpose": "看窗口值守", "place_kind": PlaceKind.WINDOW, "place": "政务大厅水利窗口",
        "visit_on": DAY, "hour": "上午", "inspectors": [town.people[GROUP], town.people[GROUP_2]],
    }  # fmt: skip
    return Going(**{**about, **more})


def a_visit(place: Town, plan: InspectionPlan | None = None, *, reported: bool = False, **more: Any) -> Visit:
    """A visit that was approved, and gone to where asked."""
    if more.get("kind") is VisitKind.COVERT:
        allow_covert(place)
    row = propose_visit(plan=plan or a_plan(place), told=going(place, **more), actor=place.actor(GROUP), now=NOW)
    approve_visit(row, actor=place.actor(OFFICE), now=NOW)
    if reported:
        report_visit(row, summary="到岗 7 人，缺岗 1 人", actor=place.actor(GROUP), now=LATER)
    return row


def a_finding(place: Town, visit: Visit | None = None, **more: Any) -> Observation:
    about: dict[str, Any] = {
        "unit": place.units[WATER],
        "text": "10 时 20 分窗口无人值守，群众等候 25 分钟",
        "seen_on": DAY,
        "visit": visit,
    }
    return note_observation(campaign=place.campaign, seen=Seen(**{**about, **more}), actor=place.actor(more.pop("by", GROUP)), now=LATER)


def one_of_each(place: Town) -> dict[str, int]:
    """A row of each kind, by the names that addresses of this room take; everything on an open visit that was reported."""
    from bihuan.foundation.draws.vocabulary import DrawOf
    from bihuan.inspections import operations
    from bihuan.inspections.queries import half_days
    from bihuan.inspections.vocabulary import HearingKind
    from bihuan.organisation.operations import declare_recusal
    from bihuan.organisation.vocabulary import RecusalGround
    from tests.factories.pictures import jpeg

    group, water = place.actor(GROUP), place.units[WATER]
    plan = a_plan(place)
    visit = a_visit(place, plan, reported=True)
    seen = a_finding(place, visit)
    photo = operations.add_photo(seen, data=jpeg(), name="现场.jpg", need="显示缺岗", actor=group, now=LATER)
    operations.send_observation(seen, actor=group, now=LATER)
    notice = operations.send_notice(campaign=place.campaign, unit=water, deviation="偏", demand="改", due_on=DAY, actor=group, now=LATER)
    hearing = operations.hold_hearing(
        campaign=place.campaign, kind=HearingKind.HEARING, held_on=TODAY, presided="南屏", record="听汇报", unit=water, actor=group, now=NOW
    )
    note = operations.write_analysis(
        campaign=place.campaign, title="分析", query="", told="", text="分析", advice="建议", figures=[], actor=place.actor(OFFICE), now=NOW
    )
    checklist = operations.make_checklist(
        campaign=place.campaign, title="检查单", points=[operations.Point("秩序", "看窗口")], actor=group, now=NOW
    )
    pool, left = half_days(plan, DAY)
    draw = operations.draw_for_plan(plan=plan, draw_of=DrawOf.TIMES, title="抽半天", pool=pool, left=left, each=1, actor=group, now=NOW)
    recusal = declare_recusal(
        person=place.people[OFFICE_2], ground=RecusalGround.OTHER, unit=place.units[FOREST], actor=place.actor(OFFICE_2), now=NOW
    )
    conclusion = operations.give_conclusion(visit=visit, text="结论", actor=group, now=LATER)
    return {
        "plan": plan.pk, "visit": visit.pk, "observation": seen.pk, "photo": photo.pk, "notice": notice.number, "hearing": hearing.pk, "note": note.pk,
        "checklist": checklist.pk, "draw": draw.pk, "recusal": recusal.pk, "conclusion": conclusion.pk,
    }  # fmt: skip
