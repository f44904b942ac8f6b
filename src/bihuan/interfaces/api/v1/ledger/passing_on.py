"""Items beyond their own campaign: shared with it, shown elsewhere, carried over; the chain above one."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.queries.units_own import local_forms_of
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Text, named
from bihuan.problems import queries
from bihuan.problems.operations import passing_on as do
from bihuan.problems.operations.hidden_forms import mark_hidden_form, unmark_hidden_form
from bihuan.problems.queries import passing_on as beyond
from bihuan.problems.queries.hidden_forms import find_hidden_form
from bihuan.problems.queries.responsibility import responsible_for
from bihuan.problems.vocabulary import State
from bihuan.problems.vocabulary.passing_on import ShareKind


class SharedOut(Schema):
    """An item of another campaign that is shown here."""

    id: int
    kind: ShareKind = Field(description="共享，或以前专项结转的老问题")
    home: str = Field(description="登记在哪个专项")
    number: int
    unit: Named
    text: str | None = Field(description="问题；无权查看的为空")
    state: State
    due_on: date | None
    lead: str | None = Field(description="两级联动的，由哪个专项牵头")


class SharedList(Schema):
    """Own and shared are two numbers; old ones are a third."""

    own: int
    shared: int
    old: int
    items: list[SharedOut]


@router.get("/campaigns/{code}/shared", response=SharedList, auth=READ, summary="共享和结转来的问题")
def shared(request: HttpRequest, code: Path[Code]) -> SharedList:
    """What other campaigns share with this one, and open ones of earlier campaigns."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine = queries.reach(actor, campaign.pk)
    rows, counts = beyond.shown_to(actor, list(beyond.shared_with(mine, campaign)[:500])), beyond.shared_counts(mine, campaign)
    return SharedList(own=counts.own, shared=counts.shared, old=counts.old, items=[_shared(one) for one in rows])


def _shared(one: beyond.Shown) -> SharedOut:
    row = one.share.problem
    return SharedOut(
        id=one.share.pk, kind=ShareKind(one.share.kind), home=row.campaign.code, number=row.number, unit=Named(id=row.unit_id, name=row.unit.name),
        text=one.text, state=State(row.state), due_on=row.due_on, lead=one.share.lead.code if one.share.lead else None,
    )  # fmt: skip


def _desk(request: HttpRequest, code: str) -> Any:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    campaigns.refuse_others(actor, campaign)
    return campaign


class ShareOutAsked(Asked):
    """Where to show it, too."""

    campaign: Code
    lead: Code | None = Field(None, description="由哪一级牵头（专项代码）；只用于按上下级关联的专项，不写为本专项")


class Counted(Schema):
    """How many were written."""

    count: int


@router.post("/campaigns/{code}/problems/{int:number}/shares", response=Counted, summary="共享到关联专项")
def share_out(request: HttpRequest, code: Path[Code], number: Path[Number], asked: ShareOutAsked) -> Counted:
    """Show an item in a linked campaign, too; it stays one entry."""
    actor, campaign = actor_of(request), _desk(request, code)
    row = queries.find(actor, campaign, number)
    lead = campaigns.find(actor, asked.lead) if asked.lead else None
    made = do.show_elsewhere(problems=[row], campaign=campaigns.find(actor, asked.campaign), lead=lead, **who(request))
    return Counted(count=len(made))


class HideAsked(Asked):
    """From where it is taken back, and why."""

    campaign: Code
    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/problems/{int:number}/shares/hide", response=Counted, summary="取消共享")
def hide(request: HttpRequest, code: Path[Code], number: Path[Number], asked: HideAsked) -> Counted:
    """It is not shown there any more."""
    row = queries.find(actor_of(request), _desk(request, code), number)
    share = next((one for one in beyond.shown_elsewhere(row) if one.campaign.code == asked.campaign), None)
    if share is None:
        raise Missing()
    do.hide_elsewhere(share, reason=asked.reason, **who(request))
    return Counted(count=1)


class LeftOut(Schema):
    """An open item that nobody was named for."""

    number: int
    unit: Named
    state: State


