"""The cards of the rooms on the to-do page: each brings its own in `interfaces/web/<room>/desk.py`."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from bihuan.campaigns.queries.desk import waiting_on_desk
from bihuan.interfaces.web.shell.days import lamp_on
from bihuan.interfaces.web.shell.doors import carries

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.interfaces.web.shell.desk import Cards
    from bihuan.problems.queries import Reach, Today

ROOMS = ("campaigns", "finding", "inspections", "institutions", "problems", "accountability")
"""Rooms that may have a desk, in the order of the work."""


@lru_cache(1)
def cards() -> Cards:
    """Every card by the name of its kind."""
    names = [f"bihuan.interfaces.web.{room}.desk" for room in ROOMS]
    return {name: card for one in names if find_spec(one) for name, card in import_module(one).CARDS.items()}


def desk_of(mine: Reach, campaign: Campaign, today: Today) -> list[dict[str, Any]]:
    """What lies on somebody's desk in one campaign besides items and tasks, each kind with its first rows."""
    known, found = cards(), list[dict[str, Any]]()
    for one in waiting_on_desk(mine.actor, mine.duties, campaign.pk, today.day):
        card = known[one.name]
        lines = [card.line(row, campaign.code) for row in one.rows]
        lit = [(line, *(lamp_on(line.due_on, today) if line.due_on else (None, ""))) for line in lines]
        href = reverse(card.every, args=[campaign.code]) if carries(card.every) else ""
        found.append({"title": card.title, "count": one.count, "late": one.late, "lines": lit, "href": href})
    return found
