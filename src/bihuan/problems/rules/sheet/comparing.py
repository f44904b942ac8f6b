"""A row that stands on the ledger: what the sheet says otherwise, field by field; an empty cell says nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import _
from bihuan.problems.rules.sheet.cells import Cells, day_of
from bihuan.problems.rules.sheet.lines import NO_SOURCE, NO_STATE, NOT_YOURS
from bihuan.problems.rules.sheet.names import Names
from bihuan.problems.rules.sheet.shape import VEIL, VEILED, Change, Column, Known, KnownRow, RawRow
from bihuan.problems.rules.sheet.stamp import Stamp, stamp_in
from bihuan.problems.rules.sheet.terms import Edit
from bihuan.problems.rules.sheet.values import kind_by_words, numbered, plain, word_in
from bihuan.problems.rules.sheet.written import TEXT_OF
from bihuan.problems.vocabulary import Action, CauseKind, Need, Source, State, Weight

OTHER_UNIT = _("这件问题在台账里属于另一个单位。责任单位不能在导入时更换，请核对编号。")
MOVED_ON = _("这件问题已改由另一个单位承担，表里还是原来的单位；整行保持台账原样。")
TOO_LATE = _("已到“%(state)s”，这一项不再由导入修改，保持台账原样。")
DAY_PAST = _("原定时限已过，不由导入修改，请由专班办理延期；台账保持原样。")
CLOCK_RUNS = _("整改已经开始，时限不由导入修改，请由专班办理延期；台账保持原样。")
NOT_READABLE = _("这一条的内容由本人、主要负责人和审阅人查看，导入不修改，保持台账原样。")
APPROVED = _("措施已由责任领导批准，要改请在台账上重新提请批准；台账保持原样。")
STATE_STAYS = _("状态由各环节办理，不由导入修改，保持台账原样。")
NOT_EMPTIED = _("这一项不能清空，保持台账原样。")
STAYS = _("建账以后不再由导入修改，保持台账原样。")
_COMPARED = frozenset(Column) - {Column.NUMBER, Column.STATE, Column.OWN, Column.CLOSED}
_PLACE = {column: place for place, column in enumerate(Column)}.__getitem__
_CLASSIFYING = {Column.CATEGORY, Column.MANIFESTATION}
CLEARABLE: dict[Column, dict[str, Any]] = {
    Column.LEADER: {"leader_id": None}, Column.CATEGORY: {"category_id": None, "manifestation_id": None},
    Column.MANIFESTATION: {"manifestation_id": None}, Column.CAUSE: {"cause": "", "cause_kind": ""}, Column.MEASURES: {"measures_text": ""},
}  # fmt: skip
"""Cells that may be emptied again, and what that means."""
_DAYS = {Column.DUE, Column.FOUND}
_FIXED = {Column.SOURCE, Column.FOUND}


class Comparer:
    """Compares rows of the sheet with the problems they are about."""

    def __init__(self, known: Known, names: Names) -> None:
        self.known, self.names = known, names
        self.choices = known.terms.choices
        self.guessed = 0
        self.moved = 0
        self.edits: list[Edit] = []
        self.hints: list[CellError] = []

    def compare(self, row: RawRow, standing: KnownRow) -> tuple[Change | None, list[CellError], list[CellError]]:
        """The change, the errors, and the cells that differ but stay as they are."""
        here, there = row.cells, standing.cells
        different: list[Column] = [  # most cells are equal as they stand: that is asked first
            one for one, text in here.items() if text and text != there[one] and one in _COMPARED and self._differs(one, row, standing)
        ]
        different.sort(key=_PLACE)
        state = row.cells.get(Column.STATE, "")
        emptied = row.stamp and _emptied(row, standing, _COMPARED)
        if not different and (not state or state == standing.cells[Column.STATE]) and not emptied:
            return None, [], []
        if Column.UNIT in different and standing.pk in self.known.moved:
            return None, [], [row.error(Column.UNIT, MOVED_ON)]
        kept: list[CellError] = []
        if stamp := stamp_in(row.stamp, standing.cells[Column.OWN]):
            row, different = self._edited(row, different, standing, stamp, kept)
            state = ""
        cells = Cells(row, self.names)
        if state:
            cells.word(Column.STATE, State, NO_STATE)
        allowed: list[Column] = [column for column in different if self._may_change(column, row, standing, cells, kept)]
        if not stamp:
            self.edits += [self._edit(column, row, standing) for column in allowed]
            allowed = [column for column in allowed if f"{standing.number}.{column.value}" not in self.choices.left]
        values = _moved(self._values(allowed, row, standing, cells), standing)
        if cells.errors or not values:
            return None, cells.errors, kept
        self.hints += cells.hints
        action = Action.AMEND if standing.state in self.known.amendable else Action.CLASSIFY
        return Change(standing.pk, action, values), [], kept

    def _edited(
        self, row: RawRow, different: list[Column], standing: KnownRow, stamp: Stamp, kept: list[CellError]
    ) -> tuple[RawRow, list[Column]]:
        """Of an export that came back: the row with the cells alone that somebody edited and wants written, and these columns."""
        edits = []
        for column in different:
            if stamp.was(column, row.cells[column]):
                self.moved += 1
            else:
                against = stamp.exported(column) and not stamp.was(column, standing.cells[column])
                edits.append(self._edit(column, row, standing, conflict=against))
        emptied = [one for one in _emptied(row, standing, CLEARABLE) if stamp.exported(one) and not stamp.was(one, "")]
        kept += [row.error(one, NOT_EMPTIED) for one in _not_emptied(row, standing, stamp, emptied)]
        edits += [self._edit(one, row, standing, conflict=not stamp.was(one, standing.cells[one]), clears=True) for one in emptied]
        state = row.cells.get(Column.STATE, "")
        if state and state != standing.cells[Column.STATE] and not stamp.was(Column.STATE, state):
            kept.append(row.error(Column.STATE, STATE_STAYS))
        written = [one.column for one in edits if one.written]
        for one in edits:  # what is written is asked again, and told there
            if not one.written and (why := self._why_not(one.column, standing, one.clears)):
                kept.append(row.error(one.column, why, state=standing.state.label))
        mine = replace(row, cells={column: row.cells[column] for column in written})
        self.edits += [one for one in edits if not self._stays(one, standing)]
        return mine, written

    def _stays(self, edit: Edit, standing: KnownRow) -> bool:
        """Is there nothing to choose, since this cell is no longer changed by a sheet at all?"""
        return edit.column is Column.UNIT or bool(self._why_not(edit.column, standing, edit.clears))

    def _edit(self, column: Column, row: RawRow, standing: KnownRow, *, conflict: bool = False, clears: bool = False) -> Edit:
        written = self.choices.writes(f"{standing.number}.{column.value}", conflict, clears)
        unit, old = standing.cells[Column.UNIT], standing.cells[column]
        new = plain(row.cells[column])
        day = day_of(column, new, self.known) if column in _DAYS and new else None
        return Edit(row.number, standing.number, unit, column, old, day.isoformat() if day else new, conflict, clears, written)

    def _differs(self, column: Column, row: RawRow, standing: KnownRow) -> bool:
        text = plain(row.cells.get(column, ""))
        if text == VEIL:
            return False
        if not text or text == plain(standing.cells[column]):
            return False
        if column in _DAYS:
            day = day_of(column, text, self.known)
            return day is None or day.isoformat() != standing.cells[column]
        same = _SAME.get(column)
        return not (same and same(text, standing.cells[column]))

    def _may_change(self, column: Column, row: RawRow, standing: KnownRow, cells: Cells, kept: list[CellError]) -> bool:
        """May this cell be written now? If not, it is an error (another unit) or told as kept."""
        if column is Column.UNIT:
            unit = cells._found(Column.UNIT, self.names.unit(row.cells[Column.UNIT]))
            if unit is not None and unit.pk != standing.unit_pk:
                cells.errors.append(row.error(Column.UNIT, OTHER_UNIT))
            return False
        if not self.names.units[standing.unit_pk].open:
            cells.errors.append(row.error(Column.UNIT, NOT_YOURS))
            return False
        sentence = self._why_not(column, standing, not row.cells[column])
        if sentence:
            if column is Column.SOURCE:
                cells.word(column, Source, NO_SOURCE)
            kept.append(row.error(column, sentence, state=standing.state.label))
        return not sentence

    def _why_not(self, column: Column, standing: KnownRow, clears: bool = False) -> str:
        if column in VEILED and not standing.readable:
            return NOT_READABLE
        if column in (Column.CAUSE, Column.MEASURES) and standing.cells[column] and standing.state != State.RECORDED and clears:
            return TOO_LATE
        if column in _FIXED or column is Column.EXTERNAL and standing.external:
            return STAYS
        if column is Column.DUE and standing.state == State.RECTIFYING:
            return CLOCK_RUNS
        if column is Column.DUE and self.known.today and "" < standing.cells[column] < self.known.today.isoformat():
            return DAY_PAST
        if column is Column.MEASURES and standing.state == State.RECTIFYING and self.known.approval:
            return APPROVED
        open_states = self.known.amendable | (self.known.classifiable if column in _CLASSIFYING else frozenset())
        return "" if standing.state in open_states else TOO_LATE

    def _values(self, columns: list[Column], row: RawRow, standing: KnownRow, cells: Cells) -> dict[str, Any]:
        """The fields to write. Texts by their column, people and catalogue looked up, the cause with where it lies."""
        values: dict[str, Any] = {}
        for column in columns:
            if not row.cells[column]:
                values |= CLEARABLE[column]
            elif column in TEXT_OF:
                values[TEXT_OF[column]] = numbered(cells.text(column)) if column is Column.EXTERNAL else cells.text(column)
            elif column in (Column.PERSON, Column.LEADER):
                person = cells.person(column, standing.unit_pk)
                values |= {f"{column.value}_id": person.pk} if person else {}
            elif column is Column.DUE:
                values |= {"due_on": day, "planned_due_on": day} if (day := cells.due_day(standing.cells[Column.FOUND])) else {}
            elif column is Column.WEIGHT:
                values["weight"] = cells.word(column, Weight)
        named = {column for column in columns if row.cells[column]}
        if named & _CLASSIFYING:
            values |= self._place(row, standing, cells)
        return values | self._cause(named, standing, cells, values)

    def _place(self, row: RawRow, standing: KnownRow, cells: Cells) -> dict[str, Any]:
        """Category and manifestation together: what the sheet leaves out stays where it fits."""
        category = cells.category()
        faults = len(cells.errors)
        veiled = row.cells.get(Column.MANIFESTATION, "") == VEIL
        manifestation = None if veiled else cells.manifestation(category)
        if len(cells.errors) > faults:
            return {}
        if manifestation is None and standing.manifestation_pk:
            old = self.names.category_of.get(standing.manifestation_pk)
            if old and (category is None or old.pk == category.pk):
                return {}
        if manifestation:
            category = self.names.category_of[manifestation.pk]
            if manifestation.needs_text and len(plain(row.cells.get(Column.TEXT, "")) or standing.cells[Column.TEXT]) < 4:
                cells.errors.append(row.error(Column.TEXT, f"{Need.SORTED_TEXT.label}。"))
        return {"category_id": category.pk if category else None, "manifestation_id": manifestation.pk if manifestation else None}

    def _cause(self, columns: set[Column], standing: KnownRow, cells: Cells, values: dict[str, Any]) -> dict[str, Any]:
        if not {Column.CAUSE, Column.CAUSE_KIND} & columns:
            return {}
        kind = cells.word(Column.CAUSE_KIND, CauseKind)
        if kind or standing.cells[Column.CAUSE_KIND]:
            has_cause = "cause" in values or standing.cells[Column.CAUSE]
            return {"cause_kind": kind} if kind and has_cause else {}
        self.guessed += 1
        return {"cause_kind": kind_by_words(str(values.get("cause", "")))}


def _moved(values: dict[str, Any], standing: KnownRow) -> dict[str, Any]:
    """Without those that are the same thing by another name."""
    now = {
        "person_id": standing.person_pk, "leader_id": standing.leader_pk, "category_id": standing.category_pk,
        "manifestation_id": standing.manifestation_pk,
    }  # fmt: skip
    return {name: value for name, value in values.items() if name not in now or now[name] != value}


def _emptied(row: RawRow, standing: KnownRow, among: Iterable[Column]) -> list[Column]:
    """Cells of these that are empty here and say something on the ledger."""
    return [one for one in among if row.cells.get(one) == "" and standing.cells[one]]


def _not_emptied(row: RawRow, standing: KnownRow, stamp: Stamp, emptied: list[Column]) -> list[Column]:
    """Cells that somebody emptied and that may not be: who is not told takes them for empty now. The kind of a cause goes with it."""
    others = _emptied(row, standing, sorted(_COMPARED - CLEARABLE.keys(), key=_PLACE))
    left_out = Column.CAUSE_KIND if Column.CAUSE in emptied else None
    return [one for one in others if one is not left_out and stamp.exported(one) and not stamp.was(one, "")]


def _same_word(term: type[Source] | type[Weight] | type[CauseKind]) -> Callable[[str, str], bool]:
    def same(text: str, standing: str) -> bool:
        word = word_in(term, text)
        return word is not None and word.label == standing

    return same


def _same_name(text: str, standing: str) -> bool:
    return "".join(text.split()) == "".join(standing.split())


def _same_number(text: str, standing: str) -> bool:
    return numbered(text) == numbered(standing)


_SAME: dict[Column, Callable[[str, str], bool]] = {
    Column.SOURCE: _same_word(Source), Column.WEIGHT: _same_word(Weight),
    Column.CAUSE_KIND: _same_word(CauseKind), Column.UNIT: _same_name, Column.PERSON: _same_name, Column.LEADER: _same_name,
    Column.CATEGORY: _same_name, Column.MANIFESTATION: _same_name, Column.EXTERNAL: _same_number,
}  # fmt: skip
