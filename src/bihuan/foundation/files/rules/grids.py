"""A workbook or a table of text as grids of values, with what an office program shows of them: merged, hidden, not yet computed."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.delimited import is_table, read_delimited
from bihuan.foundation.files.rules.gate import examine
from bihuan.foundation.files.rules.limits import told_kinds
from bihuan.foundation.files.rules.old_books import peeked_of
from bihuan.foundation.files.rules.peeking import Peeked, counts_from_1904, parts_of, peeked, reach_of
from bihuan.foundation.files.rules.refusals import DamagedFile, KindNotTaken, PasswordProtected, UnreadableFile
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _

SHEETS = frozenset({FileKind.XLSX, FileKind.XLS, FileKind.ET})
TABLES = SHEETS | {FileKind.TXT}
"""Workbooks, and texts whose name says that they are a table (csv, tsv, txt)."""
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 8_000_000
_SHORT = 40
_OTHER_BOOKS = {"xl/workbook.bin", "content.xml"}
_MAY_BE_SHEET = re.compile(r"^(?!xl/(?:sharedStrings|styles|theme/[^/]+)\.xml$|.*\.(?:png|jpe?g|gif|emf|wmf|bmp|tiff?)$)", re.I)
"""Whatever part may be called a sheet: the book says which, in more ways than are read here."""
Area = tuple[tuple[int, int], tuple[int, int]]


class SheetTooLarge(UnreadableFile):
    """More rows or columns than any such sheet has; facts: rows, most."""

    code = "sheet_too_large"
    default = _("表格用到了第 %(rows)d 行（或有 %(most_columns)d 列以上），超过 %(most)d 行的上限。请删去多余的行列或拆成几份再导入。")


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of values from its first row and column on. Places are counted from 0; `merged` are (first, last) corners."""

    name: str
    cells: list[list[Any]]
    merged: tuple[Area, ...] = ()
    shown: bool = True
    peeked: Peeked = field(default_factory=Peeked)
    from_1904: bool = False


@dataclass(frozen=True)
class Workbook:
    """The sheets of a file; each is read when it is asked for."""

    kind: FileKind
    names: tuple[str, ...]
    _book: CalamineWorkbook | None
    _rows: tuple[list[str], ...] = ()
    _hidden: frozenset[str] = frozenset()
    _peeked: dict[str, Peeked] = field(default_factory=dict)
    _from_1904: bool = False

    def grids(self, first: str = "") -> Iterator[Grid]:
        """The sheets in their order, the one called `first` before all others. Raises SheetTooLarge."""
        for name in sorted(self.names, key=lambda title: title.strip() != first):
            yield self.grid(name)

    def grid(self, name: str) -> Grid:
        """One sheet. Raises SheetTooLarge."""
        if self._book is None:
            return Grid(name, list(self._rows))
        try:
            sheet = self._book.get_sheet_by_name(name)
        except CalamineError as broken:
            raise DamagedFile(kind=self.kind.label) from broken
        if sheet.end is not None and sheet.end[0] > MOST_ROWS:
            raise SheetTooLarge(rows=sheet.end[0] + 1, most=MOST_ROWS, most_columns=MOST_COLUMNS)
        cells = _cells(sheet)
        about = self._peeked.get(name, Peeked())
        return Grid(name, cells, _merged(sheet, cells), name not in self._hidden, about, self._from_1904)


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    """All rows from the first cell on. Short texts, which in a long sheet are few different ones, are each kept once: a third of the room."""
    same: dict[str, str] = {}
    before = [""] * (sheet.start[1] if sheet.start else 0)
    rows = ([same.setdefault(one, one) if one.__class__ is str and len(one) < _SHORT else one for one in row] for row in sheet.iter_rows())
    return [before + row for row in rows] if before else list(rows)


def _merged(sheet: CalamineSheet, cells: list[list[Any]]) -> tuple[Area, ...]:
    """The merged cells, which are spread out over the cells that there are. No office program lets them lie over each other: a small file in
    which thousands do is refused."""
    found: tuple[Area, ...] = tuple(sheet.merged_cell_ranges or ())
    high, wide = len(cells), max(map(len, cells), default=0)
    covered = sum(
        max(0, min(last + 1, high) - first) * max(0, min(right + 1, wide) - left) for (first, left), (last, right) in found
    )  # fmt: skip
    if covered > MOST_CELLS:
        raise SheetTooLarge(rows=high, most=MOST_ROWS, most_columns=MOST_COLUMNS)
    return found


def open_workbook(data: bytes, name: str, taken: frozenset[FileKind] = SHEETS) -> Workbook:
    """A file that passed the gate, as its sheets. Raises a subclass of UnreadableFile: wrong kind, password, macros, bomb, damaged, too large."""
    kind = examine(data, name, taken).kind
    if kind is FileKind.TXT:
        return _text(data, name, taken)
    told, from_1904 = _peek(data) if kind is FileKind.XLSX else (peeked_of(data), False)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
    except CalamineError as broken:
        if "assword" in str(broken):
            raise PasswordProtected(kind=kind.label) from broken
        raise DamagedFile(kind=kind.label) from broken
    hidden = frozenset(one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible)
    return Workbook(kind, tuple(book.sheet_names), book, (), hidden, told, from_1904)


def _text(data: bytes, name: str, taken: frozenset[FileKind]) -> Workbook:
    if not is_table(name):
        raise KindNotTaken(kind=FileKind.TXT.label, taken=told_kinds(taken))
    rows = read_delimited(data, MOST_ROWS)
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > 20 * MOST_COLUMNS:
        raise SheetTooLarge(rows=len(rows), most=MOST_ROWS, most_columns=MOST_COLUMNS)
    return Workbook(FileKind.TXT, (name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name,), None, tuple(rows))


def _peek(data: bytes) -> tuple[dict[str, Peeked], bool]:
    """A cell far out makes readers take memory for everything before it: look at the places before opening."""
    package = open_package(data, FileKind.XLSX.label)
    parts, names = parts_of(package), package.names()
    if "xl/workbook.xml" not in names or _OTHER_BOOKS & set(names):
        raise DamagedFile(kind=FileKind.XLSX.label)  # the reader would take it for a book of another kind, which nobody looked at
    called, found, cells = {part: name for name, part in parts.items()}, dict[str, Peeked](), 0
    for part in names:
        if part in called or _MAY_BE_SHEET.search(part):
            raw = package.read(part) or b""
            last_row, widest = _reach(raw)
            cells += last_row * widest
            if last_row * widest > MOST_CELLS or widest > 20 * MOST_COLUMNS or cells > 3 * MOST_CELLS:
                raise SheetTooLarge(rows=last_row, most=MOST_ROWS, most_columns=MOST_COLUMNS)
            if part in called or part.startswith("xl/worksheets/"):
                found[called.get(part, part)] = peeked(raw)
    return found, counts_from_1904(package)


def _reach(raw: bytes) -> tuple[int, int]:
    try:
        return reach_of(raw)
    except ValueError as odd:
        raise DamagedFile(kind=FileKind.XLSX.label) from odd


def text_of(value: object) -> str:
    """A cell as people see it: whole numbers without .0, dates as 2026-03-02."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="minutes")
    return "" if value is None else str(value)
