"""接续导入: a campaign that was half done in a sheet comes here, once, by its office, on a decision."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.jobs.again import ask_again
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Missing, NotAllowed, Told
from bihuan.interfaces.web.problems.checking import LONG, check_asked, check_made, kept_of
from bihuan.interfaces.web.problems.laying_out import sheets_asked, sheets_shown
from bihuan.interfaces.web.problems.sheets import download, found_shown
from bihuan.interfaces.web.problems.views.importing import UploadForm, marked_copy, sheet_of, store_sheet
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.waiting import asks_for_piece, waiting
from bihuan.problems import queries
from bihuan.problems.jobs import take_over_sheet
from bihuan.problems.operations.checking import KeptCheck
from bihuan.problems.operations.taking_over import Handed, TakenOver, check_take_over, may_take_over, preview_take_over, take_over_ledger
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.queries.taken_over import closed_before, take_over_of
from bihuan.problems.rules.sheet.findings import Findings
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


def _day_in(told: QueryDict) -> date | None:
    try:
        return date.fromisoformat(told.get("found_on", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What taking over would do, or every error in it; a POST with the decision does it. A long sheet is checked in the background."""
    campaign, file = _campaign(request, code), handed_in(pk, actor_of(request))
    taking = request.method == "POST" and request.POST.get("do") == "take"
    asked = _day_in(request.POST if "found_on" in request.POST else request.GET)
    looked = _day_in(request.GET) if taking else asked  # a long sheet that is taken is checked whole once more, on the day that is now told
    job = check_asked(request, campaign, file, looked.isoformat() if looked else "")
    if job is not None and (job.state != JobState.DONE or asks_for_piece(request) or request.POST.get("do") == "look"):
        return _waiting(request, campaign, (file, job), looked)
    handed = Handed(request.POST.get("decision", ""), file.sha256, file, asked)
    check = kept_of(job) if job is not None else _checked(request, campaign, pk, handed)
    form = DecisionForm(request.POST if taking else None, initial={"found_on": asked and asked.isoformat(), **request.POST.dict()})
    if taking and check.findings and (job is not None or not check.findings.counts["errors"]) and form.is_valid():
        answer = (
            _in_the_background(request, campaign, handed) if job or check.rows > LONG else _taken(request, campaign, check, handed, form)
        )
        if answer is not None:
            return answer
    return _page(request, campaign, file, check, form)


def _waiting(request: HttpRequest, campaign: Any, asked: tuple[Any, Any], day: date | None) -> HttpResponse:
    """The address that is waited at names the day that was asked for, so that what renews itself asks for the same."""
    (file, job), query = asked, request.GET.copy()
    if day:
        query["found_on"] = day.isoformat()
    here = f"{request.path}?{query.urlencode()}" if query else request.path
    told = {"campaign": campaign, "title": _("核对接续的台账"), "crumbs": _crumbs(campaign.code), "lead": file.name, "here": here}
    return waiting(request, job, {**told, "again": _("重新核对"), "other": reverse("problems:take_over", args=[campaign.code])})


def _checked(request: HttpRequest, campaign: Any, pk: int, handed: Handed) -> KeptCheck:
    """The check of a short sheet, made while the page waits."""
    sheet = sheet_of(request, campaign, pk)[1]
    checked = None if sheet.missing else check_take_over(actor_of(request), campaign, sheet.rows, handed)
    return KeptCheck.of(sheet, checked, now())


def _page(request: HttpRequest, campaign: Any, file: Any, check: KeptCheck, form: forms.Form) -> HttpResponse:
    shown = {"campaign": campaign, "title": _("核对接续的台账"), "file": file, "form": form, "crumbs": _crumbs(campaign.code),
             **sheets_shown(request, campaign, check.sheet), **(_shown(check.findings) if check.findings else {})}  # fmt: skip
    faulty = check.findings is None or check.findings.counts["errors"] or form.is_bound
    return render(request, "problems/pages/take_over_preview.html", shown, status=422 if faulty else 200)


def _in_the_background(request: HttpRequest, campaign: Any, handed: Handed) -> HttpResponse:
    """A long sheet is asked for once while it runs; the page of one's background work shows how far it is."""
    assert handed.file is not None
    told = {
        "campaign": campaign.code, "file": handed.file.pk, "account": request.user.pk, "decision": handed.decision,
        "found_on": handed.found_on.isoformat() if handed.found_on else "", "sheets": sheets_asked(request),
    }  # fmt: skip
    title, key = Told(noop("接续导入 %(name)s"), name=handed.file.name), f"take_over:{campaign.pk}:{handed.file.pk}"
    ask_again(take_over_sheet, title=title, actor=actor_of(request), now=now(), key=key, arguments=told)
    return redirect("home:jobs")


def _taken(request: HttpRequest, campaign: Any, check: KeptCheck, handed: Handed, form: forms.Form) -> HttpResponse | None:
    """Take a short sheet over while the page waits; None where it was refused, which the form then says."""
    found: list[TakenOver] = []
    wanted = {"campaign": campaign, "rows": check.sheet.rows, "handed": handed, "actor": actor_of(request), "now": now()}
    if not done(form, lambda: found.append(take_over_ledger(**wanted))):
        return None
    text = _("已接续：接续前已销号 %(before)d 件，继续办理 %(open)d 件") % {"before": found[0].closed_before, "open": found[0].open}
    return toast(request, redirect(reverse("problems:ledger", args=[campaign.code])), text)


def _shown(found: Findings) -> dict[str, Any]:
    closed = found.states.get(State.CLOSED_BEFORE.value, 0)
    if found.counts["errors"]:
        counts = [{"label": _("错误"), "value": found.counts["errors"], "state": "late"}]
    else:
        words = (
            (_("接续前已销号"), closed, "done"),
            (_("继续办理"), found.counts["new"] - closed, "near"),
            (_("台账里已有"), found.counts["same"], ""),
        )
        counts = [{"label": label, "value": value, "state": state} for label, value, state in words]
    going_on = [state for state in State if found.states.get(state.value) and state is not State.CLOSED_BEFORE]
    return {"counts": counts, **found_shown(found), "states": [(_(state.label), found.states[state.value]) for state in going_on]}


@require_GET
def marked(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The same workbook with the wrong cells marked and a note at each."""
    actor, campaign = actor_of(request), _campaign(request, code)
    day = _day_in(request.GET)
    if check := check_made(request, campaign, handed_in(pk, actor), day.isoformat() if day else ""):
        return marked_copy(check, actor)
    file, sheet = sheet_of(request, campaign, pk)
    errors = () if sheet.missing else preview_take_over(actor, campaign, sheet.rows, Handed("", file.sha256, file, day)).errors
    if not errors:
        raise Missing()
    data = marked_ledger(read(file), file.name, sheet, errors, columns_shown(campaign))
    return download(data, f"{file.name.rpartition('.')[0]}-{_('有误处已标出')}.xlsx")
