"""Duties as Excel: the sheet to fill in, with a row for every duty that nobody holds yet, and reading what comes back. Meetings as Excel."""

import io
from collections.abc import Iterable, Sequence

from bihuan.campaigns.models import Meeting
from bihuan.campaigns.rules.duty_sheet import SHEET, DutyColumn, DutyRow
from bihuan.campaigns.vocabulary import GRANTED, MeetingKind
from bihuan.foundation.files.rules.tables import Table, workbook
from bihuan.foundation.files.rules.workbooks import read_sheet
from bihuan.foundation.kernel import _

FILE_NAME = _("职责分工.xlsx")
_HEADERS = {
    DutyColumn.UNIT: ("单位", "单位名称", "所在单位"),
    DutyColumn.NAME: ("姓名", "名字", "联络员"),
    DutyColumn.DUTY: ("职责", "担任", "身份"),
}
_ROWS = 2000


def read_duties(data: bytes, name: str) -> tuple[DutyRow, ...]:
    """The rows that name somebody. Raises a subclass of UnreadableFile."""
    sheet = read_sheet(data, name, _HEADERS, (DutyColumn.UNIT, DutyColumn.NAME), sheet=SHEET)
    rows = (DutyRow(row.number, {DutyColumn(key): text for key, text in row.cells.items()}, sheet.name) for row in sheet.rows)
    return tuple(row for row in rows if row.text(DutyColumn.NAME))


def duties_template(lacking: Sequence[tuple[str, str]] = ()) -> bytes:
    """The sheet; `lacking` are (unit, duty) pairs that wait for a name."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "font_name": "宋体"})
    text = book.add_format({"num_format": "@", "font_name": "宋体"})
    sheet = book.add_worksheet(SHEET)
    for place, (column, width) in enumerate(zip(DutyColumn, (30, 14, 18), strict=True)):
        sheet.set_column(place, place, width, text)
        sheet.write_string(0, place, column.label, head)
    sheet.freeze_panes(1, 0)
    for number, (unit, duty) in enumerate(lacking, 1):
        sheet.write_string(number, 0, unit, text)
        sheet.write_string(number, 2, duty, text)
    sheet.data_validation(1, 2, _ROWS, 2, {"validate": "list", "source": [one.label for one in GRANTED]})
    book.close()
    return stream.getvalue()


MEETINGS_NAME = _("会议登记.xlsx")
_MEETING_COLUMNS = (
    ("序号", 6), ("召开日期", 12), ("会议类型", 14), ("主题", 36), ("目的", 36), ("召开机构或单位", 24), ("地点", 16), ("主持人", 14),
    ("到会人数", 10), ("到会单位", 36), ("会议记录", 60),
)  # fmt: skip


def meeting_sheet(meetings: Iterable[Meeting]) -> bytes:
    """The register as Excel (D07), in the order of the days. How many were there, never who."""
    return workbook(Table("会议登记", _MEETING_COLUMNS, (_meeting_cells(number, one) for number, one in enumerate(meetings, 1))))


def _meeting_cells(number: int, one: Meeting) -> tuple[int | str, ...]:
    holder = one.unit.name if one.unit else one.group.name if one.group else ""
    units = "、".join(sorted(there.unit.name for there in one.attending.all()))
    kind = MeetingKind(one.kind).label
    present: int | str = one.present if one.present else ""
    return number, one.held_on.isoformat(), kind, one.topic, one.purpose, holder, one.place, one.chair, present, units, one.record
