"""How a sheet was understood, as a page shows it and takes it back: which column is what, which rows were passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from bihuan.problems.queries.layouts import memory_of
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.headers import STAMP
from bihuan.problems.rules.sheet.layout import How, Layout, SheetMap, Why

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign
    from bihuan.problems.sheets import LedgerSheet

MOST_PASSED = 60
_HIDDEN_FROM_CHOICE = (STAMP,)


def sheets_asked(request: HttpRequest) -> list[str]:
    """The sheets of a workbook that somebody ticked; none: those that look like a ledger."""
    return [name[:80] for name in request.GET.getlist("sheet")][:50]


def sheets_shown(request: HttpRequest, campaign: Campaign, sheet: LedgerSheet) -> dict[str, Any]:
    """The part of a page that tells how a sheet was understood. Sheets with the same head are told once."""
    own = memory_of(campaign).own
    meanings = [(column.value, _(column.label)) for column in Column] + list(own.items())
    maps = {one.shape: one for one in reversed(sheet.maps)}
    taken = {one.sheet for one in sheet.maps}
    return {
        "maps": [_map(one, [same.sheet for same in sheet.maps if same.shape == one.shape]) for one in reversed(maps.values())],
        "meanings": meanings, "sheets": [(name, name in taken) for name in sheet.names] if len(sheet.names) > 1 else [],
        "missing": [_(label) for label in sheet.missing], "unknown": sheet.unknown, "asked": request.GET.urlencode(),
        "doubtful": bool(sheet.missing) or any(title.how is How.GUESSED for one in sheet.maps for title in one.titles),
    }  # fmt: skip


def _map(one: SheetMap, sheets: list[str]) -> dict[str, Any]:
    passed = [(row.row, _(row.why.label), row.text) for row in one.passed if row.why is not Why.BLANK]
    counts = [(_(why.label), count) for why, count in one.counts.items()]
    titles = [title for title in one.titles if title.column not in _HIDDEN_FROM_CHOICE]
    return {
        "map": one, "sheets": sheets, "counts": counts, "passed": passed[:MOST_PASSED], "more": len(passed) - MOST_PASSED, "titles": titles,
        "head": f"{one.top}" if one.depth == 1 else f"{one.top}—{one.top + one.depth - 1}",
    }  # fmt: skip


def asked_layouts(request: HttpRequest, sheet: LedgerSheet) -> Iterator[tuple[SheetMap, Layout]]:
    """What the page says of each head: `<shape>.<place>` is a column's meaning. A meaning that moved to another column leaves the one it
    had; places that the page did not name stay as they were understood."""
    known = {column.value for column in Column} | {title.column for one in sheet.maps for title in one.titles}
    seen: set[str] = set()
    for one in sheet.maps:
        if one.shape in seen or f"{one.shape}.asked" not in request.POST:
            continue
        seen.add(one.shape)
        told = {title.place: request.POST.get(f"{one.shape}.{title.place}", title.column) for title in one.titles}
        columns = {place: word if word in known or word.startswith("own") else "" for place, word in told.items()}
        moved = {word for title in one.titles if (word := columns[title.place]) and word != title.column}
        columns = {title.place: "" if columns[title.place] in moved and columns[title.place] == title.column else columns[title.place]
                   for title in one.titles}  # fmt: skip
        yield one, Layout(columns, f"{one.shape}.hidden" in request.POST, f"{one.shape}.downward" in request.POST)
