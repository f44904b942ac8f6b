"""Evidence: handed in, handed out."""

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.queries import open_content
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


@router.get(
    "/campaigns/{code}/ledger/{int:number}/evidence/{int:evidence}", auth=READ, summary="下载佐证", openapi_extra=a_file(ANY_FILE)
)  # fmt: skip
def download(request: HttpRequest, code: Path[Code], number: Path[Number], evidence: Path[Number]) -> FileResponse:
    """The file as it was handed in."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, number)
    if not queries.may_read(queries.reach(actor, campaign.pk), row):
        raise NotAllowed()
    one = queries.find_evidence(row, evidence)
    return FileResponse(open_content(one.file), as_attachment=True, filename=one.file.name, content_type=ANY_FILE)
