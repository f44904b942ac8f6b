"""The same step on many rows: those ticked, or all that the present filter finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.problems.whole_taking import MANY
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.taking import done as done_by
from bihuan.interfaces.web.shell.taking import number_of
from bihuan.problems import operations, queries
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import Action

if TYPE_CHECKING:
    from django import forms

    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Problem

FEW = 6  # rows named before a bulk step
MOST_TO_CHOOSE = 200  # rows among which one is chosen
MOST = 2000  # rows of one bulk step from a page; more belongs into a job


def query_of(text: str) -> QueryDict:
    """A query string that a form carries."""
    found = QueryDict(mutable=True)
    for name, value in parse_qsl(text.lstrip("?")):
        found.appendlist(name, value)
    return found


def _rows(request: HttpRequest, campaign: Campaign) -> list[Problem]:
    mine = queries.reach(actor_of(request), campaign.pk)
    filters, today = Filters.read(query_of(request.POST.get("query", ""))), today_of(campaign)
    if queries.then(campaign.pk, filters.moment, today):
        raise BadInput(_("您看的是过去的样子，只能查看。请回到现在再办理。"))
    found = queries.narrowed(mine, campaign.pk, filters, today).select_related("unit")
    if not request.POST.get("everything"):
        found = found.filter(pk__in=[pk for pk in map(number_of, request.POST.getlist("row")) if pk is not None])
    rows = list(found[: MOST + 1])
    if len(rows) > MOST:
        raise BadInput(_("一次最多办理 %(most)d 件，请先缩小范围。"), most=MOST)
    if not rows:
        raise BadInput(_("请先勾选要办理的问题，再选择办理事项。"))
    return rows


def _do(rows: list[Problem], action: Action, request: HttpRequest) -> list[tuple[Problem, str]]:
    """One step on all of them; those refused, with the reason."""
    who: dict[str, Any] = {"problems": rows, "actor": actor_of(request), "now": now()}
    if action is Action.CONFIRM_CORRECTION:
        return list(operations.confirm_corrections(**who)[1])
    return operations.act_on_many(action=action, reason=request.POST.get("reason", ""), **who)[1]


def _done_with(form: forms.Form, rows: list[Problem], action: Action, request: HttpRequest, refused: list[tuple[Problem, str]]) -> bool:
    """A step that asks something first; False when what was filled in does not do. Those refused are added to `refused`."""
    who = {"actor": actor_of(request), "now": now()}
    return form.is_valid() and done_by(form, lambda: refused.extend(MANY[action][1](rows, form, **who)))


def _ask(request: HttpRequest, shown: dict[str, Any]) -> HttpResponse:
    """Before many rows change: what will be done, on which."""
    part = "problems/parts/ask_many.html" if request.headers.get("HX-Request") else "problems/pages/ask_many.html"
    campaign, more = shown["campaign"], len(shown["rows"]) - FEW
    few = rows_of(queries.reach(actor_of(request), campaign.pk), shown["rows"][:FEW], today_of(campaign), campaign)
    asked = {
        "campaign": campaign,
        "few": few,
        "more": max(0, more),
        "ids": request.POST.getlist("row"),
        "everything": request.POST.get("everything", ""),
    }
    return render(request, part, shown | asked)


@require_POST
def many(request: HttpRequest, code: str) -> HttpResponse:
    """One step on the ticked rows (or on all of the filter): asked once, then done, and what was refused is told with its reason."""
    campaign = campaigns.find(actor_of(request), code)
    rows = _rows(request, campaign)
    action = next((one for one in Action if one.value == request.POST.get("action")), None)
    if action is None:
        raise BadInput(_("请先勾选要办理的问题，再选择办理事项。"))
    query = request.POST.get("query", "").lstrip("?")
    back = reverse("problems:ledger", args=[code]) + (f"?{query}" if query else "")
    shown = {"campaign": campaign, "action": action, "query": query, "back": back, "rows": rows, "title": _(action.label)}
    sure = bool(request.POST.get("sure"))
    form = MANY[action][0](request.POST if sure else None, rows=rows[:MOST_TO_CHOOSE], campaign=campaign) if action in MANY else None  # type: ignore[call-arg]
    refused: list[tuple[Problem, str]] = []
    if not sure or (form is not None and not _done_with(form, rows, action, request, refused)):
        return _ask(request, shown | {"form": form})
    if form is None:
        refused = _do(rows, action, request)
    done = len(rows) - len(refused)
    text = ngettext("%(action)s：办理 %(done)d 件", "%(action)s：办理 %(done)d 件", done) % {"action": _(action.label), "done": done}
    if not refused:
        return toast(request, redirect(back), text)
    return render(request, "problems/pages/many.html", shown | {"title": text, "refused": refused, "done": done})
