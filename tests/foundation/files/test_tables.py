"""Lists go out as workbooks in which nothing typed by somebody works as a formula."""

import io

import openpyxl

from bihuan.foundation.files.rules.tables import TYPED, Table, workbook


def test_a_text_that_looks_like_a_formula_stays_a_text_and_a_number_counts() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(Table("一", (("词", 8), ("数", 10)), [("=1+1", 57)], fixed=1), Table("二", (("词", 8),))))
    )
    sheet = book["一"]
    assert sheet["A2"].data_type == "s" and not sheet["A2"].value.startswith("=")
    assert sheet["B2"].value == 57
    assert (sheet.freeze_panes, book["二"].freeze_panes) == ("B2", "A2")


def test_what_is_typed_below_an_open_ended_sheet_stays_a_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(Table("一", (("编号", 8),), look=TYPED, open_ended=True))))
    assert book["一"].column_dimensions["A"].number_format == "@"
