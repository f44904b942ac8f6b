"""Reading sheets of an Excel workbook as text, after the gate has looked at the bytes. No formulas are computed, nothing is run."""

import datetime as dt
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.gate import examine
from bihuan.foundation.files.rules.refusals import DamagedFile, PasswordProtected, UnreadableFile
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _

SHEETS = frozenset({FileKind.XLSX, FileKind.XLS, FileKind.ET})
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 8_000_000
HEADER_WITHIN = 15
"""Rows among which the header is looked for: titles and notes may stand above it."""
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})\d{1,7}"')
_ROW = re.compile(rb'<row [^>]*?r="(\d{1,7})"')


class SheetTooLarge(UnreadableFile):
    """More rows or columns than any such sheet has; facts: rows, most."""

    code = "sheet_too_large"
    default = _("表格用到了第 %(rows)d 行（或有 %(most_columns)d 列以上），超过 %(most)d 行的上限。请删去多余的行列或拆成几份再导入。")


class NoSuchSheet(UnreadableFile):
    """No sheet has the columns that are needed; facts: columns, found."""

    code = "no_such_sheet"
    default = _("没有找到需要的表头（%(columns)s）。请用模板填写，或检查表头文字；文件里有这些工作表：%(found)s。")


@dataclass(frozen=True)
class SheetRow:
    """A row that is not blank: its number as the office program shows it, and the text under each known header; the keys are those of `headers`."""

    number: int
    cells: Mapping[Any, str]


@dataclass(frozen=True)
class Sheet:
    """A sheet whose header was found: its name, the headers that are not known, and its rows."""

    name: str
    unknown: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(data: bytes, name: str, headers: Mapping[Any, Collection[str]], needed: Collection[str], sheet: str = "") -> Sheet:
    """The sheet named `sheet`, else the first with a fitting header.

    `headers` maps a column to the words it may be called by; `needed` columns must be there. Columns may stand in any order.
    Raises a subclass of UnreadableFile: wrong kind, password, macros, bomb, damaged, too large, no such sheet.
    """
    book = _open(data, name)
    names = list(book.sheet_names)
    for one in sorted(names, key=lambda title: title.strip() != sheet):
        found = _read(book.get_sheet_by_name(one), headers, needed)
        if found is not None:
            return found
    raise NoSuchSheet(columns="、".join(next(iter(headers[column])) for column in needed), found="、".join(names[:10]))


def _open(data: bytes, name: str) -> CalamineWorkbook:
    examined = examine(data, name, SHEETS)
    if examined.kind is FileKind.XLSX:
        _refuse_vast(data)
    try:
        return CalamineWorkbook.from_object(io.BytesIO(data))
    except CalamineError as broken:
        if "assword" in str(broken):
            raise PasswordProtected(kind=examined.kind.label) from broken
        raise DamagedFile(kind=examined.kind.label) from broken


def _refuse_vast(data: bytes) -> None:
    """A cell far out makes readers take memory for everything before it: look at the places before opening."""
    package = open_package(data, FileKind.XLSX.label)
    for part in package.names():
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            raw = package.read(part) or b""
            last_row = max((int(row) for row in _ROW.findall(raw)), default=0)
            widest = max(map(_column, set(_CELL.findall(raw))), default=0)
            if last_row * widest > MOST_CELLS or widest > 20 * MOST_COLUMNS:
                raise SheetTooLarge(rows=last_row, most=MOST_ROWS, most_columns=MOST_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(value: object) -> str:
    """A cell as people see it: whole numbers without .0, dates as 2026-03-02."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="minutes")
    return "" if value is None else str(value)


def _read(sheet: CalamineSheet, headers: Mapping[str, Collection[str]], needed: Collection[str]) -> Sheet | None:
    if sheet.end is None:
        return None
    if sheet.end[0] > MOST_ROWS:
        raise SheetTooLarge(rows=sheet.end[0] + 1, most=MOST_ROWS, most_columns=MOST_COLUMNS)
    grid = sheet.to_python(skip_empty_area=False)
    places, top = _header(grid, headers, needed)
    if places is None:
        return None
    _fill_merged(sheet, grid, top)
    unknown = tuple(text for n, cell in enumerate(grid[top]) if (text := _squeeze(_text(cell))) and n not in places.values())
    rows = []
    for number, cells in enumerate(grid[top + 1 :], top + 2):
        texts = {
            column: (value if (value := cells[place]).__class__ is str else _text(value)).strip()
            for column, place in places.items()
            if place < len(cells)
        }
        if any(texts.values()):
            rows.append(SheetRow(number, texts))
    return Sheet(sheet.name, unknown, tuple(rows))


def _squeeze(text: str) -> str:
    return re.sub(r"[\s*＊:：（(].*$", "", "".join(text.split())) if text.strip() else ""


def _header(
    grid: Sequence[Sequence[object]], headers: Mapping[str, Collection[str]], needed: Collection[str]
) -> tuple[dict[str, int] | None, int]:
    """Column → place, and the row of the header; the first of several equal headers counts."""
    for top, row in enumerate(grid[:HEADER_WITHIN]):
        words = [_squeeze(_text(cell)) for cell in row]
        places = {column: place for column, names in headers.items() if (place := _place(words, names)) is not None}
        if set(needed) <= places.keys():
            return places, top
    return None, 0


def _place(words: Sequence[str], names: Collection[str]) -> int | None:
    return next((words.index(name) for name in names if name in words), None)


def _fill_merged(sheet: CalamineSheet, grid: list[list[Any]], top: int) -> None:
    """A merged cell stands for all the rows and columns it covers."""
    for (first, left), (last, right) in sheet.merged_cell_ranges or []:
        if first <= top or first >= len(grid) or left >= len(grid[first]):
            continue
        value = grid[first][left]
        for row in grid[first : last + 1]:
            row[left : right + 1] = [value] * len(row[left : right + 1])
