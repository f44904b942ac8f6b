"""The ledger import: upload → what was understood, every error at its cell or every difference → taken whole."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.grids import TABLES
from bihuan.foundation.jobs.again import ask_again
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Actor, Missing, NotAllowed, Told
from bihuan.interfaces.web.problems.checking import LONG, check_asked, check_made, is_long, kept_of
from bihuan.interfaces.web.problems.laying_out import asked_layouts, sheets_asked, sheets_shown
from bihuan.interfaces.web.problems.sheets import choices_in, counts_of, differences, download, found_shown
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.waiting import asks_for_piece, waiting
from bihuan.problems import operations, queries
from bihuan.problems.jobs import ask_to_compare, take_sheet
from bihuan.problems.operations.checking import KeptCheck
from bihuan.problems.operations.laying_out import keep_layout
from bihuan.problems.operations.taking_over import may_take_over
from bihuan.problems.queries.layouts import memory_of
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.queries.taken_over import take_over_of
from bihuan.problems.rules.sheet.terms import Terms
from bihuan.problems.sheets import FILE_NAME, LedgerSheet, look_at_ledger
from bihuan.problems.sheets.marking import marked_ledger


class UploadForm(forms.Form):
    """The sheet."""

    file = forms.FileField(label=gettext_lazy("台账表格"))


def campaign_to_import(request: HttpRequest, code: str) -> Any:
    """The campaign, for somebody who may hand a sheet in."""
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
    campaign, form = campaign_to_import(request, code), UploadForm(request.POST or None, request.FILES or None)
    kept: list[Any] = []
    if form.is_valid() and done(form, lambda: kept.append(store_sheet(request, campaign, form.cleaned_data["file"]))):
        return redirect(reverse("problems:import_preview", args=[code, kept[0].pk]))
    shown = {"campaign": campaign, "title": _("导入台账"), "form": form, "crumbs": _crumbs(code),
             "may_take_over": may_take_over(actor_of(request), campaign) and take_over_of(campaign) is None}  # fmt: skip
    return render(request, "problems/pages/import.html", shown, status=422 if form.is_bound else 200)


def store_sheet(request: HttpRequest, campaign: Any, file: Any) -> Any:
    """Keep a sheet that was handed in; one in which nothing looks like a ledger is refused, a long one when its check comes to it."""
    data = file.read()
    if not is_long(data, file.name):
        look_at_ledger(data, file.name, memory_of(campaign))
    return store(data=data, name=file.name, actor=actor_of(request), now=now(), taken=TABLES)


def sheet_of(request: HttpRequest, campaign: Any, pk: int) -> tuple[Any, LedgerSheet]:
    """A file that this very person handed in, and how it was understood."""
    file = handed_in(pk, actor_of(request))
    return file, look_at_ledger(read(file), file.name, memory_of(campaign, sheets_asked(request)))


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What taking the sheet would do, or every error in it; a POST takes it."""
    campaign, file = campaign_to_import(request, code), handed_in(pk, actor_of(request))
    takes = request.method == "POST" and request.POST.get("do") != "again"
    job = check_asked(request, campaign, file)
    if job is not None and takes:
        return _in_the_background(request, campaign, file)
    if job is not None and (job.state != JobState.DONE or asks_for_piece(request) or request.method == "POST"):
        told = {"campaign": campaign, "title": _("核对台账"), "crumbs": _crumbs(code), "lead": file.name, "again": _("重新核对")}
        return waiting(request, job, {**told, "other": reverse("problems:import", args=[code])})
    if job is not None:
        return _page(request, campaign, file, kept_of(job), is_kept=True)
    sheet = sheet_of(request, campaign, pk)[1]
    if takes and not sheet.missing and (answer := _taken(request, campaign, file, sheet)):
        return answer
    checked = None if sheet.missing else queries.preview_import(actor_of(request), campaign, sheet.rows, Terms(exported=sheet.exported))
    return _page(request, campaign, file, KeptCheck.of(sheet, checked, now()))


