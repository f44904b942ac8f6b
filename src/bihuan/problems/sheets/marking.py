"""The user's own sheet back with its wrong cells marked: an xlsx as it is, any other table as an xlsx with its values (F6)."""

import io
from collections.abc import Sequence

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.rules.grids import TABLES, open_workbook, text_of
from bihuan.foundation.files.rules.marking import marked_workbook
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.problems.rules.sheet import Column
from bihuan.problems.sheets.reading import LedgerSheet

_LABELS = {column.value: column.label for column in Column}


def marked_ledger(data: bytes, name: str, sheet: LedgerSheet, errors: Sequence[CellError]) -> bytes:
    """The marked workbook. Columns are found where the sheet was understood to have them."""
    places = {one.sheet: {_LABELS.get(word, word): place + 1 for word, place in one.places.items()} for one in sheet.maps}
    return marked_workbook(data if sheet.kind is FileKind.XLSX else _as_workbook(data, name), errors, places)


def _as_workbook(data: bytes, name: str) -> bytes:
    """A table of an old or of no office program as an xlsx with the same sheets, rows and texts."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    for grid in open_workbook(data, name, TABLES).grids():
        page = book.add_worksheet(grid.name[:31])
        for row, cells in enumerate(grid.cells):
            for place, value in enumerate(cells):
                if text := text_of(value):
                    page.write_string(row, place, text[:32_000])
        for (first, left), (last, right) in grid.merged:
            if (first, left) != (last, right):
                page.merge_range(first, left, last, right, text_of(grid.cells[first][left]) if first < len(grid.cells) else "")
    book.close()
    return stream.getvalue()
