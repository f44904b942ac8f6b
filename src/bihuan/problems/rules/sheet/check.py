"""The check of a whole ledger sheet: all errors of all cells, or everything that is to be written, exactly what differs."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import _
from bihuan.problems.rules.sheet.comparing import Comparer
from bihuan.problems.rules.sheet.lines import Reader
from bihuan.problems.rules.sheet.names import Names
from bihuan.problems.rules.sheet.own import OwnColumns, OwnReader
from bihuan.problems.rules.sheet.shape import Change, Checked, Column, Known, KnownRow, NewLine, RawRow
from bihuan.problems.rules.sheet.values import is_broken, numbered, plain

_PLACES = {column.label: place for place, column in enumerate(Column)}
EMPTY = _("表里没有一行内容。")
TWICE = _("这个外部编号在第 %(row)d 行已经用过。")
TWICE_OWN = _("这个台账编号在第 %(row)d 行已经用过。")
ELSEWHERE = _("这个编号在工作表“%(sheet)s”第 %(row)d 行已经用过。")
TAKEN = _("这个外部编号已用在不归您导入的问题上，请核对编号。")
NO_SUCH_ROW = _("台账里没有这个编号，或者不在您的范围内。请不要改动这一列；新问题请留空。")
UNREAD = _("这一格是公式，文件里没有存下算好的结果。请在表格程序里打开、保存一次，或改成数值再导入。")
BROKEN = _("这一格的公式出错了（%(value)s）。请改正公式，或改成数值再导入。")
TWO_ROWS = _("外部编号与台账编号指的不是同一件问题，请核对。")


@dataclass
class _Tally:
    errors: list[CellError] = field(default_factory=list)
    new: list[NewLine] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    kept: list[CellError] = field(default_factory=list)
    same: int = 0


Heard = Callable[[int], None]
"""Is told now and then how many rows were checked. What it raises ends the check."""
_OFTEN = 500


def unheard(_rows: int) -> None:
    """Nobody watches."""


def check_ledger(rows: Sequence[RawRow], known: Known, names: Names, heard: Heard = unheard) -> Checked:
    """Check the rows against each other and against what is known. Errors come in the order of the sheet."""
    tally, found = _Tally(), _Rows(known, names)
    reader, comparer = Reader(known, names), Comparer(known, names)
    own = OwnReader(known.own or OwnColumns(), known.terms.choices)
    for row in rows:
        found.look_at(row, tally)
    for done, row in enumerate(rows):
        if not done % _OFTEN:
            heard(done)
        standing = found.standing(row)
        if standing is not None and known.terms.take_over:
            tally.same += 1  # it stands here already: taking over changes nothing that is
        elif standing is not None:
            _compare(row, standing, comparer, own, tally)
        elif id(row) in found.faulty:
            tally.errors += _besides(row, found.faulty[id(row)], reader, comparer, own)
        else:
            _begin(row, found, reader, own, tally)
    if not rows:
        tally.errors.append(CellError("", 0, "", "", EMPTY))
    if tally.errors:
        return Checked(tuple(sorted(tally.errors, key=lambda one: (one.row, _PLACES.get(one.column, 0)))))
    return Checked(
        (), tuple(tally.new), tuple(tally.changed), tally.same, tuple(found.gone(rows)), (*tally.kept, *reader.lowered),
        reader.guessed + comparer.guessed, (*comparer.edits, *own.edits), comparer.moved + own.moved, tuple(sorted(names.shortened.items())),
        tuple(sorted((*reader.hints, *comparer.hints), key=lambda one: one.row)),
    )  # fmt: skip


def _begin(row: RawRow, found: "_Rows", reader: Reader, own: OwnReader, tally: _Tally) -> None:
    """A row that names nothing of the ledger is a new line, unless the sheet says it twice."""
    line, faults = reader.new_line(row, own)
    tally.errors += faults
    if line is not None and not found.repeats(line):
        tally.new.append(line)
    elif line is not None:
        tally.same += 1


def _compare(row: RawRow, standing: KnownRow, comparer: Comparer, own: OwnReader, tally: _Tally) -> None:
    found = [comparer.compare(row, standing), *([own.compare(row, standing)] if row.more else ())]
    changes = [change for change, _faults, _kept in found if change is not None]
    tally.errors += [fault for _change, faults, _kept in found for fault in faults]
    tally.kept += [one for _change, _faults, kept in found for one in kept]
    tally.changed += changes
    if not changes and not any(faults for _change, faults, _kept in found):
        tally.same += 1


@dataclass(frozen=True, slots=True)
class _Faulty:
    """A row with a wrong number or formula: the columns where that was told, the problem it is about as far as its numbers can be trusted."""

    told: frozenset[str]
    standing: KnownRow | None
    is_new: bool

    @classmethod
    def of(cls, row: RawRow, faults: list[CellError], named: KnownRow | None) -> "_Faulty":
        told = frozenset(one.column for one in faults)
        trusted = not told & {Column.OWN.label, Column.EXTERNAL.label}
        return cls(told, named if trusted else None, named is None and not row.cells.get(Column.OWN, "").strip())


def _besides(row: RawRow, faulty: _Faulty, reader: Reader, comparer: Comparer, own: OwnReader) -> list[CellError]:
    """What else is wrong in such a row: whoever mends the sheet is to see all of it at once (F6)."""
    faults: list[CellError] = []
    if faulty.standing is not None and not reader.known.terms.take_over:
        faults = comparer.compare(row, faulty.standing)[1] + own.compare(row, faulty.standing)[1]
    elif faulty.is_new:
        faults = reader.new_line(row, own)[1]
    sure = row.cells.get(Column.EXTERNAL, "").strip()  # without a number it may stand on the ledger, in any state
    return [one for one in faults if one.column not in faulty.told and (sure or one.column != Column.STATE.label)]


def _unreadable(row: RawRow, labels: Mapping[str, str]) -> list[CellError]:
    """Formulas that bring no result: an empty cell would be taken for nothing said. `labels` are of a campaign's own columns."""
    faults = [_fault(row, column, UNREAD, labels) for column in row.unread if column != Column.NUMBER] if row.unread else []
    if "#" in "".join((*row.cells.values(), *row.more.values())):
        broken = [column for column, text in (*row.cells.items(), *row.more.items()) if is_broken(text) and column != Column.NUMBER]
        faults += [_fault(row, column, BROKEN, labels) for column in broken]
    return faults


