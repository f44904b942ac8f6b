"""Goals with what they are tied to, linked campaigns, what units add under the plan."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import goals as aims
from bihuan.campaigns.queries import links as linking
from bihuan.campaigns.queries import units_own as own
from bihuan.campaigns.vocabulary.organising import LinkKind
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, _
from bihuan.interfaces.api.v1.campaigns.organising import EndAsked
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Line, Named, Number, Text
from bihuan.reports.rules.definitions import BY_CODE


class GoalTieOut(Schema):
    """What a goal is tied to."""

    id: int
    figure: str = Field(description="指标编号；挂接任务的为空")
    task: int | None = Field(description="任务编号")
    note: str


class GoalOut(Schema):
    """A goal of the plan."""

    number: int = Field(description="第几条")
    text: str
    ties: list[GoalTieOut]


def _tie(row: Any) -> GoalTieOut:
    return GoalTieOut(id=row.pk, figure=row.figure, task=row.task_id, note=row.note)


@router.get("/campaigns/{code}/goals", response=list[GoalOut], auth=READ, summary="工作目标")
def goals(request: HttpRequest, code: Path[Code]) -> list[GoalOut]:
    """The goals in the order of the plan; the figures themselves are read at `figures`."""
    found = aims.goals_of(campaign_of(request, code))
    return [GoalOut(number=number, text=one.text, ties=[_tie(tie) for tie in one.ties]) for number, one in enumerate(found, 1)]


class GoalTieAsked(Asked):
    """One figure or one task."""

    figure: str = Field("", max_length=16, description="指标编号，例如 O02")
    task: Number | None = Field(None, description="任务编号")
    note: Line = Field("", description="怎样算达到")


@router.post("/campaigns/{code}/goals/{int:number}/ties", response=GoalTieOut, summary="目标挂接")
def tie_goal(request: HttpRequest, code: Path[Code], number: Path[Number], asked: GoalTieAsked) -> GoalTieOut:
    """Tie a goal to a figure or a task; the final report tells them goal by goal."""
    campaign = desk(request, code)
    found = aims.goals_of(campaign)
    if number > len(found):
        raise Missing()
    if asked.figure and (asked.figure not in BY_CODE or BY_CODE[asked.figure].about_people):
        raise BadInput(_("没有这项指标。"))
    task = queries.find_task(actor_of(request), campaign, asked.task) if asked.task else None
    told: dict[str, Any] = {"goal": found[number - 1].text, "figure": asked.figure, "task": task, "note": asked.note}
    return _tie(operations.tie_goal(campaign=campaign, **told, **who(request)))


@router.post("/campaigns/{code}/goals/ties/{int:tie}/undo", response=GoalTieOut, summary="取消目标挂接")
def untie_goal(request: HttpRequest, code: Path[Code], tie: Path[Number]) -> GoalTieOut:
    """Undo a tie."""
    return _tie(operations.untie_goal(aims.find_tie(desk(request, code), tie), **who(request)))


class CampaignLinkOut(Schema):
    """A link, from this side."""

    id: int
    campaign: str | None = Field(description="对方专项的代码；不在本系统或无权打开的为空")
    label: str
    kind: LinkKind
    inside: bool = Field(description="对方设在本专项里")
    around: bool = Field(description="本专项设在对方里")
    above: bool = Field(description="对方是上级专项")
    below: bool = Field(description="对方是下级专项")


@router.get("/campaigns/{code}/links", response=list[CampaignLinkOut], auth=READ, summary="关联专项")
def links(request: HttpRequest, code: Path[Code]) -> list[CampaignLinkOut]:
    """What the campaign is tied to, what runs inside or around it."""
    return [_link(one) for one in linking.links_of(actor_of(request), campaign_of(request, code))]


def _link(one: linking.Linked) -> CampaignLinkOut:
    other = one.other.code if one.other else None
    return CampaignLinkOut(
        id=one.link.pk,
        campaign=other,
        label=one.label,
        kind=LinkKind(one.link.kind),
        inside=one.inside,
        around=one.around,
        above=one.above,
        below=one.below,
    )


class CampaignLinkAsked(Asked):
    """To what the campaign is linked."""

    campaign: Code | None = Field(None, description="本系统里的专项")
    label: Line = Field("", description="不在本系统里的工作")
    kind: LinkKind = Field(LinkKind.TIED, description="关系")
    note: Line = Field("", description="怎样贯通")


@router.post("/campaigns/{code}/links", response=list[CampaignLinkOut], summary="关联专项或工作")
def link(request: HttpRequest, code: Path[Code], asked: CampaignLinkAsked) -> list[CampaignLinkOut]:
    """Link it; answers all links."""
    campaign = desk(request, code)
    other = queries.find(actor_of(request), asked.campaign) if asked.campaign else None
    operations.link_campaign(campaign=campaign, other=other, label=asked.label, kind=asked.kind, note=asked.note, **who(request))
    return links(request, code)


@router.post("/campaigns/{code}/links/{int:link}/part", response=list[CampaignLinkOut], summary="取消关联")
def part(request: HttpRequest, code: Path[Code], link: Path[Number], asked: EndAsked) -> list[CampaignLinkOut]:
    """Undo a link that this campaign made."""
    operations.part_campaign(linking.find_link(desk(request, code), link), reason=asked.reason, **who(request))
    return links(request, code)


class UnitsOwnOut(Schema):
    """A unit's own words under an item or a measure."""

    id: int
    unit: Named
    under: str = Field(description="方案原文")
    text: str


