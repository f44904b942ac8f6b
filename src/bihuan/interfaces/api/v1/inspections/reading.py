"""What there is, as far as the account sees it: a covert visit that was not reported is not there for anybody else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.documents.operations.printing import print_docx
from bihuan.foundation.draws.queries import file_of
from bihuan.inspections import papers, queries
from bihuan.inspections.vocabulary import Focus, Force, ObservationState, SupervisionKind
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of
from bihuan.interfaces.api.v1.inspections.room import (
    READ,
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
from bihuan.interfaces.api.v1.words import DOCX, Code, Named, Number, Paging, a_file, binary

_AT = "/campaigns/{code}/inspections"


class InspectionPlanPage(Schema):
    """One page of the plans."""

    items: list[InspectionPlanOut]
    next: str | None


@router.get(f"{_AT}/plans", response=InspectionPlanPage, auth=READ, summary="督查方案")
def plans(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InspectionPlanPage:
    """The plans of supervision, the latest first."""
    rows = queries.plans_of(actor_of(request), campaign_of(request, code))
    found, after = page_of(request, rows, paging)
    return InspectionPlanPage(items=[plan_told(request, one) for one in found], next=after)


class InspectionVisitPage(Schema):
    """One page of the visits."""

    items: list[InspectionVisitOut]
    next: str | None


@router.get(f"{_AT}/visits", response=InspectionVisitPage, auth=READ, summary="明察暗访")
def visits(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InspectionVisitPage:
    """The visits that this account knows of, the latest first."""
    rows = queries.visits_of(actor_of(request), campaign_of(request, code))
    found, after = page_of(request, rows, paging)
    return InspectionVisitPage(items=[visit_told(request, one) for one in found], next=after)


class InspectionWanted(Schema):
    """By what findings are narrowed."""

    state: ObservationState | None = None
    force: Force | None = None
    kind: SupervisionKind | None = None
    focus: Focus | None = None


class InspectionFindingPage(Schema):
    """One page of the findings."""

    items: list[InspectionObservationOut]
    next: str | None


@router.get(f"{_AT}/findings", response=InspectionFindingPage, auth=READ, summary="检查发现")
def findings(
    request: HttpRequest, code: Path[Code], wanted: Query[InspectionWanted], paging: Query[Paging]
) -> InspectionFindingPage:  # fmt: skip
    """The findings of all bodies, the latest first."""
    rows = queries.observations_of(actor_of(request), campaign_of(request, code))
    chosen = {name: value for name, value in wanted.dict().items() if value is not None}
    found, after = page_of(request, rows.filter(**chosen), paging)
    return InspectionFindingPage(items=[observation_told(request, one) for one in found], next=after)


class InspectionSideOut(Schema):
    """How many findings came by one kind of supervision."""

    kind: SupervisionKind
    count: int


@router.get(f"{_AT}/kinds", response=list[InspectionSideOut], auth=READ, summary="五种监督")
def kinds(request: HttpRequest, code: Path[Code]) -> list[InspectionSideOut]:
    """The five kinds of supervision side by side."""
    return [InspectionSideOut(kind=one, count=many) for one, many in queries.by_kind(actor_of(request), campaign_of(request, code))]


class InspectionNoticePage(Schema):
    """One page of the notices."""

    items: list[InspectionNoticeOut]
    next: str | None


@router.get(f"{_AT}/notices", response=InspectionNoticePage, auth=READ, summary="纠偏通知")
def notices(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InspectionNoticePage:
    """The correction notices, the latest number first."""
    rows = queries.notices_of(actor_of(request), campaign_of(request, code))
    found, after = page_of(request, rows, paging)
    return InspectionNoticePage(items=[notice_told(request, one) for one in found], next=after)


@router.get(_AT + "/notices/{int:number}/file", auth=READ, summary="纠偏通知文件", openapi_extra=a_file(DOCX))
def notice_file(request: HttpRequest, code: Path[Code], number: Path[Number]) -> HttpResponse:
    """A notice as docx."""
    row = queries.find_notice(actor_of(request), campaign_of(request, code), number)
    return binary(print_docx(paper=papers.notice_paper(row)), f"纠偏通知{number}号.docx", DOCX)


class InspectionDrawOut(Schema):
    """A draw; what came out once it was revealed."""

    id: int
    title: str
    plan: int
    of: str
    state: str
    pool_sha256: str
    seed_sha256: str
    chosen: list[str]


class InspectionDrawPage(Schema):
    """One page of the draws."""

    items: list[InspectionDrawOut]
    next: str | None


@router.get(f"{_AT}/draws", response=InspectionDrawPage, auth=READ, summary="抽取")
def draws(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InspectionDrawPage:
    """The draws, the latest first."""
    rows = queries.draws_of(actor_of(request), campaign_of(request, code))
    found, after = page_of(request, rows, paging)
    return InspectionDrawPage(items=[draw_told(one) for one in found], next=after)


def draw_told(row: Any) -> InspectionDrawOut:
    """A draw for a program."""
    one = row.draw
    return InspectionDrawOut(id=row.pk, title=one.title, plan=row.plan_id, of=one.draw_of, state=one.state, pool_sha256=one.pool_digest,
                   seed_sha256=one.commitment, chosen=[str(key) for key in one.chosen])  # fmt: skip


@router.get(_AT + "/draws/{int:draw}/file", auth=READ, summary="抽取记录文件", openapi_extra=a_file("application/json"))
def draw_file(request: HttpRequest, code: Path[Code], draw: Path[Number]) -> HttpResponse:
    """A draw as a file that anybody replays."""
    row = queries.find_draw(actor_of(request), campaign_of(request, code), draw)
    return binary(file_of(row.draw).encode(), f"抽取{row.draw_id}.json", "application/json")


class InspectionStepOut(Schema):
    """Where a unit stands."""

    unit: Named
    step: str | None
    states: dict[str, int]
    late: int = Field(description="超期件数")


@router.get(f"{_AT}/progress", response=list[InspectionStepOut], auth=READ, summary="各单位进度")
def progress(request: HttpRequest, code: Path[Code]) -> list[InspectionStepOut]:
    """Which unit is at which step."""
    from django.utils.timezone import localdate

    found = queries.steps_of_units(actor_of(request), campaign_of(request, code), localdate())
    return [
        InspectionStepOut(unit=Named(id=one.unit.pk, name=one.unit.name), step=one.step.value if one.step else None, late=one.late,
                states={state.value: many for state, many in one.states.items()}) for one in found
    ]  # fmt: skip
