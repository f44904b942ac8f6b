"""The list of problems traced backward as Excel (D18)."""

import io
from collections.abc import Sequence

from bihuan.finding.queries.back_checks import Entry
from bihuan.foundation.files.rules.guarding import guarded
from bihuan.foundation.kernel import _

FILE_NAME = _("问题倒查清单.xlsx")
_HEAD = ("序号", "单位", "问题", "所查事件", "提出机构", "倒查编号", "倒查结论", "状态")


def back_check_sheet(entries: Sequence[Entry]) -> bytes:
    """One row a problem, with the event that was traced and the conclusion."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "font_name": "宋体"})
    text = book.add_format({"font_name": "宋体", "text_wrap": True, "valign": "top", "border": 1})
    sheet = book.add_worksheet("问题倒查清单")
    for place, (title, width) in enumerate(zip(_HEAD, (8, 24, 48, 40, 14, 10, 48, 12), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, head)
    for at, one in enumerate(entries, 1):
        row, check = one.node.problem, one.node.back_check
        assert row is not None
        told = (f"{row.number:04d}", row.unit.name, row.text, one.event, one.node.get_body_display(), str(check.number),
                check.conclusion or "倒查中", row.get_state_display())  # fmt: skip
        for place, value in enumerate(told):
            sheet.write_string(at, place, guarded(value), text)
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