def _own(row: Any, under: str) -> UnitsOwnOut:
    return UnitsOwnOut(id=row.pk, unit=Named(id=row.unit_id, name=row.unit.name), under=under, text=row.text)


class UnitsOwnList(Schema):
    """Local forms and units' own measures."""

    manifestations: list[UnitsOwnOut]
    measures: list[UnitsOwnOut]


@router.get("/campaigns/{code}/units-own", response=UnitsOwnList, auth=READ, summary="单位细化")
def units_own(request: HttpRequest, code: Path[Code]) -> UnitsOwnList:
    """What units added under the plan, as far as this account sees them."""
    rows = own.units_own(actor_of(request), campaign_of(request, code))
    return UnitsOwnList(
        manifestations=[_own(one, item.item.text) for row in rows for item in row.items for one in item.local],
        measures=[_own(one, measure.text) for row in rows for measure in row.measures for one in measure.own],
    )


class LocalAsked(Asked):
    """A unit's own form of an item."""

    manifestation: Number = Field(description="具体表现的编号")
    unit: Number
    text: str = Field(min_length=1, max_length=300, description="本单位的具体表现")


@router.post("/campaigns/{code}/units-own/manifestations", response=UnitsOwnOut, summary="细化具体表现")
def add_local(request: HttpRequest, code: Path[Code], asked: LocalAsked) -> UnitsOwnOut:
    """Say how an item shows itself in a unit; it counts under the item."""
    campaign = campaign_of(request, code)
    item = queries.manifestation_in(campaign, asked.manifestation)
    row = operations.add_local_manifestation(
        campaign=campaign, parent=item, unit=_unit(request, campaign, asked.unit), text=asked.text, **who(request)
    )
    return _own(row, item.text)


def _unit(request: HttpRequest, campaign: Any, pk: int) -> Any:
    """A unit for which this account may write."""
    unit = next((one for one in own.writes_for(actor_of(request), campaign) if one.pk == pk), None)
    if unit is None:
        raise NotAllowed()
    return unit


class UnitMeasureAsked(Asked):
    """A unit's own measure under one of the campaign's."""

    category: Number = Field(description="类别的编号")
    measure: Text = Field(min_length=1, description="方案的整治措施，照原文")
    unit: Number
    text: str = Field(min_length=1, max_length=1000, description="本单位的措施")


@router.post("/campaigns/{code}/units-own/measures", response=UnitsOwnOut, summary="细化整治措施")
def add_measure(request: HttpRequest, code: Path[Code], asked: UnitMeasureAsked) -> UnitsOwnOut:
    """Attach a unit's own measure; the campaign's text does not change."""
    campaign = campaign_of(request, code)
    category, unit = queries.category_in(campaign, asked.category), _unit(request, campaign, asked.unit)
    told: dict[str, Any] = {"category": category, "measure": asked.measure, "unit": unit, "text": asked.text}
    return _own(operations.add_unit_measure(campaign=campaign, **told, **who(request)), asked.measure)


@router.post("/campaigns/{code}/units-own/manifestations/{int:local}/drop", response=UnitsOwnOut, summary="停用细化表现")
def drop_local(request: HttpRequest, code: Path[Code], local: Path[Number]) -> UnitsOwnOut:
    """It is not offered any more."""
    row = own.find_local(actor_of(request), campaign_of(request, code), local)
    return _own(operations.drop_local_manifestation(row, **who(request)), row.parent.text)


@router.post("/campaigns/{code}/units-own/measures/{int:measure}/drop", response=UnitsOwnOut, summary="停用细化措施")
def drop_measure(request: HttpRequest, code: Path[Code], measure: Path[Number]) -> UnitsOwnOut:
    """It is not in force any more."""
    row = own.find_unit_measure(actor_of(request), campaign_of(request, code), measure)
    return _own(operations.drop_unit_measure(row, **who(request)), row.measure)
