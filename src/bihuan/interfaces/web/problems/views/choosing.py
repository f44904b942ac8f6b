"""What the menus above the ledger open: the values of a filter, the orders. The same address gives a page where there is no script."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET

from bihuan.interfaces.web.problems import bulk, menus
from bihuan.interfaces.web.problems.columns import Look
from bihuan.interfaces.web.problems.listing import address
from bihuan.interfaces.web.shell.actors import campaign_at, reach_of
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.kept import hidden
from bihuan.problems.rules.filters import SORTS, Filters


def show(request: HttpRequest, part: str, shown: dict[str, Any]) -> HttpResponse:
    """A part inside its menu, or on a page of its own."""
    if request.headers.get("HX-Request"):
        return render(request, part, shown)
    return render(request, "problems/pages/choose.html", shown | {"part": part})


@require_GET
def choose(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The values of one filter, those chosen already ticked."""
    label = menus.label_of(name)
    campaign, filters = campaign_at(request, code), Filters.read(request.GET)
    kept = [*filters.pairs(), *(Look.read(request.GET).pairs() if "col" in request.GET else ())]
    shown = {
        "title": label, "name": name, "home": reverse("problems:ledger", args=[code]), "kept": hidden(pair for pair in kept if pair[0] != name),
        "options": menus.options(reach_of(request, campaign.pk), campaign, name, today_of(campaign)),
        "chosen": [str(value) for value in getattr(filters, name)],
    }  # fmt: skip
    return show(request, "problems/parts/choose.html", shown)


@require_GET
def more_steps(request: HttpRequest, code: str) -> HttpResponse:
    """The steps on ticked rows that do not stand in the bar."""
    campaign = campaign_at(request, code)
    shown = {"title": _("更多"), "campaign": campaign, "steps": bulk.more(reach_of(request, campaign.pk))}
    return show(request, "problems/parts/more_steps.html", shown)


_BY = {"number": noop("序号"), "due_on": noop("时限"), "unit": noop("单位"), "source": noop("来源"), "state": noop("环节")}


_BASES = tuple(sort for sort in SORTS if not sort.startswith("-"))


@require_GET
def sorts(request: HttpRequest, code: str) -> HttpResponse:
    """The orders of the list in words; only those that stay quick however long the ledger is."""
    campaign_at(request, code)
    filters = Filters.read(request.GET)
    look = Look.read(request.GET).pairs() if "col" in request.GET else []
    told = [{"label": _order_words(base), "ways": [_way(code, filters, look, sort) for sort in (base, f"-{base}")]} for base in _BASES]
    return show(request, "problems/parts/sorts.html", {"title": _("排序"), "sorts": told})


def _way(code: str, filters: Filters, look: list[tuple[str, str]], sort: str) -> dict[str, Any]:
    label = _("倒序") if sort.startswith("-") else _("顺序")
    return {"label": label, "on": sort == filters.sort, "href": address(code, [*replace(filters, sort=sort).pairs(), *look])}


def _order_words(base: str) -> str:
    names = [*base.split("."), *([] if base == "number" else ["number"])]
    return _("，再按").join(_(_BY[name]) for name in names)
