"""Files of the demo, made on the spot: pictures, minutes of a meeting, the old sheet, the superior's blank form."""

from collections.abc import Sequence
from io import BytesIO
from random import Random
from typing import Any

OLD_HEAD = "序号 责任单位 责任人 问题来源 存在问题 具体表现 原因分析 整改措施 发现时间 整改时限 完成情况 销号时间 原编号"


def picture(number: int) -> bytes:
    """A drawn counter hall, of its own light and arrangement for each number."""
    from PIL import Image, ImageDraw, ImageFilter

    rng = Random(number)  # noqa: S311 - drawn, not guessed
    light = rng.randint(150, 215)
    image = Image.new("RGB", (1200, 800), (light, light + 8, light + 20))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 560, 1200, 800), fill=(light - 60, light - 66, light - 74))
    for n in range(rng.randint(3, 5)):
        left = 70 + n * 230 + rng.randint(-16, 16)
        pen.rectangle((left, 330, left + 190, 570), fill=(118 + 6 * n, 92, 66))
        pen.rectangle((left, 312, left + 190, 336), fill=(232, 228, 216))
        pen.rectangle((left + 26, 90, left + 164, 210), fill=(158, 32 + 6 * n, 38))
        pen.rectangle((left + 12, 226, left + 178, 306), fill=(light - 22, light - 8, light + 6))
    pen.rectangle((1000, 140, 1150, 420), fill=(240, 240, 232), outline=(90, 90, 90), width=4)
    stream = BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.4)).save(stream, "JPEG", quality=82)
    return stream.getvalue()


def minutes(text: str, measures: Sequence[str]) -> bytes:
    """Minutes of the meeting that settled how a problem is put right, as docx."""
    from docx import Document

    paper = Document()
    paper.add_heading("整改工作会议纪要", level=1)
    paper.add_paragraph(f"会议研究了以下问题：{text}")
    for n, measure in enumerate(measures, 1):
        paper.add_paragraph(f"{n}. {measure}")
    paper.add_paragraph("会议要求责任股室逐周报告进展，办结后按程序申请销号。")
    return _saved(paper)


def old_sheet(rows: Sequence[Sequence[Any]]) -> bytes:
    """The sheet in which the pilot was kept, with a title row as such sheets have."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "试点台账"
    sheet.append(("专项整治试点问题台账",))
    sheet.append(tuple(OLD_HEAD.split()))
    for row in rows:
        sheet.append(row)
    return _saved(book)


def blank_form(units: Sequence[str]) -> bytes:
    """The superior's monthly form: a line a unit, a total by formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Border, Side

    book, line = Workbook(), Side(style="thin")
    sheet = book.active
    sheet.title = "汇总表"
    sheet.merge_cells("A1:D1")
    sheet["A1"], sheet["A2"], sheet["C2"] = "专项整治情况统计表", "填报单位：澜川县", "截至日期："
    sheet.append(("单位", "发现问题（件）", "已销号（件）", "备注"))
    for unit in units:
        sheet.append((unit, None, None, None))
    last = 3 + len(units)
    sheet.append(("合计", *(f"=SUM({letter}4:{letter}{last})" for letter in "BC"), None))
    for row in sheet.iter_rows(min_row=3, max_row=last + 1, max_col=4):
        for cell in row:
            cell.border = Border(line, line, line, line)
    sheet.column_dimensions["A"].width = 28
    return _saved(book)


def _saved(paper: Any) -> bytes:
    stream = BytesIO()
    paper.save(stream)
    return stream.getvalue()
