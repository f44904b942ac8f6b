"""Evidence: handed in, handed out."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.operations import record_original
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.files.workshop import made_of
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.mine import Onward
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.ledger.shapes import Proof, proof
from bihuan.interfaces.api.v1.words import ANY_FILE, Code, Line, Named, Number, a_file
from bihuan.problems import operations, queries


class Caption(Schema):
    """What goes with a file."""

    label: Line = Field("", description="说明")


@router.post("/campaigns/{code}/ledger/{int:number}/evidence", response=Proof, summary="上传佐证")
def add(request: HttpRequest, code: Path[Code], number: Path[Number], file: File[UploadedFile], caption: Form[Caption]) -> Proof:
    """Attach a file as evidence; kinds and sizes as on the page."""
    actor = actor_of(request)
    row = queries.find(actor, campaigns.find(actor, code), number)
    return proof(operations.attach_evidence(problem=row, data=file.read(), name=file.name or "", label=caption.label, **who(request)))


def _found(request: HttpRequest, code: str, number: int, evidence: int) -> tuple[Any, Any, Any]:
    """(reach, problem, evidence) for whoever may read the problem's text."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row, mine = queries.find(actor, campaign, number), queries.reach(actor, campaign.pk)
    if not queries.may_read(mine, row):
        raise NotAllowed()
    found = queries.find_evidence(row, evidence)
    operations.record_seen(row, **who(request), evidence=found)
    return mine, row, found


@router.get(
    "/campaigns/{code}/ledger/{int:number}/evidence/{int:evidence}", auth=READ, summary="下载佐证的工作副本", openapi_extra=a_file(ANY_FILE)
)  # fmt: skip
def download(request: HttpRequest, code: Path[Code], number: Path[Number], evidence: Path[Number]) -> FileResponse:
    """The file without what it tells beside its content (places, devices, names)."""
    _mine, _row, one = _found(request, code, number, evidence)
    return FileResponse(made_of(one.file).open_copy(), as_attachment=True, filename=one.file.name, content_type=ANY_FILE)


@router.post(
    "/campaigns/{code}/ledger/{int:number}/evidence/{int:evidence}/original", summary="取用佐证的原件（记录）", openapi_extra=a_file(ANY_FILE)
)  # fmt: skip
def original(request: HttpRequest, code: Path[Code], number: Path[Number], evidence: Path[Number]) -> FileResponse:
    """The file as it was handed in, for office and group; the book keeps who took it."""
    mine, row, one = _found(request, code, number, evidence)
    if not queries.may_take_original(mine, row):
        raise NotAllowed()
    content = open_content(one.file)
    record_original(one.file, **who(request), campaign=code, problem=f"{row.number:04d}")
    return FileResponse(content, as_attachment=True, filename=one.file.name, content_type=ANY_FILE)


class RepeatedOne(Schema):
    """One of the places where it stands."""

    number: int = Field(description="台账序号")
    unit: Named
    evidence: int = Field(description="佐证的编号")
    name: str
    added_by: str
    added_at: datetime


class Repeated(Schema):
    """Evidence of several problems that is one file, or looks like one photograph. A hint; people judge."""

    exact: bool = Field(description="同一文件；否则是相似照片")
    places: list[RepeatedOne]


def _place(one: Any) -> RepeatedOne:
    unit = Named(id=one.problem.unit_id, name=one.problem.unit.name)
    return RepeatedOne(
        number=one.problem.number, unit=unit, evidence=one.pk, name=one.file.name, added_by=str(one.added_by or ""), added_at=one.added_at
    )


class RepeatedPage(Schema):
    """One page of repeats."""

    items: list[Repeated]
    next: str | None
    beyond: int = Field(description="照片太多、没有比对的张数")


@router.get("/campaigns/{code}/evidence/repeated", response=RepeatedPage, auth=READ, summary="重复的佐证")
def repeated(request: HttpRequest, code: Path[Code], paging: Query[Onward]) -> RepeatedPage:
    """What stands under several problems of the campaign, for office and groups, latest first, 100 on a page."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine = queries.reach(actor, campaign.pk)
    if not queries.may_compare_all(mine):
        raise NotAllowed()
    question = f"repeats {campaign.pk}"
    page = mark_of(question, paging.cursor) or 1
    found = queries.repeats(mine, campaign.pk, page)
    items = [Repeated(exact=one.exact, places=[_place(each) for each in one.evidence]) for one in found.shown]
    return RepeatedPage(items=items, next=leading_on(question, page + 1) if found.more else None, beyond=found.beyond)
