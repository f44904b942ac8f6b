"""What other rooms show beside a problem: each brings a function `beside(mine, problem)` in its own `beside.py`; a problem knows none of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from bihuan.problems.models import Problem
    from bihuan.problems.queries import Reach

ROOMS = ("institutions",)
"""Rooms that stand beside a problem. Each costs its page a question."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line: words that are said, the page behind them ("": none), a colour of tags for a word before it."""

    text: str
    href: str = ""
    tag: str = ""
    colour: str = ""


@dataclass(slots=True)
class Panel:
    """What one room has to show: lines, and what may be begun from here (label, address)."""

    title: str
    notes: list[Note] = field(default_factory=list)
    acts: list[tuple[str, str]] = field(default_factory=list)


@lru_cache(1)
def _rooms() -> list[Callable[[Any, Any], Panel | None]]:
    names = [f"bihuan.interfaces.web.{room}.beside" for room in ROOMS]
    return [import_module(name).beside for name in names if find_spec(name)]


def panels_of(mine: Reach, row: Problem) -> list[Panel]:
    """The panels that have something to show."""
    found = (told(mine, row) for told in _rooms())
    return [one for one in found if one is not None and (one.notes or one.acts)]
