"""The list of opinions as Excel (D14)."""

import io
from collections.abc import Sequence

from bihuan.finding.rules.opinion_list import HEAD, WIDTHS
from bihuan.foundation.files.rules.guarding import guarded


def opinion_sheet(rows: Sequence[tuple[str, ...]]) -> bytes:
    """The workbook of the list D14. `guarded`: no text is taken for a formula."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "font_name": "宋体"})
    text = book.add_format({"num_format": "@", "font_name": "宋体", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("意见建议问题清单")
    for place, (label, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
        sheet.set_column(place, place, width * 5, text)
        sheet.write_string(0, place, label, head)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            sheet.write_string(number, place, guarded(value), text)
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
