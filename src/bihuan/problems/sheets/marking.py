"""The user's own sheet back with its wrong cells marked: an xlsx as it is, any other table as an xlsx with its values (F6)."""

import io
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.rules.grids import TABLES, Grid, open_workbook, text_of
from bihuan.foundation.files.rules.marking import marked_workbook
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.problems.rules.sheet import Column
from bihuan.problems.sheets.reading import LedgerSheet

_LABELS = {column.value: column.label for column in Column}


def marked_ledger(
    data: bytes, name: str, sheet: LedgerSheet, errors: Sequence[CellError], own: Mapping[str, OwnColumn] = MappingProxyType({})
) -> bytes:  # fmt: skip
    """The marked workbook. Columns are found where the sheet was understood to have them; `own` are the campaign's own by their keys."""
    labels = _LABELS | {key: one.label for key, one in own.items()}
    places = {one.sheet: {labels.get(word, word): place + 1 for word, place in one.places.items()} for one in sheet.maps}
    if sheet.kind is FileKind.XLSX:
        return marked_workbook(data, errors, places)
    book, names = _as_workbook(data, name)
    told = [replace(error, sheet=names.get(error.sheet, error.sheet)) for error in errors]
    return marked_workbook(book, told, {names.get(one, one): found for one, found in places.items()})


def _as_workbook(data: bytes, name: str) -> tuple[bytes, dict[str, str]]:
    """A table of an old or of no office program as an xlsx with the same sheets, rows and texts; what each sheet is called there."""
    import xlsxwriter  # a tenth of a second: not when the server starts
    from xlsxwriter.exceptions import OverlappingRange

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    names: dict[str, str] = {}
    for grid in open_workbook(data, name, TABLES).grids():
        names[grid.name] = _page_name(grid.name, names.values())
        page = book.add_worksheet(names[grid.name])
        for row, cells in enumerate(grid.cells):
            for place, value in enumerate(cells):
                if text := text_of(value):
                    page.write_string(row, place, text[:32_000])
        for (first, left), (last, right) in grid.merged:
            if (first, left) != (last, right):
                with suppress(OverlappingRange):  # old programs let them overlap; nothing is lost, the texts stand in their cells
                    page.merge_range(first, left, last, right, _text_at(grid, first, left))
    book.close()
    return stream.getvalue(), names


def _text_at(grid: Grid, row: int, place: int) -> str:
    return text_of(grid.cells[row][place]) if row < len(grid.cells) and place < len(grid.cells[row]) else ""


def _page_name(name: str, taken: Collection[str]) -> str:
    """A name that an office program takes for a sheet, and no other sheet has: a table of text is called by its file."""
    plain = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:28].strip("'") or "1"
    lower, found, number = {one.lower() for one in taken}, plain, 2
    while found.lower() in lower:
        found, number = f"{plain}{number}", number + 1
    return found
