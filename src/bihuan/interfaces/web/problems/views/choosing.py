"""What the menus above the ledger open: values of a filter, kept views, columns. The same address gives a page where there is no script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.operations import drop_view as drop
from bihuan.interfaces.web.problems import menus
from bihuan.interfaces.web.problems.columns import COLUMNS, chosen, kept_columns, known
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.kept import hidden
from bihuan.problems.rules.filters import Filters


def _show(request: HttpRequest, part: str, shown: dict[str, Any]) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, part, shown)
    return render(request, "problems/pages/choose.html", shown | {"part": part})


@require_GET
def choose(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The values of one filter, those chosen already ticked."""
    label = menus.label_of(name)
    campaign, filters = campaign_at(request, code), Filters.read(request.GET)
    kept = [*filters.pairs(), *kept_columns(known(request.GET.getlist("col")))]
    shown = {
        "title": label, "name": name, "home": reverse("problems:ledger", args=[code]), "kept": hidden(pair for pair in kept if pair[0] != name),
        "options": menus.options(reach_of(request, campaign.pk), campaign, name, today_of(campaign)),
        "chosen": [str(value) for value in getattr(filters, name)],
    }  # fmt: skip
    return _show(request, "problems/parts/choose.html", shown)


@require_GET
def views(request: HttpRequest, code: str) -> HttpResponse:
    """The views this person keeps, and the place to keep the present one."""
    campaign, filters = campaign_at(request, code), Filters.read(request.GET)
    shown = {"title": _("视图"), "campaign": campaign, "query": filters.query, "views": campaigns.views_of(actor_of(request), campaign)}
    return _show(request, "problems/parts/views.html", shown)


@require_POST
def drop_view(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Delete one's own kept view; the list stays as it is shown."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    drop(campaigns.find_view(actor, campaign, pk), actor=actor, now=now())
    query = request.POST.get("query", "").lstrip("?")
    return toast(request, redirect(reverse("problems:ledger", args=[code]) + (f"?{query}" if query else "")), _("视图已删除"))


@require_GET
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """The columns of the grid, those shown already ticked."""
    campaign_at(request, code)
    shown = chosen(known(request.GET.getlist("col")))
    told = [{"key": one.key, "label": one.label, "on": one in shown, "fixed": one.fixed} for one in COLUMNS]
    kept = hidden(Filters.read(request.GET).pairs())
    return _show(request, "problems/parts/columns.html",
                 {"title": _("选择列"), "home": reverse("problems:ledger", args=[code]), "kept": kept, "columns": told})  # fmt: skip
