"""Rows of the battle map as HTML. Drawn here and not in a template: a province has five thousand units, each with seven cells."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bihuan.interfaces.web.components.templatetags.look import grouped
from bihuan.reports.queries.cockpit import Cell, Line

_LAMPS = {"on_time": "ok", "near": "near", "overdue": "late", "closed": "done"}
_SORTED = {"overdue": "&amp;sort=due_on", "near": "&amp;sort=due_on"}  # what makes a cell red or amber comes first


def drawn_map(lines: Sequence[Line], columns: Sequence[str], ledger: str, at: str) -> SafeString:
    """The rows of the units; `columns` are their heads, `ledger` the address of the list, `at` what its addresses end in."""
    heads, end, begin = [escape(_(one)) for one in columns], escape(at), escape(ledger)
    said = {"overdue": f"<span class=sr>{escape(_('有超期'))}</span>", "near": f"<span class=sr>{escape(_('有临期'))}</span>"}

    def drawn(cell: Cell, hint: str) -> str:
        if not cell.count:
            return "<td><span class='cell none'>·</span>"
        lamp = cell.lamp.value
        href = f"{begin}?{escape(cell.query)}{_SORTED.get(lamp, '')}{end}"
        return f'<td><a class="cell {_LAMPS[lamp]}" href="{href}" title="{hint}">{grouped(cell.count)}{said.get(lamp, "")}</a>'

    told = []
    for line in lines:
        name = escape(line.unit.name)
        told.append(f'<tr><th scope=row><a href="{begin}?unit={line.unit.pk}{end}">{name}</a>')
        told += [drawn(cell, f"{name} · {head}") for cell, head in zip(line.cells, heads, strict=True)]
    return mark_safe("".join(told))  # noqa: S308 - every value above goes through escape
