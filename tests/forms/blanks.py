"""A superior's blank as one would come: merged title, two-line head, units down the side, a total by formula, a list below, print set-up."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.utils import get_column_letter

LINE = Side(style="thin")


def blank(units: tuple[str, ...]) -> bytes:
    """The workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = "汇总表"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "专项整治情况统计表"
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    sheet["A2"], sheet["C2"] = "填报单位：", "截至日期："
    sheet.append(("单位", "发现问题（件）", "已销号数", "备注"))
    for unit in units:
        sheet.append((unit, None, None, "无"))
    last = 3 + len(units)
    sheet.append(("合计", f"=SUM(B4:B{last})", None, None))
    for row in sheet.iter_rows(min_row=3, max_row=last + 1, max_col=4):
        for cell in row:
            cell.border = Border(LINE, LINE, LINE, LINE)
    sheet.column_dimensions["A"].width = 28
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.print_area = f"A1:D{last + 1}"
    listed = book.create_sheet("明细")
    listed.append(("序号", "单位", "问题", "金额"))
    listed.append((None, None, None, None))
    listed.append((None, None, None, None))
    listed.append(("合计", None, None, "=SUM(D2:D3)"))
    listed.merge_cells("A4:C4")
    listed.row_dimensions[2].height = listed.row_dimensions[3].height = 31
    for row in (2, 3):
        for column in range(1, 5):
            listed[f"{get_column_letter(column)}{row}"].border = Border(LINE, LINE, LINE, LINE)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
