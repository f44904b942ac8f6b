"""What begins: plans, visits, findings, opinions, notices, draws."""

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.draws.vocabulary import DrawOf
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import Focus, Force, HeardFrom, PlaceKind, PlanKind, SupervisionKind, VisitKind
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.inspections.reading import InspectionDrawOut, draw_told
from bihuan.interfaces.api.v1.inspections.room import (
    InspectionNoticeOut,
    InspectionObservationOut,
    InspectionPlanOut,
    InspectionVisitOut,
    campaign_of,
    notice_told,
    observation_told,
    plan_told,
    router,
    visit_told,
)
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Number, Text

_AT = "/campaigns/{code}/inspections"


class InspectionPlanAsked(Asked):
    """What a plan says."""

    title: Line
    authority: Line = Field(description="督查授权")
    filing: Line = Field(description="年度督查计划备案")
    content: Text
    method: Text = ""
    kind: PlanKind = PlanKind.SPECIAL
    from_on: Day
    to_on: Day
    units: list[Number] = Field(min_length=1, max_length=500)


@router.post(f"{_AT}/plans", response=InspectionPlanOut, summary="拟定督查方案")
def plan(request: HttpRequest, code: Path[Code], asked: InspectionPlanAsked) -> InspectionPlanOut:
    """Write a plan down."""
    campaign = campaign_of(request, code)
    units = campaigns.units_in(campaign, asked.units)
    told = operations.PlanOf(**{**asked.dict(), "units": units})
    return plan_told(request, operations.draft_plan(campaign=campaign, told=told, **who(request)))


class InspectionVisitAsked(Asked):
    """Where to go, what for, who."""

    plan: Number
    unit: Number
    kind: VisitKind
    purpose: Text
    place_kind: PlaceKind
    place: Line = Field(max_length=120)
    visit_on: Day
    hour: Line = Field(max_length=20)
    inspectors: list[Number] = Field(min_length=1, max_length=20)
    checklist: Number | None = None


@router.post(f"{_AT}/visits", response=InspectionVisitOut, summary="提出检查")
def visit(request: HttpRequest, code: Path[Code], asked: InspectionVisitAsked) -> InspectionVisitOut:
    """Propose a visit."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    given = asked.dict()
    row = queries.find_plan(actor, campaign, given.pop("plan"))
    given["unit"] = campaigns.unit_in(campaign, asked.unit)
    given["inspectors"] = list(campaigns.known_people(campaign, asked.inspectors).values())
    given["checklist"] = queries.find_checklist(campaign, asked.checklist) if asked.checklist else None
    return visit_told(request, operations.propose_visit(plan=row, told=operations.Going(**given), **who(request)))


class InspectionFindingAsked(Asked):
    """What was seen."""

    unit: Number
    text: Text
    seen_on: Day
    visit: Number | None = None
    force: Force = Force.GROUP
    reference: Line = Field("", max_length=60, description="该机构的编号")
    kind: SupervisionKind = SupervisionKind.ADMINISTRATIVE
    focus: Focus = Focus.MATTER
    manifestation: Number | None = None


@router.post(f"{_AT}/findings", response=InspectionObservationOut, summary="登记检查发现")
def finding(request: HttpRequest, code: Path[Code], asked: InspectionFindingAsked) -> InspectionObservationOut:
    """Note what was seen, on a visit or by a body."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    given: dict[str, Any] = asked.dict()
    given["unit"] = campaigns.unit_in(campaign, asked.unit)
    given["visit"] = queries.find_visit(actor, campaign, asked.visit) if asked.visit else None
    given["manifestation"] = campaigns.manifestation_in(campaign, asked.manifestation) if asked.manifestation else None
    return observation_told(request, operations.note_observation(campaign=campaign, seen=operations.Seen(**given), **who(request)))


class InspectionHeardAsked(Asked):
    """What somebody said, without his name."""

    heard_from: HeardFrom
    text: Text


class InspectionHeardOut(Schema):
    """An opinion that was heard."""

    id: int
    state: str


@router.post(_AT + "/visits/{int:visit}/opinions", response=InspectionHeardOut, summary="记录听到的意见")
def opinion(request: HttpRequest, code: Path[Code], visit: Path[Number], asked: InspectionHeardAsked) -> InspectionHeardOut:
    """Note an opinion heard on a visit."""
    row = queries.find_visit(actor_of(request), campaign_of(request, code), visit)
    made = operations.hear_opinion(visit=row, heard_from=asked.heard_from, text=asked.text, **who(request))
    return InspectionHeardOut(id=made.pk, state=made.state)


class InspectionNoticeAsked(Asked):
    """What has gone off the way."""

    unit: Number
    deviation: Text
    demand: Text
    due_on: Day
    finding: Number | None = None


@router.post(f"{_AT}/notices", response=InspectionNoticeOut, summary="发纠偏通知")
def notice(request: HttpRequest, code: Path[Code], asked: InspectionNoticeAsked) -> InspectionNoticeOut:
    """Send a correction notice."""
    campaign = campaign_of(request, code)
    about = queries.find_observation(actor_of(request), campaign, asked.finding) if asked.finding else None
    unit = campaigns.unit_in(campaign, asked.unit)
    row = operations.send_notice(
        campaign=campaign, unit=unit, deviation=asked.deviation, demand=asked.demand, due_on=asked.due_on, observation=about, **who(request)
    )
    return notice_told(request, row)


class InspectionDrawAsked(Asked):
    """What is drawn for a plan."""

    plan: Number
    of: DrawOf
    title: Line
    each: int = Field(1, ge=1, le=1000, description="每层抽几个")
    by_kind: bool = Field(False, description="抽单位时按单位性质分层")
    unit: Number | None = Field(None, description="抽人员时去哪个单位")
    left_out: dict[str, Line] = Field(default_factory=dict, max_length=500, description="排除的单位编号和理由")


@router.post(f"{_AT}/draws", response=InspectionDrawOut, summary="封存抽取")
def draw(request: HttpRequest, code: Path[Code], asked: InspectionDrawAsked) -> InspectionDrawOut:
    """Freeze what may be drawn, and the digest of the seed."""
    campaign, today = campaign_of(request, code), localdate()
    plan = queries.find_plan(actor_of(request), campaign, asked.plan)
    if asked.of is DrawOf.UNITS:
        left = {int(key): reason for key, reason in asked.left_out.items() if key.isdecimal() and len(key) < 12}
        pool, out = queries.units_pool(plan, left, by_kind=asked.by_kind, today=today)
    elif asked.of is DrawOf.PEOPLE:
        pool, out = queries.people_pool(plan, campaigns.unit_in(campaign, asked.unit or 0), today)
    else:
        pool, out = queries.half_days(plan, today)
    return draw_told(
        operations.draw_for_plan(plan=plan, draw_of=asked.of, title=asked.title, pool=pool, left=out, each=asked.each, **who(request))
    )
