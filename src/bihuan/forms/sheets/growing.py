"""More rows in a sheet whose formatting stays: what stands below moves down with its heights, merged cells and formulas."""

from copy import copy
from typing import Any

from bihuan.forms.sheets.formulas import arrays, is_over_array, moved, shifted, text_of


def grow(sheet: Any, last: int, count: int) -> None:
    """Put `count` rows below `last`, like it, its formulas too; everything below moves down and what refers to it follows."""
    bottom, wide = sheet.max_row, sheet.max_column  # each looks at every cell: asked for once
    if bottom > last:
        sheet.move_range(f"A{last + 1}:{sheet.cell(bottom, wide).coordinate}", rows=count)
    heights = {
        row: copy(sheet.row_dimensions[row]) for row in range(last, max(bottom, last) + 1)
    }  # a list of blank rows may end below what is written
    for row in range(bottom, last, -1):
        sheet.row_dimensions[row + count].height = heights[row].height
    for row in range(last + 1, last + count + 1):
        sheet.row_dimensions[row].height = heights[last].height
        for column in range(1, wide + 1):
            _like(sheet.cell(last, column), sheet.cell(row, column))
    _merge(sheet, last, count)
    _follow(sheet, last, count)
    _follow_rules(sheet, last, count)
    _fill_down(sheet, last, count)


def _merge(sheet: Any, last: int, count: int) -> None:
    """Merged cells below move down; those within the last row are merged in each row below it, too."""
    from openpyxl.worksheet.cell_range import CellRange

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


def _fill_down(sheet: Any, last: int, count: int) -> None:
    """The formulas of the last row in each row below it, as an office program fills them down. One over an array of several rows has grown."""
    from openpyxl.formula.translate import Translator
    from openpyxl.worksheet.formula import ArrayFormula

    tall = [span for _cell, span in arrays(sheet) if span.min_row < span.max_row]
    for model in [cell for cell in sheet[last] if cell.data_type == "f" and text_of(cell.value)]:
        if any(model.coordinate in span for span in tall):
            continue
        told, span = text_of(model.value), getattr(model.value, "ref", "")
        for row in range(last + 1, last + count + 1):
            cell = sheet.cell(row, model.column)
            text = Translator(told, origin=model.coordinate).translate_formula(cell.coordinate)
            place = Translator(f"={span}", origin=model.coordinate).translate_formula(cell.coordinate)[1:] if span else ""
            cell.value = ArrayFormula(place, text) if place else text


def _like(model: Any, cell: Any) -> None:
    if model.has_style:
        cell._style = copy(model._style)


def _follow(sheet: Any, last: int, count: int) -> None:
    """Formulas of the workbook that name rows below, or end with the last row; names of places, and the print area."""
    from openpyxl.utils import quote_sheetname

    for other in sheet.parent.worksheets:
        for cell in list(other._cells.values()):  # those that are there; to walk all places would make every one
            if cell.data_type == "f":
                _follow_in(cell, sheet, other is sheet, last, count)
    for names in (sheet.parent.defined_names, *(other.defined_names for other in sheet.parent.worksheets)):
        for one in names.values():
            if one.attr_text:
                one.attr_text = moved(f"={one.attr_text}", sheet.title, False, last, count)[1:]
    if sheet.print_area:
        area = sheet.print_area if isinstance(sheet.print_area, str) else ",".join(sheet.print_area)
        plain = area.replace(f"{quote_sheetname(sheet.title)}!", "").replace("$", "")
        sheet.print_area = moved("=" + plain, sheet.title, True, last, count)[1:]


def _follow_in(cell: Any, sheet: Any, same: bool, last: int, count: int) -> None:
    """The formula of one cell; one over an array also fills a range, which grows where it ends with the last row."""
    from openpyxl.worksheet.cell_range import CellRange

    value, inside = cell.value, same and cell.row == last
    if is_over_array(value) and same and value.ref and CellRange(value.ref).min_row != last:
        value.ref = shifted(value.ref, last, count)
    for name in ("r1", "r2"):  # of a table of what-ifs
        if same and getattr(value, name, None):
            setattr(value, name, shifted(getattr(value, name), last, count))
    if not (told := text_of(value)):
        return
    told = moved(told, sheet.title, same, last, count, inside=inside)
    if isinstance(value, str):
        cell.value = told
    else:
        value.text = told


def _follow_rules(sheet: Any, last: int, count: int) -> None:
    """What holds for a range of cells goes on doing so: allowed values, colours by condition, tables and filters."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import MultiCellRange

    for one in sheet.data_validations.dataValidation:
        one.sqref = MultiCellRange([_grown(span, last, count) for span in one.sqref.ranges])
        for name in ("formula1", "formula2"):
            if told := getattr(one, name):
                setattr(one, name, moved(f"={told}", sheet.title, True, last, count)[1:])
    rules, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for one in rules:
        places = " ".join(_grown(span, last, count).coord for span in one.sqref.ranges)
        for rule in one.rules:
            rule.formula = [moved(f"={told}", sheet.title, True, last, count, inside=True)[1:] for told in rule.formula]
            sheet.conditional_formatting.add(places, rule)
    for one in [*sheet.tables.values(), *(table.autoFilter for table in sheet.tables.values()), sheet.auto_filter]:
        if one is not None and one.ref:
            one.ref = shifted(one.ref, last, count)


def _grown(span: Any, last: int, count: int) -> Any:
    """A range of cells after the growth: what reaches the last row takes the new ones in, what lies below has moved."""
    if span.max_row < last:
        return span
    span.max_row += count
    span.min_row += count if span.min_row > last else 0
    return span
