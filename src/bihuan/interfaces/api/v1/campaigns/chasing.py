"""Late units for programs: the log of calls, units followed closely, the answer card."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate, localtime
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import chasing as asked_of
from bihuan.campaigns.vocabulary import FollowGround
from bihuan.foundation.kernel import NotAllowed, _
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging
from bihuan.reports.queries.answer_card import answer_card, complained_of, returned_to


class LateUnitOut(Schema):
    """A unit with overdue items, and whom to call."""

    unit: Named
    late: int
    since: date = Field(description="最早一件的时限")
    liaisons: list[list[str]] = Field(description="联络员的姓名和电话")
    promise: str = Field(description="最近一次催办时的承诺")


class AnswerCardOut(Schema):
    """The answer card as of a stated moment."""

    taken_at: datetime
    found: int
    closed: int
    overdue: int
    since_friday: list[int] = Field(description="与上周五相比：发现、销号、超期")
    spoken: str = Field(description="可以照念的一段话，不含姓名电话")
    units: list[LateUnitOut]


@router.get("/campaigns/{code}/answer-card", response=AnswerCardOut, auth=READ, summary="答问卡")
def answer(request: HttpRequest, code: Path[Code]) -> AnswerCardOut:
    """Found, closed, overdue, the change since Friday, the late units: for office and leading group."""
    campaign = campaign_of(request, code)
    if not asked_of.reads_chasing(actor_of(request), campaign):
        raise NotAllowed(_("答问卡由专班和领导小组查看。"))
    told = answer_card(campaign, localtime(), localdate())
    found, closed, overdue = (int(one.figure.value or 0) for one in told.figures)
    units = [
        LateUnitOut(unit=Named(id=one.unit.pk, name=one.unit.name), late=int(one.late.value or 0), since=one.since,
                    liaisons=[list(pair) for pair in one.liaisons], promise=one.call.promise if one.call else "")
        for one in told.units
    ]  # fmt: skip
    moved = [one.since_friday for one in told.figures]
    return AnswerCardOut(
        taken_at=told.taken_at,
        found=found,
        closed=closed,
        overdue=overdue,
        since_friday=moved,
        spoken=told.spoken(campaign.title),
        units=units,
    )


class CallOut(Schema):
    """One call to a late unit."""

    called_on: date
    told: str
    promise: str
    promised_on: date | None


def _call(row: Any) -> CallOut:
    return CallOut(called_on=row.called_on, told=row.told, promise=row.promise, promised_on=row.promised_on)


class CallPage(Schema):
    """One page of the calls."""

    items: list[CallOut]
    next: str | None


@router.get("/campaigns/{code}/units/{int:unit}/calls", response=CallPage, auth=READ, summary="催办记录")
def calls(request: HttpRequest, code: Path[Code], unit: Path[Number], paging: Query[Paging]) -> CallPage:
    """The calls to a unit, latest first."""
    campaign, actor = campaign_of(request, code), actor_of(request)
    row = queries.unit_in(campaign, unit)
    if not asked_of.chases(actor, campaign, row.pk) and not asked_of.reads_chasing(actor, campaign):
        raise NotAllowed(_("催办记录由专班、领导小组和督导组查看。"))
    found, after = page_of(request, asked_of.calls_to(campaign, row), paging)
    return CallPage(items=[_call(one) for one in found], next=after)


class CallAsked(Asked):
    """What was said, and what was promised."""

    on: Day = Field(description="催办日期")
    told: Line = Field(min_length=1, description="催办了什么")
    promise: Line = Field("", description="对方承诺")
    promised_on: Day | None = Field(None, description="承诺办结日期")


@router.post("/campaigns/{code}/units/{int:unit}/calls", response=CallOut, summary="记录催办")
def log_call(request: HttpRequest, code: Path[Code], unit: Path[Number], asked: CallAsked) -> CallOut:
    """Keep a call to a late unit."""
    campaign = campaign_of(request, code)
    return _call(operations.log_call(campaign=campaign, unit=queries.unit_in(campaign, unit), **asked.dict(), **who(request)))


class FollowOut(Schema):
    """A unit that is followed closely."""

    id: int
    unit: Named
    ground: FollowGround
    reason: str


def _follow(row: Any) -> FollowOut:
    return FollowOut(id=row.pk, unit=Named(id=row.unit_id, name=row.unit.name), ground=row.ground, reason=row.reason)


@router.get("/campaigns/{code}/follows", response=list[FollowOut], auth=READ, summary="跟踪督促的单位")
def follows(request: HttpRequest, code: Path[Code]) -> list[FollowOut]:
    """The units that are followed closely now: for office and leading group."""
    campaign = campaign_of(request, code)
    if not asked_of.reads_chasing(actor_of(request), campaign):
        raise NotAllowed(_("答问卡由专班和领导小组查看。"))
    return [_follow(one) for one in asked_of.followed(campaign)]


class CountOf(Schema):
    """A unit and a count."""

    unit: Named
    count: int


class CandidatesOut(Schema):
    """Units for people to look at: nothing follows by itself."""

    returned: list[CountOf] = Field(description="自查清单被退回过的单位，各几份")
    complained: list[CountOf] = Field(description="群众反映问题较多的单位，各几件")


@router.get("/campaigns/{code}/follows/candidates", response=CandidatesOut, auth=READ, summary="可以考虑跟踪督促的单位")
def candidates(request: HttpRequest, code: Path[Code]) -> CandidatesOut:
    """Units with returned self-checks or many complaints that are not followed yet: for office and leading group."""
    campaign = campaign_of(request, code)
    if not asked_of.reads_chasing(actor_of(request), campaign):
        raise NotAllowed(_("答问卡由专班和领导小组查看。"))
    if not queries.switches_for(campaign).chasing:
        return CandidatesOut(returned=[], complained=[])
    returned = [_count(one.unit, one.lists) for one in returned_to(campaign)]
    return CandidatesOut(
        returned=returned, complained=[_count(one.unit, one.complaints.value) for one in complained_of(campaign, localdate())]
    )


def _count(unit: Any, count: Any) -> CountOf:
    return CountOf(unit=Named(id=unit.pk, name=unit.name), count=int(count or 0))


class FollowAsked(Asked):
    """Why a unit is followed closely."""

    ground: FollowGround
    reason: Line = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/units/{int:unit}/follow", response=FollowOut, summary="列为跟踪督促单位")
def follow_unit(request: HttpRequest, code: Path[Code], unit: Path[Number], asked: FollowAsked) -> FollowOut:
    """Follow a unit closely until a decision lets it go."""
    campaign = desk(request, code)
    return _follow(operations.follow_unit(campaign=campaign, unit=queries.unit_in(campaign, unit), **asked.dict(), **who(request)))


class ReleaseAsked(Asked):
    """By whose decision a unit is let go."""

    decision: Line = Field(min_length=1, description="谁决定的")
    reason: Line = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/follows/{int:follow}/release", response=FollowOut, summary="解除跟踪督促")
def release_unit(request: HttpRequest, code: Path[Code], follow: Path[Number], asked: ReleaseAsked) -> FollowOut:
    """Let a unit go by a decision."""
    row = asked_of.find_follow(desk(request, code, but_heads=True), follow)
    operations.release_unit(row, **asked.dict(), **who(request))
    return _follow(row)
