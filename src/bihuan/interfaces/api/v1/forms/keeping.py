"""Which forms there are; a blank taken in, another put in its place, a form out of use."""

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.forms import operations, queries
from bihuan.forms.sheets import lost_in
from bihuan.foundation.files.queries import read
from bihuan.interfaces.api.v1.forms.room import READ, FormOut, desk, form_of, form_told, router
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.words import LARGEST, PRINTED, XLSX, Asked, Code, Number, a_file, binary


class BlankTaken(FormOut):
    """A form whose blank was taken in."""

    lost: list[str] = Field(description="填好的表里不会保留的内容，例如图片、图表、控件")


def _taken(form: FormOut, data: bytes) -> BlankTaken:
    return BlankTaken(**form.dict(), lost=[str(one) for one in lost_in(data)])


@router.get("/campaigns/{code}/forms", response=list[FormOut], auth=READ, summary="上级报表")
def list_forms(request: HttpRequest, code: Path[Code]) -> list[FormOut]:
    """The forms of a campaign, for its office."""
    return [form_told(one) for one in queries.forms_of(desk(request, code))]


class FormName(Schema):
    """What a form is called."""

    name: str = Field(min_length=1, max_length=80, pattern=PRINTED, description="报表名称，一个专项里不重复")


@router.post("/campaigns/{code}/forms", response=BlankTaken, summary="设立上级报表")
def add_form(request: HttpRequest, code: Path[Code], file: File[UploadedFile], told: Form[FormName]) -> BlankTaken:
    """Take a blank workbook (xlsx) in; then its cells are tied."""
    campaign, data = desk(request, code), file.read()
    row = operations.add_form(campaign=campaign, name=told.name, data=data, file_name=file.name or "", **who(request))
    return _taken(form_told(row), data)


@router.get("/campaigns/{code}/forms/{int:form}/blank", auth=READ, summary="下载空白表", openapi_extra=a_file(XLSX))
def blank_file(request: HttpRequest, code: Path[Code], form: Path[Number]) -> HttpResponse:
    """The blank of the last edition, as it came in."""
    blank = queries.edition_of(form_of(request, code, form)).blank
    return binary(read(blank), blank.name, XLSX)


class BlankSeen(Schema):
    """Which state was looked at."""

    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版本；别人改过就会被拒绝")


@router.post("/campaigns/{code}/forms/{int:form}/blank", response=BlankTaken, summary="换空白表")
def renew_blank(request: HttpRequest, code: Path[Code], form: Path[Number], file: File[UploadedFile], told: Form[BlankSeen]) -> BlankTaken:
    """Another blank in the place of the old; the ties stay, what was filled stays."""
    row, data = form_of(request, code, form), file.read()
    operations.tie_form(form=row, blank=(data, file.name or ""), seen=told.seen, **who(request))
    return _taken(form_told(row), data)


class RetireForm(Asked):
    """Out of use, or into use again."""

    back: bool = Field(False, description="恢复使用")


@router.post("/campaigns/{code}/forms/{int:form}/retire", response=FormOut, summary="停用或恢复上级报表")
def retire_form(request: HttpRequest, code: Path[Code], form: Path[Number], asked: RetireForm) -> FormOut:
    """Take a form out of use, or into use again; what was filled stays."""
    return form_told(operations.retire_form(form=form_of(request, code, form), back=asked.back, **who(request)))
