"""A comparison of two editions of the ledger as a workbook: one sheet for each part, what moved in words."""

import io
from collections.abc import Iterable, Mapping

from bihuan.foundation.files.rules.guarding import guarded
from bihuan.problems.queries.comparing import Difference, printed
from bihuan.problems.rules.comparing import Part

_HEAD = (("序号", 8), ("责任单位", 22), ("责任人", 12), ("问题", 46), ("环节", 12), ("完成时限", 12), ("变更内容", 60))


def write_comparison(parts: Mapping[Part, Iterable[Difference]], about: Mapping[str, str]) -> bytes:
    """The workbook; texts that this reader may not see are a ＊. Rows go into it one by one: it is never held in memory."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True})
    bold = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "valign": "vcenter"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    page = book.add_worksheet("说明")
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 60)
    for row, (word, text) in enumerate(about.items()):
        page.write_string(row, 0, word, bold)
        page.write_string(row, 1, guarded(text), cell)
    for part, rows in parts.items():
        sheet = book.add_worksheet(part.label)
        sheet.freeze_panes(1, 1)
        for place, (word, width) in enumerate(_HEAD):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, word, bold)
        for line, one in enumerate(rows, start=1):
            for place, text in enumerate(printed(one)):
                sheet.write_string(line, place, guarded(text), cell)
    book.close()
    return stream.getvalue()
