"""Duties handed over for dates, and the open work of somebody who leaves."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.delegations import given_then
from bihuan.campaigns.vocabulary import DelegationState, Duty
from bihuan.foundation.audit.moments import after
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, named
from bihuan.organisation.queries import find_person
from bihuan.problems import queries as problems
from bihuan.problems.operations import hand_over
from bihuan.problems.vocabulary import Work


class DelegationOut(Schema):
    """A duty handed over: the deputy acts for the principal on these days."""

    id: int
    deputy: Named
    principal: Named
    duty: Duty
    unit: Named | None = Field(description="空表示委托人这项职责的全部单位")
    from_on: date
    to_on: date
    state: DelegationState
    reason: str
    order_number: str


def _told(one: Any) -> DelegationOut:
    row = one.row
    return DelegationOut(
        id=row.pk, deputy=Named(id=row.deputy_id, name=row.deputy.name), principal=Named(id=row.principal_id, name=row.principal.name),
        duty=row.duty, unit=named(row.unit), from_on=row.from_on, to_on=row.to_on, state=one.state, reason=row.reason, order_number=row.order_number,
    )  # fmt: skip


def delegations_told(rows: list[Any], day: date | None = None) -> list[DelegationOut]:
    """Delegations with where they stand on a day, or today."""
    return [_told(one) for one in queries.standing_today(rows, day or timezone.localdate())]


@router.get("/campaigns/{code}/delegations", response=list[DelegationOut], auth=READ, summary="委托代办")
def delegations(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> list[DelegationOut]:
    """Delegations that this account gave or took, at most 500; all of them for the office. Of a past moment those given by then."""
    found, past = queries.visible_delegations(actor_of(request), campaign_of(request, code)), as_of.past
    return delegations_told(given_then(found, after(past)) if past else list(found[:500]), past.day if past else None)


class NewDelegation(Asked):
    """A duty of one's own to be handed over."""

    duty: Duty
    unit: Number | None = Field(None, description="只委托对这个单位的职责；不填为全部单位")
    deputy: Number = Field(description="代办人的人员编号")
    name: Line = Field("", description="代办人的姓名；不在本专项里的人须写，与编号相符")
    from_on: Day
    to_on: Day
    reason: Line = Field(description="理由")


@router.post("/campaigns/{code}/delegations", response=DelegationOut, summary="委托我的职责")
def delegate(request: HttpRequest, code: Path[Code], asked: NewDelegation) -> DelegationOut:
    """Hand a duty of one's own over. What the office hands over for others rests on a scanned order and is done on the page."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    if actor.person_id is None or not queries.delegable(actor.person_id, campaign):
        raise NotAllowed()
    unit = queries.unit_in(campaign, asked.unit) if asked.unit else None
    deputy = queries.chosen_person(campaign, asked.deputy, asked.name)
    handing = operations.Handing(
        principal=find_person(actor.person_id), deputy=deputy, duty=asked.duty, unit=unit, from_on=asked.from_on,
        to_on=asked.to_on, reason=asked.reason,
    )  # fmt: skip
    return delegations_told([operations.delegate_duty(campaign=campaign, handing=handing, **who(request))])[0]


@router.post("/campaigns/{code}/delegations/{int:delegation}/end", response=DelegationOut, summary="提前结束委托")
def end_delegation(request: HttpRequest, code: Path[Code], delegation: Path[Number]) -> DelegationOut:
    """End a delegation before its day."""
    row = queries.find_delegation(actor_of(request), campaign_of(request, code), delegation)
    return delegations_told([operations.end_delegation(row, **who(request))])[0]


class WorkOut(Schema):
    """A piece of open work that goes to one successor."""

    key: str
    work: Work
    label: str
    count: int
    tasks: int = Field(description="随之移交的任务")
    numbers: list[int] = Field(description="问题序号，最多 400 个")


@router.get("/campaigns/{code}/people/{int:person}/work", response=list[WorkOut], auth=READ, summary="某人手上的工作")
def open_work(request: HttpRequest, code: Path[Code], person: Path[Number]) -> list[WorkOut]:
    """All that somebody has in hand, for the office."""
    campaign = campaign_of(request, code)
    problems.refuse_who_may_not(actor_of(request), campaign)
    return [
        WorkOut(
            key=one.key, work=one.work, label=one.label, count=one.count, tasks=one.tasks, numbers=[item.number for item in one.items[:400]]
        )
        for one in problems.open_work(campaign, queries.known_person(campaign, person))
    ]


class HandingOver(Asked):
    """To whom each piece of work goes."""

    to: dict[str, Number | None] = Field(description="每项工作的 key → 接手人的人员编号；职责填 null 为只收回、不移交", max_length=500)
    names: dict[str, Line] = Field({}, description="接手人的编号 → 姓名；不在本专项里的接手人须写", max_length=500)
    reason: Line = Field(description="理由")


class HandoverOut(Schema):
    """What was handed over."""

    id: int
    leaver: Named
    reason: str
    lines: list[dict[str, Any]]


@router.post("/campaigns/{code}/people/{int:person}/handover", response=HandoverOut, summary="移交某人的工作")
def pass_on(request: HttpRequest, code: Path[Code], person: Path[Number], asked: HandingOver) -> HandoverOut:
    """Hand everything over in one step: all or nothing."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    problems.refuse_who_may_not(actor, campaign)
    leaver = queries.known_person(campaign, person)
    to = {key: queries.chosen_person(campaign, one, asked.names.get(str(one), "")) if one else None for key, one in asked.to.items()}
    row = hand_over(campaign=campaign, leaver=leaver, to=to, reason=asked.reason, **who(request))
    return HandoverOut(id=row.pk, leaver=Named(id=leaver.pk, name=leaver.name), reason=row.reason, lines=row.lines)
