"""The preview of a paste as HTML: line by line, cell by cell, old and new, and why not. Drawn here, for it may be thousands of cells."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bihuan.problems.queries import Looked
from bihuan.problems.rules.blocks import Cell

MOST_SHOWN = 2_000
_LONG = 60


def _short(text: str) -> str:
    text = text if len(text) <= _LONG else text[: _LONG - 1] + "…"
    return escape(text).replace("\n", "<br>") or "—"


def _why(cell: Cell) -> str:
    facts = {name: _(fact) if isinstance(fact, str) and fact else fact for name, fact in cell.facts.items()}
    sentence = escape(_(cell.why) % facts if facts else _(cell.why))
    near = escape(_("最接近的是“%(near)s”。") % {"near": cell.nearest}) if cell.nearest else ""
    return f'<td class="why">{sentence}{near}</td>'


def drawn_preview(looked: Sequence[Looked], code: str) -> SafeString:
    """The cells that would change, and first those that are refused; what stands already is only counted."""
    told = [(one, cell) for one in looked for cell in one.cells if cell.moves]
    told.sort(key=lambda pair: not pair[1].why)
    labels: dict[str, str] = {}
    beside = "<td></td>" if told and told[0][1].why else ""  # the column of reasons stands only where there is one
    lines = []
    for one, cell in told[:MOST_SHOWN]:
        label = labels.setdefault(cell.column.label, escape(_(cell.column.label)))
        href, number = reverse("problems:problem", args=[code, one.problem.number]), f"{one.problem.number:04d}"
        last = _why(cell) if cell.why else beside
        kind = ' class="no"' if cell.why else ""
        lines.append(
            f'<tr{kind}><td class="num">{one.line}<td class="num"><a class="link" href="{href}" target="_blank">{number}</a><td>{label}'
            f"<td><del>{_short(cell.old)}</del><td><ins>{_short(cell.new)}</ins>{last}</tr>"
        )
    return mark_safe("".join(lines))  # noqa: S308 - every value goes through escape
