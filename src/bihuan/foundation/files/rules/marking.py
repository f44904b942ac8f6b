"""The user's own workbook back with the wrong cells marked, so that nobody has to look for row numbers (F6)."""

import io
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.rules.workbooks import HEADER_WITHIN

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def marked_workbook(data: bytes, errors: Iterable[CellError], called: Mapping[str, Collection[str]] = MappingProxyType({})) -> bytes:
    """The xlsx with a light red cell and a note for each error. Columns are found by their header (`called`: the other words that a header
    may have); everything else stays."""
    from openpyxl import load_workbook  # a slow library to load, wanted only for a sheet with errors
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    fill = PatternFill("solid", start_color="FFF4CCCC", end_color="FFF4CCCC")
    book = load_workbook(io.BytesIO(data))
    columns: dict[str, dict[str, int]] = {}
    for error in errors:
        if error.sheet not in book.sheetnames or not error.row:
            continue
        sheet = book[error.sheet]
        headers = columns.setdefault(error.sheet, _headers(sheet))
        place = next((headers[name] for name in (error.column, *called.get(error.column, ())) if name in headers), 1)
        cell = sheet.cell(error.row, place)
        if hasattr(cell, "fill") and not type(cell).__name__.startswith("Merged"):
            cell.fill = fill
            hint = f"（{error.nearest}？）" if error.nearest else ""
            cell.comment = Comment(error.message + hint, "Bihuan", height=90, width=260)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _headers(sheet: "Worksheet") -> dict[str, int]:
    """Header → column number; blanks and stars in headers do not count."""
    found: dict[str, int] = {}
    for row in sheet.iter_rows(min_row=1, max_row=HEADER_WITHIN):
        for cell in row:
            if isinstance(cell.value, str):
                found.setdefault("".join(cell.value.split()).rstrip("*＊"), cell.column or 1)
    return found
