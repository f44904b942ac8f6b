"""Records of other platforms from a sheet (M69): every error at its cell, or what would come; then taken whole. Nothing of it lies on a disk."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.clues import operations, queries
from bihuan.clues.sheets import FILE_NAME, record_template
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.files.rules.marking import marked_workbook
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.clues.forms.records import SheetForm
from bihuan.interfaces.web.clues.keyring import by, session_of, with_keys
from bihuan.interfaces.web.clues.views.door import for_tenders, sent
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, only_for, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.cells import MOST, cells_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import sentence_of
from bihuan.interfaces.web.shell.uploads import handed, name_and_content
from bihuan.organisation.vocabulary import StandingDutyKind

INTAKE = frozenset({StandingDutyKind.CLUE_INTAKE})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("线索"), at("desk")), (_("导入外部线索"), at("import_records")), *more]


@only_for(INTAKE)
@for_tenders
@require_http_methods(["GET", "POST"])
@with_keys
def import_records(request: HttpRequest) -> HttpResponseBase:
    """Hand in a sheet: looked at, and what can be taken is held sealed; or every error in it, and nothing is."""
    form = SheetForm(sent(request), request.FILES if request.method == "POST" else None)
    errors: tuple[object, ...] = ()
    if form.is_valid():
        name, data = name_and_content(form.cleaned_data["file"]) or ("", b"")
        try:
            return redirect("clues:import_preview", pk=operations.hold_sheet(data=data, name=name, **who(request)).pk)
        except BadInput as no:
            if no.errors and request.POST.get("do") == "marked":
                told: Any = no.errors
                return _file(marked_workbook(data, told), f"{name.rpartition('.')[0]}-{_('有误处已标出')}.xlsx")
            form.add_error(None, sentence_of(no))
            errors = no.errors
    shown: dict[str, Any] = {"form": form, "errors": cells_of(errors), "total": len(errors), "most": MOST, "crumbs": _crumbs()[:-1]}
    status = 422 if form.is_bound else 200
    return desk_page(request, "clues/pages/records.html", "import_records", status=status, title=_("导入外部线索"), **shown)


def _file(data: bytes, name: str) -> HttpResponseBase:
    answer = handed(io.BytesIO(data), name=name, kind=XLSX)
    answer["Cache-Control"] = "no-store"
    return answer


@only_for(INTAKE)
@for_tenders
@require_GET
def import_template(request: HttpRequest) -> HttpResponseBase:
    """The empty sheet."""
    return _file(record_template(), _(FILE_NAME))


@only_for(INTAKE)
@for_tenders
@require_http_methods(["GET", "POST"])
@with_keys
@sensitive_variables()
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking it would bring; a POST takes it."""
    sheet = queries.find_sheet(actor_of(request), pk)
    if request.method == "POST":
        many, twice = operations.take_sheet(sheet, **by(request))
        told = _("登记了 %(many)d 条线索，已登记过的 %(known)d 条没有重复登记") % {"many": many, "known": twice}
        return toast(request, redirect("clues:desk"), told)
    records, known = operations.read_sheet_held(sheet, session=session_of(request), actor=actor_of(request), now=now())
    units = queries.names_of_units(records)
    rows = [(one, units.get(one.unit, ""), _(ClueSource(one.source).label)) for one in records]
    counts = [
        {"label": _("新登记"), "value": len(records), "state": "ok"},
        {"label": _("编号已登记过，略过"), "value": len(known), "state": "done"},
    ]
    shown: dict[str, Any] = {"sheet": sheet, "rows": rows, "known": known, "counts": counts, "crumbs": _crumbs((_("核对"), ""))}
    return desk_page(request, "clues/pages/records_preview.html", "import_records", title=_("核对外部线索"), **shown)


@only_for(INTAKE)
@for_tenders
@require_POST
def drop_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not to be taken."""
    operations.drop_sheet(queries.find_sheet(actor_of(request), pk), actor=actor_of(request))
    return toast(request, redirect("clues:import_records"), _("没有导入，核对的内容已删除"))
