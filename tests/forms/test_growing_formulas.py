"""What refers to a list goes on doing so when the list grows: formulas over arrays, names of places, allowed values, colours, tables."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from bihuan.forms.rules.ties import Region
from bihuan.forms.sheets.filling import FORMULA, fill
from bihuan.forms.sheets.grid import look_at


@pytest.fixture
def book() -> Workbook:
    """A list of two rows with its total below: D by one formula for all rows, E by one a row."""
    made = Workbook()
    sheet = made.active
    sheet.title = "明细"
    sheet.append(("序号", "件数", "系数", "得分", "较大", "备注"))
    for row in (2, 3):
        sheet[f"B{row}"], sheet[f"C{row}"] = 1, 2
        sheet[f"E{row}"] = ArrayFormula(f"E{row}", f"=MAX(B{row}:C{row})")
    sheet["D2"] = ArrayFormula("D2:D3", "=B2:B3*C2:C3")
    sheet["D3"] = 2
    sheet["A4"], sheet["D4"] = "合计", ArrayFormula("D4", "=SUM(B2:B3*C2:C3)")
    other = made.create_sheet("汇总")
    other["A1"] = ArrayFormula("A1", "=SUM(明细!B2:B3*明细!C2:C3)")
    other["A2"] = "=SUM(得分表)+明细!D4"
    made.defined_names["得分表"] = DefinedName("得分表", attr_text="明细!$D$2:$D$3")
    words = DataValidation("list", formula1="$B$2:$B$3")
    words.add("F2:F3")
    sheet.add_data_validation(words)
    sheet.conditional_formatting.add("B2:B3", CellIsRule("greaterThan", ["$D$4"], fill=PatternFill("solid", start_color="FFFF0000")))
    sheet.conditional_formatting.add("D4", CellIsRule("greaterThan", ["5"], fill=PatternFill("solid", start_color="FFFF0000")))
    other.append(("甲", "乙"))
    return made


def filled(book: Workbook, columns: tuple[tuple[str, str], ...], rows: int = 4) -> tuple[Any, Any]:
    stream = io.BytesIO()
    book.save(stream)
    lines = [{"line": n + 1, "text": f"第{n + 1}件"} for n in range(rows)]
    found = fill(stream.getvalue(), {}, [(Region("明细", 2, 3, columns, ""), lines)])
    return found, load_workbook(io.BytesIO(found.data))


def array(cell: Any) -> tuple[str, str]:
    return cell.value.ref, cell.value.text


def test_formulas_over_arrays_grow_with_the_list_move_below_it_and_are_filled_down(book: Workbook) -> None:
    found, made = filled(book, (("A", "line"),))
    sheet = made["明细"]
    assert not found.gaps and array(sheet["D2"]) == ("D2:D5", "=B2:B5*C2:C5")
    assert [array(sheet[f"E{row}"]) for row in (2, 3, 4, 5)] == [(f"E{row}", f"=MAX(B{row}:C{row})") for row in (2, 3, 4, 5)]
    assert sheet["A6"].value == "合计" and array(sheet["D6"]) == ("D6", "=SUM(B2:B5*C2:C5)")
    assert array(made["汇总"]["A1"]) == ("A1", "=SUM(明细!B2:B5*明细!C2:C5)") and made["汇总"]["A2"].value == "=SUM(得分表)+明细!D6"


def test_names_of_places_allowed_values_and_colours_follow(book: Workbook) -> None:
    _found, made = filled(book, (("A", "line"),))
    sheet = made["明细"]
    assert made.defined_names["得分表"].attr_text == "明细!$D$2:$D$5"
    [words] = sheet.data_validations.dataValidation
    assert (str(words.sqref), words.formula1) == ("F2:F5", "$B$2:$B$5")
    rules = {str(one.sqref): one.rules[0].formula for one in sheet.conditional_formatting}
    assert rules == {"B2:B5": ["$D$6"], "D6": ["5"]}


def test_a_table_takes_the_new_rows_in() -> None:
    made = Workbook()
    sheet = made.active
    sheet.title = "明细"
    for row in (("序号", "问题"), (None, None), (None, None)):
        sheet.append(row)
    sheet.add_table(Table(displayName="清单", ref="A1:B3"))
    _found, after = filled(made, (("A", "line"), ("B", "text")))
    assert after["明细"].tables["清单"].ref == "A1:B5" and after["明细"]["B5"].value == "第4件"


def test_no_part_of_a_range_that_one_formula_fills_is_written_and_it_is_told(book: Workbook) -> None:
    found, made = filled(book, (("A", "line"), ("D", "text")))
    assert found.gaps == (("明细", "D2", FORMULA),)
    assert array(made["明细"]["D2"]) == ("D2:D5", "=B2:B5*C2:C5") and made["明细"]["A5"].value == 4
    stream = io.BytesIO()
    book.save(stream)
    again = fill(stream.getvalue(), {("明细", "D3"): 7, ("明细", "B2"): 3}, [])
    assert again.gaps == (("明细", "D3", FORMULA),)


def test_the_page_shows_such_formulas_as_formulas(book: Workbook) -> None:
    stream = io.BytesIO()
    book.save(stream)
    places = {one.cell: one for row in look_at(stream.getvalue())[0].rows for one in row}
    assert places["D2"].formula and places["D2"].text == "=B2:B3*C2:C3" and places["D3"].formula and not places["B2"].formula
