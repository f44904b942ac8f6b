"""接续导入: a campaign that was half done in a sheet comes here, once, by its office, on a decision."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.queries import read
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.problems.laying_out import sheets_asked, sheets_shown
from bihuan.interfaces.web.problems.sheets import MOST, download, shortened, told
from bihuan.interfaces.web.problems.views.importing import LONG, UploadForm, sheet_of, store_sheet
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems import queries
from bihuan.problems.jobs import take_over_sheet
from bihuan.problems.operations.taking_over import Handed, TakenOver, may_take_over, preview_take_over, take_over_ledger
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.queries.taken_over import closed_before, take_over_of
from bihuan.problems.sheets.marking import marked_ledger
from bihuan.problems.vocabulary import State


class DecisionForm(forms.Form):
    """What the office decides."""

    decision = forms.CharField(
        label=gettext_lazy("接续的决定"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("谁决定、依据什么、原台账截至哪一天；记入操作记录。"),
    )  # fmt: skip
    found_on = forms.DateField(
        label=gettext_lazy("没有写发现日期的按这一天"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("每行都写了的不用填。"),
    )  # fmt: skip


def _campaign(request: HttpRequest, code: str) -> Any:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    if not may_take_over(actor, campaign):
        raise NotAllowed()
    return campaign


def _crumbs(code: str) -> list[tuple[str, str]]:
    return [(_("问题台账"), reverse("problems:ledger", args=[code])), (_("接续导入"), "")]


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the old ledger in, or see what was taken over."""
    campaign, form = _campaign(request, code), UploadForm(request.POST or None, request.FILES or None)
    kept: list[Any] = []
    if form.is_valid() and done(form, lambda: kept.append(store_sheet(request, campaign, form.cleaned_data["file"]))):
        return redirect(reverse("problems:take_over_preview", args=[code, kept[0].pk]))
    taken = take_over_of(campaign)
    before = closed_before(queries.reach(actor_of(request), campaign.pk), campaign.pk).count() if taken else 0
    shown = {"campaign": campaign, "title": _("接续导入"), "form": form, "crumbs": _crumbs(code), "taken": taken, "before": before}
    return render(request, "problems/pages/take_over.html", shown, status=422 if form.is_bound else 200)


def _asked_day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.POST.get("found_on", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What taking over would do, or every error in it; a POST with the decision does it."""
    actor, campaign = actor_of(request), _campaign(request, code)
    file, sheet = sheet_of(request, campaign, pk)
    taking = request.method == "POST" and request.POST.get("do") == "take"
    handed = Handed(request.POST.get("decision", ""), file.sha256, file, _asked_day(request))
    form = DecisionForm(request.POST if taking else None, initial=request.POST.dict())
    result: TakenOver | None = None
    if not sheet.missing:
        result = preview_take_over(actor, campaign, sheet.rows, handed)
        if taking and not result.errors and form.is_valid():
            answer = _taken(request, campaign, sheet, handed, form)
            if answer is not None:
                return answer
    shown = {"campaign": campaign, "title": _("核对接续的台账"), "file": file, "form": form, "crumbs": _crumbs(code),
             **sheets_shown(request, campaign, sheet), **(_shown(result) if result else {})}  # fmt: skip
    faulty = sheet.missing or result and result.errors or form.is_bound
    return render(request, "problems/pages/take_over_preview.html", shown, status=422 if faulty else 200)


def _taken(request: HttpRequest, campaign: Any, sheet: Any, handed: Handed, form: forms.Form) -> HttpResponse | None:
    """Take it over, long ones in the background; None where it was refused, which the form then says."""
    actor, file = actor_of(request), handed.file
    if len(sheet.rows) > LONG and file is not None:
        told = {
            "campaign": campaign.code, "file": file.pk, "account": request.user.pk, "decision": handed.decision,
            "found_on": handed.found_on.isoformat() if handed.found_on else "", "sheets": sheets_asked(request),
        }  # fmt: skip
        title = (_("接续导入 %(name)s") % {"name": file.name})[:200]
        ask(take_over_sheet, title=title, actor=actor, now=now(), key=f"take_over:{campaign.pk}:{file.pk}", arguments=told)
        return redirect("home:jobs")
    found: list[TakenOver] = []
    if not done(form, lambda: found.append(take_over_ledger(campaign=campaign, rows=sheet.rows, handed=handed, actor=actor, now=now()))):
        return None
    text = _("已接续：接续前已销号 %(before)d 件，继续办理 %(open)d 件") % {"before": found[0].closed_before, "open": found[0].open}
    return toast(request, redirect(reverse("problems:ledger", args=[campaign.code])), text)


def _shown(result: TakenOver) -> dict[str, Any]:
    if result.errors:
        counts = [{"label": _("错误"), "value": len(result.errors), "state": "late"}]
    else:
        words = (
            (_("接续前已销号"), result.closed_before, "done"),
            (_("继续办理"), result.open, "near"),
            (_("台账里已有"), result.same, ""),
        )
        counts = [{"label": label, "value": value, "state": state} for label, value, state in words]
    return {
        "counts": counts, "errors": [told(one) for one in result.errors[:MOST]], "errors_count": len(result.errors), "most": MOST,
        "kept": [told(one) for one in result.kept[:MOST]], **shortened(result.shortened),
        "states": [(_(state.label), result.states[state.value]) for state in State if result.states.get(state.value)],
    }  # fmt: skip


@require_GET
def marked(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The same workbook with the wrong cells marked and a note at each."""
    actor, campaign = actor_of(request), _campaign(request, code)
    file, sheet = sheet_of(request, campaign, pk)
    errors = () if sheet.missing else preview_take_over(actor, campaign, sheet.rows, Handed("", file.sha256)).errors
    if not errors:
        raise Missing()
    data = marked_ledger(read(file), file.name, sheet, errors, columns_shown(campaign))
    return download(data, f"{file.name.rpartition('.')[0]}-{_('有误处已标出')}.xlsx")
