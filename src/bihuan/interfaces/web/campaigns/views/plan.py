"""The list of campaigns, and one campaign's plan as it runs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.past import campaign_then, groups_then
from bihuan.campaigns.rules.campaign_file import dump
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.audit.moments import after
from bihuan.foundation.calendar.queries import calendar
from bihuan.interfaces.web.campaigns.forms import GapForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import day_to_day, today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation.queries import standing_duties
from bihuan.reports.operations import fill_drafts


@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    """The campaigns this person takes part in."""
    shown = [{"campaign": one, "stage": queries.current_stage(one, today_of(one).day)} for one in queries.visible_to(actor_of(request))]
    founds = "founder" in standing_duties(actor_of(request))
    return render(request, "campaigns/pages/list.html", {"title": _("全部专项"), "rows": shown, "founds": founds})


def _gantt(stages: list[Any], today: date) -> dict[str, Any]:
    dated = [one for one in stages if one.start_on and one.end_on]
    first, last = min((one.start_on for one in dated), default=today), max((one.end_on for one in dated), default=today)
    whole = max(1, (last - first).days + 1)
    rows = []
    for one in stages:
        known = one.start_on and one.end_on
        left = 100 * (one.start_on - first).days / whole if known else 0
        width = 100 * ((one.end_on - one.start_on).days + 1) / whole if known else 0
        span = day_to_day(one.start_on, one.end_on) if known else one.as_written or _("日期待定")
        state = "past" if known and one.end_on < today else "now" if known and one.start_on <= today else "next"
        rows.append({"label": one.name, "left": round(left, 2), "width": round(width, 2), "span": span, "state": state, "open": not known})
    inside = dated and first <= today <= last
    return {"rows": rows, "today": round(100 * (today - first).days / whole, 2) if inside else None}


def _catalogue(campaign: Any, ledger: str) -> list[dict[str, Any]]:
    marks = {"adapted": (_("改编"), ""), "own": (_("自拟"), "")}
    return [
        {"category": one, "name": one.name, "count": one.manifestations.count(), "href": f"{ledger}?category={one.pk}", "open": False,
         "entries": [{"text": f"{m.number} {m.text}".strip(), "href": f"{ledger}?manifestation={m.pk}", "tag": marks.get(m.origin, ("", ""))[0]}
                     for m in one.manifestations.all()]}
        for one in queries.categories_of(campaign)
    ]  # fmt: skip


def _decisions(extensions: Iterable[Any]) -> list[dict[str, Any]]:
    """Each decision once, with all stages that it moved."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in extensions:
        key = (one.decision, one.reason, one.decided_at)
        told = found.setdefault(
            key, {"decision": one.decision, "reason": one.reason, "by": one.decided_by, "at": one.decided_at, "moved": []}
        )
        told["moved"].append(one)
    return list(found.values())


def _unplanned_years(campaign: Any, today: date) -> str:
    """Years in which clocks of this campaign run without a notice of holidays: working days are counted Monday to Friday there."""
    return "、".join(str(year) for year in calendar().unknown_years(today, campaign.end_on) if year >= today.year)


@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan as it runs: basis, stages, catalogue, channels, ladder, code of conduct. At a past moment its stages and what was decided about
    them as they stood, to be looked at only."""
    actor, at = actor_of(request), asked(request)
    campaign = queries.find(actor, code)
    decisions, today = queries.extensions_of(campaign), today_of(campaign).day
    until = after(at) if at else None
    if at and until:
        campaign, today = campaign_then(campaign, until), at.day
        decisions = decisions.filter(decided_at__lt=until)
    stages, runs = queries.stages(campaign), queries.run_by(actor, campaign) and not at
    shown = {
        "campaign": campaign, "title": _("方案"), "file": queries.file_of(campaign), "stages": stages,
        "current": queries.current_stage(campaign, today), "gantt": _gantt(stages, today),
        "catalogue": _catalogue(campaign, reverse("problems:ledger", args=[code])), "gaps": queries.gaps_of(campaign), "office": runs,
        "decisions": _decisions(decisions), "today": today, "groups": groups_then(campaign, until) if until else queries.groups_of(campaign),
        "standards": queries.code_of_conduct(campaign, until=until), "gates": queries.has_gates(campaign), "gate_open": queries.gate_open(campaign),
        "waits": runs and campaign.state == CampaignState.PREPARED, "heads": queries.signs_as_head(actor, campaign) and not at,
        "unplanned": _unplanned_years(campaign, today) if runs else "",
    }  # fmt: skip
    return render(request, "campaigns/pages/plan.html", shown | as_of(request, at))


@require_http_methods(["GET", "POST"])
def gap(request: HttpRequest, code: str) -> HttpResponse:
    """Fill what the plan did not say."""
    _actor, campaign = desk(request, code)
    form = GapForm(request.POST or None)
    if form.is_valid() and done(form, lambda: _fill(request, campaign, form.cleaned_data)):
        return toast(request, redirect("campaigns:plan", code=code), _("已补充，文书里的“待补”会随之补上"))
    return form_page(request, campaign, form, title=_("补充依据和决定机关"), act=_("补充"))


def _fill(request: HttpRequest, campaign: Any, told: dict[str, Any]) -> None:
    with one_write():
        operations.fill_gap(campaign=campaign, **told, **who(request))
        fill_drafts(campaign=campaign, **who(request))


@require_GET
def file(request: HttpRequest, code: str) -> HttpResponse:
    """The campaign as a file, to start another one from."""
    campaign = queries.find(actor_of(request), code)
    answer = HttpResponse(dump(queries.file_of(campaign)), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{campaign.code}.yaml"'
    return answer
