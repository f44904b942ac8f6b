"""One table as a workbook."""

import io
from collections.abc import Iterable, Sequence

from bihuan.foundation.files.rules.guarding import guarded

_WIDE = 8
"""Signs to one unit of relative width."""


def grid(name: str, title: str, head: Sequence[tuple[str, float]], rows: Iterable[Sequence[str]]) -> bytes:
    """A title, a head that stays in sight, the rows as texts; no text is taken for a formula."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    font = {"font_name": "宋体", "font_size": 10.5, "border": 1, "valign": "top", "text_wrap": True}
    bold = book.add_format(font | {"bold": True, "bg_color": "#F3E9E7", "align": "center"})
    text, large = book.add_format(font), book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.merge_range(0, 0, 0, len(head) - 1, guarded(title), large)
    for place, (label, width) in enumerate(head):
        sheet.set_column(place, place, round(width * _WIDE))
        sheet.write_string(1, place, label, bold)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    for number, cells in enumerate(rows, 2):
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, guarded(cell), text)
    book.close()
    return stream.getvalue()
