"""The first page for everyone: what waits for me."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.interfaces.web.home.mine import tabs
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.jobs import of_today
from bihuan.problems import queries

_COMMAND = (Duty.OFFICE, Duty.LEADER)


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Administrators have their console, office and leading group the battle map, everybody else starts with what waits for him."""
    actor = actor_of(request)
    if actor.administrator:
        return redirect("administration:console")
    for campaign in campaigns.visible_to(actor):
        if any(one.duty in _COMMAND for one in campaigns.duties_held(actor, campaign)):
            return redirect("reports:cockpit", code=campaign.code)
    return redirect("home:todo")


@require_GET
def todo(request: HttpRequest) -> HttpResponse:
    """What is due from me in each of my campaigns."""
    actor = actor_of(request)
    shown: list[dict[str, Any]] = []
    for campaign in campaigns.visible_to(actor).select_related("root"):
        today = today_of(campaign)
        mine = queries.reach(actor, campaign.pk)
        due = [(one, rows_of(mine, one.rows, today, campaign)) for one in queries.due_from(actor, campaign, today.day)]
        tasks = campaigns.open_tasks(actor, campaign)
        waiting = campaigns.waiting_for_slips(actor, campaign, today.day)
        gone = queries.leavers(campaign) if queries.may_hand_over(actor, campaign) else []
        shown.append({"campaign": campaign, "stage": campaigns.current_stage(campaign, today.day), "due": due, "tasks": tasks, "leavers": gone, "slips": waiting,
                      "ledger": reverse("problems:ledger", args=[campaign.code])})  # fmt: skip
    kinds = [due for group in shown for due, _rows in group["due"]]
    totals = {"total": sum(one.count for one in kinds), "late": sum(one.late for one in kinds)}
    busy = [group for group in shown if group["due"] or group["tasks"] or group["leavers"]]
    idle = [group for group in shown if group not in busy]
    page = {
        "title": _("我的待办"),
        "groups": busy or idle[:1],
        "idle": idle if busy else idle[1:],
        "many": len(shown) > 1,
        "tabs": tabs("todo"),
    }
    return render(request, "home/pages/todo.html", {**page, **totals, "jobs": of_today(actor, localdate())})
