"""The first page for everyone: what waits for me."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.queries.deciding import decisions_due
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents.queries import count_drafts
from bihuan.foundation.notifications.queries import digest_of
from bihuan.interfaces.web.home.desk import desk_of
from bihuan.interfaces.web.home.mine import tabs
from bihuan.interfaces.web.problems.rows import Row, rows_by, rows_of
from bihuan.interfaces.web.shell.actors import actor_of, campaigns_open, reach_of
from bihuan.interfaces.web.shell.days import lamp_on, today_of
from bihuan.interfaces.web.shell.desk import house_cards, house_page
from bihuan.interfaces.web.shell.doors import carries
from bihuan.interfaces.web.shell.jobs import of_today
from bihuan.problems import queries
from bihuan.problems.vocabulary import Alike

if TYPE_CHECKING:
    from datetime import date

    from bihuan.campaigns.models import Campaign
    from bihuan.campaigns.queries.tasks import Waiting
    from bihuan.foundation.kernel import Actor

_COMMAND = (Duty.OFFICE, Duty.LEADER)


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Administrators have their console, office and leading group the battle map, whoever serves a room of the whole house and no campaign that
    room; everybody else starts with what waits for him."""
    actor = actor_of(request)
    if actor.administrator:
        return redirect("administration:console")
    mine = campaigns.visible_to(actor)
    for campaign in mine:
        if any(one.duty in _COMMAND for one in campaigns.duties_held(actor, campaign)):
            return redirect("reports:cockpit", code=campaign.code)
    return redirect("home:todo" if mine else house_page(request) or "home:todo")


def _ledger(code: str) -> str:
    """The ledger's address, where this door carries it."""
    return reverse("problems:ledger", args=[code]) if carries("problems:ledger") else ""


def _waiting(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    """What waits for me in one campaign: items by kind, tasks, people who left with open work, slips that nobody used yet."""
    actor, today, mine = actor_of(request), today_of(campaign), reach_of(request, campaign.pk)
    return {
        "campaign": campaign, "stage": campaigns.current_stage(campaign, today.day), "ledger": _ledger(campaign.code),
        "due": [(one, _rows(mine, one, today, campaign)) for one in queries.due_from(mine, campaign, today.day)],
        **_tasks(campaigns.open_tasks(actor, campaign, today.day, mine=mine.duties), today),
        "slips": campaigns.waiting_for_slips(actor, campaign, today.day) if mine.holds(Duty.LIAISON) else 0,
        **_alike(mine, campaign), "desk": desk_of(mine, campaign, today),
        "leavers": queries.leavers(campaign) if queries.hands_over(mine) else [],
        **(_leading(actor, campaign, today.day) if mine.holds(Duty.LEADER) else {}),
    }  # fmt: skip


def _tasks(waiting: Waiting, today: queries.Today) -> dict[str, Any]:
    """Tasks of the stages, each with its lamp."""
    return {"tasks": waiting, "lit": [(one, *lamp_on(one.due_on, today)) for one in waiting.rows]}


def _rows(mine: queries.Reach, due: queries.Due, today: queries.Today, campaign: Campaign) -> list[Row]:
    rows = rows_of(mine, due.rows, today, campaign)
    return rows_by(due.until, rows, today) if due.until else rows


def _leading(actor: Actor, campaign: Campaign, today: date) -> dict[str, Any]:
    """For the leading group: what its heads decide, and papers that are ready to be read before they are issued."""
    return {"leads": True, "decisions": decisions_due(actor, campaign, today), "drafts": count_drafts(actor, campaign)}


def _alike(mine: Any, campaign: Campaign) -> dict[str, int]:
    """For the office: findings that may be one thing, and those whose words stand elsewhere too."""
    if not queries.may_decide(mine):
        return {}
    return {"alike": queries.count_alike(mine, campaign, Alike.SAME), "copied": queries.count_alike(mine, campaign, Alike.COPIED)}


def _is_busy(group: dict[str, Any]) -> bool:
    return bool(group["due"] or group["tasks"].count or group["desk"] or group["leavers"] or group.get("alike") or group.get("decisions"))


@require_GET
def todo(request: HttpRequest) -> HttpResponse:
    """What is due from me in each of my campaigns."""
    actor = actor_of(request)
    shown = [_waiting(request, campaign) for campaign in campaigns_open(request)]
    kinds = [due for group in shown for due, _rows in group["due"]]
    tasks = [group["tasks"] for group in shown]
    house = house_cards(request)
    desk = [*house, *(one for group in shown for one in group["desk"])]
    totals = {
        "total": sum(one.count for one in (*kinds, *tasks)) + sum(one["count"] for one in desk),
        "late": sum(one.late for one in (*kinds, *tasks)) + sum(one["late"] for one in desk),
    }
    busy = [group for group in shown if _is_busy(group)]
    idle = [group for group in shown if group not in busy]
    page = {
        "title": _("我的待办"),
        "house": house,
        "groups": busy or ([] if house else idle[:1]),
        "idle": idle if busy or house else idle[1:],
        "many": len(shown) > 1,
        "tabs": tabs("todo"), "house_page": house_page(request),
    }  # fmt: skip
    today = localdate()
    return render(request, "home/pages/todo.html", {**page, **totals, "jobs": of_today(actor, today), "digest": digest_of(actor, today)})
