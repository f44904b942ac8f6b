"""Quarterly red and black lists for programs: kept, published, a black entry turned into a problem."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.red_black import ListFacts
from bihuan.finding.queries import red_black as queries
from bihuan.finding.vocabulary.feedback import Quarter, Side
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, reach_of, router
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text


class BlackEntryOut(Schema):
    """A unit on a list."""

    id: int
    side: Side
    unit: Named
    grounds: str = Field(description="上榜理由")
    problem: int | None = Field(description="转为问题后的台账序号")
    withdrawn_at: datetime | None = Field(description="撤回时间；已经发布的榜上撤回的单位仍然列出")
    withdrawn_why: str = Field(description="撤回原因")


class RedBlackOut(Schema):
    """A quarterly list."""

    id: int
    year: int
    quarter: Quarter
    publisher: str
    criteria: str = Field(description="评定标准")
    decision: str = Field(description="研究决定")
    decided_on: date
    published_on: date | None
    entries: list[BlackEntryOut]


def _list(request: HttpRequest, row: Any) -> RedBlackOut:
    entries = [
        BlackEntryOut(id=one.pk, side=Side(one.side), unit=Named(id=one.unit_id, name=one.unit.name), grounds=one.grounds,
                      problem=one.problem.number if one.problem else None, withdrawn_at=one.withdrawn_at, withdrawn_why=one.withdrawn_why)
        for one in queries.entries_of(reach_of(request, row.campaign), row)
    ]  # fmt: skip
    plain = {name: getattr(row, name) for name in ("year", "quarter", "publisher", "criteria", "decision", "decided_on", "published_on")}
    return RedBlackOut(id=row.pk, entries=entries, **plain)


class RedBlackLine(Schema):
    """A quarterly list, without its units."""

    id: int
    year: int
    quarter: Quarter
    publisher: str
    decision: str
    published_on: date | None


class RedBlackPage(Schema):
    """One page of the lists."""

    items: list[RedBlackLine]
    next: str | None


def _line(row: Any) -> RedBlackLine:
    return RedBlackLine(id=row.pk, **{name: getattr(row, name) for name in ("year", "quarter", "publisher", "decision", "published_on")})


@router.get("/campaigns/{code}/red-black-lists", response=RedBlackPage, auth=READ, summary="红黑榜")
def red_black_lists(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> RedBlackPage:
    """The lists, the latest first."""
    campaign = campaign_of(request, code)
    found, after = page_of(request, queries.lists_of(reach_of(request, campaign), campaign), paging)
    return RedBlackPage(items=[_line(one) for one in found], next=after)


@router.get("/campaigns/{code}/red-black-lists/{int:red_black}", response=RedBlackOut, auth=READ, summary="一期红黑榜")
def red_black_list(request: HttpRequest, code: Path[Code], red_black: Path[Number]) -> RedBlackOut:
    """One list with its units."""
    campaign = campaign_of(request, code)
    return _list(request, queries.find_list(reach_of(request, campaign), campaign, red_black))


class ListAsked(Asked):
    """What a quarterly list says of itself."""

    year: int = Field(ge=2000, le=2100)
    quarter: Quarter
    publisher: Line = Field(min_length=1, max_length=120)
    criteria: Text = Field(min_length=1, description="评定标准")
    decision: Line = Field(min_length=1, description="研究决定")
    decided_on: Day
    published_on: Day | None = None


@router.post("/campaigns/{code}/red-black-lists", response=RedBlackOut, summary="登记红黑榜")
def keep_list(request: HttpRequest, code: Path[Code], asked: ListAsked) -> RedBlackOut:
    """Keep a list with its criteria and decision."""
    row = operations.keep_red_black_list(campaign=campaign_of(request, code), facts=ListFacts(**dict(asked)), **who(request))
    return _list(request, row)


class PublishAsked(Asked):
    """When."""

    on: Day


@router.post("/campaigns/{code}/red-black-lists/{int:red_black}/publish", response=RedBlackOut, summary="红黑榜发布")
def publish_list(request: HttpRequest, code: Path[Code], red_black: Path[Number], asked: PublishAsked) -> RedBlackOut:
    """Say when the list was published."""
    campaign = campaign_of(request, code)
    row = queries.find_list(reach_of(request, campaign), campaign, red_black)
    return _list(request, operations.publish_red_black(row, on=asked.on, **who(request)))


class BlackEntryAsked(Asked):
    """A unit on one side."""

    side: Side
    unit: Number = Field(description="单位编号")
    grounds: Text = Field(min_length=1, description="上榜理由")


@router.post("/campaigns/{code}/red-black-lists/{int:red_black}/entries", response=RedBlackOut, summary="登记上榜单位")
def enter_list(request: HttpRequest, code: Path[Code], red_black: Path[Number], asked: BlackEntryAsked) -> RedBlackOut:
    """Enter a unit."""
    campaign = campaign_of(request, code)
    row, unit = queries.find_list(reach_of(request, campaign), campaign, red_black), campaigns.unit_in(campaign, asked.unit)
    operations.enter_red_black(row, side=asked.side, unit=unit, grounds=asked.grounds, **who(request))
    return _list(request, row)


class TurnAsked(Asked):
    """As what it stands on the ledger."""

    matter: Line = Field(min_length=1, max_length=120, description="事项")
    text: Text = ""


@router.post("/campaigns/{code}/red-black-lists/{int:red_black}/entries/{int:entry}/turn", response=RedBlackOut, summary="黑榜转为问题")
def turn_entry(request: HttpRequest, code: Path[Code], red_black: Path[Number], entry: Path[Number], asked: TurnAsked) -> RedBlackOut:
    """Turn an entry on the black side into a finding for that unit."""
    campaign = campaign_of(request, code)
    row = queries.find_list(reach_of(request, campaign), campaign, red_black)
    operations.turn_black_entry(queries.find_entry(row, entry), matter=asked.matter, text=asked.text, **who(request))
    return _list(request, row)


class WithdrawAsked(Asked):
    """Why."""

    reason: Text = Field(min_length=1, description="撤回原因")


@router.post("/campaigns/{code}/red-black-lists/{int:red_black}/entries/{int:entry}/withdraw", response=RedBlackOut, summary="撤回上榜单位")
def withdraw_entry(
    request: HttpRequest, code: Path[Code], red_black: Path[Number], entry: Path[Number], asked: WithdrawAsked
) -> RedBlackOut:
    """Take a unit off that was entered wrongly; on a published list it stays to be read as withdrawn."""
    campaign = campaign_of(request, code)
    row = queries.find_list(reach_of(request, campaign), campaign, red_black)
    operations.withdraw_red_black_entry(queries.find_entry(row, entry), reason=asked.reason, **who(request))
    return _list(request, row)
