"""Workbooks as rows of words: values as they are stored, no formulas, nothing executed."""

import datetime as dt
import io
from typing import Any

import python_calamine

from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.cleaning.parts import hidden_sheets
from bihuan.foundation.files.rules.previewing.blocks import Preview, Sheet
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 10, 200, 40, 400


def tables(data: bytes, kind: FileKind) -> Preview:
    """The upper left corner of the first sheets. Raises what opening raises."""
    hidden: list[str] = []
    if kind is FileKind.XLSX:
        hidden = hidden_sheets(open_package(data, kind.label).read("xl/workbook.xml") or b"", kind.label)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        sheets = [_sheet(book, name, name in hidden) for name in names[:MOST_SHEETS]]
    except (python_calamine.CalamineError, ValueError, KeyError, IndexError) as broken:
        raise DamagedFile(kind=kind.label) from broken
    return Preview(sheets=sheets, total=len(names), more=len(names) > MOST_SHEETS)


def _sheet(book: Any, name: str, hidden: bool) -> Sheet:
    rows = book.get_sheet_by_name(name).to_python(nrows=MOST_ROWS + 1)
    width = min(max((_width(row) for row in rows), default=0), MOST_COLUMNS)
    more = len(rows) > MOST_ROWS or any(_width(row) > MOST_COLUMNS for row in rows)
    return Sheet(name, tuple(tuple(_told(cell) for cell in row[:width]) for row in rows[:MOST_ROWS]), more, hidden)


def _width(row: list[Any]) -> int:
    return next((number + 1 for number in range(len(row) - 1, -1, -1) if row[number] not in ("", None)), 0)


def _told(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{cell:.10g}" if not cell.is_integer() or abs(cell) > 1e15 else str(int(cell))
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M") if cell.time() != dt.time() else cell.strftime("%Y-%m-%d")
    return "" if cell is None else str(cell)[:MOST_LETTERS]
