"""A blank as a table to click in: texts, merged cells and widths of the first rows and columns."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from bihuan.forms.rules.suggesting import letters
from bihuan.forms.sheets.formulas import arrays, text_of
from bihuan.foundation.files.rules.rewriting import opened_to_write
from bihuan.foundation.kernel import BadInput, _

MOST_ROWS, MOST_COLUMNS = 150, 40
_LOST = {
    _("图片或图形"): ("xl/drawings/drawing", "xl/media/"),  # comments are drawn beside them, by VML, and come through
    _("图表"): ("xl/charts/",),
    _("控件"): ("xl/ctrlProps/",),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of the table: where, what it says, over how many columns and rows it goes, whether a formula stands there."""

    cell: str
    text: str
    wide: int = 1
    high: int = 1
    formula: bool = False


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet: its name, its rows of cells (what is covered by a merged cell left out), and the plain texts for suggestions."""

    name: str
    rows: tuple[tuple[Place, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    cut: bool = False


MOST_CELLS = 1_000_000
"""Cells up to the last used row and column of a sheet: every one below a list is moved when the list grows."""


def opened(data: bytes) -> Any:
    """The workbook; macros are none of ours, formulas stay as they are. Raises a subclass of UnreadableFile."""
    return opened_to_write(data, MOST_CELLS)


def look_at(data: bytes) -> list[SheetView]:
    """All sheets that are shown. Refused: there is none."""
    found = [_view(sheet) for sheet in opened(data).worksheets if sheet.sheet_state == "visible"]
    if not found:
        raise BadInput(_("这份表里没有看得见的工作表。请用 Excel 或 WPS 打开看看，另存为 xlsx 再上传。"))
    return found


def lost_in(data: bytes) -> list[str]:
    """What of a workbook does not come through filling: told before somebody misses it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
    return [word for word, starts in _LOST.items() if any(name.startswith(starts) for name in names)]


def _view(sheet: Any) -> SheetView:
    high, wide = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    spans = {
        (one.min_row, one.min_col): (one.max_col - one.min_col + 1, one.max_row - one.min_row + 1) for one in sheet.merged_cells.ranges
    }
    covered = {
        (row, column): (one.min_row, one.min_col)
        for one in sheet.merged_cells.ranges for row in range(one.min_row, one.max_row + 1) for column in range(one.min_col, one.max_col + 1)
    }  # fmt: skip
    filled = [span for _cell, span in arrays(sheet)]
    rows = []
    for row in range(1, high + 1):
        cells = []
        for column in range(1, wide + 1):
            if covered.get((row, column), (row, column)) == (row, column):
                value = sheet.cell(row, column).value
                formula = bool(text_of(value)) or any(sheet.cell(row, column).coordinate in span for span in filled)
                cells.append(Place(f"{letters(column)}{row}", _text(value), *spans.get((row, column), (1, 1)), formula))
        rows.append(tuple(cells))
    texts = tuple(
        tuple(_text(sheet.cell(*covered.get((row, column), (row, column))).value) for column in range(1, wide + 1))
        for row in range(1, high + 1)
    )
    return SheetView(sheet.title, tuple(rows), texts, sheet.max_row > high or sheet.max_column > wide)


def _text(value: Any) -> str:
    return "" if value is None else " ".join((text_of(value) or str(value)).split())[:200]
