"""Tasks of the stages: given to units and bodies, finished by a result."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.past import near_days_at
from bihuan.campaigns.queries.tasks import tasks_then
from bihuan.campaigns.vocabulary import TaskState
from bihuan.foundation.audit.moments import after
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.web.campaigns.forms import FinishForm, TaskForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, tabs, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import Today, lamp_on, today_of
from bihuan.interfaces.web.shell.taking import done, number_of


@require_GET
def tasks(request: HttpRequest, code: str) -> HttpResponse:
    """Tasks of the stages that this person sees; by stage and state."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    at = asked(request)
    today, state, stage = _today(campaign, at), request.GET.get("state", ""), request.GET.get("stage", "")
    found = queries.visible_tasks(actor, campaign)
    order = number_of(stage)
    found = found.filter(stage__order=order) if order is not None else found
    rows = [one for one in (tasks_then(found, campaign, after(at)) if at else found) if state not in set(TaskState) or one.state == state]
    runs, mine = queries.run_by(actor, campaign), frozenset() if at else queries.finishable(actor, campaign)
    shown = {
        "campaign": campaign, "title": _("阶段任务"),
        "rows": [{"task": one, "lamp": lamp_on(one.due_on, today)[0], "mine": one.pk in mine} for one in rows],
        "runs": runs and not at, "state": state,
        "stage": number_of(stage), "stages": queries.stages(campaign), "tabs": tabs(code, "tasks", at) if runs else [],
        "states": [(one.value, _(one.label)) for one in TaskState],
    }  # fmt: skip
    return render(request, "campaigns/pages/tasks.html", shown | as_of(request, at))


def _today(campaign: Any, at: Written | None) -> Today:
    """Today, or the day of the past moment, with what counted as near then."""
    if at is None:
        return today_of(campaign)
    return Today(at.day, near_until(at.day, near_days_at(campaign.pk, after(at))))


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Give a task to a unit, to all units or to a body."""
    _actor, campaign = desk(request, code)
    stage = queries.current_stage(campaign, today_of(campaign).day)
    start = {"stage": stage.order if stage else ""}
    units = list(queries.units_of(campaign, today_of(campaign).day))
    form = TaskForm(request.POST or None, campaign=campaign, units=units, initial=start)
    if form.is_valid() and done(form, lambda: operations.add_tasks(campaign=campaign, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:tasks", code=code), _("任务已下达，承办单位的待办里看得到"))
    note = _("任务要写办成什么。只发文、开会不算办成，办结时要写结果和凭据。")
    return form_page(request, campaign, form, title=_("下达任务"), act=_("下达"), back="tasks", note=note)


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Finish a task by its result; a document or a meeting alone is refused (M213)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    task, form = queries.find_task(actor, campaign, pk), FinishForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.finish_task(task=task, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:tasks", code=code), _("任务已办结"))
    note = _("写办成了什么、凭什么看得出来。只写印发了文件、召开了会议，办不结。")
    return form_page(request, campaign, form, title=task.title, act=_("办结"), back="tasks", note=note)
