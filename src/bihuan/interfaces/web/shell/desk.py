"""A card of the to-do page for work that is neither an item of the ledger nor a task: what each room brings in its own `desk.py`.

A room that serves the whole house and no one campaign brings `house(request)` and `house_count(request)` there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from bihuan.interfaces.web.shell.actors import standing_duties_of
from bihuan.interfaces.web.shell.doors import carries
from bihuan.organisation.vocabulary import StandingDutyKind

CLUE_STAFF = frozenset(one for one in StandingDutyKind if one.value.startswith("clue_"))
"""Whoever holds one of these has something to do at the clue desk."""
HOUSE = (("clues", "clues:desk", CLUE_STAFF),)
"""Rooms outside any campaign: folder, first page, the standing duties of those for whom something may wait there. Nobody else is asked about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is, a note below it, by when, the page where it is done and the word on its button."""

    what: str
    href: str
    act: str | Promise
    note: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """How a kind of work looks: its title, the url name of its whole list (it takes the campaign's code), and what a row says.

    `line(row, code)` asks nothing of the database: what it names is loaded with the rows (`select_related`)."""

    title: str | Promise
    every: str
    line: Callable[[Any, str], Line]


Cards = Mapping[str, Card]
"""A room's cards by the names of its kinds (`campaigns.queries.desk.Wait.name`)."""


def _house(request: HttpRequest) -> list[Any]:
    mine = standing_duties_of(request)
    rooms = [room for room, page, duties in HOUSE if duties & mine and carries(page)]
    return [import_module(f"bihuan.interfaces.web.{room}.desk") for room in rooms]


def house_page(request: HttpRequest) -> str:
    """The first page of a room of the whole house in which whoever asks has a duty; "" for everybody else."""
    mine = standing_duties_of(request)
    return next((page for _room, page, duties in HOUSE if duties & mine and carries(page)), "")


def house_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """What waits for whoever asks outside any campaign, as `home/parts/desk.html` shows it."""
    return [card for room in _house(request) for card in room.house(request)]


def house_count(request: HttpRequest) -> int:
    """How much, for the badge."""
    return sum(room.house_count(request) for room in _house(request))
