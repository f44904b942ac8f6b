"""Kept views, one's own and shared ones; and how somebody likes the list to look: its columns, their order, how many stand still."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import operations
from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import ViewScope
from bihuan.interfaces.web.problems.columns import COLUMNS, FREEZES, Look
from bihuan.interfaces.web.problems.listing import address, look_at
from bihuan.interfaces.web.problems.ticked import query_of
from bihuan.interfaces.web.problems.views.choosing import show
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.kept import hidden
from bihuan.problems.rules.filters import Filters


def _back(code: str, query: str) -> str:
    query = query.lstrip("?")
    return reverse("problems:ledger", args=[code]) + (f"?{query}" if query else "")


@require_GET
def views(request: HttpRequest, code: str) -> HttpResponse:
    """The views this person may use, and the place to keep the present one, for himself or for others."""
    campaign, actor, filters = campaign_at(request, code), actor_of(request), Filters.read(request.GET)
    units, everybody = campaigns.shares_with(actor, campaign)
    found = [(one, campaigns.is_mine(actor, one, everybody)) for one in campaigns.views_of(actor, campaign)]
    here = address(code, [*filters.pairs(), *look_at(request, campaign).pairs()]).partition("?")[2]
    shown = {"title": _("视图"), "campaign": campaign, "query": here, "views": found, "units": units, "everybody": everybody}
    return show(request, "problems/parts/views.html", shown)


def _scope(request: HttpRequest, campaign: Any) -> dict[str, Any]:
    word, _colon, pk = request.POST.get("scope", "").partition(":")
    if word == ViewScope.UNIT.value and pk.isdecimal() and len(pk) < 16:
        return {"scope": ViewScope.UNIT, "unit": campaigns.unit_in(campaign, int(pk))}
    return {"scope": ViewScope.CAMPAIGN if word == ViewScope.CAMPAIGN.value else ViewScope.PRIVATE}


@require_POST
def keep_view(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the present filter and columns under a name."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    query = request.POST.get("query", "").lstrip("?")
    name = request.POST.get("name", "")
    operations.save_view(campaign=campaign, name=name, query=query, actor=actor, now=now(), **_scope(request, campaign))
    return toast(request, redirect(_back(code, query)), _("视图已保存"))


@require_POST
def drop_view(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Delete a kept view; the list stays as it is shown."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    operations.drop_view(campaigns.find_view(actor, campaign, pk), actor=actor, now=now())
    return toast(request, redirect(_back(code, request.POST.get("query", ""))), _("视图已删除"))


@require_GET
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """The columns of the grid, those shown first and in their order; how many of the first stand still."""
    look = look_at(request, campaign_at(request, code))
    on = look.columns
    told = [
        {"key": one.key, "label": one.label, "on": one in on, "fixed": one.fixed}
        for one in (*on, *(c for c in (*COLUMNS, *look.own) if c not in on))
    ]
    freezes = [(n, on[n - 1].label, n == look.freeze) for n in FREEZES]
    kept = hidden([("query", Filters.read(request.GET).query())])
    shown = {"title": _("选择列"), "kept": kept, "columns": told, "freezes": freezes, "home": reverse("problems:look", args=[code])}
    return show(request, "problems/parts/columns.html", shown)


@require_POST
def look(request: HttpRequest, code: str) -> HttpResponse:
    """Show the list in these columns, and keep them as this person's usual ones unless he does not want that."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    wanted = Look() if "reset" in request.POST else Look.read(request.POST)
    query = Filters.read(query_of(request.POST.get("query", ""))).pairs()
    if "keep" in request.POST or "reset" in request.POST:
        usual = tuple(one.key for one in COLUMNS if one.shown and not one.fixed)
        wanted = Look((), wanted.freeze) if wanted.keys == usual else wanted
        operations.keep_look(campaign=campaign, query=wanted.query(), actor=actor, now=now())
        return toast(request, redirect(address(code, query)), _("列已记住，下次打开还是这样"))
    return redirect(address(code, [*query, *wanted.pairs()]))
