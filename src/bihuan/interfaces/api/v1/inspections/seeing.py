"""What belongs to a visit or a finding, for programs: photos, and the opinions that were heard (M115, M116)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.foundation.files.queries import read
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import HeardFrom
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.inspections.room import READ, InspectionRowOut, campaign_of, router, row_told
from bihuan.interfaces.api.v1.words import ANY_FILE, Asked, Code, Line, Number, Paging, a_file, binary

_AT = "/campaigns/{code}/inspections"


class InspectionPhotoAsked(Asked):
    """Why words are not enough."""

    need: Line = Field(min_length=1, description="为什么需要照片")


class InspectionPhotoOut(Schema):
    """A photo of a finding."""

    id: int
    finding: int
    need: str
    added_at: datetime


@router.post(_AT + "/findings/{int:finding}/photos", response=InspectionPhotoOut, summary="附照片")
def add_photo(
    request: HttpRequest, code: Path[Code], finding: Path[Number], file: File[UploadedFile], asked: Form[InspectionPhotoAsked]
) -> InspectionPhotoOut:  # fmt: skip
    """Attach a photo; bystanders are blurred before it is sent."""
    row = queries.find_observation(actor_of(request), campaign_of(request, code), finding)
    made = operations.add_photo(row, data=file.read(), name=file.name or "", need=asked.need, **who(request))
    return InspectionPhotoOut(id=made.pk, finding=row.pk, need=made.need, added_at=made.added_at)


@router.get(_AT + "/photos/{int:photo}", auth=READ, summary="检查照片", openapi_extra=a_file(ANY_FILE))
def photo(request: HttpRequest, code: Path[Code], photo: Path[Number]) -> HttpResponse:
    """A photo of a finding that this account sees."""
    row = queries.photo_of(actor_of(request), campaign_of(request, code), photo)
    return binary(read(row.file), row.file.name, ANY_FILE)


class InspectionHeardLine(InspectionRowOut):
    """An opinion that was heard on a visit. Nobody is named."""

    visit: int
    heard_from: HeardFrom
    text: str
    opinion: str = Field(description="转入意见清单后的编号")


class InspectionHeardPage(Schema):
    """One page of the opinions."""

    items: list[InspectionHeardLine]
    next: str | None


@router.get(f"{_AT}/opinions", response=InspectionHeardPage, auth=READ, summary="检查时听到的意见")
def opinions(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InspectionHeardPage:
    """For office and groups, never for the unit about which they may be; the latest first. One goes on to the list of opinions by its step."""
    found, after = page_of(request, queries.heard_of(actor_of(request), campaign_of(request, code)), paging)
    items = [
        InspectionHeardLine(
            **row_told(request, one), visit=one.visit_id, heard_from=HeardFrom(one.heard_from), text=one.text, opinion=one.reference
        )
        for one in found
    ]
    return InspectionHeardPage(items=items, next=after)
