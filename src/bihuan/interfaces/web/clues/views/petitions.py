"""Petitions: the list that leaves for the national system, and the numbers that come back by file or by hand."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.clues import operations, queries
from bihuan.clues.sheets import petitions_sheet
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.clues.forms.records import ExportForm, NumberForm, PetitionForm, SheetForm
from bihuan.interfaces.web.clues.keyring import hand_of, with_keys
from bihuan.interfaces.web.clues.step_up import stepped_up
from bihuan.interfaces.web.clues.views.door import sent
from bihuan.interfaces.web.clues.views.records import XLSX
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, for_readers, form_page
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.cells import cells_of
from bihuan.interfaces.web.shell.taking import done, sentence_of
from bihuan.interfaces.web.shell.uploads import handed, name_and_content

SHOWN = 200


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("线索"), at("desk")), (_("信访事项"), at("petitions")), *more]


@for_readers
@require_GET
def petitions(request: HttpRequest) -> HttpResponse:
    """Those that wait for a number, then those that have one."""
    rows = queries.petitions(actor_of(request))
    waiting, numbered = rows.filter(receipt=""), rows.exclude(receipt="")
    shown: dict[str, Any] = {"waiting": waiting[:SHOWN], "many": waiting.count(), "numbered": numbered[:SHOWN], "crumbs": _crumbs()[:-1]}
    return desk_page(request, "clues/pages/petitions.html", "petitions", title=_("信访事项"), **shown)


@for_readers
@require_http_methods(["GET", "POST"])
@stepped_up
@with_keys
@sensitive_variables()
def list_petitions(request: HttpRequest) -> HttpResponseBase:
    """The list leaves: asked once more who it is, and what for."""
    form, rows = ExportForm(sent(request)), list[dict]()
    if form.is_valid() and done(
        form, lambda: rows.extend(operations.list_petitions(reason=form.cleaned_data["reason"], by=hand_of(request)))
    ):
        answer = handed(
            io.BytesIO(petitions_sheet(rows)), name=_("信访事项清单-%(day)s.xlsx") % {"day": localdate().isoformat()}, kind=XLSX
        )
        answer["Cache-Control"] = "no-store"
        return answer
    title = _("导出信访事项清单")
    note = _("清单里是事项的内容，没有反映人的姓名。导出后请由专人保管，报送后删除。")
    return form_page(
        request, form, title=title, act=_("导出"), back=at("petitions"), here="petitions", note=note, crumbs=_crumbs((title, ""))
    )


@for_readers
@require_http_methods(["GET", "POST"])
@with_keys
def number_petition(request: HttpRequest, pk: int) -> HttpResponse:
    """The number of one, by hand."""
    row = queries.find_petition(actor_of(request), pk)
    form = NumberForm(sent(request))
    if form.is_valid() and done(form, lambda: operations.number_petition(row, number=form.cleaned_data["number"], by=hand_of(request))):
        return toast(request, redirect("clues:petitions"), _("信访编号已登记"))
    title = _("登记信访编号")
    crumbs = _crumbs((row.number, at("clue", row.pk)), (title, ""))
    return form_page(request, form, title=title, act=_("登记"), back=at("petitions"), here="petitions", crumbs=crumbs)


@for_readers
@require_http_methods(["GET", "POST"])
@with_keys
def petition_numbers(request: HttpRequest) -> HttpResponse:
    """The list that came back, filled in."""
    form = SheetForm(sent(request), request.FILES if request.method == "POST" else None)
    errors: tuple[object, ...] = ()
    if form.is_valid():
        name, data = name_and_content(form.cleaned_data["file"]) or ("", b"")
        try:
            many = operations.take_petition_numbers(data=data, name=name, by=hand_of(request))
            return toast(request, redirect("clues:petitions"), _("登记了 %(many)d 个信访编号") % {"many": many})
        except BadInput as no:
            form.add_error(None, sentence_of(no))
            errors = no.errors
    title = _("导入信访编号")
    shown: dict[str, Any] = {
        "form": form,
        "errors": cells_of(errors),
        "total": len(errors),
        "crumbs": _crumbs((title, "")),
        "numbers": True,
    }
    return desk_page(request, "clues/pages/records.html", "petitions", status=422 if form.is_bound else 200, title=title, **shown)


@for_readers
@require_http_methods(["GET", "POST"])
@with_keys
def to_petition(request: HttpRequest, pk: int) -> HttpResponse:
    """A clue turns out to be a petition."""
    row = queries.find_clue(actor_of(request), pk)
    form = PetitionForm(sent(request))
    if form.is_valid() and done(form, lambda: operations.send_as_petition(row, grounds=form.cleaned_data["grounds"], by=hand_of(request))):
        return toast(request, redirect("clues:petitions"), _("已转为信访事项，等列入清单"))
    title = _("转为信访事项")
    note = _("属于信访的事项不在这里办理：列入清单报送全国信访信息系统，那边的编号再登记回来。")
    crumbs = [(_("线索"), at("desk")), (row.number, at("clue", row.pk)), (title, "")]
    return form_page(request, form, title=title, act=title, back=at("clue", row.pk), here="petitions", note=note, crumbs=crumbs)
