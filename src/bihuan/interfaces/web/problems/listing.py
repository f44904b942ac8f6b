"""The rows of one page of the ledger with their heads: what is asked, in which columns it is shown, where its neighbours are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import get_script_prefix

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.problems.columns import Column, Look
from bihuan.interfaces.web.problems.drawing import drawn
from bihuan.interfaces.web.problems.own import own_heads
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of, reach_of
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.kept import hidden
from bihuan.interfaces.web.shell.menu import address as address_of
from bihuan.problems import queries
from bihuan.problems.queries import Page, Then
from bihuan.problems.rules.filters import SIZES, SORTS, Filters

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: how the list is sorted by it ("" for not), the address that sorts by it, and the one that sorts by it second."""

    column: Column
    sorted: str
    sort: str
    then: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: its rows, how it looks, and whether the look was asked for in the address (else it is this person's usual one)."""

    page: Page
    look: Look
    named: bool
    book: int
    past: Then | None = None

    def pairs(self, filters: Filters) -> list[tuple[str, str]]:
        """What an address to another page of this list carries."""
        return [*filters.pairs(), *(self.look.pairs() if self.named else ())]


def address(code: str, pairs: list[tuple[str, str]], **more: str) -> str:
    """The ledger with these parameters."""
    told = urlencode([*pairs, *more.items()], safe=",")
    return address_of("problems:ledger", code) + (f"?{told}" if told else "")


def look_at(request: HttpRequest, campaign: Campaign) -> Look:
    """How the list of this request looks: by its address, else as this person keeps it (one query)."""
    look = Look.read(request.GET) if "col" in request.GET else Look.kept(campaigns.look_of(actor_of(request), campaign))
    return replace(look, own=own_heads(campaign))


def listed(request: HttpRequest, campaign: Campaign, filters: Filters) -> Listed:
    """Ask for the page. How this person likes the list and where the book of the campaign ends come in the same question."""
    mine, today = reach_of(request, campaign.pk), today_of(campaign)
    marks = request.GET.get("after", ""), request.GET.get("before", "")
    has_own = bool(campaign.file.get("columns"))
    page, past = queries.page_of(mine, campaign.pk, filters, today, marks=marks, inside=campaign.code, own=has_own)
    if past:
        return Listed(page, look_at(request, campaign), "col" in request.GET, 0, past)
    first: Any = page.rows[0] if page.rows else None
    named = "col" in request.GET
    look = Look.read(request.GET) if named or first is None else Look.kept(first.look)
    return Listed(page, replace(look, own=own_heads(campaign)), named, first.book or 0 if first is not None else 0)


def heads(code: str, filters: Filters, shown: Listed) -> tuple[Head, ...]:
    """The head of each column: its order where it offers one, and a second order behind the present one where that lies in an index."""
    return _heads(code, filters, shown.look, shown.named, get_script_prefix())


@lru_cache(512)
def _heads(code: str, filters: Filters, look: Look, named: bool, _prefix: str) -> tuple[Head, ...]:
    """The usual lists are opened all day, and their heads are twenty addresses each."""
    own = tuple(look.pairs()) if named else ()
    return tuple(_head(code, filters, own, column) for column in look.columns)


def _head(code: str, filters: Filters, own: tuple[tuple[str, str], ...], column: Column) -> Head:
    first, _dot, second = filters.sort.removeprefix("-").partition(".")
    by, order = filters.sort, ""
    if column.sort and column.sort in (first, second):
        order = "descending" if by.startswith("-") else "ascending"
    turned = column.sort if by != column.sort else f"-{column.sort}"
    then = f"{first}.{column.sort}" if column.sort and f"{first}.{column.sort}" in SORTS else ""
    sort = address(code, [*replace(filters, sort=turned).pairs(), *own]) if column.sort else ""
    return Head(column, order, sort, address(code, [*replace(filters, sort=then).pairs(), *own]) if then else "")


def list_of(request: HttpRequest, campaign: Campaign, filters: Filters) -> dict[str, Any]:
    """Everything that the part with the rows prints."""
    shown = listed(request, campaign, filters)
    mine, code, page = reach_of(request, campaign.pk), campaign.code, shown.page
    past, pairs = shown.past, shown.pairs(filters)
    rows = rows_of(mine, page.rows, past.today if past else today_of(campaign), campaign, past=past is not None)
    return {
        "filters": filters, "page": page, "rows": rows, "look": shown.look, "book": shown.book, "sizes": SIZES, "pairs": pairs,
        "drawn": drawn(rows, [one.key for one in shown.look.columns], filters.q, at=filters.at if past else ""), "past": past,
        "heads": heads(code, filters, shown),
        "kept": hidden(pair for pair in pairs if pair[0] != "size"),
        "next": address(code, pairs, after=page.after) if page.after else "",
        "previous": address(code, pairs, before=page.before) if page.before else "",
    }  # fmt: skip
