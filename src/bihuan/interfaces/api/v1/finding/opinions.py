"""Opinions for programs: each ends on the ledger, joined to an entry, or left with its reason."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations import Entry
from bihuan.finding.queries import opinions as opinions_asked
from bihuan.finding.queries.opinions import Narrowed
from bihuan.finding.vocabulary.opinions import OpinionForm, OpinionState, PeopleGroup
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Named, Number, Paging, Text, named
from bihuan.problems import queries as problems
from bihuan.problems.vocabulary import Weight


class OpinionOut(Schema):
    """An opinion, and what became of it."""

    id: int
    unit: Named
    person: Named | None
    text: str
    form: OpinionForm = Field(description="来源形式")
    group: PeopleGroup = Field(description="来自的人群")
    origin: str = Field(description="来路；函号只给专班和领导小组")
    heard_on: date
    resented: bool = Field(description="群众反映强烈")
    state: OpinionState
    problem: int | None = Field(description="台账序号")
    reason: str = Field(description="不列入的理由")


class OpinionPage(Schema):
    """One page of the list."""

    items: list[OpinionOut]
    next: str | None


def opinion_out(row: Any, numbered: bool) -> OpinionOut:
    """An opinion; the number of its letter is told where `numbered`."""
    plain = {name: getattr(row, name) for name in ("text", "form", "group", "heard_on", "resented", "state", "reason")}
    origin, number = opinions_asked.origin_of(row, numbered), row.problem.number if row.problem else None
    unit = Named(id=row.unit_id, name=row.unit.name)
    return OpinionOut(id=row.pk, unit=unit, person=named(row.person), origin=origin, problem=number, **plain)


@router.get("/campaigns/{code}/opinions", response=OpinionPage, auth=READ, summary="意见建议")
def opinions(request: HttpRequest, code: Path[Code], paging: Query[Paging], state: OpinionState | None = None) -> OpinionPage:
    """The opinions this account sees, the last heard first."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    question = f"opinions {campaign.pk} {state or ''}"
    found = opinions_asked.opinions_of(actor, campaign, Narrowed(state=state or "")).order_by("-pk")
    last = mark_of(question, paging.cursor)
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    numbered, more = opinions_asked.sees_letters(actor, campaign), len(rows) > paging.limit
    rows = rows[: paging.limit]
    return OpinionPage(items=[opinion_out(one, numbered) for one in rows], next=leading_on(question, rows[-1].pk) if more else None)


class OpinionEntryAsked(Asked):
    """How an opinion is put on the ledger."""

    text: Text = Field("", description="台账上怎么写；不填用原话")
    manifestation: Number | None = Field(None, description="对照的具体表现编号")
    weight: Weight = Weight.GENERAL


def _found(request: HttpRequest, code: str, pk: int) -> Any:
    return opinions_asked.find_opinion(actor_of(request), campaign_of(request, code), pk)


def _again(request: HttpRequest, code: str, pk: int) -> OpinionOut:
    campaign = campaign_of(request, code)
    return opinion_out(_found(request, code, pk), opinions_asked.sees_letters(actor_of(request), campaign))


@router.post("/campaigns/{code}/opinions/{int:opinion}/enter", response=OpinionOut, summary="意见列入台账")
def enter_opinion(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionEntryAsked) -> OpinionOut:
    """Make it an entry of the ledger."""
    row = _found(request, code, opinion)
    chosen = campaigns.manifestation_in(row.campaign, asked.manifestation) if asked.manifestation else None
    operations.enter_opinion(row, entry=Entry(asked.text, chosen, asked.weight), **who(request))
    return _again(request, code, opinion)


class OpinionJoinAsked(Asked):
    """Which entry says the same."""

    number: Number = Field(description="台账序号")


@router.post("/campaigns/{code}/opinions/{int:opinion}/join", response=OpinionOut, summary="意见并入已有问题")
def join_opinion(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionJoinAsked) -> OpinionOut:
    """Link it to an entry of the same unit."""
    row = _found(request, code, opinion)
    operations.join_opinion(row, problem=problems.find(actor_of(request), row.campaign, asked.number), **who(request))
    return _again(request, code, opinion)


class OpinionReasonAsked(Asked):
    """Why."""

    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/opinions/{int:opinion}/leave", response=OpinionOut, summary="意见不列入台账")
def leave_opinion(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionReasonAsked) -> OpinionOut:
    """It needs no entry, and why."""
    operations.leave_opinion(_found(request, code, opinion), reason=asked.reason, **who(request))
    return _again(request, code, opinion)


@router.post("/campaigns/{code}/opinions/{int:opinion}/reconsider", response=OpinionOut, summary="重新处理意见")
def reconsider_opinion(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionReasonAsked) -> OpinionOut:
    """It waits again."""
    operations.reconsider_opinion(_found(request, code, opinion), reason=asked.reason, **who(request))
    return _again(request, code, opinion)


class OpinionMarkAsked(Asked):
    """Does the public resent it strongly?"""

    resented: bool = Field(description="群众反映强烈")


@router.post("/campaigns/{code}/opinions/{int:opinion}/mark", response=OpinionOut, summary="标明群众反映强烈")
def mark_resented(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionMarkAsked) -> OpinionOut:
    """Mark or unmark it."""
    operations.mark_resented(_found(request, code, opinion), resented=asked.resented, **who(request))
    return _again(request, code, opinion)


class OpinionCounts(Schema):
    """The counts of a campaign."""

    letters: int = Field(description="N15 发出的征求意见函")
    by_letter: int = Field(description="N16 由函收回的意见")
    opinions: int
    entered: int
    no_action: int
    open: int


@router.get("/campaigns/{code}/opinions/counts", response=OpinionCounts, auth=READ, summary="意见建议的数")
def opinion_counts(request: HttpRequest, code: Path[Code]) -> OpinionCounts:
    """Letters, opinions by letter, opinions by what became of them; for the office."""
    campaign = campaign_of(request, code)
    campaigns.refuse_others(actor_of(request), campaign)
    told = opinions_asked.counts_of(campaign)
    return OpinionCounts(**{name: getattr(told, name) for name in OpinionCounts.model_fields})
