"""The ledger list. The same address gives the page, or only its grid to htmx."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns.vocabulary import Duty
from bihuan.interfaces.web.problems import bulk, chips
from bihuan.interfaces.web.problems.listing import list_of
from bihuan.interfaces.web.problems.menus import menus
from bihuan.interfaces.web.shell.actors import campaign_at, reach_of
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.menu import address
from bihuan.problems import queries
from bihuan.problems.queries import Reach
from bihuan.problems.rules.asked import dropped
from bihuan.problems.rules.filters import Filters

_BESIDES = ("col", "freeze", "after", "before")
"""What an address of the ledger holds besides filters: its look, and where a page begins."""
_MOST_ODD = 6
_RECORDERS = (Duty.OFFICE, Duty.LIAISON, Duty.UNIT_HEAD, Duty.SUPERVISOR)


def _tools(mine: Reach, code: str, query: str) -> dict[str, Any]:
    more = f"?{query}" if query else ""
    may_record = mine.actor.is_system or mine.holds(*_RECORDERS)
    return {
        "add": address("problems:new", code) if may_record else "",
        "import_href": address("problems:import", code) if queries.may_import(mine) else "",
        "export_href": address("problems:export", code) + more,
        "views_href": address("problems:views", code) + more,
        "columns_href": address("problems:columns", code) + more,
        "sorts_href": address("problems:sorts", code) + more,
    }


def _around(request: HttpRequest, campaign: Any, mine: Reach, shown: dict[str, Any]) -> dict[str, Any]:
    """What stands above the rows: chips, menus, views, the toolbar."""
    filters = shown["filters"]
    query = urlencode([*filters.pairs(), *shown["look"].pairs()], safe=",")
    return {
        "chosen": chips.chosen_chips(mine, campaign, filters), "menus": menus(mine, campaign, filters, query),
        "bulk": () if shown["past"] else bulk.front(mine, campaign), "more_bulk": not shown["past"] and bool(bulk.more(mine)),
        **as_of(request, shown["past"]),
        **_tools(mine, campaign.code, query),
    }  # fmt: skip


def _odd(request: HttpRequest, filters: Filters) -> str:
    """What of the address narrowed nothing: a list that shows more than was asked for is to say so."""
    given = {name: request.GET.getlist(name) for name in request.GET if name not in _BESIDES}
    told = dropped(given, filters) if given else []
    return _("、").join(told[:_MOST_ODD]) + ("…" if len(told) > _MOST_ODD else "")


@require_GET
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    """The ledger as this person sees it, narrowed, ordered, page by page."""
    campaign = campaign_at(request, code)
    filters, mine = Filters.read(request.GET), reach_of(request, campaign.pk)
    understood = filters
    if filters.at and not asked(request):  # not past yet: that is now, and no condition
        filters = replace(filters, at="")
    shown = {"campaign": campaign, "title": _("问题台账"), **list_of(request, campaign, filters)}
    if request.headers.get("HX-Target") == "grid-rows":
        return HttpResponse(shown["drawn"], headers={"X-Next": shown["next"]} if shown["next"] else {})
    if request.headers.get("HX-Target") == "ledger":
        return render(request, "problems/parts/list.html", shown)
    return render(
        request, "problems/pages/ledger.html", shown | {"odd": _odd(request, understood)} | _around(request, campaign, mine, shown)
    )
