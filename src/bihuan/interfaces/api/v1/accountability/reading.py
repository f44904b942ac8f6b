"""Cases and bodies, read. Begins at the gate of the room; nothing is counted, and no list is sorted by persons (P07)."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.accountability import operations
from bihuan.accountability.queries import listing, worked
from bihuan.accountability.queries.cases import appeals_against
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.campaigns.vocabulary import MeasureKind
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.api.v1.accountability.room import campaign_of, router
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Code, Named, Number, Paging, named


class HandlingMeasure(Schema):
    """A measure with its mark."""

    name: str
    kind: MeasureKind = Field(description="教育、组织处理或者处分")


class HandlingLine(Schema):
    """A case in the list: where it stands and its days. No words about the person."""

    number: int
    state: HandlingState
    person: Named | None = Field(description="对象；空表示单位")
    unit: Named
    handler: str = Field(description="承办机构")
    body: str = Field(description="决定机构；由有权机关决定的为其名称")
    measure: HandlingMeasure | None
    respond_on: date | None = Field(description="陈述期限")
    decided_on: date | None
    document: str
    served_on: date | None
    follow_on: date | None
    ends_on: date | None = Field(description="影响期至；过了的不再作为处理的依据")
    appeal_until_on: date | None


class HandlingPage(Schema):
    """One page of the cases."""

    items: list[HandlingLine]
    next: str | None


class HandlingAppealed(Schema):
    """An appeal against it: where it stands, and until when it is answered."""

    state: AppealState
    filed_on: date
    answer_on: date | None
    body: str


class HandlingOut(HandlingLine):
    """One case. Facts, what was asked and said, weighing and reasons stay on the pages."""

    matter: str
    rule: str
    effect: str = Field(description="规则包写明的后果，供核对，不作计算")
    appeals: list[HandlingAppealed]


class HandlingsWanted(Schema):
    """Which of them."""

    state: HandlingState | None = Field(None, description="只看这种状态的")


def _line(row: Any) -> dict[str, Any]:
    measure = find_measure(row.measure) if row.measure else None
    days = ("respond_on", "decided_on", "served_on", "follow_on", "ends_on", "appeal_until_on", "document", "number")
    return {
        **{name: getattr(row, name) for name in days}, "state": HandlingState(row.state), "person": named(row.person), "unit": named(row.unit),
        "handler": row.handler.name, "body": row.outside_body or (row.body.name if row.body else ""),
        "measure": HandlingMeasure(name=measure.name, kind=measure.kind) if measure else None,
    }  # fmt: skip


@router.get("/campaigns/{code}/handlings", response=HandlingPage, summary="处理")
def handlings(request: HttpRequest, code: Path[Code], wanted: Query[HandlingsWanted], paging: Query[Paging]) -> HandlingPage:
    """The cases on which this account has work, or that it reads as the personnel body; latest first. What is over
    stands in no list; one's own matter is on one's own page."""
    rows = worked.worked_list(actor_of(request), campaign_of(request, code), wanted.state or "")
    found, after = page_of(request, rows, paging)
    return HandlingPage(items=[HandlingLine(**_line(one)) for one in found], next=after)


@router.get("/campaigns/{code}/handlings/{int:number}", response=HandlingOut, summary="一件处理")
def one_handling(request: HttpRequest, code: Path[Code], number: Path[Number]) -> HandlingOut:
    """One case; that it was read stands in the book, and the person reads it there."""
    row = worked.worked_rows(actor_of(request), campaign_of(request, code)).filter(number=number).first()
    if row is None:
        raise Missing()
    operations.record_handling_seen(row, **who(request))
    appeals = [
        HandlingAppealed(state=AppealState(one.state), filed_on=one.filed_on, answer_on=one.answer_on, body=one.body.name if one.body else one.passed_to)
        for one in appeals_against(row)
    ]  # fmt: skip
    effect = find_measure(row.measure).effect if row.measure else ""
    return HandlingOut(**_line(row), matter=row.matter, rule=row.rule, effect=effect, appeals=appeals)


class DecisionBodyOut(Schema):
    """A body that handles, decides or reviews, and what it may decide by the rule pack. Its members are on the page."""

    name: str
    kind: BodyKind
    basis: str
    ended: bool
    measures: list[str]


@router.get("/campaigns/{code}/decision-bodies", response=list[DecisionBodyOut], summary="办理机构")
def decision_bodies(request: HttpRequest, code: Path[Code]) -> list[DecisionBodyOut]:
    """For whoever keeps them or sits in one."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    if not listing.keeps_bodies(actor, campaign) and not listing.sits_somewhere(actor, campaign):
        raise Missing()
    gives = {kind: [one.name for one in pack().measures.values() if kind in one.given_by] for kind in BodyKind}
    return [
        DecisionBodyOut(name=one.name, kind=BodyKind(one.kind), basis=one.basis, ended=one.ended_at is not None, measures=gives[BodyKind(one.kind)])
        for one in listing.all_bodies(campaign)
    ]  # fmt: skip
