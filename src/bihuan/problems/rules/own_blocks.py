"""Cells of a campaign's own columns in a block that somebody wants to write: old and new, and why not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy
from bihuan.foundation.files.rules.guarding import unguarded
from bihuan.foundation.kernel import _
from bihuan.problems.rules.blocks import CLEAR, Cell
from bihuan.problems.rules.own import Own
from bihuan.problems.rules.sheet.own_values import Wrong, read_value
from bihuan.problems.rules.sheet.shape import VEIL
from bihuan.problems.rules.sheet.values import plain

OTHERS_FILL = _("这一栏由%(who)s填写。")
CLOSED_TO_FILL = _("已到“%(state)s”，这一栏不能再填。")
VEILED_HERE = _("这一条的内容由本人、主要负责人和审阅人查看，您不能改。")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What stands on a row, who may fill in there now, whether any duty of his fills in at all, whether he may read texts, and its state."""

    own: Own
    open_to: Collection[FilledBy]
    readable: bool
    state: str


def own_cell(column: OwnColumn, raw: str, row: OwnRow) -> tuple[Cell, str | None]:
    """The cell looked over, and the value to write (None: nothing is written)."""
    text, old = plain(unguarded(raw)), row.own.get(str(column.number), "")
    veiled = column.kind is ColumnKind.TEXT and not row.readable
    cell = Cell(column, VEIL if veiled and old else old, text)
    if text == VEIL:
        return replace(cell, moves=False), None
    found = "" if _clears(column, text) else read_value(column, text)
    if found == old and not veiled:
        return replace(cell, moves=False), None
    why, facts = _why_not(column, row, veiled)
    if why:
        return replace(cell, why=why, facts=facts), None
    if isinstance(found, Wrong):
        return replace(cell, why=found.template, facts=found.facts, nearest=found.nearest), None
    return cell, found


def _clears(column: OwnColumn, text: str) -> bool:
    return text in CLEAR and text not in column.choices and (column.kind is not ColumnKind.TEXT or text == CLEAR[0])


def _why_not(column: OwnColumn, row: OwnRow, veiled: bool) -> tuple[str, Mapping[str, object]]:
    if veiled:
        return VEILED_HERE, {}
    if column.editors in row.open_to:
        return "", {}
    return (OTHERS_FILL, {"who": column.editors.label}) if row.open_to else (CLOSED_TO_FILL, {"state": row.state})
