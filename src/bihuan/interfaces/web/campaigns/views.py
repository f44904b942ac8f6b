"""A campaign's own pages."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.rules.campaign_file import dump
from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.interfaces.web.campaigns.forms import ExtendForm, FinishForm, GapForm
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of


@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    """The campaigns this person takes part in."""
    shown = [{"campaign": one, "stage": queries.current_stage(one, today_of(one).day)} for one in queries.visible_to(actor_of(request))]
    return render(request, "campaigns/pages/list.html", {"title": _("全部专项"), "rows": shown})


def _gantt(stages: list[Any], today: date) -> dict[str, Any]:
    dated = [one for one in stages if one.start_on and one.end_on]
    first, last = min((one.start_on for one in dated), default=today), max((one.end_on for one in dated), default=today)
    whole = max(1, (last - first).days + 1)
    rows = []
    for one in stages:
        known = one.start_on and one.end_on
        left = 100 * (one.start_on - first).days / whole if known else 0
        width = 100 * ((one.end_on - one.start_on).days + 1) / whole if known else 0
        span = f"{one.start_on:%Y-%m-%d}—{one.end_on:%m-%d}" if known else one.as_written or _("日期待定")
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


@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan as it runs: basis, stages, catalogue, channels, ladder, code of conduct."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    stages = queries.stages(campaign)
    duties = {one.duty for one in queries.duties_held(actor, campaign)}
    shown = {
        "campaign": campaign, "title": _("方案"), "file": queries.file_of(campaign), "stages": stages, "gantt": _gantt(stages, today_of(campaign).day),
        "catalogue": _catalogue(campaign, reverse("problems:ledger", args=[code])), "gaps": queries.gaps_of(campaign), "office": Duty.OFFICE in duties,
        "extensions": queries.extensions_of(campaign), "groups": queries.groups_of(campaign),
    }  # fmt: skip
    return render(request, "campaigns/pages/plan.html", shown)


@require_http_methods(["GET", "POST"])
def gap(request: HttpRequest, code: str) -> HttpResponse:
    """Fill what the plan did not say."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    form = GapForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.fill_gap(campaign=campaign, actor=actor, now=now(), **form.cleaned_data)
        return toast(request, redirect("campaigns:plan", code=code), _("已补充，文书里的“待补”会随之补上"))
    shown = {"campaign": campaign, "form": form, "title": _("补充依据和决定机关"), "act": _("补充")}
    return render(request, "campaigns/pages/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """Prolong a stage by a recorded decision."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    stage = queries.find_stage(campaign, order)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.extend_stage(stage=stage, actor=actor, now=now(), **form.cleaned_data)
        return toast(request, redirect("campaigns:plan", code=code), _("已延长，原定日期仍在页面上"))
    title = _("延长“%(name)s”") % {"name": stage.name}
    return render(
        request,
        "campaigns/pages/form.html",
        {"campaign": campaign, "form": form, "title": title, "act": _("延长")},
        status=422 if form.is_bound else 200,
    )


@require_GET
def file(request: HttpRequest, code: str) -> HttpResponse:
    """The campaign as a file, to start another one from."""
    campaign = queries.find(actor_of(request), code)
    answer = HttpResponse(dump(queries.file_of(campaign)), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{campaign.code}.yaml"'
    return answer


@require_GET
def roster(request: HttpRequest, code: str) -> HttpResponse:
    """Units and people covered, frozen at a date, with what changed since (M18)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    day = today_of(campaign).day
    unit = request.GET.get("unit", "")
    shown = {
        "campaign": campaign, "title": _("整治名册"), "units": queries.roster_by_unit(actor, campaign, day), "chosen": int(unit) if unit.isdigit() else None,
        "people": queries.roster_of(actor, campaign, int(unit), day) if unit.isdigit() else [], "totals": queries.roster_totals(campaign, day), "day": day,
    }  # fmt: skip
    return render(request, "campaigns/pages/roster.html", shown)


@require_GET
def groups(request: HttpRequest, code: str) -> HttpResponse:
    """Leading group with its co-heads, office, supervision groups with their units."""
    campaign = queries.find(actor_of(request), code)
    found = queries.groups_of(campaign)
    shown = [(kind, [one for one in found if one.kind == kind]) for kind in GroupKind]
    return render(request, "campaigns/pages/groups.html", {"campaign": campaign, "title": _("工作机构"), "kinds": shown})


@require_GET
def tasks(request: HttpRequest, code: str) -> HttpResponse:
    """Tasks of the stages that this person sees."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    return render(
        request,
        "campaigns/pages/tasks.html",
        {"campaign": campaign, "title": _("阶段任务"), "tasks": queries.visible_tasks(actor, campaign)},
    )


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Finish a task by its result."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    task = queries.find_task(actor, campaign, pk)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.finish_task(task=task, actor=actor, now=now(), **form.cleaned_data)
        return toast(request, redirect("campaigns:tasks", code=code), _("任务已办结"))
    shown = {"campaign": campaign, "form": form, "title": task.title, "act": _("办结")}
    return render(request, "campaigns/pages/form.html", shown, status=422 if form.is_bound else 200)
