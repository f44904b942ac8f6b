"""DocumentPage: the register, reports drafted from the ledger, numbered and frozen, handed out as Word or PDF."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.documents import operations, queries
from bihuan.documents.rendering import render_docx, render_pdf
from bihuan.documents.vocabulary import DocumentState, Kind
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import Bearer, actor_of, who
from bihuan.interfaces.api.v1.words import ANY_FILE, DOCX, Asked, Code, Day, Line, Number, Paging, a_file, binary
from bihuan.reports.operations import draft_report

READ, WRITE = Bearer(Scope.DOCUMENTS_READ), Bearer(Scope.DOCUMENTS_WRITE)
router = Router(tags=["公文"], auth=WRITE)


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
    figures_digest: str = Field(description="数据清单摘要")
    missing: list[str] = Field(description="草稿里还待补的内容")


class DocumentPage(Schema):
    """One page of the register."""

    items: list[DocumentOut]
    next: str | None


def _told(row: Any) -> DocumentOut:
    names = ("kind", "title", "state", "number", "as_of", "drafted_at", "issued_at", "figures_digest")
    return DocumentOut(id=row.pk, missing=queries.missing_in(row), **{name: getattr(row, name) for name in names})


def _find(request: HttpRequest, code: str, pk: int) -> Any:
    actor = actor_of(request)
    return queries.find(actor, campaigns.find(actor, code), pk)


@router.get("/campaigns/{code}/documents", response=DocumentPage, auth=READ, summary="公文登记簿")
def list_documents(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> DocumentPage:
    """The documents this account may see, latest first."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    question = f"documents {campaign.pk}"
    found, last = queries.visible_to(actor, campaign).order_by("-pk"), mark_of(question, paging.cursor)
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return DocumentPage(items=[_told(one) for one in rows], next=leading_on(question, rows[-1].pk) if more else None)


class NewReport(Asked):
    """A report to be drafted."""

    what: Report = Field(description="weekly 周报，final 总结报告")
    day: Day = Field(description="数据截至哪一天")


@router.post("/campaigns/{code}/documents", response=DocumentOut, summary="起草报告")
def draft(request: HttpRequest, code: Path[Code], asked: NewReport) -> DocumentOut:
    """Compose a report from the ledger as it stood at the end of a day; the open draft of its kind is composed anew."""
    campaign = campaigns.find(actor_of(request), code)
    return _told(draft_report(campaign=campaign, what=asked.what.value, day=asked.day, **who(request)))


@router.get("/campaigns/{code}/documents/{int:document}", response=DocumentOut, auth=READ, summary="一份公文")
def one(request: HttpRequest, code: Path[Code], document: Path[Number]) -> DocumentOut:
    """One document of the register."""
    return _told(_find(request, code, document))


class IssueAsked(Asked):
    """Why a document may be issued that is longer than usual."""

    reason: Line = Field("", description="超过篇幅的理由")


@router.post("/campaigns/{code}/documents/{int:document}/issue", response=DocumentOut, summary="印发")
def issue(request: HttpRequest, code: Path[Code], document: Path[Number], asked: IssueAsked) -> DocumentOut:
    """Number and freeze a draft."""
    return _told(operations.issue_paper(_find(request, code, document), reason=asked.reason, **who(request)))


@router.get("/campaigns/{code}/documents/{int:document}/file", auth=READ, summary="下载公文", openapi_extra=a_file(*TYPES.values()))
def file(request: HttpRequest, code: Path[Code], document: Path[Number], form: Query[FileForm] = FileForm.DOCX) -> HttpResponse:
    """The document as Word or PDF; an issued Word file is the one that was issued, byte for byte."""
    row = _find(request, code, document)
    if form is FileForm.DOCX and row.file_id:
        return binary(queries.file_of(row), f"{row.title}.docx", TYPES[form])
    paper = queries.paper_of(row)
    return binary(render_pdf(paper).data if form is FileForm.PDF else render_docx(paper), f"{row.title}.{form.value}", TYPES[form])


class SignedCopyOut(Schema):
    """The scan of an issued document as it was signed."""

    id: int
    name: str
    note: str
    filed_at: datetime
    sha256: str


def _copy(row: Any) -> SignedCopyOut:
    return SignedCopyOut(id=row.pk, name=row.file.name, note=row.note, filed_at=row.filed_at, sha256=row.file.sha256)


@router.get("/campaigns/{code}/documents/{int:document}/signed", response=list[SignedCopyOut], auth=READ, summary="签发件")
def signed(request: HttpRequest, code: Path[Code], document: Path[Number]) -> list[SignedCopyOut]:
    """The scans filed with an issued document, the one in force first."""
    return [_copy(one) for one in queries.signed_copies_of(_find(request, code, document))]


class CopyTold(Asked):
    """What is told beside a scan."""

    note: Line = Field("", description="说明；已有签发件的，写明为什么换一份")


@router.post("/campaigns/{code}/documents/{int:document}/signed", response=SignedCopyOut, summary="归入签发件")
def file_signed(
    request: HttpRequest, code: Path[Code], document: Path[Number], file: File[UploadedFile], told: Form[CopyTold]
) -> SignedCopyOut:
    """File the scan of an issued document; another one says in `note` why."""
    row = _find(request, code, document)
    return _copy(operations.file_signed_copy(document=row, data=file.read(), name=file.name or "", note=told.note, **who(request)))


@router.get("/campaigns/{code}/documents/{int:document}/signed/{int:scan}", auth=READ, summary="下载签发件", openapi_extra=a_file(ANY_FILE))
def signed_file(request: HttpRequest, code: Path[Code], document: Path[Number], scan: Path[Number]) -> FileResponse:
    """A filed scan as it came in."""
    one = queries.signed_copy(_find(request, code, document), scan)
    return FileResponse(open_content(one.file), as_attachment=True, filename=one.file.name, content_type=ANY_FILE)


class IssuedInYear(Schema):
    """How many documents were issued in a year."""

    year: int
    issued: int


@router.get("/campaigns/{code}/documents-by-year", response=list[IssuedInYear], auth=READ, summary="每年印发件数")
def by_year(request: HttpRequest, code: Path[Code]) -> list[IssuedInYear]:
    """How many documents were issued each year."""
    found = queries.issued_by_year(campaigns.find(actor_of(request), code))
    return [IssuedInYear(year=year, issued=count) for year, count in sorted(found.items())]
