"""A blank filled: single cells, and rows of the ledger; its formatting, widths, merged cells and print set-up stay as they are."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bihuan.forms.rules.ties import CELL, Region
from bihuan.forms.sheets.formulas import arrays
from bihuan.forms.sheets.grid import opened
from bihuan.forms.sheets.growing import grow
from bihuan.foundation.kernel import BadInput, _

Row = Mapping[str, object]
"""One row by the keys of its columns: texts, days, numbers."""
GONE = _("空白表里没有工作表“%(sheet)s”。")
FORMULA = _("这一格是公式，没有覆盖；请改对应到别的格，或把公式删去重新上传空白表。")
_DAY = "yyyy-mm-dd"


@dataclass(frozen=True)
class Filled:
    """The workbook, the cells that could not be filled (sheet, cell, why), and where rows were put in (sheet, below which row, how many)."""

    data: bytes
    gaps: tuple[tuple[str, str, str], ...]
    grown: tuple[tuple[str, int, int], ...] = ()

    def place(self, sheet: str, cell: str) -> str:
        """Where a cell of the blank stands now."""
        found = CELL.fullmatch(cell)
        if found is None:
            return cell
        row = int(found[2])
        return f"{found[1]}{row + sum(count for title, last, count in self.grown if title == sheet and row > last)}"


def fill(
    data: bytes, values: Mapping[tuple[str, str], object], regions: Sequence[tuple[Region, Sequence[Row]]], wrote: Callable[[], None] = lambda: None
) -> Filled:  # fmt: skip
    """Fill the cells (by sheet and cell) and the rows. Rows that do not fit get more rows like the last. `wrote` hears of each row."""
    book, gaps = opened(data), list[tuple[str, str, str]]()
    for (title, cell), value in values.items():
        if title not in book.sheetnames:
            gaps.append((title, cell, BadInput(GONE, sheet=title).sentence))
        elif why := _put(book[title], cell, value):
            gaps.append((title, cell, why))
    grown = []
    for region, rows in sorted(regions, key=lambda one: -one[0].first):  # from the bottom: what grows moves nothing that is still to come
        if region.sheet not in book.sheetnames:
            gaps.append((region.sheet, f"A{region.first}", BadInput(GONE, sheet=region.sheet).sentence))
        else:
            free, kept = _free(book[region.sheet], region)
            gaps += [(region.sheet, cell, FORMULA) for cell in kept]
            grown.append((region.sheet, region.last, _pour(book[region.sheet], free, rows, wrote)))
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    return Filled(stream.getvalue(), tuple(gaps), tuple(grown))


def _put(sheet: Any, place: str, value: object) -> str:
    """Write one value; why not, where it cannot be."""
    cell = sheet[place]
    for one in sheet.merged_cells.ranges:
        if place in one:
            cell = sheet.cell(one.min_row, one.min_col)
    if cell.data_type == "f" or any(place in span for _cell, span in arrays(sheet)):
        return FORMULA
    if isinstance(value, float) and "%" in cell.number_format:
        value = round(value / 100, 4)  # the sheet shows a hundredth as a percent
    if isinstance(value, str) and isinstance(label := cell.value, str) and label.rstrip().endswith(("：", ":")):
        value = label.rstrip() + value  # “填报单位：” over several merged cells keeps its words
    _write(cell, value)
    return ""


def _write(cell: Any, value: object) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000]
        cell.data_type = "s"  # a text that begins with = is no formula
        return
    cell.value = value
    if isinstance(value, date) and cell.number_format == "General":
        cell.number_format = _DAY


def _free(sheet: Any, region: Region) -> tuple[Region, list[str]]:
    """The region without columns that a formula over several rows fills as a whole, and where these begin: no part of one can be written."""
    tall = [span for _cell, span in arrays(sheet) if span.min_row < span.max_row]
    kept = [letter for letter, _key in region.columns
            if any(f"{letter}{row}" in span for span in tall for row in range(region.first, region.last + 1))]  # fmt: skip
    return replace(region, columns=tuple(one for one in region.columns if one[0] not in kept)), [
        f"{letter}{region.first}" for letter in kept
    ]


def _pour(sheet: Any, region: Region, rows: Sequence[Row], wrote: Callable[[], None]) -> int:
    """Write the rows; how many had to be put in."""
    more = len(rows) - (region.last - region.first + 1)
    if more > 0:
        grow(sheet, region.last, more)
    for number, row in enumerate(rows, region.first):
        for letter, key in region.columns:
            value = row.get(key, "")
            if value != "" and not _covered(sheet, f"{letter}{number}"):
                _write(sheet[f"{letter}{number}"], value)
        wrote()
    return max(more, 0)


def _covered(sheet: Any, place: str) -> bool:
    return type(sheet[place]).__name__ == "MergedCell"


def marked(data: bytes, notes: Mapping[tuple[str, str], str]) -> bytes:
    """The same workbook with a colour and a note at each of these cells (by sheet and cell)."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book, colour = opened(data), PatternFill("solid", start_color="FFFFF2CC", end_color="FFFFF2CC")
    for (title, place), text in notes.items():
        if title in book.sheetnames:
            cell = book[title][place]
            if not _covered(book[title], place):
                cell.fill = colour
                cell.comment = Comment(text, "Bihuan")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
