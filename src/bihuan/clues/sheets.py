"""Sheets of this room: records of other platforms read (M69), and the list of petitions that leaves and comes back."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from bihuan.clues.rules.records import MOST_ROWS
from bihuan.clues.vocabulary.imported import PetitionColumn as P
from bihuan.clues.vocabulary.imported import RecordColumn as C
from bihuan.foundation.files.rules.cells import TypedRow
from bihuan.foundation.files.rules.guarding import guarded
from bihuan.foundation.files.rules.workbooks import read_sheet
from bihuan.foundation.kernel import BadInput, _

SHEET, PETITIONS = "外部线索", "信访事项"
FILE_NAME = _("外部线索导入模板.xlsx")
_HEADERS = {
    C.NUMBER: ("外部编号", "编号", "信访编号", "工单编号", "举报编号", "受理编号"),
    C.PLATFORM: ("来源平台", "来源", "平台", "受理渠道"),
    C.RECEIVED: ("收到日期", "受理日期", "登记日期", "来信日期", "受理时间", "日期"),
    C.TEXT: ("反映内容", "主要内容", "诉求内容", "内容", "问题描述", "反映问题"),
    C.UNIT: ("被反映单位", "涉及单位", "责任单位", "承办单位", "单位"),
    C.PERSON: ("被反映人", "涉及人员", "被举报人"),
    C.HAPPENED: ("时间和地点", "时间地点", "发生时间"),
    C.NAME: ("反映人姓名", "反映人", "信访人", "来电人", "姓名"),
    C.CONTACT: ("联系方式", "联系电话", "电话", "手机"),
}
_NEEDED = (C.NUMBER, C.RECEIVED, C.TEXT, C.UNIT)
_WIDTHS: Mapping[Any, int] = {
    C.NUMBER: 20, C.PLATFORM: 16, C.RECEIVED: 13, C.TEXT: 60, C.UNIT: 22, C.PERSON: 12, C.HAPPENED: 24, C.NAME: 12, C.CONTACT: 18,
    P.CLUE: 12, P.SOURCE: 14, P.TEXT: 60, P.UNITS: 22, P.PERSONS: 14, P.HAPPENED: 24, P.WHO: 18, P.NUMBER: 20, P.RECEIVED: 13,
}  # fmt: skip
_HELP = (
    ("外部编号", "必填。那个平台上的编号。登记过的编号自动略过，同一件不会登记两次；手工登记时填过的编号也算。"),
    ("来源平台", "信访举报平台、民生热线（12345）等，照实填写。"),
    ("收到日期", "必填。日期单元格，或写成 2026-03-01、2026/3/1、2026年3月1日，不晚于今天。"),
    ("反映内容", "必填。导入时立即密封，只有能办理这一条的人打得开。"),
    ("被反映单位", "必填。名册里的单位；有同名的写“上级单位/单位”。按它避开被反映的人和他的上下级。"),
    ("被反映人", "名册里本单位的人，可以留空；不在名册里的写进反映内容。"),
    ("反映人姓名、联系方式", "可以留空。另外密封给身份信息保管人，要两名保管人一起才打得开。"),
    ("上传的表", "只在内存里读，不存盘；核对后的内容密封给您的密钥，半小时内不导入就删掉。有一处错误就整份不收。"),
)


def records_in(data: bytes, name: str) -> tuple[TypedRow[C], ...]:
    """The rows of a sheet. Raises UnreadableFile for what is no such sheet, BadInput for none or too many."""
    sheet = read_sheet(data, name, _HEADERS, _NEEDED, sheet=SHEET)
    if not sheet.rows:
        raise BadInput(_("表里没有内容。"))
    if len(sheet.rows) > MOST_ROWS:
        raise BadInput(_("一次最多导入 %(most)d 行，这份有 %(count)d 行，请拆成几份。"), most=MOST_ROWS, count=len(sheet.rows))
    return tuple(TypedRow(row.number, {C(key): text for key, text in row.cells.items()}, sheet.name) for row in sheet.rows)


def record_template() -> bytes:
    """The empty sheet and a page that explains every column."""
    return _book(SHEET, list(C), (), _HELP)


def petitions_sheet(rows: Sequence[Mapping[P, str]]) -> bytes:
    """The list as it leaves; the last column is filled in there and comes back."""
    help_ = (("信访编号", "在全国信访信息系统登记后，把编号填在这一列，连同线索编号交回来导入；别的列不用改，也不会读。"),)
    return _book(PETITIONS, list(P), rows, help_)


def numbers_in(data: bytes, name: str) -> tuple[TypedRow[P], ...]:
    """The rows of a list that came back, those with a number."""
    headers = {P.CLUE: ("线索编号",), P.NUMBER: ("信访编号", "全国信访编号", "登记编号")}
    sheet = read_sheet(data, name, headers, (P.CLUE, P.NUMBER), sheet=PETITIONS)
    rows = (TypedRow(row.number, {P(key): text for key, text in row.cells.items()}, sheet.name) for row in sheet.rows)
    return tuple(row for row in rows if row.cells.get(P.NUMBER, "").strip())


def _book(title: str, columns: Sequence[Any], rows: Sequence[Mapping[Any, str]], help_: Sequence[tuple[str, str]]) -> bytes:
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    font = {"font_name": "宋体", "font_size": 10.5}
    head = book.add_format(font | {"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "valign": "vcenter"})
    text = book.add_format(font | {"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format(font | {"bold": True, "valign": "top"})
    sheet = book.add_worksheet(title)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS[column], text)
        sheet.write_string(0, place, column.label, head)
    sheet.freeze_panes(1, 0)
    for at, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            sheet.write_string(at, place, guarded(row.get(column, "")), text)
    about = book.add_worksheet("填写说明")
    about.set_column(0, 0, 22)
    about.set_column(1, 1, 90)
    for at, (name, meaning) in enumerate(help_):
        about.write_string(at, 0, name, bold)
        about.write_string(at, 1, meaning, text)
    book.close()
    return stream.getvalue()