def _fault(row: RawRow, column: str, sentence: str, labels: Mapping[str, str]) -> CellError:
    if isinstance(column, Column):
        return row.error(column, sentence, value=row.cells.get(column, ""))
    value = row.more.get(column, "")
    return CellError(row.sheet, row.number, labels.get(column, column), value, sentence, "", {"value": value})


def _series(number: str) -> str:
    """LC-017 and LC-1020 are of one series."""
    return number.rstrip("0123456789")


class _Rows:
    """Which problem each row of the sheet is about: by ledger number, by external number, else by equal unit, person, source and text."""

    def __init__(self, known: Known, names: Names) -> None:
        self.known, self.names = known, names
        self.numbers: set[str] = set()
        self.faulty: dict[int, _Faulty] = {}
        self._labels = {one.key: one.label for one in known.own.columns} if known.own else {}
        self._own = {one.cells[Column.OWN]: one for one in known.rows}
        self._external = {numbered(one.external): one for one in known.rows if one.external}
        self._seen: dict[tuple[Column, str], RawRow] = {}
        self._standing: dict[int, KnownRow] = {}
        self._claimed: set[int] = set()
        self._equal: dict[tuple[object, ...], list[KnownRow]] | None = None
        self._new: set[tuple[object, ...]] = set()

    def look_at(self, row: RawRow, tally: _Tally) -> None:
        """Find the row by its numbers; numbers that are used twice or stand elsewhere are errors."""
        own, external = numbered(row.cells.get(Column.OWN, "")), numbered(row.cells.get(Column.EXTERNAL, ""))
        self.numbers.add(external)
        faults = [fault for fault in (self._twice(row, Column.OWN, own), self._twice(row, Column.EXTERNAL, external)) if fault]
        faults += _unreadable(row, self._labels)
        if external in self.known.taken:
            faults.append(row.error(Column.EXTERNAL, TAKEN))
        by_own, by_external = self._own.get(own), self._external.get(external)
        if own and by_own is None:
            faults.append(row.error(Column.OWN, NO_SUCH_ROW))
        if by_own and by_external and by_own is not by_external:
            faults.append(row.error(Column.EXTERNAL, TWO_ROWS))
        if faults:
            tally.errors += faults
            self.faulty[id(row)] = _Faulty.of(row, faults, by_own or by_external)
        elif standing := by_own or by_external:
            self._standing[id(row)] = standing
            self._claimed.add(standing.pk)

    def gone(self, rows: Sequence[RawRow]) -> list[str]:
        """What a sheet had and has no more: of an export the ledger numbers in it, else external numbers of earlier imports, of the series
        that this sheet goes on with. A sheet of something else misses nothing."""
        if self.known.terms.exported is None:
            here = {_series(number) for number in self.known.imported & self.numbers}
            return sorted(number for number in self.known.imported - self.numbers if _series(number) in here)
        here = {row.cells.get(Column.OWN, "").strip() for row in rows}
        told = (f"{self.known.code}-{number:04d}" for number in sorted(self.known.terms.exported))
        return [number for number in told if number not in here]

    def _twice(self, row: RawRow, column: Column, number: str) -> CellError | None:
        first = self._seen.setdefault((column, number), row) if number else row
        if first is row:
            return None
        if first.sheet != row.sheet:
            return row.error(column, ELSEWHERE, sheet=first.sheet, row=first.number)
        return row.error(column, TWICE if column is Column.EXTERNAL else TWICE_OWN, row=first.number)

    def standing(self, row: RawRow) -> KnownRow | None:
        """The problem this row is about, or None for a new one. A row without external number takes the first equal one that is free."""
        if id(row) in self._standing or id(row) in self.faulty:
            return self._standing.get(id(row))
        if row.cells.get(Column.EXTERNAL, "").strip():
            return None
        equal = self._equal_ones().get(self._key(row), [])
        found = next((one for one in equal if one.pk not in self._claimed), equal[-1] if equal else None)
        if found is not None:
            self._claimed.add(found.pk)
        return found

    def _equal_ones(self) -> dict[tuple[object, ...], list[KnownRow]]:
        if self._equal is None:
            self._equal = defaultdict(list)
            for one in self.known.rows:
                cells = one.cells
                self._equal[cells[Column.UNIT], cells[Column.PERSON], cells[Column.SOURCE], cells[Column.TEXT]].append(one)
        return self._equal

    def _key(self, row: RawRow) -> tuple[object, ...]:
        """As an export would print these four cells."""
        cells = row.cells
        unit = self.names.unit(cells.get(Column.UNIT, ""))
        if isinstance(unit, tuple):
            return ()
        person, name = None, cells.get(Column.PERSON, "")
        if name:
            person = self.names.person(name, unit.pk)
        label = self.names.person_label(person.pk, person.name, unit.pk) if person and not isinstance(person, tuple) else name
        source = Reader.source(cells.get(Column.SOURCE, ""))
        return self.names.unit_label(unit.pk), label, source.label if source else "", plain(cells.get(Column.TEXT, ""))

    def repeats(self, line: NewLine) -> bool:
        """Does an earlier new row without external number say exactly the same?"""
        if line.external:
            return False
        key = (line.unit_pk, line.person.pk if line.person else None, line.source, line.text)
        if key in self._new:
            return True
        self._new.add(key)
        return False
