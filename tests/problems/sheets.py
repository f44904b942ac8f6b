"""Sheets made on the spot, and read back as an office program would."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

HEAD = (
    "序号",
    "单位",
    "责任人",
    "来源",
    "问题",
    "类别",
    "具体表现",
    "原因剖析",
    "整改措施",
    "责任领导",
    "完成时限",
    "整改进展",
    "状态",
    "外部编号",
)


def workbook(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, sheet: str = "问题台账", title: str = "") -> bytes:
    """An xlsx; `title` stands in a row above the header."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page, day, at = book.add_worksheet(sheet), book.add_format({"num_format": "yyyy-mm-dd"}), 0
    if title:
        page.write(0, 0, title)
        at = 1
    for n, row in enumerate([head, *rows]):
        for place, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(at + n, place, value, day)
            elif value != "":
                page.write(at + n, place, value)
    book.close()
    return stream.getvalue()


def row(text: str = "窗口群众等候两小时无人受理", unit: str = "县水利局", person: str = "曲院", **more: Any) -> list[Any]:
    """One row under HEAD; other cells by their header, `no` for 外部编号."""
    cells = {"单位": unit, "责任人": person, "来源": "督查反馈", "问题": text, "外部编号": more.pop("no", "")} | more
    return [cells.get(word, "") for word in HEAD]


def grid(data: bytes, sheet: str = "问题台账") -> list[dict[str, Any]]:
    """The rows of a sheet under their headers."""
    head, *rows = CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [dict(zip(head, one, strict=False)) for one in rows]
