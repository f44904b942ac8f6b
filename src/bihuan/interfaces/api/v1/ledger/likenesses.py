"""Findings that tell the same in nearly the same words, for programs: the pairs, what a new text is like, what the office says about a pair."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.words import Asked, Code, Number, Paging, Text
from bihuan.problems import operations, queries
from bihuan.problems.queries import likeness as likes
from bihuan.problems.vocabulary import Alike


class Twin(Schema):
    """A problem that a text is like."""

    number: int = Field(description="台账序号")
    unit: str = Field(description="责任单位")
    text: str = Field(description="问题")
    degree: int = Field(description="相似度，百分之几")


class TwinPair(Schema):
    """Two problems that are alike; the earlier one first."""

    one: int = Field(description="先建账的一件，台账序号")
    other: int = Field(description="后建账的一件，台账序号")
    degree: int = Field(description="相似度，百分之几")
    kind: Alike = Field(description="疑似同一件，还是单位或责任人不同、文字雷同")


class TwinPairs(Schema):
    """A page of pairs, latest first."""

    items: list[TwinPair]
    next: str | None = Field(description="下一页的 cursor；没有了为空")


class TextAsked(Asked):
    """A text that is to be put on the ledger."""

    text: Text = Field(min_length=1, description="问题")


class ApartAsked(Asked):
    """Two problems that are not the same."""

    one: Number = Field(description="台账序号")
    other: Number = Field(description="另一件的台账序号")
    reason: str = Field("", max_length=500, description="理由")


class Apart(Schema):
    """A decision that two problems are not the same."""

    id: int
    one: int = Field(description="台账序号")
    other: int = Field(description="另一件的台账序号")
    is_withdrawn: bool = Field(description="已撤销")


@router.get("/campaigns/{code}/likenesses", response=TwinPairs, auth=READ, summary="疑似重复")
def likenesses(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> TwinPairs:
    """The pairs that this account may see and read, but for those about which somebody decided. Merging and voiding are steps of a problem."""
    campaign, mine = _looked(request, code)
    question = f"likenesses {campaign.pk}"
    mark = mark_of(question, paging.cursor)
    found = likes.pairs_after(mine, campaign, int(mark) if mark else None, paging.limit + 1)
    items = [
        TwinPair(one=pair.one.number, other=pair.other.number, degree=pair.degree, kind=likes.kind_of(pair))
        for pair in found[: paging.limit]
    ]
    return TwinPairs(items=items, next=leading_on(question, str(found[paging.limit - 1].pk)) if len(found) > paging.limit else None)


def _looked(request: HttpRequest, code: str) -> tuple[Any, Any]:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine = queries.reach(actor, campaign.pk)
    if not likes.may_look(mine):
        raise NotAllowed()
    return campaign, mine


@router.post("/campaigns/{code}/likenesses/of-text", response=list[Twin], auth=READ, summary="一段文字与哪几件相似")
def of_text(request: HttpRequest, code: Path[Code], asked: TextAsked) -> list[Twin]:
    """What a text is like, among what this account may see and read. A hint: nothing is written, nothing is refused by it."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    found = likes.like_text(queries.reach(actor, campaign.pk), campaign, asked.text)
    for one in found:
        operations.record_seen(one.problem, **who(request))
    return [Twin(number=one.problem.number, unit=one.problem.unit.name, text=one.problem.text, degree=one.degree) for one in found]


@router.post("/campaigns/{code}/likenesses/apart", response=Apart, summary="判定不是同一件")
def apart(request: HttpRequest, code: Path[Code], asked: ApartAsked) -> Apart:
    """Say that two problems that are alike are not the same: they are not shown again."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    one, other = (queries.find(actor, campaign, number) for number in (asked.one, asked.other))
    return _told(operations.set_apart(one=one, other=other, reason=asked.reason, **who(request)))


@router.post("/campaigns/{code}/likenesses/{int:decision}/withdraw", response=Apart, summary="撤销不是同一件的判定")
def withdraw_apart(request: HttpRequest, code: Path[Code], decision: Path[Number]) -> Apart:
    """Take that back."""
    campaign, mine = _looked(request, code)
    return _told(operations.withdraw_apart(decision=likes.find_apart(mine, campaign, decision), **who(request)))


def _told(row: Any) -> Apart:
    return Apart(id=row.pk, one=row.one.number, other=row.other.number, is_withdrawn=row.withdrawn_at is not None)
