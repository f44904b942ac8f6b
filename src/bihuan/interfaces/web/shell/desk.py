"""A card of the to-do page for work that is neither an item of the ledger nor a task: what each room brings in its own `desk.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise


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
