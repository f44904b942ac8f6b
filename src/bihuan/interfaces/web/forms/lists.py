"""Which problems the rows of a form may list, by names that people know; and what their columns are, guessed from the head above them."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from bihuan.campaigns.queries import views_of
from bihuan.forms.rules.suggesting import letters
from bihuan.forms.sheets import SheetView
from bihuan.forms.vocabulary import LINE
from bihuan.foundation.kernel import Actor
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.heading import squeezed, words_of

_USUAL = {"open=1": noop("没有销号的"), "lamp=overdue": noop("超期没有销号的"), "lamp=near": noop("临期的"), "done=1": noop("已销号的")}
_A_HEAD = 3
"""So many columns of a row that are known make it a head."""


def named_lists(actor: Actor, campaign: Any) -> dict[str, str]:
    """Name → filters: the usual ones, and the views that this person may use."""
    kept = {one.name: Filters.read(QueryDict(one.query)).query() for one in views_of(actor, campaign)}
    return {**{name: query for name, query in kept.items() if query}, **{_(name): query for query, name in _USUAL.items()}}


def filters_of(text: str, names: Mapping[str, str]) -> str | None:
    """The filters that were chosen by name or pasted as an address of the ledger; None: nothing of the kind."""
    wanted = text.strip()
    if wanted in names:
        return names[wanted]
    query = wanted.rpartition("?")[2].strip()
    return query if not query or "=" in query else None


def guessed(view: SheetView, columns: Mapping[str, str]) -> tuple[int, dict[str, str]]:
    """The row below the head (from 1; 0 where there is none), and for the letters of columns what they mean."""
    ours = {column.value for column in Column}
    names = {**words_of({key: label for key, label in columns.items() if key not in ours and key != LINE}), Column.NUMBER.value: ()}
    known = {word: key for key, words in names.items() for word in words if key in columns} | {"序号": LINE}
    best: tuple[int, dict[str, str]] = (0, {})
    for at, row in enumerate(view.texts, 1):
        found = {letters(place): known[word] for place, text in enumerate(row, 1) if (word := squeezed(text)) in known}
        if len(found) >= max(_A_HEAD, len(best[1]) + 1):
            best = at + 1, found
    return best
