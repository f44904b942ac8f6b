"""Analysis notes for programs: a filtered part of the ledger with its figures as they stood (M118); remarks on progress (M117)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.documents.operations.printing import print_docx
from bihuan.foundation.kernel import Missing, _
from bihuan.inspections import operations, papers, queries
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.inspections.room import READ, campaign_of, only_who_works, router
from bihuan.interfaces.api.v1.ledger.reading import today_of
from bihuan.interfaces.api.v1.words import DOCX, PRINTED, Asked, Code, Line, Named, Number, Paging, Text, a_file, binary

_AT = "/campaigns/{code}/inspections"


class InspectionNoteLine(Schema):
    """A note in the list."""

    id: int
    title: str
    told: str = Field(description="范围")
    written_at: datetime


class InspectionNoteFigure(Schema):
    """A figure as it stood."""

    code: str
    label: str
    value: Any
    unit: str


class InspectionNoteOut(InspectionNoteLine):
    """A note, whole."""

    query: str
    text: str
    advice: str
    figures: list[InspectionNoteFigure]


class InspectionNotePage(Schema):
    """One page of the notes."""

    items: list[InspectionNoteLine]
    next: str | None


def _line(row: Any) -> dict[str, Any]:
    return {"id": row.pk, **{name: getattr(row, name) for name in ("title", "told", "written_at")}}


def _whole(row: Any) -> InspectionNoteOut:
    figures = [InspectionNoteFigure(**{name: one[name] for name in ("code", "label", "value", "unit")}) for one in row.figures]
    return InspectionNoteOut(**_line(row), query=row.query, text=row.text, advice=row.advice, figures=figures)


@router.get(f"{_AT}/notes", response=InspectionNotePage, auth=READ, summary="分析研判")
def notes(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InspectionNotePage:
    """The notes that this account sees, the latest first."""
    rows = queries.notes_of(actor_of(request), campaign_of(request, code))
    found, after = page_of(request, rows, paging)
    return InspectionNotePage(items=[InspectionNoteLine(**_line(one)) for one in found], next=after)


@router.get(_AT + "/notes/{int:note}", response=InspectionNoteOut, auth=READ, summary="一份分析研判")
def one_note(request: HttpRequest, code: Path[Code], note: Path[Number]) -> InspectionNoteOut:
    """One note with its figures as they stood."""
    return _whole(queries.find_note(actor_of(request), campaign_of(request, code), note))


@router.get(_AT + "/notes/{int:note}/file", auth=READ, summary="分析研判文件", openapi_extra=a_file(DOCX))
def note_file(request: HttpRequest, code: Path[Code], note: Path[Number]) -> HttpResponse:
    """The note as docx."""
    row = queries.find_note(actor_of(request), campaign_of(request, code), note)
    return binary(print_docx(paper=papers.note_paper(row)), f"{row.title}.docx", DOCX)


class InspectionNoteAsked(Asked):
    """What the ledger shows, and what is advised."""

    title: Line = Field(min_length=1, max_length=120)
    query: str = Field("", max_length=2000, pattern=PRINTED, description="台账的条件，写法同台账地址问号后面的部分")
    text: Text = Field(min_length=1, description="分析研判")
    advice: Text = Field(min_length=1, description="意见建议")


@router.post(f"{_AT}/notes", response=InspectionNoteOut, summary="撰写分析研判")
def write_note(request: HttpRequest, code: Path[Code], asked: InspectionNoteAsked) -> InspectionNoteOut:
    """Write one on a part of the ledger; the figures are frozen as they stand now."""
    campaign = campaign_of(request, code)
    only_who_works(request, campaign)
    query, figures = queries.figures_of_filter(actor_of(request), campaign, QueryDict(asked.query), today_of(campaign))
    about = query and _("按条件筛选：%(query)s") % {"query": query}
    told: dict[str, Any] = {
        "title": asked.title,
        "text": asked.text,
        "advice": asked.advice,
        "query": query,
        "told": about,
        "figures": figures,
    }
    return _whole(operations.write_analysis(campaign=campaign, **told, **who(request)))


class InspectionRemarkOut(Schema):
    """What was said about where a unit stands."""

    id: int
    unit: Named
    step: str
    text: str
    said_at: datetime


def _remark(row: Any) -> InspectionRemarkOut:
    plain = {name: getattr(row, name) for name in ("step", "text", "said_at")}
    return InspectionRemarkOut(id=row.pk, unit=Named(id=row.unit_id, name=row.unit.name), **plain)


class InspectionRemarkPage(Schema):
    """One page of the remarks."""

    items: list[InspectionRemarkOut]
    next: str | None


@router.get(f"{_AT}/remarks", response=InspectionRemarkPage, auth=READ, summary="对进度的意见")
def remarks(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InspectionRemarkPage:
    """What was said: all for the office, to each unit its own; the latest first."""
    rows = queries.remarks_of(actor_of(request), campaign_of(request, code))
    found, after = page_of(request, rows, paging)
    return InspectionRemarkPage(items=[_remark(one) for one in found], next=after)


class InspectionRemarkAsked(Asked):
    """What is said about where a unit stands."""

    unit: Number
    text: Text


@router.post(f"{_AT}/remarks", response=InspectionRemarkOut, summary="对进度提出意见")
def remark(request: HttpRequest, code: Path[Code], asked: InspectionRemarkAsked) -> InspectionRemarkOut:
    """Say something about where a unit stands; its own people read it."""
    campaign = campaign_of(request, code)
    only_who_works(request, campaign)
    steps = queries.steps_of_units(actor_of(request), campaign, today_of(campaign).day)
    stands = next((one for one in steps if one.unit.pk == asked.unit), None)
    if stands is None:
        raise Missing()
    told: dict[str, Any] = {"unit": stands.unit, "text": asked.text, "step": stands.step.label if stands.step else ""}
    return _remark(operations.remark_on_progress(campaign=campaign, **told, **who(request)))
