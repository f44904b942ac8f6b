"""An export: rows streamed into a workbook, dates as dates, texts that look like formulas guarded, veiled cells as a locked ＊."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.shape import SHEET, VEIL
from bihuan.problems.rules.sheet.values import guarded
from bihuan.problems.sheets.look import DAYS, Look, drop_downs, head

LONGEST_CELL = 32_000
"""Characters of one cell: an office program takes 32,767."""


def write_ledger(
    rows: Iterable[Mapping[Column, str]], columns: Sequence[Column], lists: Mapping[Column, Sequence[str]], about: Mapping[str, str]
) -> bytes:
    """The workbook. `lists` are words for drop-downs, `about` what the export is (campaign, conditions, who, when) on a page of its own."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    look, columns = Look(book), [*columns]
    sheet = book.add_worksheet(SHEET)
    head(book, sheet, columns, look)
    last = _pour(sheet, rows, columns, look)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    drop_downs(book, sheet, columns, last, lists)
    _tell(book, look, {**about, "行数": str(last)})
    book.close()
    return stream.getvalue()


def _pour(sheet: Any, rows: Iterable[Mapping[Column, str]], columns: Sequence[Column], look: Look) -> int:
    """Write the rows; returns the number of the last one."""
    last = 0
    places = [(place, column, look.of(column)) for place, column in enumerate(columns)]
    for last, cells in enumerate(rows, 1):
        for place, column, form in places:
            text = cells[column]
            if not text:
                continue
            if text == VEIL:
                sheet.write_string(last, place, VEIL, look.veil)
            elif column in DAYS:
                sheet.write_datetime(last, place, date.fromisoformat(text), form)
            elif column is Column.NUMBER:
                sheet.write_number(last, place, int(text), form)
            else:
                sheet.write_string(last, place, guarded(text)[:LONGEST_CELL], form)
    return last


def _tell(book: Any, look: Look, about: Mapping[str, str]) -> None:
    page = book.add_worksheet("说明")
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 70)
    for row, (word, text) in enumerate(about.items()):
        page.write_string(row, 0, word, look.bold)
        page.write_string(row, 1, guarded(text), look.note)
