"""The ledger list. The same address gives the page, or only its grid to htmx."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.operations import save_view
from bihuan.campaigns.vocabulary import Duty
from bihuan.interfaces.web.problems import chips
from bihuan.interfaces.web.problems.columns import chosen, kept_columns, known
from bihuan.interfaces.web.problems.drawing import drawn
from bihuan.interfaces.web.problems.menus import menus
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.kept import hidden
from bihuan.interfaces.web.shell.menu import address
from bihuan.problems import queries
from bihuan.problems.queries import Reach, reach
from bihuan.problems.rules.filters import SIZES, Filters
from bihuan.problems.vocabulary import Action, ProblemList

_RECORDERS = (Duty.OFFICE, Duty.LIAISON, Duty.UNIT_HEAD, Duty.SUPERVISOR)


def _address(code: str, filters: Filters, columns: tuple[str, ...] = (), **more: str) -> str:
    pairs = [*filters.pairs(), *kept_columns(columns), *more.items()]
    return reverse("problems:ledger", args=[code]) + ("?" + urlencode(pairs, safe=",") if pairs else "")


def _heads(code: str, filters: Filters, columns: tuple[str, ...], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    heads = []
    for column in chosen(columns):
        turned = f"-{column.sort}" if filters.sort == column.sort else column.sort
        order = (
            ""
            if filters.sort.lstrip("-") != column.sort or not column.sort
            else "descending"
            if filters.sort.startswith("-")
            else "ascending"
        )
        heads.append(
            {"column": column, "sort": _address(code, replace(filters, sort=turned), keys) if column.sort else "", "sorted": order}
        )
    return heads


def _tools(mine: Reach, code: str, query: str) -> dict[str, Any]:
    more = f"?{query}" if query else ""
    may_record = mine.actor.is_system or mine.holds(*_RECORDERS)
    return {
        "add": reverse("problems:new", args=[code]) if may_record else "",
        "import_href": address("problems:import", code) if mine.holds(Duty.OFFICE, Duty.LIAISON) else "",
        "export_href": address("problems:export", code) + more,
        "views_href": reverse("problems:views", args=[code]) + more,
        "columns_href": reverse("problems:columns", args=[code]) + more,
    }


_IN_BULK = (
    (Action.CONFIRM_CORRECTION, (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE)), (Action.CONFIRM, (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE)),
    (Action.VERIFY, (Duty.SUPERVISOR,)), (Action.PUBLICISE, (Duty.OFFICE,)), (Action.CLOSE, (Duty.OFFICE,)), (Action.ASK, (Duty.LIAISON,)),
    (Action.PRIORITISE, (Duty.OFFICE, Duty.LEADER)), (Action.LOOK_BACK, (Duty.OFFICE, Duty.SUPERVISOR)),
)  # fmt: skip


def _bulk(mine: Reach, campaign: Any) -> list[dict[str, str]]:
    """The steps this person may do on many rows; each row is still asked by itself. Nothing is published where nobody asks for it."""
    without = () if campaigns.settings_for(campaign).publicity_step else (Action.PUBLICISE,)
    return [{"value": one.value, "label": _(one.label)} for one, duties in _IN_BULK if one not in without and mine.holds(*duties)]


def _list(request: HttpRequest, campaign: Any, mine: Reach, filters: Filters) -> dict[str, Any]:
    """The rows of one page, its columns, and the addresses of its neighbours."""
    code, keys, today = campaign.code, known(request.GET.getlist("col")), today_of(campaign)
    page = queries.page(
        lambda walk: queries.narrowed(mine, campaign.pk, filters, today, walk=walk),
        filters,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    pairs = [*filters.pairs(), *kept_columns(keys)]
    rows, shown = rows_of(mine, page.rows, today, campaign), [one.key for one in chosen(keys)]
    return {
        "filters": filters, "page": page, "rows": rows, "drawn": drawn(rows, shown, filters.q), "heads": _heads(code, filters, keys, keys),
        "sizes": SIZES, "pairs": pairs, "kept": hidden(pair for pair in pairs if pair[0] != "size"),
        "next": _address(code, filters, keys, after=page.after) if page.after else "",
        "previous": _address(code, filters, keys, before=page.before) if page.before else "",
    }  # fmt: skip


def _around(request: HttpRequest, campaign: Any, mine: Reach, filters: Filters) -> dict[str, Any]:
    """What stands above the rows: chips, menus, views, the toolbar."""
    keys = known(request.GET.getlist("col"))
    query = urlencode([*filters.pairs(), *kept_columns(keys)], safe=",")
    return {
        "chosen": chips.chosen_chips(mine, campaign, filters), "menus": menus(mine, campaign.code, filters, query),
        "bulk": _bulk(mine, campaign), "here": request.get_full_path(),
        **_tools(mine, campaign.code, query),
    }  # fmt: skip


@require_GET
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    """The ledger as this person sees it, narrowed, ordered, page by page."""
    campaign = campaign_at(request, code)
    filters, mine = Filters.read(request.GET), reach_of(request, campaign.pk)
    shown = {"campaign": campaign, "title": _("问题台账"), **_list(request, campaign, mine, filters)}
    if request.headers.get("HX-Target") == "ledger":
        return render(request, "problems/parts/list.html", shown)
    return render(request, "problems/pages/ledger.html", shown | _around(request, campaign, mine, filters))


@require_POST
def keep_view(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the present filter under a name."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    query = request.POST.get("query", "").lstrip("?")
    save_view(campaign=campaign, name=request.POST.get("name", ""), query=query, actor=actor, now=now())
    return redirect(reverse("problems:ledger", args=[code]) + (f"?{query}" if query else ""))


@require_GET
def lists(request: HttpRequest, code: str) -> HttpResponse:
    """The six lists as views of the ledger, with how many of their problems are closed."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    rows = queries.visible_to(reach(actor, campaign.pk), campaign.pk)
    counts = queries.counts_by_source(rows)
    address = reverse("problems:ledger", args=[code])
    shown = [
        {"label": _(one.label), "found": sum(counts.get(s, (0, 0))[0] for s in queries.SOURCES_OF_LIST[one]),
         "done": sum(counts.get(s, (0, 0))[1] for s in queries.SOURCES_OF_LIST[one]), "href": f"{address}?lists={one}"}
        for one in ProblemList
    ]  # fmt: skip
    return render(request, "problems/pages/lists.html", {"campaign": campaign, "title": _("六个清单"), "lists": shown})
