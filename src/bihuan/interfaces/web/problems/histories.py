"""The history of a problem as sentences in the reader's language, of one kind alone where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.problems.queries.telling import Line, history
from bihuan.problems.rules.fields import TEXTS
from bihuan.problems.vocabulary import HistoryKind

if TYPE_CHECKING:
    from bihuan.problems.models import Problem
    from bihuan.problems.queries import Reach, Then


def history_of(
    request: HttpRequest, mine: Reach, row: Problem, past: Then | None = None, book: Sequence[Any] | None = None
) -> dict[str, Any]:
    """What the timeline prints; `kind` of the address narrows it. `book`: the records of the problem, where they were read already."""
    lines = history(mine, row, past.until if past else None, book)
    kind = next((one for one in HistoryKind if one.value == request.GET.get("kind")), None)
    shown = [one for one in lines if kind is None or kind in one.kinds]
    home = reverse("problems:history", args=[row.campaign.code, row.number])
    at = [("at", past.written.text)] if past else []
    return {
        "history": [_told(one) for one in shown], "history_href": f"{home}?{urlencode(at)}" if at else home,
        "history_kinds": [_chip(home, at, lines, one, kind) for one in (None, *HistoryKind)],
    }  # fmt: skip


def _told(line: Line) -> dict[str, Any]:
    texts = [{"name": _(TEXTS[one.name]), "old": one.old, "new": one.new} for one in line.texts]
    return {"at": line.at, "text": line.said(_), "texts": texts}


def _chip(home: str, at: list[tuple[str, str]], lines: list[Line], kind: HistoryKind | None, chosen: HistoryKind | None) -> dict[str, Any]:
    count = sum(kind is None or kind in one.kinds for one in lines)
    query = urlencode([*at, *([("kind", kind.value)] if kind else [])])
    return {
        "label": _(kind.label) if kind else _("全部"), "count": count, "on": kind is chosen, "href": f"{home}?{query}" if query else home,
    }  # fmt: skip
