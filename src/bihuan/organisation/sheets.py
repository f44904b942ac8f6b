"""The roster as Excel: the template to fill in, and reading what comes back."""

import io
from typing import Any

from bihuan.foundation.files.rules.workbooks import read_sheet
from bihuan.foundation.kernel import _
from bihuan.organisation.rules.roster import Column, RawRow
from bihuan.organisation.rules.roster.shape import SHEET
from bihuan.organisation.vocabulary import Rank

# What offices call the columns besides our own word.
HEADERS = {
    Column.UNIT: ("单位", "单位名称", "所在单位", "工作单位"),
    Column.PARENT: ("上级单位", "主管单位", "上级"),
    Column.NAME: ("姓名", "名字"),
    Column.POST: ("职务", "现任职务", "岗位"),
    Column.RANK: ("职级", "级别", "职务层次", "职务职级"),
    Column.SUBJECT: ("是否整治对象", "整治对象", "是否对象"),
    Column.PHONE: ("手机", "手机号", "手机号码", "联系电话", "电话"),
}
NEEDED = (Column.UNIT, Column.NAME)
FILE_NAME = _("干部名册模板.xlsx")
_WIDTHS = {Column.UNIT: 24, Column.PARENT: 20, Column.NAME: 12, Column.POST: 22, Column.RANK: 12, Column.SUBJECT: 14, Column.PHONE: 16}
_ROWS = 5000
"""So many rows of the template have drop-downs and text format."""
_HELP = (
    (_("单位"), _("必填。同一单位每行都写同样的名称；科室、下属单位单独成行，在“上级单位”里写它的上级。")),
    (_("上级单位"), _("最上面一级留空。同名的单位用“上级/单位”写明，例如“县教育局/办公室”。只登记单位、没有人员时，姓名以后留空。")),
    (_("姓名"), _("登记人员的行必填，两个字的姓名中间不用加空格；只登记单位的行留空。")),
    (_("职务"), _("照任职文件写，例如“党组书记、局长”。")),
    (_("职级"), _("可从下拉框选，也可照实填写，例如“四级主任科员”。")),
    (_("是否整治对象"), _("填“是”或“否”，留空按“否”。填“否”的是参与人员。")),
    (_("手机"), _("11 位。同一单位有同名的人，或一人两职，必须填写：同一个人填同一个号码。")),
    (_("再次导入"), _("可以反复导入同一份表：没有变化的不动，有变化的更新，表里没有的只提示、不删除。有一处错误就整份不收，改好再导。")),
)


def read_roster(data: bytes, name: str) -> tuple[RawRow, ...]:
    """The rows of sheet 干部名册 (or the first sheet that has its columns). Raises a subclass of UnreadableFile."""
    sheet = read_sheet(data, name, HEADERS, NEEDED, sheet=SHEET)
    return tuple(RawRow(row.number, {Column(key): text for key, text in row.cells.items()}, sheet.name) for row in sheet.rows)


def roster_template() -> bytes:
    """The template: sheet 干部名册 with drop-downs, and a sheet that explains every column."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    _fill_in(book)
    _explain(book)
    book.close()
    return stream.getvalue()


def _fill_in(book: Any) -> None:
    head = book.add_format({"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "valign": "vcenter", "font_name": "宋体"})
    text = book.add_format({"num_format": "@", "font_name": "宋体"})
    sheet = book.add_worksheet(SHEET)
    sheet.set_row(0, 24)
    for place, column in enumerate(Column):
        sheet.set_column(place, place, _WIDTHS[column], text)
        sheet.write(0, place, column.label, head)
    sheet.freeze_panes(1, 0)
    places = {column: place for place, column in enumerate(Column)}
    ranks = [rank.label for rank in Rank if rank is not Rank.OTHER]
    sheet.data_validation(
        1, places[Column.RANK], _ROWS, places[Column.RANK], {"validate": "list", "source": ranks, "error_type": "information"}
    )
    sheet.data_validation(
        1, places[Column.SUBJECT], _ROWS, places[Column.SUBJECT],
        {"validate": "list", "source": ["是", "否"], "error_title": "是否整治对象", "error_message": "只能填“是”或“否”。"},
    )  # fmt: skip


def _explain(book: Any) -> None:
    bold = book.add_format({"bold": True, "valign": "top", "font_name": "宋体"})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "font_name": "宋体"})
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    for row, (column, meaning) in enumerate(_HELP):
        sheet.write(row, 0, column, bold)
        sheet.write(row, 1, meaning, wrap)
