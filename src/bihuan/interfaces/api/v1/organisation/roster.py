"""The roster as a workbook: its template, what it would change, every error marked in a copy, taken whole."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import File, Form, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.foundation.files.rules.marking import marked_workbook
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.organisation.room import READ, refuse_others, router
from bihuan.interfaces.api.v1.words import XLSX, Asked, Day, a_file, binary
from bihuan.organisation import queries
from bihuan.organisation.operations.roster import enter_roster_sheet
from bihuan.organisation.rules.roster import Checked
from bihuan.organisation.sheets import FILE_NAME, read_roster, roster_template


class RosterTakenOn(Asked):
    """As of when a roster sheet holds."""

    on: Day


class RosterCounts(Schema):
    """What a roster sheet changed, or would change."""

    written: bool
    counts: dict[str, int]
    gone: list[str] = Field(description="表里没有了的人；不会删除")
    perhaps_moved: list[str] = Field(description="一处没有了、另一处新增的同名人：可能是调动，请核对（preview 时）")


def _checked(data: bytes, name: str) -> Checked:
    return queries.preview_roster(read_roster(data, name))


@router.post("/roster", response=RosterCounts, summary="导入干部名册")
def roster(request: HttpRequest, file: File[UploadedFile], asked: Form[RosterTakenOn], preview: Query[bool] = False) -> RosterCounts:
    """Take a roster workbook over as of a day; one wrong cell and nothing is written. `preview` only looks."""
    refuse_others(request)
    data, name = file.read(), file.name or ""
    if not preview:
        taken = enter_roster_sheet(data=data, name=name, on=asked.on, **who(request))
        return RosterCounts(written=True, counts=taken.counts, gone=list(taken.gone), perhaps_moved=[])
    checked = _checked(data, name)
    if checked.errors:
        raise BadInput(_("名册有 %(count)d 处错误，整份没有导入。请改正后再导。"), errors=checked.errors, count=len(checked.errors))
    gone = [one.name for one in checked.gone]
    return RosterCounts(written=False, counts=checked.counts, gone=gone, perhaps_moved=list(checked.perhaps_moved))


@router.post("/roster/marked", auth=READ, summary="标出名册的错误", openapi_extra=a_file(XLSX))
def roster_marked(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """The same workbook with the wrong cells marked and a note at each; 404 where nothing is wrong. Nothing of it is kept."""
    refuse_others(request)
    data, name = file.read(), file.name or ""
    errors = _checked(data, name).errors
    if not errors:
        raise Missing()
    return binary(marked_workbook(data, errors), f"{name.rpartition('.')[0]}-{gettext('有误处已标出')}.xlsx", XLSX)


@router.get("/roster/template", auth=READ, summary="下载干部名册模板", openapi_extra=a_file(XLSX))
def template(request: HttpRequest) -> HttpResponse:
    """The empty sheet."""
    refuse_others(request)
    return binary(roster_template(), gettext(FILE_NAME), XLSX)
