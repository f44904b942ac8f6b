"""The rows of one page of the ledger with their heads: what is asked, in which columns it is shown, where its neighbours are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.audit.queries import last_of
from bihuan.interfaces.web.problems.columns import Column, Look
from bihuan.interfaces.web.problems.drawing import drawn
from bihuan.interfaces.web.problems.own import own_heads
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of, reach_of
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.kept import hidden
from bihuan.problems import queries
from bihuan.problems.queries import Page, Then
from bihuan.problems.rules.filters import SIZES, SORTS, Filters

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


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
    return reverse("problems:ledger", args=[code]) + (f"?{told}" if told else "")


def look_at(request: HttpRequest, campaign: Campaign) -> Look:
    """How the list of this request looks: by its address, else as this person keeps it (one query)."""
    look = Look.read(request.GET) if "col" in request.GET else Look.kept(campaigns.look_of(actor_of(request), campaign))
    return replace(look, own=own_heads(campaign))


def listed(request: HttpRequest, campaign: Campaign, filters: Filters) -> Listed:
    """Ask for the page. How this person likes the list and where the book of the campaign ends come in the same question."""
    actor, mine, today = actor_of(request), reach_of(request, campaign.pk), today_of(campaign)
    marks = request.GET.get("after", ""), request.GET.get("before", "")
    beside = {"book": last_of(campaign.code), "look": campaigns.standing_look(actor, campaign.pk)}
    page, past = queries.page_of(mine, campaign.pk, filters, today, marks=marks, beside=beside)
    if past:
        return Listed(page, look_at(request, campaign), "col" in request.GET, 0, past)
    first: Any = page.rows[0] if page.rows else None
    named = "col" in request.GET
    look = Look.read(request.GET) if named or first is None else Look.kept(first.look)
    return Listed(page, replace(look, own=own_heads(campaign)), named, first.book or 0 if first is not None else 0)


def heads(code: str, filters: Filters, shown: Listed) -> list[dict[str, Any]]:
    """The head of each column: its order where it offers one, and a second order behind the present one where that lies in an index."""
    return [_head(code, filters, shown, column) for column in shown.look.columns]


def _head(code: str, filters: Filters, shown: Listed, column: Column) -> dict[str, Any]:
    first, _dot, second = filters.sort.removeprefix("-").partition(".")
    by, order = filters.sort, ""
    if column.sort and column.sort in (first, second):
        order = "descending" if by.startswith("-") else "ascending"
    turned = column.sort if by != column.sort else f"-{column.sort}"
    then = f"{first}.{column.sort}" if column.sort and f"{first}.{column.sort}" in SORTS else ""
    return {
        "column": column, "sorted": order, "sort": address(code, shown.pairs(replace(filters, sort=turned))) if column.sort else "",
        "then": address(code, shown.pairs(replace(filters, sort=then))) if then else "",
    }  # fmt: skip


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
