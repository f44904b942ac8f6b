"""The coverage matrix as Excel."""

import io
from collections.abc import Callable
from typing import Any

from bihuan.finding.queries.coverage import Coverage
from bihuan.finding.vocabulary.coverage import Cover
from bihuan.foundation.files.rules.guarding import guarded
from bihuan.problems.vocabulary import ProblemList


def coverage_sheet(found: Coverage, title: str, say: Callable[[str], str] = str) -> bytes:
    """The matrix: units down, lists across; a cell says the number, that there is confirmed to be none, or that it is empty."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    font = {"font_name": "宋体", "font_size": 10.5, "border": 1, "valign": "vcenter"}
    sheet = _headed(book, font, title)
    text = book.add_format(font)
    for row, line in enumerate(found.lines, 2):
        sheet.write_string(row, 0, guarded(line.name), text)
        for place, number in enumerate((line.subjects, line.wrote, line.signed, line.missing), 1):
            sheet.write_number(row, place, number, text)
        for place, cell in enumerate(line.cells, 5):
            if cell.count:
                sheet.write_number(row, place, cell.count, text)
            else:
                sheet.write_string(row, place, say(cell.cover.label) if cell.cover is not Cover.EMPTY else "—", text)
    book.close()
    return stream.getvalue()


def _headed(book: Any, font: dict[str, Any], title: str) -> Any:
    """The sheet with its title and head, on one page's width, the head on every page."""
    head = book.add_format(font | {"bold": True, "bg_color": "#F3E9E7", "align": "center", "text_wrap": True})
    name = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
    sheet = book.add_worksheet("全覆盖矩阵")
    heads = ["单位", "整治对象", "已自查", "已承诺", "未报", *(one.label for one in ProblemList)]
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(heads) - 1, 13)
    sheet.merge_range(0, 0, 0, len(heads) - 1, guarded(title), name)
    for place, word in enumerate(heads):
        sheet.write_string(1, place, word, head)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    return sheet
