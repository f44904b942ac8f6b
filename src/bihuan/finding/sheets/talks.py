"""The list of talk problems as Excel."""

import io
from collections.abc import Sequence

from bihuan.finding.models.talks import TalkItem
from bihuan.foundation.files.rules.guarding import guarded
from bihuan.foundation.kernel import _

FILE_NAME = _("谈话问题清单.xlsx")
_HEAD = ("序号", "单位", "姓名", "问题", "谈话人", "谈话日期", "本人意见", "状态")


def talk_list_sheet(items: Sequence[TalkItem]) -> bytes:
    """One row a problem, with its talk."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "font_name": "宋体"})
    text = book.add_format({"font_name": "宋体", "text_wrap": True, "valign": "top", "border": 1})
    sheet = book.add_worksheet("谈话问题清单")
    for place, (title, width) in enumerate(zip(_HEAD, (8, 24, 12, 60, 12, 12, 14, 12), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, head)
    for at, one in enumerate(items, 1):
        row, talk = one.problem, one.talk
        told = (f"{row.number:04d}", row.unit.name, talk.person.name, row.text, talk.talker.name, talk.held_on.isoformat(),
                talk.get_state_display(), row.get_state_display())  # fmt: skip
        for place, value in enumerate(told):
            sheet.write_string(at, place, guarded(value), text)
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
