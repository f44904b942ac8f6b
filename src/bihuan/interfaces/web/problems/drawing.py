"""Rows of the grid as HTML. Drawn here and not in a template: fifty rows of twelve cells through template tags take four times as long
(bench.ledger), and this is the page that everybody opens all day. Decides nothing: a row says what it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bihuan.foundation.kernel import Term
from bihuan.interfaces.web.components.templatetags.look import LAMPS, icon, marked
from bihuan.interfaces.web.problems.own import drawn_cell
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.vocabulary import Lamp

if TYPE_CHECKING:
    from bihuan.interfaces.web.problems.rows import Row

_TEXT, _CATEGORY, _ENTRY, _LONG = 72, 18, 20, 30
"""Characters of a cell, about two lines; the drawer has the whole text. Sixty kilobytes are what a page of fifty may weigh."""


def drawn(rows: Sequence[Row], keys: Sequence[str], q: str = "", *, renewed: bool = False, at: str = "") -> SafeString:
    """The rows with the columns of `keys`; places of `q` marked; `renewed` rows take the place of those that stand in the page; `at`: the
    past moment that they show and lead to."""
    pen = _Pen(q, f"?at={escape(at)}" if at else "")
    cells = [_CELLS[key] if key in _CELLS else _own(rows[0], key) for key in keys if key in _CELLS or rows and key.startswith("own")]
    how = ' hx-swap-oob="true" class="on" aria-selected="true"' if renewed else ""
    lines = []
    for row in rows:  # HTML lets the ends of cells and rows and the quotes of plain words go unsaid: a hundred bytes a row
        told = "".join([draw(pen, row) for draw in cells])
        lines.append(f"<tr id=row-{row.problem.pk}{_rights(row)}{how}>{pen.head(row)}{told}")
    return mark_safe("".join(lines))  # noqa: S308 - every value below goes through escape


def _rights(row: Row) -> str:
    """What of this row may be edited in place: "a" corrected, "c" classified, both where nothing is said. The heads say which right their
    column asks for."""
    rights = "a" * (row.may_amend and row.readable) + "c" * (row.may_classify and row.readable) + row.fills
    return "" if rights == "ac" else f" data-e={rights}" if rights else " data-e"


def _own(first: Row, key: str) -> Callable[[_Pen, Row], str]:
    column = columns_shown(first.problem.campaign)[key]
    return lambda _pen, row: drawn_cell(column, row.problem.own, row.readable)


def _short(text: str, most: int) -> str:
    return escape(text if len(text) <= most else text[: most - 1].rstrip() + "…", quote=False)


class _Pen:
    """Words asked for once a page, and the cells."""

    def __init__(self, q: str, at: str = "") -> None:
        self.q, self.at, self._words = q, at, dict[Term, str]()
        pick, self.unsorted, self.closed = escape(_("选%(n)s")), escape(_("未归类")), escape(_("销号日期"))
        self.pick = f'"{pick}"' if " " in pick else pick
        self.star, self.veil = icon("star", _("重点")), f"{icon('lock')}{escape(_('内容由本人、主要负责人和审阅人查看'))}"

    def word(self, term: Term) -> str:
        """The label of a term in the reader's language."""
        if term not in self._words:
            self._words[term] = escape(_(term.label))
        return self._words[term]

    def head(self, row: Row) -> str:
        """Tick box, number, unit and owner, text: the cells that always stand."""
        p = row.problem
        mark, star = f"{p.number:04d}", f" {self.star}" if p.priority else ""
        href = f'"{p.number}/{self.at}"' if self.at else f"{p.number}/"
        return (
            f"<td><label><input type=checkbox name=row value={p.pk} aria-label={self.pick % {'n': p.number}}></label>"
            f"<td><a href={href}>{mark}</a>{star}"
            f"<td class=key>{self.name(row.unit)}<small>{self.name(row.person) or '—'}</small><td class=q>{self.text(row)}"
        )

    def name(self, name: str) -> str:
        """A unit or a person, what was searched for marked in it."""
        return marked(name, self.q) if self.q else escape(name, quote=False)

    def text(self, row: Row) -> str:
        """The problem, or who may read it."""
        if not row.readable:
            return f'<span class="faint">{self.veil}</span>'
        text = row.problem.text
        if self.q:
            return marked(text if len(text) <= _TEXT else text[: _TEXT - 1].rstrip() + "…", self.q)
        return _short(text, _TEXT)

    def category(self, row: Row) -> str:
        """Category and, where it may be read, the manifestation."""
        name = _short(row.category, _CATEGORY) if row.category else f'<span class="tag near">{self.unsorted}</span>'
        entry = f"<small>{_short(row.manifestation, _ENTRY)}</small>" if row.manifestation and row.readable else ""
        return f"<td class=cat>{name}{entry}"

    def due(self, row: Row) -> str:
        """The lamp with its words; the day on asking. What is closed shows its due day here, too: by that the column is put in order."""
        day, closed = row.problem.due_on, row.problem.closed_at if row.lamp is Lamp.CLOSED else None
        words = (day.isoformat() if day else "—") if closed else row.due
        asked = f'"{self.closed} {localtime(closed):%Y-%m-%d}"' if closed else day.isoformat() if day else ""
        told = f" title={asked}" if asked else ""
        return f'<td class=due{told}><span class="lamp {LAMPS.get(row.lamp.value, "none")}">{escape(words)}</span>'


def _long(name: str) -> Callable[[_Pen, Row], str]:
    return lambda _pen, row: f"<td class=l>{_short(getattr(row.problem, name), _LONG) if row.readable else ''}"


def _plain(text: str) -> str:
    return f"<td>{escape(text, quote=False)}"


_CELLS: dict[str, Callable[[_Pen, Row], str]] = {
    "category": _Pen.category,
    "source": lambda pen, row: f"<td>{pen.word(row.source)}",
    "state": lambda pen, row: f"<td class=key>{pen.word(row.state)}",
    "due": _Pen.due,
    "cause": _long("cause"),
    "measures": _long("measures_text"),
    "progress": _long("progress_text"),
    "leader": lambda _pen, row: _plain(row.leader or "—"),
    "weight": lambda pen, row: f"<td>{pen.word(row.weight)}",
    "found": lambda _pen, row: f'<td class="num">{row.problem.found_on.isoformat()}',
    "external": lambda _pen, row: _plain(row.problem.external_number),
}
