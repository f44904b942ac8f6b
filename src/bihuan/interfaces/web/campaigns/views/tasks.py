"""Tasks of the stages: given to units and bodies, finished by a result."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.past import near_days_at
from bihuan.campaigns.queries.tasks import changes_of, parts_counted, parts_of, passes_on, tasks_then, units_below
from bihuan.campaigns.vocabulary import TaskState
from bihuan.foundation.audit.moments import after
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel import NotAllowed
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.web.campaigns.forms import FinishForm, PassOnForm, TaskForm
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
        "rows": _rows(rows, today, mine),
        "runs": runs and not at, "state": state,
        "stage": number_of(stage), "stages": queries.stages(campaign), "tabs": tabs(request, campaign, "tasks", at) if runs else [],
        "states": [(one.value, _(one.label)) for one in TaskState],
    }  # fmt: skip
    return render(request, "campaigns/pages/tasks.html", shown | as_of(request, at))


def _today(campaign: Any, at: Written | None) -> Today:
    """Today, or the day of the past moment, with what counted as near then."""
    if at is None:
        return today_of(campaign)
    return Today(at.day, near_until(at.day, near_days_at(campaign.pk, after(at))))


def _rows(rows: list[Any], today: Today, mine: frozenset[int]) -> list[dict[str, Any]]:
    """Each task with its lamp, its parts, and what it asks otherwise than the one it came from."""
    parts = parts_counted(rows)
    return [
        {"task": one, "lamp": lamp_on(one.due_on, today)[0], "mine": one.pk in mine, "parts": parts.get(one.pk), "changes": changes_of(one)}
        for one in rows
    ]


@require_GET
def task(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One task: its original and what was changed on the way down, and the state of every part (M119, M210)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    row, today = queries.find_task(actor, campaign, pk), today_of(campaign)
    parts = parts_of(row)
    done_parts = sum(one.task.state == TaskState.DONE for one in parts)
    shown = {
        "campaign": campaign, "title": row.title, "task": row, "lamp": lamp_on(row.due_on, today)[0], "changes": changes_of(row),
        "parts": [(one, lamp_on(one.task.due_on, today)[0]) for one in parts], "done_parts": done_parts,
        "mine": row.pk in queries.finishable(actor, campaign), "passes": passes_on(actor, campaign, row),
        "crumbs": [(_("阶段任务"), reverse("campaigns:tasks", args=[code])), (row.title, "")],
    }  # fmt: skip
    return render(request, "campaigns/pages/task.html", shown)


@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Hand a unit's task down to units below it (M119)."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    row = queries.find_task(actor, campaign, pk)
    if not passes_on(actor, campaign, row):
        raise NotAllowed(_("这项任务由承办单位的联络员、主要负责人向下分解，并且下面要有本专项的单位。"))
    form = PassOnForm(request.POST or None, units=units_below(campaign, row), initial={"due_on": row.due_on, "amount": row.amount})
    if form.is_valid() and done(form, lambda: operations.pass_on_task(task=row, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:task", code=code, pk=pk), _("已交给下级单位，办理情况在这里看得到"))
    note = _("原任务：%(day)s前完成%(amount)s。提前时限、加大数量的，上下级都看得到。") % {
        "day": row.due_on.isoformat() if row.due_on else "—",
        "amount": f"，{row.amount}{row.measure}" if row.amount else "",
    }
    back = reverse("campaigns:task", args=[code, pk])
    return form_page(request, campaign, form, title=_("向下分解任务"), act=_("交给下级单位"), back=back, note=note)


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
    row, form = queries.find_task(actor, campaign, pk), FinishForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.finish_task(task=row, **form.cleaned_data, **who(request))):
        return toast(request, redirect("campaigns:tasks", code=code), _("任务已办结"))
    note = _("写办成了什么、凭什么看得出来。只写印发了文件、召开了会议，办不结。")
    if waits := sum(one.task.state == TaskState.OPEN for one in parts_of(row)):
        note += _("　交给下级单位的还有 %(count)d 项没有办结。") % {"count": waits}
    return form_page(request, campaign, form, title=row.title, act=_("办结"), back="tasks", note=note)