@router.get("/campaigns/{code}/left", response=list[LeftOut], auth=READ, summary="没有销号、没有结转的问题")
def left(request: HttpRequest, code: Path[Code]) -> list[LeftOut]:
    """What stands against the end of the campaign."""
    rows = beyond.left_open(_desk(request, code)).select_related("unit").order_by("number")[:500]
    return [LeftOut(number=one.number, unit=Named(id=one.unit_id, name=one.unit.name), state=State(one.state)) for one in rows]


class CarryAsked(Asked):
    """Which items go on with whom."""

    numbers: list[Number] = Field(min_length=1, max_length=500, description="台账序号")
    body: str = Field(min_length=1, max_length=120, description="承接机构")
    person: Number = Field(description="承接人的人员编号")
    due_on: Day
    reason: str = Field(min_length=1, max_length=500, description="结转理由")
    to_campaign: Code | None = Field(None, description="转入专项")


@router.post("/campaigns/{code}/carry-over", response=Counted, summary="结转遗留问题")
def carry(request: HttpRequest, code: Path[Code], asked: CarryAsked) -> Counted:
    """Carry open items over to a named body with reason, person and date."""
    actor, campaign = actor_of(request), _desk(request, code)
    rows = [queries.find(actor, campaign, one) for one in dict.fromkeys(asked.numbers)]
    later = campaigns.find(actor, asked.to_campaign) if asked.to_campaign else None
    person = campaigns.known_person(campaign, asked.person)
    made = do.carry_over(problems=rows, taking=do.Taking(asked.body, person, asked.due_on, asked.reason, later), **who(request))
    return Counted(count=len(made))


class DeedOut(Schema):
    """Something that was done."""

    word: str
    at: datetime


class ResponsibleOut(Schema):
    """A place of the chain."""

    word: str = Field(description="责任链上的位置")
    person: Named | None
    deeds: list[DeedOut] = Field(description="对这一件办过什么")


@router.get("/campaigns/{code}/problems/{int:number}/responsible", response=list[ResponsibleOut], auth=READ, summary="责任链")
def responsible(request: HttpRequest, code: Path[Code], number: Path[Number]) -> list[ResponsibleOut]:
    """Who answers for an item up to the top, and what each has done about it."""
    actor = actor_of(request)
    row = queries.find(actor, campaigns.find(actor, code), number)
    return [
        ResponsibleOut(word=_(one.word), person=named(one.person), deeds=[DeedOut(word=_(deed.word), at=deed.at) for deed in one.deeds])
        for one in responsible_for(row)
    ]


class LocalFormAsked(Asked):
    """Under which local form it was found."""

    local: Number = Field(description="细化表现的编号")


@router.post("/campaigns/{code}/problems/{int:number}/local-form", response=Counted, summary="注明细化表现")
def local_form(request: HttpRequest, code: Path[Code], number: Path[Number], asked: LocalFormAsked) -> Counted:
    """Record an item under a local form of its unit; it counts under the item above."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, number)
    if not queries.may_read(queries.reach(actor, campaign.pk), row):
        raise NotAllowed()
    local = next((one for one in local_forms_of(campaign, row.unit) if one.pk == asked.local), None)
    if local is None:
        raise Missing()
    do.name_local_form(problem=row, local=local, **who(request))
    return Counted(count=1)


class HiddenFormAsked(Asked):
    """What the form is; empty with a reason takes the mark back."""

    text: Line = Field("", description="隐形变异的表现")
    reason: Line = Field("", description="取消标记的理由")


@router.post("/campaigns/{code}/problems/{int:number}/hidden-form", response=Counted, summary="标为隐形变异，或取消标记")
def hidden_form(request: HttpRequest, code: Path[Code], number: Path[Number], asked: HiddenFormAsked) -> Counted:
    """Mark an item as a hidden form with what it is, or take the mark back."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, number)
    if not queries.may_read(queries.reach(actor, campaign.pk), row):
        raise NotAllowed()
    if asked.reason and not asked.text:
        unmark_hidden_form(find_hidden_form(row), reason=asked.reason, **who(request))
    else:
        mark_hidden_form(row, text=asked.text, **who(request))
    return Counted(count=1)
