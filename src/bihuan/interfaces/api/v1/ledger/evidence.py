"""Evidence: handed in, handed out."""

from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.operations import record_original
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.files.workshop import made_of
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.ledger.shapes import Proof, proof
from bihuan.interfaces.api.v1.words import ANY_FILE, Code, Line, Number, a_file
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
