"""The register: reports drafted from the ledger, numbered and frozen, handed out as Word or PDF."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.documents import operations, queries
from bihuan.documents.rendering import render_docx, render_pdf
from bihuan.documents.vocabulary import DocumentState, Kind
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.documents.room import READ, document_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import DOCX, Asked, Code, Day, Line, Number, Paging, a_file, binary
from bihuan.reports.operations import draft_report


class FileForm(StrEnum):
    """As what a document is handed out."""

    DOCX = "docx"
    PDF = "pdf"


class Report(StrEnum):
    """The reports that are made from the ledger."""

    WEEKLY = "weekly"
    FINAL = "final"


TYPES = {FileForm.DOCX: DOCX, FileForm.PDF: "application/pdf"}


class DocumentOut(Schema):
    """A document of the register."""

    id: int
    kind: Kind = Field(description="文种")
    title: str
    state: DocumentState
    number: str = Field(description="文号")
    as_of: datetime = Field(description="数据截至")
    drafted_at: datetime
    issued_at: datetime | None
    by: str = Field(description="经办人：印发的人，草稿是拟稿的人")
    figures_digest: str = Field(description="数据清单摘要")
    revision: int = Field(description="版次；交回修改稿时作为 seen 带回，别人改过就会被拒绝")
    missing: list[str] = Field(description="草稿里还待补的内容")


class DocumentPage(Schema):
    """One page of the register."""

    items: list[DocumentOut]
    next: str | None


def document_told(row: Any) -> DocumentOut:
    """A document as it is listed."""
    names = ("kind", "title", "state", "number", "as_of", "drafted_at", "issued_at", "figures_digest", "revision")
    return DocumentOut(
        id=row.pk,
        missing=queries.missing_in(row),
        by=str(row.issued_by or row.drafted_by or ""),
        **{name: getattr(row, name) for name in names},
    )


@router.get("/campaigns/{code}/documents", response=DocumentPage, auth=READ, summary="公文登记簿")
def list_documents(request: HttpRequest, code: Path[Code], as_of: Query[AsOf], paging: Query[Paging]) -> DocumentPage:
    """The documents this account may see, latest first; of a past moment the register as it stood."""
    actor, until = actor_of(request), as_of.until
    campaign = campaigns.find(actor, code)
    question = f"documents {campaign.pk} {as_of.at}"
    last = mark_of(question, paging.cursor)
    if until:
        stood = sorted(queries.register_of(actor, campaign, until), key=lambda one: -one.pk)
        rows = [one for one in stood if not last or one.pk < last][: paging.limit + 1]
    else:
        found = queries.visible_to(actor, campaign).order_by("-pk")
        rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return DocumentPage(items=[document_told(one) for one in rows], next=leading_on(question, rows[-1].pk) if more else None)


class NewReport(Asked):
    """A report to be drafted."""

    what: Report = Field(description="weekly 周报，final 总结报告")
    day: Day = Field(description="数据截至哪一天")


@router.post("/campaigns/{code}/documents", response=DocumentOut, summary="起草报告")
def draft(request: HttpRequest, code: Path[Code], asked: NewReport) -> DocumentOut:
    """Compose a report from the ledger as it stood at the end of a day; the open draft of its kind is composed anew."""
    campaign = campaigns.find(actor_of(request), code)
    return document_told(draft_report(campaign=campaign, what=asked.what.value, day=asked.day, **who(request)))


@router.get("/campaigns/{code}/documents/{int:document}", response=DocumentOut, auth=READ, summary="一份公文")
def one(request: HttpRequest, code: Path[Code], document: Path[Number], as_of: Query[AsOf]) -> DocumentOut:
    """One document of the register, now or as it stood."""
    return document_told(document_of(request, code, document, as_of.until))


class IssueAsked(Asked):
    """Why a document may be issued that is longer than usual."""

    reason: Line = Field("", description="超过篇幅的理由")


@router.post("/campaigns/{code}/documents/{int:document}/issue", response=DocumentOut, summary="印发")
def issue(request: HttpRequest, code: Path[Code], document: Path[Number], asked: IssueAsked) -> DocumentOut:
    """Number and freeze a draft."""
    return document_told(operations.issue_paper(document_of(request, code, document), reason=asked.reason, **who(request)))


@router.get("/campaigns/{code}/documents/{int:document}/file", auth=READ, summary="下载公文", openapi_extra=a_file(*TYPES.values()))
def file(
    request: HttpRequest, code: Path[Code], document: Path[Number], as_of: Query[AsOf], form: Query[FileForm] = FileForm.DOCX
) -> HttpResponse:
    """The document as Word or PDF, now or as it stood; an issued Word file is the one that was issued, byte for byte."""
    row = document_of(request, code, document, as_of.until)
    if form is FileForm.DOCX and row.file_id:
        return binary(queries.file_of(row), f"{row.title}.docx", TYPES[form])
    paper = queries.paper_of(row)
    return binary(render_pdf(paper).data if form is FileForm.PDF else render_docx(paper), f"{row.title}.{form.value}", TYPES[form])


class IssuedInYear(Schema):
    """How many documents were issued in a year."""

    year: int
    issued: int


@router.get("/campaigns/{code}/documents-by-year", response=list[IssuedInYear], auth=READ, summary="每年印发件数")
def by_year(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> list[IssuedInYear]:
    """How many documents were issued each year (`at`: by then)."""
    found = queries.issued_by_year(campaigns.find(actor_of(request), code), as_of.until)
    return [IssuedInYear(year=year, issued=count) for year, count in sorted(found.items())]
