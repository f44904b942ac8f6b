"""Rows of the six lists of a person as HTML. Drawn here and not in a template, as the grid's are: sixty items through template tags took five
times as long as asking for them (bench.finding_pages). Decides nothing: an item says whether its text is shown."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bihuan.foundation.kernel import Term
from bihuan.interfaces.web.components.templatetags.look import LAMPS
from bihuan.interfaces.web.problems.rows import due_words
from bihuan.interfaces.web.shell.origins import origin_href
from bihuan.problems.rules import lamp
from bihuan.problems.vocabulary import Source, State

if TYPE_CHECKING:
    from bihuan.problems.models import Problem
    from bihuan.problems.queries import Today
    from bihuan.problems.queries.six import Item


class ListPen:
    """The words that every row says, looked up once a page."""

    def __init__(self, code: str, today: Today) -> None:
        self.code, self.today, self._words = code, today, dict[Term, str]()
        self.ledger = escape(reverse("problems:problem", args=[code, 1]).removesuffix("1/"))
        heads = (_("问题"), _("来路"), _("发现日期"), _("整改状态"))
        self.text, self.origin, self.found, self.state = (f'data-label="{escape(head)}"' for head in heads)
        self.veil = f'<span class="dim" title="{escape(_("内容按规定不向您公开"))}">＊</span>'

    def rows(self, items: Sequence[Item]) -> SafeString:
        """One list."""
        return mark_safe("".join(map(self._row, items)))  # noqa: S308 - every value goes through escape

    def _row(self, item: Item) -> str:
        row = item.problem
        text = self.veil if item.text is None else escape(item.text)
        place = row.manifestation.text if row.manifestation and item.text is not None else row.category.name if row.category else ""
        beside = f'<small class="dim"> {escape(place)}</small>' if place else ""
        return (
            f'<tr><th scope="row" class="nw"><a class="link num" href="{self.ledger}{row.number}/">{row.number:04d}</a></th>'
            f"<td {self.text}>{text}{beside}</td><td {self.origin}>{self._origin(row)}</td>"
            f'<td class="nw" {self.found}>{row.found_on or ""}</td><td class="nw" {self.state}>{self._state(row)}</td></tr>'
        )

    def _origin(self, row: Problem) -> str:
        label = escape(row.origin_label)
        if href := origin_href(self.code, row.origin_kind, row.origin_reference):
            return f'<a class="link" href="{escape(href)}">{label or self._word(Source(row.source))}</a>'
        return label or "—"

    def _state(self, row: Problem) -> str:
        word = lamp(row.state, row.due_on, self.today.day, self.today.near_until)
        due = due_words(row, word, self.today) or self._word(word)
        return f'<span class="tag ">{self._word(State(row.state))}</span> <span class="lamp {LAMPS.get(word.value, "none")}">{escape(str(due))}</span>'

    def _word(self, term: Term) -> str:
        if term not in self._words:
            self._words[term] = escape(_(term.label))
        return self._words[term]
