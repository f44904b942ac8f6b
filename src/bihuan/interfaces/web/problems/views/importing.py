"""The ledger import: upload → every error at its cell, or a preview of the counts → taken whole."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.marking import marked_workbook
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.problems.sheets import download, told
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems import operations, queries
from bihuan.problems.jobs import take_sheet
from bihuan.problems.operations import ImportResult
from bihuan.problems.sheets import CALLED, FILE_NAME, ledger_template, read_ledger

MOST = 200
"""So many errors a page shows; the counts, and the workbook that comes back marked, are of all."""


LONG = 5000
"""Rows from which on a sheet is taken over in the background: more takes longer than a page may be waited for."""


class UploadForm(forms.Form):
    """The sheet."""

    file = forms.FileField(label=gettext_lazy("台账表格"))


def _campaign(request: HttpRequest, code: str) -> Any:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    if not queries.may_import(queries.reach(actor, campaign.pk)):
        raise NotAllowed()
    return campaign


def _crumbs(code: str) -> list[tuple[str, str]]:
    return [(_("问题台账"), reverse("problems:ledger", args=[code])), (_("导入台账"), "")]


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Hand in a sheet; it is kept and looked at, nothing is taken yet."""
    campaign, form = _campaign(request, code), UploadForm(request.POST or None, request.FILES or None)
    kept: list[Any] = []
    if form.is_valid() and done(form, lambda: kept.append(_store(request, form.cleaned_data["file"]))):
        return redirect(reverse("problems:import_preview", args=[code, kept[0].pk]))
    shown = {"campaign": campaign, "title": _("导入台账"), "form": form, "crumbs": _crumbs(code)}
    return render(request, "problems/pages/import.html", shown, status=422 if form.is_bound else 200)


def _store(request: HttpRequest, file: Any) -> Any:
    data = file.read()
    read_ledger(data, file.name)  # a sheet that cannot be read is refused on this page
    return store(data=data, name=file.name, actor=actor_of(request), now=now(), taken=SHEETS)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What taking the sheet would do, or every error in it; a POST takes it."""
    actor, campaign = actor_of(request), _campaign(request, code)
    file = handed_in(pk, actor)
    sheet = read_ledger(read(file), file.name)
    if request.method == "POST" and len(sheet.rows) > LONG:
        return _in_the_background(request, campaign, file)
    if request.method == "POST":
        result = operations.import_ledger(campaign=campaign, rows=sheet.rows, actor=actor, now=now())
        if not result.errors:
            counts = {"new": result.new, "changed": result.changed, "same": result.same}
            text = _("台账已导入：新增 %(new)d 件，变更 %(changed)d 件，不变 %(same)d 件") % counts
            return toast(request, redirect(reverse("problems:ledger", args=[code])), text)
    else:
        result = ImportResult.of(queries.preview_import(actor, campaign, sheet.rows))
    shown = {
        "campaign": campaign, "title": _("核对台账"), "file": file, "result": result, "counts": _counts(result), "crumbs": _crumbs(code),
        "errors": [told(one) for one in result.errors[:MOST]], "kept": [told(one) for one in result.kept[:MOST]], "gone": result.gone[:MOST],
        "unknown": sheet.unknown, "most": MOST, "can_mark": file.kind == FileKind.XLSX,
    }  # fmt: skip
    return render(request, "problems/pages/import_preview.html", shown, status=422 if result.errors else 200)


def _in_the_background(request: HttpRequest, campaign: Any, file: Any) -> HttpResponse:
    """A long sheet is asked for once; the page of one's background work shows how far it is."""
    wanted = {"campaign": campaign.code, "file": file.pk, "account": request.user.pk}
    title = _("导入台账 %(name)s") % {"name": file.name}
    ask(take_sheet, title=title[:200], actor=actor_of(request), now=now(), key=f"take_sheet:{campaign.pk}:{file.pk}", arguments=wanted)
    return redirect("home:jobs")


def _counts(result: ImportResult) -> list[dict[str, Any]]:
    if result.errors:
        return [{"label": _("错误"), "value": len(result.errors), "state": "late"}]
    words = (
        (_("新增"), result.new, "ok"),
        (_("变更"), result.changed, "near"),
        (_("不变"), result.same, ""),
        (_("表中已无"), len(result.gone), "done"),
    )
    return [{"label": label, "value": value, "state": state} for label, value, state in words]


@require_GET
def marked(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The same workbook with the wrong cells marked and a note at each."""
    actor, campaign = actor_of(request), _campaign(request, code)
    file = handed_in(pk, actor)
    data = read(file)
    errors = queries.preview_import(actor, campaign, read_ledger(data, file.name).rows).errors
    if not errors or file.kind != FileKind.XLSX:
        raise Missing()
    return download(marked_workbook(data, errors, CALLED), f"{file.name.rpartition('.')[0]}-{_('有误处已标出')}.xlsx")


@require_GET
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The empty sheet with this campaign's units and catalogue to choose from."""
    return download(ledger_template(*queries.choices_of(actor_of(request), _campaign(request, code))), _(FILE_NAME))
