"""What waits at the clue desk, on the page of to-dos and in its badge: numbers of clues, never what they say. Reports are counted nowhere but on the
desk itself with an unlocked key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bihuan.clues import queries
from bihuan.clues.vocabulary.clues import ClueState
from bihuan.interfaces.web.clues.views.clues import lit
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.desk import Line

CARDS: dict[str, Any] = {}
"""None that belongs to a campaign."""
FIRST, MOST = 5, 200


def house(request: HttpRequest) -> list[dict[str, Any]]:
    """Clues on which the next step is whoever asks, then identities that he opens as a custodian."""
    actor, day = actor_of(request), localdate()
    rows = list(queries.clues_to_do(actor, day)[:MOST])
    cards = []
    if rows:
        late = queries.late_among(rows, day)
        cards.append({
            "title": _("线索"), "count": len(rows), "late": len(late), "href": reverse("clues:desk"),
            "lines": [(_line(one["row"]), one["lamp"], one["word"]) for one in lit(rows[:FIRST])],
        })  # fmt: skip
    if waiting := queries.openings_to_do(actor, day):
        cards.append({"title": _("查阅举报人身份的申请"), "count": waiting, "late": 0, "href": reverse("clues:identities"), "lines": []})
    return cards


def _line(row: Any) -> Line:
    return Line(row.number, reverse("clues:clue", args=[row.pk]), _("办理"), _(ClueState(row.state).label))


def house_count(request: HttpRequest) -> int:
    """The same as a number."""
    actor, day = actor_of(request), localdate()
    return min(MOST, queries.clues_to_do(actor, day).count()) + queries.openings_to_do(actor, day)
