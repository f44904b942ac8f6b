"""Cells of a campaign's own columns in a sheet: read, compared with what stands on the ledger, and with what an export said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import _
from bihuan.problems.rules.own import shown_value, with_values
from bihuan.problems.rules.sheet.own_values import Wrong, read_value
from bihuan.problems.rules.sheet.shape import VEIL, Change, Column, KnownRow, RawRow
from bihuan.problems.rules.sheet.stamp import Stamp, mark_of_key, stamp_in
from bihuan.problems.rules.sheet.terms import Choices, Edit
from bihuan.problems.rules.sheet.values import visible
from bihuan.problems.vocabulary import Action

NOT_HERE = _("这一栏由%(who)s填写，导入不修改，保持台账原样。")
CLOSED_TO_FILL = _("已到“%(state)s”，这一栏不再由导入填写，保持台账原样。")
NOT_READABLE = _("这一条的内容由本人、主要负责人和审阅人查看，导入不修改，保持台账原样。")


@dataclass(frozen=True)
class OwnColumns:
    """What a sheet is asked about them: the columns in use, which of them whoever imports fills in, and in which states."""

    columns: tuple[OwnColumn, ...] = ()
    fillers: frozenset[FilledBy] = frozenset()
    states: frozenset[str] = frozenset()


@dataclass
class OwnReader:
    """Reads rows for their own columns; `edits` and `moved` as the comparer of the other columns gathers them."""

    of: OwnColumns
    choices: Choices = Choices()
    edits: list[Edit] = field(default_factory=list)
    moved: int = 0

    def new(self, row: RawRow) -> tuple[dict[str, str], list[CellError]]:
        """The values of a row that becomes a problem, and what is wrong with them."""
        values, faults = dict[int, str](), list[CellError]()
        for column in self.of.columns if row.more else ():
            text = row.more.get(column.key, "")
            found = read_value(column, text) if text != VEIL else ""
            if isinstance(found, Wrong):
                faults.append(_error(row, column, found))
            elif found and column.editors not in self.of.fillers:
                faults.append(_told(row, column, NOT_HERE, who=column.editors.label))
            else:
                values[column.number] = found
        return with_values({}, values), faults

    def compare(self, row: RawRow, standing: KnownRow) -> tuple[Change | None, list[CellError], list[CellError]]:
        """The change, the errors, and the cells that differ but stay as they are. An empty cell says nothing, unless our export filled it."""
        values, faults, kept = dict[int, str](), list[CellError](), list[CellError]()
        for column in self.of.columns if row.more else ():
            text = row.more.get(column.key, "").strip()
            if not text and (stamp := self._emptied_since(column, row, standing)):
                written, why = self._cleared(column, row, standing, stamp)
                kept += [why] if why else []
                values |= {column.number: ""} if written else {}
            if not text or text == VEIL:
                continue
            found = read_value(column, text)
            if isinstance(found, Wrong):
                faults.append(_error(row, column, found))
            elif found != visible(standing.own.get(str(column.number), "")):
                written, why = self._differs(column, found, row, standing)
                kept += [why] if why else []
                values |= {column.number: found} if written else {}
        change = Change(standing.pk, Action.FILL, {"own": with_values(standing.own, values)}) if values else None
        return (None if faults else change), faults, kept

    def _differs(self, column: OwnColumn, found: str, row: RawRow, standing: KnownRow) -> tuple[bool, CellError | None]:
        """Is a cell that differs written, and why it stays as it is where it may not be."""
        stamp, old = stamp_in(row.stamp, standing.cells[Column.OWN]), visible(standing.own.get(str(column.number), ""))
        if stamp and stamp.has(mark_of_key(column.key, found)):
            self.moved += 1
            return False, None
        if why := self._why_not(column, row, standing):
            return False, why
        conflict = stamp is not None and not stamp.has(mark_of_key(column.key, old))
        written = self.choices.writes(f"{standing.number}.{column.key}", conflict, False)
        was, now = shown_value(column, old), shown_value(column, found)
        self.edits.append(Edit(row.number, standing.number, standing.cells[Column.UNIT], column, was, now, conflict, False, written))
        return written, None

    @staticmethod
    def _emptied_since(column: OwnColumn, row: RawRow, standing: KnownRow) -> Stamp | None:
        """The stamp of a row whose export said something here, where the ledger says something and the cell is empty. A column that
        somebody added to the sheet was never filled."""
        old = visible(standing.own.get(str(column.number), "")) if row.stamp and column.key in row.more else ""
        stamp = stamp_in(row.stamp, standing.cells[Column.OWN]) if old else None
        if stamp is None or stamp.has(mark_of_key(column.key, "")):
            return None
        return stamp if stamp.own >= len(row.more) or stamp.has(mark_of_key(column.key, old)) else None

    def _cleared(self, column: OwnColumn, row: RawRow, standing: KnownRow, stamp: Stamp) -> tuple[bool, CellError | None]:
        """Is an emptied cell cleared (only where somebody chose that), and why it may not be."""
        if why := self._why_not(column, row, standing):
            return False, why
        old = visible(standing.own[str(column.number)])
        conflict = not stamp.has(mark_of_key(column.key, old))
        written = self.choices.writes(f"{standing.number}.{column.key}", conflict, True)
        unit, was = standing.cells[Column.UNIT], shown_value(column, old)
        self.edits.append(Edit(row.number, standing.number, unit, column, was, "", conflict, True, written))
        return written, None

    def _why_not(self, column: OwnColumn, row: RawRow, standing: KnownRow) -> CellError | None:
        if column.kind is ColumnKind.TEXT and not standing.readable:
            return _told(row, column, NOT_READABLE)
        if column.editors not in self.of.fillers:
            return _told(row, column, NOT_HERE, who=column.editors.label)
        if standing.state not in self.of.states:
            return _told(row, column, CLOSED_TO_FILL, state=standing.state.label)
        return None


def _told(row: RawRow, column: OwnColumn, sentence: str, **facts: object) -> CellError:
    return CellError(row.sheet, row.number, column.label, row.more.get(column.key, ""), sentence, "", facts)


def _error(row: RawRow, column: OwnColumn, wrong: Wrong) -> CellError:
    told = CellError(row.sheet, row.number, column.label, row.more.get(column.key, ""), wrong.template, wrong.nearest, wrong.facts)
    return told.accepting(wrong.accepted)


def printed_own(columns: tuple[OwnColumn, ...], own: Mapping[str, str], *, readable: bool) -> dict[str, str]:
    """The cells of an export by the keys of the columns; texts veiled where somebody who may not read them looks."""
    told = {}
    for column in columns:
        value = visible(own.get(str(column.number), ""))
        told[column.key] = VEIL if value and column.kind is ColumnKind.TEXT and not readable else value
    return told