def _taken(request: HttpRequest, campaign: Any, file: Any, sheet: LedgerSheet) -> HttpResponse | None:
    """Take a short sheet over while the page waits; None where it has errors."""
    if len(sheet.rows) > LONG:
        return _in_the_background(request, campaign, file)
    terms = Terms(choices=choices_in(request), exported=sheet.exported)
    result = operations.import_ledger(campaign=campaign, rows=sheet.rows, actor=actor_of(request), now=now(), terms=terms)
    if result.errors:
        return None
    if result.new or result.changed:
        ask_to_compare(campaign, now())
    counts = {"new": result.new, "changed": result.changed, "same": result.same}
    text = _("台账已导入：新增 %(new)d 件，变更 %(changed)d 件，不变 %(same)d 件") % counts
    return toast(request, redirect(reverse("problems:ledger", args=[campaign.code])), text)


def _page(request: HttpRequest, campaign: Any, file: Any, check: KeptCheck, is_kept: bool = False) -> HttpResponse:
    found = check.findings
    shown = {"campaign": campaign, "title": _("核对台账"), "file": file, "crumbs": _crumbs(campaign.code), "check": check, "is_kept": is_kept,
             **sheets_shown(request, campaign, check.sheet)}  # fmt: skip
    if found is not None:
        shown |= {"counts": counts_of(found, check.rows), **found_shown(found), **differences(found)}
    faulty = found is None or found.counts["errors"]
    return render(request, "problems/pages/import_preview.html", shown, status=422 if faulty else 200)


def _in_the_background(request: HttpRequest, campaign: Any, file: Any) -> HttpResponse:
    """A long sheet is asked for once while it runs; the page of one's background work shows how far it is."""
    choices = choices_in(request)
    wanted = {
        "campaign": campaign.code, "file": file.pk, "account": request.user.pk, "sheets": sheets_asked(request),
        "choices": {"all_mine": choices.all_mine, "taken": sorted(choices.taken), "left": sorted(choices.left)},
    }  # fmt: skip
    title = Told(noop("导入台账 %(name)s"), name=file.name)
    key = f"take_sheet:{campaign.pk}:{file.pk}"
    ask_again(take_sheet, title=title, actor=actor_of(request), now=now(), key=key, arguments=wanted)
    return redirect("home:jobs")


@require_POST
def columns(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say what the columns are; it is remembered for every sheet with the same head, and the sheet is looked at again."""
    actor, campaign = actor_of(request), campaign_to_import(request, code)
    check = check_made(request, campaign, handed_in(pk, actor))
    sheet = check.sheet if check else sheet_of(request, campaign, pk)[1]
    form = forms.Form(request.POST)

    def keep() -> None:
        for one, layout in asked_layouts(request, sheet):
            titles = [title.text for title in one.titles]
            keep_layout(campaign=campaign, shape=one.shape, titles=titles, layout=layout, actor=actor, now=now())

    back = request.POST.get("back") or reverse("problems:import_preview", args=[code, pk])
    back = back if back.startswith("/c/") else reverse("problems:import_preview", args=[code, pk])
    text = _("已记住：以后同样表头的表照此对应") if form.is_valid() and done(form, keep) else "".join(map(str, form.non_field_errors()))
    return toast(request, redirect(back), text)


@require_GET
def marked(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The same workbook with the wrong cells marked and a note at each."""
    actor, campaign = actor_of(request), campaign_to_import(request, code)
    if check := check_made(request, campaign, handed_in(pk, actor)):
        return marked_copy(check, actor)
    file, sheet = sheet_of(request, campaign, pk)
    errors = () if sheet.missing else queries.preview_import(actor, campaign, sheet.rows, Terms(exported=sheet.exported)).errors
    if not errors:
        raise Missing()
    data = marked_ledger(read(file), file.name, sheet, errors, columns_shown(campaign))
    return download(data, f"{file.name.rpartition('.')[0]}-{_('有误处已标出')}.xlsx")


def marked_copy(check: KeptCheck, actor: Actor) -> HttpResponse:
    """The marked workbook that the check of a long sheet made."""
    if not check.marked:
        raise Missing()
    copy = handed_in(check.marked, actor)
    return download(read(copy), copy.name)


@require_GET
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The empty sheet with this campaign's units and catalogue to choose from, and its own columns."""
    return download(operations.template_for(campaign=campaign_to_import(request, code), actor=actor_of(request)), _(FILE_NAME))
