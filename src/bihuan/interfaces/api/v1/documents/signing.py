"""Scans of issued documents as they were signed."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.documents import operations, queries
from bihuan.foundation.files.queries import open_content
from bihuan.interfaces.api.v1.documents.room import READ, document_of, router
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import ANY_FILE, Asked, Code, Line, Number, a_file


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
def signed(request: HttpRequest, code: Path[Code], document: Path[Number], as_of: Query[AsOf]) -> list[SignedCopyOut]:
    """The scans filed with an issued document (`at`: by then), the one in force first."""
    return [_copy(one) for one in queries.signed_copies_of(document_of(request, code, document), as_of.until)]


class CopyTold(Asked):
    """What is told beside a scan."""

    note: Line = Field("", description="说明；已有签发件的，写明为什么换一份")


@router.post("/campaigns/{code}/documents/{int:document}/signed", response=SignedCopyOut, summary="归入签发件")
def file_signed(
    request: HttpRequest, code: Path[Code], document: Path[Number], file: File[UploadedFile], told: Form[CopyTold]
) -> SignedCopyOut:
    """File the scan of an issued document; another one says in `note` why."""
    row = document_of(request, code, document)
    return _copy(operations.file_signed_copy(document=row, data=file.read(), name=file.name or "", note=told.note, **who(request)))


@router.get("/campaigns/{code}/documents/{int:document}/signed/{int:scan}", auth=READ, summary="下载签发件", openapi_extra=a_file(ANY_FILE))
def signed_file(request: HttpRequest, code: Path[Code], document: Path[Number], scan: Path[Number]) -> FileResponse:
    """A filed scan as it came in."""
    one = queries.signed_copy(document_of(request, code, document), scan)
    return FileResponse(open_content(one.file), as_attachment=True, filename=one.file.name, content_type=ANY_FILE)
