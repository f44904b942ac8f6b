"""More rows in a sheet whose formatting stays: what stands below moves down with its heights, merged cells and formulas."""

from copy import copy
from typing import Any


def grow(sheet: Any, last: int, count: int) -> None:
    """Put `count` rows below `last`, like it, its formulas too; everything below moves down and what refers to it follows."""
    from openpyxl.worksheet.cell_range import CellRange

    bottom, wide = sheet.max_row, sheet.max_column  # each looks at every cell: asked for once
    if bottom > last:
        sheet.move_range(f"A{last + 1}:{sheet.cell(bottom, wide).coordinate}", rows=count)
    heights = {row: copy(sheet.row_dimensions[row]) for row in range(last, bottom + 1)}
    for row in range(bottom, last, -1):
        sheet.row_dimensions[row + count].height = heights[row].height
    for row in range(last + 1, last + count + 1):
        sheet.row_dimensions[row].height = heights[last].height
        for column in range(1, wide + 1):
            _like(sheet.cell(last, column), sheet.cell(row, column))
    repeated = []
    for one in list(sheet.merged_cells.ranges):
        if one.min_row > last:
            one.shift(row_shift=count)
        elif one.min_row == one.max_row == last:
            repeated += [
                CellRange(min_col=one.min_col, max_col=one.max_col, min_row=last + n, max_row=last + n) for n in range(1, count + 1)
            ]
    for one in repeated:
        sheet.merge_cells(one.coord)
    _follow(sheet, last, count)
    _fill_down(sheet, last, count)


def _fill_down(sheet: Any, last: int, count: int) -> None:
    """The formulas of the last row in each row below it, as an office program fills them down."""
    from openpyxl.formula.translate import Translator

    for model in [cell for cell in sheet[last] if cell.data_type == "f" and isinstance(cell.value, str)]:
        formula = Translator(model.value, origin=model.coordinate)
        for row in range(last + 1, last + count + 1):
            cell = sheet.cell(row, model.column)
            cell.value = formula.translate_formula(cell.coordinate)


def _like(model: Any, cell: Any) -> None:
    if model.has_style:
        cell._style = copy(model._style)


def _follow(sheet: Any, last: int, count: int) -> None:
    """Formulas of the workbook that name rows below, or end with the last row, and the print area."""
    from openpyxl.utils import quote_sheetname

    for other in sheet.parent.worksheets:
        for cell in list(other._cells.values()):  # those that are there; to walk all places would make every one
            if isinstance(cell.value, str) and cell.value.startswith("=") and cell.data_type == "f":
                cell.value = moved(cell.value, sheet.title, other is sheet, last, count, inside=other is sheet and cell.row == last)
    if sheet.print_area:
        area = sheet.print_area if isinstance(sheet.print_area, str) else ",".join(sheet.print_area)
        plain = area.replace(f"{quote_sheetname(sheet.title)}!", "").replace("$", "")
        sheet.print_area = moved("=" + plain, sheet.title, True, last, count)[1:]


def moved(formula: str, title: str, same: bool, last: int, count: int, *, inside: bool = False) -> str:
    """A formula whose references into the sheet follow `count` rows put below `last`. `same`: it stands in that sheet; `inside`: in the last
    row itself, where a range that ends in its own row goes on doing so."""
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token

    told = Tokenizer(formula)
    for token in told.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            place, mark, reference = token.value.rpartition("!")
            if (same and not mark) or (mark and place.strip("'").replace("''", "'") == title):
                token.value = f"{place}{mark}{reference if inside and _ends_here(reference, last) else _shifted(reference, last, count)}"
    return "=" + "".join(token.value for token in told.items)


def _shifted(reference: str, last: int, count: int) -> str:
    """A reference after the growth; a range that ends with the last row takes the new ones in."""
    first, colon, end = reference.partition(":")
    return _after(first, last, count) + (colon + _after(end, last - 1, count) if colon else "")


def _ends_here(reference: str, last: int) -> bool:
    """A range up to the last row that moves along when the formula is filled down: across the row, or a sum so far."""
    end = reference.partition(":")[2]
    letters = end.rstrip("0123456789")
    return bool(end) and end[len(letters) :] == str(last) and not letters.endswith("$")


def _after(part: str, last: int, count: int) -> str:
    letters = part.rstrip("0123456789")
    digits = part[len(letters) :]
    return f"{letters}{int(digits) + count}" if digits and int(digits) > last else part
