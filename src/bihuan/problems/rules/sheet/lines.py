"""A row that is not on the ledger yet: every cell read, every need of the state that it claims asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bihuan.campaigns.vocabulary import FilledFrom
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import _
from bihuan.problems.rules.own import missing_from
from bihuan.problems.rules.sheet.cells import Cells, words
from bihuan.problems.rules.sheet.dates import ACCEPTED
from bihuan.problems.rules.sheet.names import Fault, Names
from bihuan.problems.rules.sheet.own import OwnReader
from bihuan.problems.rules.sheet.shape import (
    VEIL,
    Column,
    Known,
    NewLine,
    RawRow,
)
from bihuan.problems.rules.sheet.taking_over import START, state_text, state_told
from bihuan.problems.rules.sheet.terms import TakingOver
from bihuan.problems.rules.sheet.values import kind_by_words, nearest_word, numbered, plain, word_in
from bihuan.problems.vocabulary import CauseKind, Need, Source, State, Weight

FILL_IN = _("这一格必须填写。")
NO_SOURCE = _("来源只能填：%(words)s。")
NO_STATE = _("没有这种状态。可以填：%(words)s。")
NOT_YOURS = _("您不能为这个单位导入问题。")
VEILED_NEW = _("“＊”表示内容不公开，新问题请写明内容。")
NOT_SO_FAR = _("新问题不能直接写“%(state)s”：请写“已建账”“已剖析”“整改中”或留空，导入后再按环节办理。")
TO_COME = _("这一天还没有到。")
BACKWARD = _("销号日期早于发现日期。")
NO_FOUND_DAY = _("接续的问题要写明发现日期；确实没有的，可以在接续页给出统一的日期。")
NOT_SO_FAR_HERE = _("%(why)s，按“%(state)s”接续。")
AS_FAR = _("也可以先写“%(state)s”，导入后再补。")


class Reader:
    """Reads rows that become problems."""

    def __init__(self, known: Known, names: Names) -> None:
        self.known, self.names = known, names
        self.guessed = 0
        self.lowered: list[CellError] = []
        self.hints: list[CellError] = []

    @staticmethod
    def source(text: str) -> Source | None:
        """The source a cell names."""
        return word_in(Source, text)

    def new_line(self, row: RawRow, own: OwnReader) -> tuple[NewLine | None, list[CellError]]:
        """The row as a problem to be recorded, or its errors."""
        cells = Cells(row, self.names)
        for column in (Column.UNIT, Column.SOURCE, Column.TEXT):
            if not row.cells.get(column, "").strip():
                cells.errors.append(row.error(column, FILL_IN))
        unit = cells._found(Column.UNIT, self.names.unit(row.cells[Column.UNIT])) if row.cells.get(Column.UNIT, "").strip() else None
        if unit is not None and not unit.open:
            cells.errors.append(row.error(Column.UNIT, NOT_YOURS))
        source, text = cells.word(Column.SOURCE, Source, NO_SOURCE), cells.text(Column.TEXT)
        if text == VEIL:
            cells.errors.append(row.error(Column.TEXT, VEILED_NEW))
        # of a unit that is not his own whoever imports is told no names: nobody is looked up there
        line = NewLine(row, unit.pk if unit and unit.open else 0, source or Source.SELF_CHECK, text)
        self._people(line, cells)
        self._place(line, cells)
        self._rest(line, cells)
        line.own, faults = own.new(row)
        cells.errors += faults
        self._state(line, cells)
        self.hints += cells.hints
        return (None if cells.errors else line), cells.errors

    def _people(self, line: NewLine, cells: Cells) -> None:
        if line.unit_pk:
            line.person = cells.person(Column.PERSON, line.unit_pk)
            leader = cells.person(Column.LEADER, line.unit_pk)
            line.leader_pk = leader.pk if leader else None

    def _place(self, line: NewLine, cells: Cells) -> None:
        faults = len(cells.errors)
        category = cells.category()
        manifestation = cells.manifestation(category) if len(cells.errors) == faults else None
        if manifestation:
            category = self.names.category_of[manifestation.pk]
            line.manifestation_pk = manifestation.pk
            if manifestation.needs_text and len(line.text) < 4:
                cells.errors.append(cells.row.error(Column.TEXT, f"{Need.SORTED_TEXT.label}。"))
        line.category_pk = category.pk if category else None

    def _rest(self, line: NewLine, cells: Cells) -> None:
        line.cause, line.measures, line.progress = (cells.text(one) for one in (Column.CAUSE, Column.MEASURES, Column.PROGRESS))
        kind = cells.word(Column.CAUSE_KIND, CauseKind)
        if line.cause:
            line.cause_kind = kind or kind_by_words(line.cause)
            self.guessed += kind is None
        line.found_on = self._past(cells, Column.FOUND)
        line.due_on = cells.due_day(line.found_on.isoformat() if line.found_on else "")
        line.weight = cells.word(Column.WEIGHT, Weight) or Weight.GENERAL
        line.external = numbered(cells.text(Column.EXTERNAL))

    def _past(self, cells: Cells, column: Column) -> date | None:
        """A day that is not still to come."""
        day = cells.day(column)
        if day and self.known.today and day > self.known.today:
            cells.errors.append(cells.row.error(column, TO_COME))
            return None
        return day

    def _taken_over(self, line: NewLine, cells: Cells, take_over: TakingOver) -> None:
        """As far as the sheet says and its cells carry; what was closed there is closed before the take-over."""
        line.closed_on = self._past(cells, Column.CLOSED)
        if not line.found_on and take_over.found_on:
            line.found_on = min(take_over.found_on, line.closed_on or take_over.found_on)
        told = state_text(plain(cells.row.cells.get(Column.STATE, "")), plain(cells.row.cells.get(Column.PROGRESS, "")))
        state = state_told(told, line.closed_on is not None)
        if not line.found_on and not cells.row.cells.get(Column.FOUND, "").strip():
            cells.errors.append(cells.row.error(Column.FOUND, NO_FOUND_DAY).accepting(ACCEPTED))
        if line.found_on and line.closed_on and line.closed_on < line.found_on:
            cells.errors.append(cells.row.error(Column.CLOSED, BACKWARD))
        if state is None:
            fault = cells.row.error(Column.STATE, NO_STATE, nearest_word(State, told), words=words(State))
            cells.errors.append(fault.accepting(word.label for word in State))
            return
        line.state = state
        while line.state in START and (missing := self._missing(line)):
            line.state = START[START.index(line.state) - 1]
            why = "；".join(need.label for need in missing)
            cells.told = [cells.row.error(Column.STATE, NOT_SO_FAR_HERE, why=why, state=line.state.label)]

    def _state(self, line: NewLine, cells: Cells) -> None:
        """A new row starts as recorded; with what the next states need it is carried as far as the sheet says."""
        if self.known.terms.take_over:
            self._taken_over(line, cells, self.known.terms.take_over)
            self.lowered += cells.told
            return
        line.state = cells.word(Column.STATE, State, NO_STATE) or State.RECORDED
        if line.state not in START:
            cells.errors.append(cells.row.error(Column.STATE, NOT_SO_FAR, state=line.state.label))
        elif missing := self._missing(line):
            why = "；".join(need.label for need in missing) + "。"
            line.state = next(
                (one for one in reversed(START[: START.index(line.state)]) if not self._missing(replace(line, state=one))), START[0]
            )
            cells.errors.append(cells.row.error(Column.STATE, why + AS_FAR, line.state.label, state=line.state.label))

    def _missing(self, line: NewLine) -> list[Need]:
        """What the claimed state needs and the row does not have (M92, M93)."""
        analysed, planned = line.state is not State.RECORDED, line.state is State.RECTIFYING
        asked: list[tuple[Need, Callable[[], bool], bool]] = [
            (Need.CAUSE, lambda: bool(line.cause), analysed),
            (Need.MEASURES, lambda: bool(line.measures), planned),
            (Need.DOER, lambda: line.person is not None, planned),
            (Need.NO_APPROVAL_ASKED, lambda: not self.known.approval, planned),
            (
                Need.OWN_PLAN,
                lambda: FilledFrom.PLAN not in missing_from(self.known.own.columns if self.known.own else (), line.own),
                planned,
            ),
        ]
        return [need for need, met, counts in asked if counts and not met()]


__all__ = ["Cells", "Fault", "Reader"]
