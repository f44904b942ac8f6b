"""The one router of supervision, the campaign an address names, and what its rows look like to a program."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.inspections import queries
from bihuan.interfaces.api.v1.gate import Bearer, actor_of
from bihuan.interfaces.api.v1.words import Named, named

READ, WRITE = Bearer(Scope.LEDGER_READ), Bearer(Scope.LEDGER_WRITE)
router = Router(tags=["督导检查"], auth=WRITE)


def campaign_of(request: HttpRequest, code: str) -> Any:
    """The campaign with this code, where supervision is in use, or Missing."""
    campaign = campaigns.find(actor_of(request), code)
    if not campaigns.switches_for(campaign).inspections:
        raise Missing()
    return campaign


class InspectionRowOut(Schema):
    """A row with its state and the steps that this account may take on it now."""

    id: int
    state: str
    steps: list[str] = Field(description="现在能办的步骤")


class InspectionPlanOut(InspectionRowOut):
    """A plan of supervision."""

    title: str
    kind: str
    authority: str
    filing: str
    from_on: date
    to_on: date
    units: list[Named]


class InspectionVisitOut(InspectionRowOut):
    """A visit."""

    plan: int
    unit: Named
    kind: str
    place: str
    visit_on: date
    inspectors: list[Named]
    purpose: str
    summary: str


class InspectionObservationOut(InspectionRowOut):
    """A finding."""

    unit: Named
    visit: int | None
    text: str
    seen_on: date
    force: str
    reference: str
    kind: str
    focus: str
    answer_by: date | None
    answer: str
    problem: int | None = Field(description="台账序号")
    same_as: int | None


class InspectionNoticeOut(InspectionRowOut):
    """A correction notice."""

    number: int
    unit: Named
    deviation: str
    demand: str
    due_on: date
    reply: str
    verdict: str


def row_told(request: HttpRequest, row: Any) -> dict[str, Any]:
    """What every row tells: its key, its state, what this account may do with it."""
    steps = sorted(action.value for action in queries.open_steps(actor_of(request), row))
    return {"id": row.pk, "state": getattr(row, "state", ""), "steps": steps}


def only_who_works(request: HttpRequest, campaign: Any) -> None:
    """Whoever does not supervise here is refused before he learns what there is, as on the pages."""
    if not queries.works_here(actor_of(request), campaign):
        raise NotAllowed()


def plan_told(request: HttpRequest, row: Any) -> InspectionPlanOut:
    """A plan for a program."""
    units = [Named(id=one.pk, name=one.name) for one in row.units.order_by("order", "pk")]
    names = ("title", "kind", "authority", "filing", "from_on", "to_on")
    return InspectionPlanOut(**row_told(request, row), **{name: getattr(row, name) for name in names}, units=units)


def visit_told(request: HttpRequest, row: Any) -> InspectionVisitOut:
    """A visit for a program."""
    people = [Named(id=one.pk, name=one.name) for one in row.inspectors.all()]
    names = ("kind", "place", "visit_on", "purpose", "summary")
    told = {name: getattr(row, name) for name in names}
    return InspectionVisitOut(**row_told(request, row), **told, plan=row.plan_id, unit=named(row.unit), inspectors=people)  # type: ignore[arg-type]


def observation_told(request: HttpRequest, row: Any) -> InspectionObservationOut:
    """A finding for a program."""
    names = ("text", "seen_on", "force", "reference", "kind", "focus", "answer")
    told = {name: getattr(row, name) for name in names}
    return InspectionObservationOut(
        **row_told(request, row), **told, unit=named(row.unit), visit=row.visit_id, answer_by=row.answer_by_on,  # type: ignore[arg-type]
        problem=row.problem.number if row.problem else None, same_as=row.same_as_id,
    )  # fmt: skip


def notice_told(request: HttpRequest, row: Any) -> InspectionNoticeOut:
    """A notice for a program."""
    names = ("number", "deviation", "demand", "due_on", "reply", "verdict")
    return InspectionNoticeOut(**row_told(request, row), **{name: getattr(row, name) for name in names}, unit=named(row.unit))  # type: ignore[arg-type]
