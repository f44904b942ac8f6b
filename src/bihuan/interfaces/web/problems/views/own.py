"""The list narrowed by columns of the campaign's own: a small form in a menu, without a script a page; its answer is an address of the list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.campaigns.rules.columns import OwnColumn, columns_in_use
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.interfaces.web.problems.columns import Look
from bihuan.interfaces.web.problems.listing import address
from bihuan.interfaces.web.problems.views.choosing import show
from bihuan.interfaces.web.shell.actors import campaign_at
from bihuan.interfaces.web.shell.kept import hidden
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.own_filters import read_filter
from bihuan.problems.rules.sheet.own_values import Wrong, read_value

_BOUNDS = {ColumnKind.NUMBER: "number", ColumnKind.AMOUNT: "number", ColumnKind.DAY: "day"}


@require_GET
def choose_own(request: HttpRequest, code: str) -> HttpResponse:
    """What can be chosen in each column; with `go` the list narrowed so."""
    campaign, filters = campaign_at(request, code), Filters.read(request.GET)
    look = Look.read(request.GET).pairs() if "col" in request.GET else []
    columns = columns_in_use(campaign.file)
    kept = [pair for pair in filters.pairs() if pair[0] != "own"] + look
    if "go" in request.GET:
        return redirect(address(code, [*kept, *(("own", told) for one in columns for told in _told(one, request.GET))]))
    shown = {
        "title": _("自设栏目"), "home": reverse("problems:choose_own", args=[code]), "kept": hidden(kept),
        "columns": [_shown(one, filters) for one in columns],
    }  # fmt: skip
    return show(request, "problems/parts/choose_own.html", shown)


def _told(column: OwnColumn, given: Any) -> list[str]:
    """What was chosen for one column, as filters."""
    number, key = column.number, column.key
    if (state := given.get(f"{key}_state", "")) in ("any", "none"):
        return [f"{number}:{state}"]
    if column.kind is ColumnKind.CHOICE:
        return [f"{number}:word:{word}" for word in given.getlist(key) if word in column.choices]
    if column.kind is ColumnKind.TEXT:
        text = given.get(key, "").strip()[:80]
        return [f"{number}:text:{text}"] if text else []
    least, most = (_bound(column, given.get(f"{key}_{end}", "")) for end in ("least", "most"))
    return [f"{number}:{_BOUNDS[column.kind]}:{least}..{most}"] if least or most else []


def _bound(column: OwnColumn, text: str) -> str:
    """A bound that cannot be read is none."""
    found = read_value(column, text)
    return "" if isinstance(found, Wrong) else found


def _shown(column: OwnColumn, filters: Filters) -> dict[str, Any]:
    chosen = [one for one in map(read_filter, filters.own) if one and one.column == column.number]
    first = chosen[0] if chosen else None
    bounds = [str(one) if one is not None else "" for one in ((first.least, first.most) if first else (None, None))]
    return {
        "column": column, "key": column.key, "words": [(word, any(one.text == word for one in chosen)) for word in column.choices],
        "state": first.kind if first and first.kind in ("any", "none") else "", "text": first.text if first and first.kind == "text" else "",
        "least": bounds[0], "most": bounds[1], "open": bool(chosen), "day": column.kind is ColumnKind.DAY,
        "bounds": column.kind in _BOUNDS, "is_text": column.kind is ColumnKind.TEXT,
    }  # fmt: skip
