"""One workbook both ways: points with an empty column for what was found; rows where something stands in it come back as findings."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.foundation.files.rules.workbooks import Sheet, read_sheet
from bihuan.foundation.kernel import BadInput, _
from bihuan.inspections.models import Checklist, ChecklistLine
from bihuan.inspections.queries.noting import Seen
from bihuan.inspections.vocabulary import Column, Focus, Force, SupervisionKind
from bihuan.problems.rules.sheet.names import TWO_UNITS

SHEET = _("检查单")
_HEADERS = {
    column: (column.label, *more)
    for column, more in (
        (Column.NUMBER, ("编号", "检查项编号")),
        (Column.SUBJECT, ()),
        (Column.POINT, ("检查内容",)),
        (Column.UNIT, ("被检查单位",)),
        (Column.FOUND, ("问题", "发现问题", "发现的问题", "检查情况")),
        (Column.DAY, ("检查日期", "日期")),
        (Column.REFERENCE, ("问题编号",)),
        (Column.KIND, ()),
    )
}
_WIDTHS = {
    Column.NUMBER: 8,
    Column.SUBJECT: 18,
    Column.POINT: 44,
    Column.UNIT: 20,
    Column.FOUND: 50,
    Column.DAY: 14,
    Column.REFERENCE: 16,
    Column.KIND: 14,
}


_LONGEST = 255
"""Signs that a drop-down of Excel holds, with a comma between two."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}"


def checklist_sheet(row: Checklist, units: Sequence[str]) -> bytes:
    """The workbook: one line a point; units, days and what was found are filled in, and lines may be copied."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "font_name": "宋体"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "font_name": "宋体"})
    sheet = book.add_worksheet(SHEET)
    for place, column in enumerate(Column):
        sheet.set_column(place, place, _WIDTHS[column], text)
        sheet.write_string(0, place, column.label, head)
    sheet.freeze_panes(1, 0)
    lines = list(row.lines.all())
    for number, line in enumerate(lines, 1):
        for place, words in ((0, str(line.pk)), (1, line.subject), (2, line.text)):
            sheet.write_string(number, place, words, text)
    if units and len(",".join(units)) <= _LONGEST and not any("," in one for one in units):
        sheet.data_validation(
            1, list(Column).index(Column.UNIT), 2000, list(Column).index(Column.UNIT), {"validate": "list", "source": list(units)}
        )
    book.close()
    return stream.getvalue()


def findings_in(
    data: bytes, name: str, *, units: Mapping[str, Any], force: Force, today: date, checklist: Checklist | None = None
) -> list[Seen]:
    """What a filled-in sheet found. Raises BadInput with every wrong cell, UnreadableFile for what is no such sheet. A row in which nothing was
    found is no finding."""
    sheet = read_sheet(data, name, _HEADERS, (Column.UNIT, Column.FOUND))
    lines = {str(one.pk): one for one in checklist.lines.select_related("manifestation")} if checklist else {}
    found, faults = list[Seen](), list[Fault]()
    for row in sheet.rows:
        if not row.cells.get(Column.FOUND):
            continue
        one = _seen(sheet, row.number, row.cells, units, lines, force, today)
        (faults if isinstance(one, Fault) else found).append(one)  # type: ignore[arg-type]
    if faults:
        raise BadInput(
            _("表里有 %(count)d 处错误，整份没有收。请改正后再导：%(first)s"), errors=tuple(faults), count=len(faults), first=str(faults[0])
        )
    if not found:
        raise BadInput(_("表里没有填写发现的情况。"))
    return found


def _seen(
    sheet: Sheet,
    number: int,
    cells: Mapping[Column, str],
    units: Mapping[str, Any],
    lines: Mapping[str, ChecklistLine],
    force: Force,
    today: date,
) -> Seen | Fault:
    named = cells.get(Column.UNIT, "")
    unit = units.get(named)
    if unit is None and named in units:
        return Fault(f"{sheet.name} {number}", TWO_UNITS)
    if unit is None:
        return Fault(f"{sheet.name} {number}", _("没有这个单位：%(name)s") % {"name": named or "—"})
    day = _day(cells.get(Column.DAY, ""), today)
    if day is None:
        return Fault(f"{sheet.name} {number}", _("日期要写成 2026-03-01，并且不晚于今天"))
    kind = next((one for one in SupervisionKind if one.label == cells.get(Column.KIND)), SupervisionKind.ADMINISTRATIVE)
    line = lines.get(cells.get(Column.NUMBER, ""))
    focus = Focus.DISCIPLINE if line is not None and line.manifestation_id is None else Focus.MATTER
    return Seen(
        unit, cells[Column.FOUND], day, force=force, reference=cells.get(Column.REFERENCE, "")[:60], kind=kind, focus=focus, line=line
    )


def _day(text: str, today: date) -> date | None:
    if not text:
        return today
    try:
        day = date.fromisoformat(text[:10].replace("/", "-").replace(".", "-"))
    except ValueError:
        return None
    return day if day <= today else None
