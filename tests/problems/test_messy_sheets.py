"""Sheets as offices really send them: titles, heads of two lines, sums, notes, merged units, hidden rows, texts for dates, tables of text."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.rules.refusals import UnreadableFile
from bihuan.problems.rules.sheet import Column, check_ledger
from bihuan.problems.rules.sheet.dates import day_in, spans_of
from bihuan.problems.rules.sheet.layout import How, Layout, Memory, Why
from bihuan.problems.rules.sheet.own_values import Wrong, read_value
from bihuan.problems.sheets import look_at_ledger, read_ledger
from bihuan.problems.sheets.marking import marked_ledger
from tests.factories.old_sheets import old_workbook
from tests.problems.sheets import workbook
from tests.problems.test_sheet_rules import KNOWN, NAMES, raw

C = Column


def book(fill: Callable[[Any, Any], None], sheet: str = "Sheet1") -> bytes:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(made, made.add_worksheet(sheet))
    made.close()
    return stream.getvalue()


def messy(made: Any, page: Any) -> None:
    """A title, a note, a head of two lines, a row of column numbers, units merged or written once, sums, sections, notes at the end."""
    page.merge_range(0, 0, 0, 8, "青石县作风问题整改台账（第三批）")
    page.write_row(1, 0, ["填报单位：县纪委监委（盖章）", "", "", "填报时间：2026年3月5日"])
    for place, word in enumerate(("序 号", "责任单位\n（全称）", "姓　名")):
        page.merge_range(2, place, 3, place, word)
    page.merge_range(2, 3, 2, 4, "问题情况")
    page.merge_range(2, 5, 2, 7, "整改情况")
    page.merge_range(2, 8, 3, 8, "备注")
    page.write_row(3, 3, ["问题来源", "存在问题及具体表现", "整改措施", "完成时限", "进展情况"])
    page.write_row(4, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    page.merge_range(5, 0, 5, 8, "一、县直部门")
    page.merge_range(6, 1, 7, 1, "县水利局")
    page.write_row(6, 2, ["曲　院", "督查反馈", "窗口等候两小时无人受理", "轮值", "２０２６.３.１", "已排班"])
    page.write_row(7, 2, ["风荷（科员）", "自查", "来信未登记", "", "二〇二六年四月十五日"])
    page.write_row(9, 0, ["小计", "", "", "", "2件"])
    page.write_row(10, 0, [3, "县林业局", "断桥", "明查暗访", "值班室无人", "", 46082])
    page.write_row(11, 0, [4])
    page.write_row(12, 0, ["合计：", "", "", "", 3])
    page.write_row(13, 0, ["注：本表每月5日前报送。"])
    page.write_row(14, 0, ["填表人：桃溪", "", "", "联系电话：13800000000"])


def test_a_messy_sheet_is_understood_and_what_was_passed_over_is_told() -> None:
    sheet = read_ledger(book(messy), "台账.xlsx")
    (about,) = sheet.maps
    assert (about.top, about.depth, about.rows) == (3, 2, 3)
    meaning = {one.text: one.column for one in about.titles}
    assert meaning["问题情况/存在问题及具体表现"] == "text" and meaning["整改情况/进展情况"] == "progress" and sheet.unknown == ("备注",)
    assert next(one for one in about.titles if one.column == "text").how is How.GUESSED
    assert [(one.row, one.why) for one in about.passed] == [
        (5, Why.INDEX), (6, Why.SECTION), (9, Why.BLANK), (10, Why.SUBTOTAL), (12, Why.BLANK), (13, Why.SUBTOTAL), (14, Why.NOTE), (15, Why.NOTE),
    ]  # fmt: skip
    found = check_ledger(sheet.rows, KNOWN, NAMES)
    assert not found.errors, [str(one) for one in found.errors]
    assert [(one.row.number, one.unit_pk, one.person.pk, one.due_on) for one in found.new] == [
        (7, 1, 11, date(2026, 3, 1)), (8, 1, 12, date(2026, 4, 15)), (11, 2, 14, date(2026, 3, 1)),
    ]  # fmt: skip
    told = about.to_json()
    assert told["header_row"] == 3 and {"row": 10, "why": "subtotal", "text": "小计 2件"} in told["passed"]


def test_a_problem_over_several_rows_is_one_problem_with_all_its_measures() -> None:
    def fill(made: Any, page: Any) -> None:
        page.write_row(0, 0, ["责任单位", "问题来源", "存在问题", "整改措施"])
        for place, text in enumerate(("县水利局", "自查", "来信拖延不办")):
            page.merge_range(1, place, 3, place, text)
        for n in range(3):
            page.write(1 + n, 3, f"措施{n}")
        page.write_row(4, 0, ["县林业局", "自查", "另一件", "措施"])

    sheet = read_ledger(book(fill), "a.xlsx")
    assert [(one.number, one.cells[C.MEASURES]) for one in sheet.rows] == [(2, "措施0\n措施1\n措施2"), (5, "措施")]
    assert [(one.row, one.why) for one in sheet.maps[0].passed] == [(3, Why.JOINED), (4, Why.JOINED)]


HEAD = ["单位", "来源", "问题"]
ROWS = [["县水利局", "自查", "一"], ["", "自查", "二"], ["", "自查", "三"], ["县林业局", "自查", "四"]]


def test_a_unit_written_once_is_meant_for_the_rows_below_it_and_this_can_be_switched_off() -> None:
    data = workbook(ROWS, HEAD, "表")
    sheet = read_ledger(data, "a.xlsx")
    assert [one.cells[C.UNIT] for one in sheet.rows] == ["县水利局"] * 3 + ["县林业局"] and sheet.maps[0].downward == 2
    off = Memory({sheet.maps[0].shape: Layout({0: "unit", 1: "source", 2: "text"}, downward=False)})
    assert [one.cells[C.UNIT] for one in read_ledger(data, "a.xlsx", off).rows] == ["县水利局", "", "", "县林业局"]
    lone = workbook([*([["县水利局", "自查", "一"]] * 9), ["", "自查", "漏填"]], HEAD, "表")
    assert read_ledger(lone, "a.xlsx").rows[-1].cells[C.UNIT] == "", "one forgotten cell is an error, not a habit"


def test_several_sheets_one_a_unit_are_all_read_and_can_be_chosen() -> None:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    for name in ("县水利局", "县林业局", "说明页"):
        page = made.add_worksheet(name)
        page.write_row(0, 0, ["序号", "问题来源", "存在问题", "整改措施"] if name != "说明页" else ["这里", "没有", "台账"])
        page.write_row(1, 0, [1, "自查", f"{name}的一件"])
    made.close()
    sheet = read_ledger(stream.getvalue(), "a.xlsx")
    assert [(one.sheet, one.cells[C.UNIT], one.cells[C.TEXT]) for one in sheet.rows] == [
        (name, name, f"{name}的一件") for name in ("县水利局", "县林业局")
    ]
    assert {one.unit_from for one in sheet.maps} == {"sheet"}
    assert [one.sheet for one in read_ledger(stream.getvalue(), "a.xlsx", Memory(sheets=("县林业局",))).rows] == ["县林业局"]
    assert not check_ledger(sheet.rows, KNOWN, NAMES).errors, "equal row numbers of two sheets are two rows"


def test_hidden_rows_and_columns_are_read_and_told_or_left_out_when_asked() -> None:
    def fill(made: Any, page: Any) -> None:
        page.write_row(0, 0, HEAD)
        for n, row in enumerate(ROWS[:1] * 3, 1):
            page.write_row(n, 0, [*row[:2], f"第{n}件"])
        page.autofilter(0, 0, 3, 2)
        page.set_row(2, None, None, {"hidden": True})
        page.set_column(1, 1, None, None, {"hidden": True})

    data = book(fill)
    sheet = read_ledger(data, "a.xlsx")
    assert len(sheet.rows) == 3 and sheet.maps[0].hidden_rows == 1 and sheet.rows[0].cells[C.SOURCE] == "自查"
    without = Memory({sheet.maps[0].shape: Layout({0: "unit", 1: "source", 2: "text"}, hidden=False)})
    assert [one.number for one in read_ledger(data, "a.xlsx", without).rows] == [2, 4]


def test_what_was_said_about_a_head_is_remembered_for_every_sheet_of_its_shape() -> None:
    head = ["甲方", "渠道", "情形", "谁管"]
    data = workbook([["县水利局", "自查", "一件事", "曲院"]], head, "表")
    first = look_at_ledger(data, "a.xlsx")
    assert first.missing == ("单位", "问题") and not first.rows
    with pytest.raises(UnreadableFile):
        read_ledger(data, "a.xlsx")
    memory = Memory({first.maps[0].shape: Layout({0: "unit", 1: "source", 2: "text", 3: "person"})})
    again = workbook([["县林业局", "自查", "又一件", "断桥"]], head, "四月", title="标题")
    sheet = read_ledger(again, "b.xlsx", memory)
    assert sheet.maps[0].remembered and sheet.rows[0].cells[C.PERSON] == "断桥"
    assert Layout.of_json(memory.layouts[first.maps[0].shape].to_json()) == memory.layouts[first.maps[0].shape]


@pytest.mark.parametrize(
    ("name", "encoding", "between"),
    [("a.csv", "gb18030", ","), ("a.tsv", "utf-8-sig", "\t"), ("a.txt", "gb18030", "\t"), ("a.csv", "utf-8", ";")],
)
def test_tables_of_text_in_any_encoding(name: str, encoding: str, between: str) -> None:
    lines = [["青石县问题台账", "", "", "", ""], ["单位", "责任人", "来源", "问题", "外部编号"], ["县水利局", "曲院", "督查反馈", "“窗口”等候过久", '="007"'],
             ["", "", "", "", ""], ["合计", "", "", "1", ""]]  # fmt: skip
    data = "\r\n".join(between.join(line) for line in lines).encode(encoding)
    sheet = read_ledger(data, name)
    assert [one.cells[C.EXTERNAL] for one in sheet.rows] == ["007"] and sheet.rows[0].number == 3
    assert [one.why for one in sheet.maps[0].passed] == [Why.BLANK, Why.SUBTOTAL]
    with pytest.raises(UnreadableFile):
        read_ledger(data, "台账.docx")


@pytest.mark.parametrize(
    "text",
    ["单位,问题,,来源\n县水利局,窗口无人,督查\n县林业局,久拖,督查,\n", "单位,问题\n,,来源,程度\n县水利局,窗口无人\n"],
)
def test_lines_of_a_table_of_text_may_be_of_any_length(text: str) -> None:
    look_at_ledger(text.encode(), "a.csv")
    read_ledger(text.encode(), "a.csv")


def test_a_sum_in_another_unit_of_money_is_taken_as_what_it_is() -> None:
    head, own = ["单位", "来源", "问题", "涉及金额（元）"], {"own1": "涉及金额（万元）"}
    data = workbook([["县水利局", "自查", "一件事", "125,000"], ["县水利局", "自查", "又一件", "待核"]], head, "表")
    sheet = read_ledger(data, "a.xlsx", Memory(own=own))
    assert [one.more["own1"] for one in sheet.rows] == ["125,000元", "待核"]
    same = read_ledger(workbook([["县水利局", "自查", "一件事", "12.5"]], [*head[:3], "涉及金额（万元）"], "表"), "a.xlsx", Memory(own=own))
    assert [one.more["own1"] for one in same.rows] == ["12.5"]
    column = OwnColumn(number=1, name="涉及金额", kind=ColumnKind.AMOUNT, unit="万元")
    told = [read_value(column, text) for text in ("125,000元", "0.3亿", "12万", "12", "12人", "1,234元")]
    assert told[:4] == ["12.50", "3000.00", "12.00", "12.00"] and [isinstance(one, Wrong) for one in told[4:]] == [True, True]


def test_a_sum_that_is_a_formula_without_a_result_is_passed_over() -> None:
    from openpyxl import Workbook

    made, stream = Workbook(), io.BytesIO()
    for cells in (["序号", "单位", "来源", "问题"], [1, "县水利局", "自查", "窗口无人"], ["合计", None, None, "=COUNTA(D2:D2)"]):
        made.active.append(cells)
    made.save(stream)
    sheet = read_ledger(stream.getvalue(), "a.xlsx")
    assert [one.cells[C.TEXT] for one in sheet.rows] == ["窗口无人"] and [one.why for one in sheet.maps[0].passed] == [Why.SUBTOTAL]


def test_a_formula_without_a_result_is_an_error_at_its_cell_and_one_with_a_result_is_its_result() -> None:
    from openpyxl import Workbook

    made = Workbook()
    made.active.append(["单位", "来源", "问题", "原因剖析"])
    made.active.append(["县水利局", "自查", '="窗口"&"无人"', "=NA()"])
    stream = io.BytesIO()
    made.save(stream)
    sheet = read_ledger(stream.getvalue(), "a.xlsx")
    faults = check_ledger(sheet.rows, KNOWN, NAMES).errors
    assert {one.column for one in faults if "公式" in one.message} == {"问题", "原因剖析"} and {one.row for one in faults} == {2}

    def fill(book_: Any, page: Any) -> None:
        page.write_row(0, 0, ["单位", "来源", "问题"])
        page.write_row(1, 0, ["县水利局", "自查"])
        page.write_formula(1, 2, '="窗口"&"无人"', None, "窗口无人")
        page.write_row(2, 0, ["县水利局", "自查", "#REF!"])

    sheet = read_ledger(book(fill), "a.xlsx")
    assert sheet.rows[0].cells[C.TEXT] == "窗口无人"
    assert [(one.row, "公式出错" in one.message) for one in check_ledger(sheet.rows, KNOWN, NAMES).errors] == [(3, True)]


SPAN = (date(2026, 2, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["2026.3.1", "2026-03-01", "2026/3/1", "２０２６年３月１日", "二〇二六年三月一日", "二○二六年三月一日", "46082", "46082.5", "20260301", "3月1日",
     "三月一日", "2026年3月1日（星期日）", "2026-03-01 08:30", "2026-03-01T00:00:00", "2026 年 3 月 1 日"],
)  # fmt: skip
def test_days_in_every_spelling(text: str) -> None:
    assert day_in(text, SPAN) == date(2026, 3, 1)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
@settings(max_examples=150)
def test_every_day_is_read_back_from_every_way_to_write_it(day: date) -> None:
    figures = str.maketrans("0123456789", "〇一二三四五六七八九")
    tens = {
        n: (("" if n < 20 else "〇一二三四五六七八九"[n // 10]) + "十" if n > 9 else "")
        + ("〇一二三四五六七八九"[n % 10] if n % 10 else "")
        for n in range(1, 32)
    }
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    spelt = [f"{day:%Y-%m-%d}", f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日",
             f"{day.year}年{day.month}月{day.day}日".translate(wide), f"{str(day.year).translate(figures)}年{tens[day.month]}月{tens[day.day]}日",
             str((day - date(1899, 12, 30)).days)]  # fmt: skip
    assert {day_in(text) for text in spelt} == {day}
    assert day_in(f"{day.month}月{day.day}日") is None, "without a span a day without a year is no day"


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
@settings(max_examples=100)
def test_a_day_without_a_year_lies_in_its_span_or_nowhere(today: date, day: date) -> None:
    for span in spans_of(None, None, today).values():
        found = day_in(f"{day.month}月{day.day}日", span)
        assert found is None or span[0] <= found <= span[1] and (found.month, found.day) == (day.month, day.day)


_TEXT = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(0, 99999),
    st.sampled_from(["单位", "问题", "来源", "合计", "县水利局", "自查", "一、", "注：", "3月1日"]),
)


@given(st.lists(st.lists(_TEXT, min_size=1, max_size=6), min_size=1, max_size=9), st.integers(0, 3))
@settings(max_examples=120, deadline=None)
def test_any_grid_is_read_or_refused_and_no_row_vanishes(cells: list[list[Any]], merged: int) -> None:
    def fill(made: Any, page: Any) -> None:
        for n, row in enumerate([["单位", "来源", "问题", "备注"], *cells]):
            for place, value in enumerate(row):
                if value is not None:
                    page.write(n, place, value) if isinstance(value, int) else page.write_string(n, place, value)
        if merged:
            page.merge_range(1, 0, merged + 1, merged, "县水利局")

    try:
        sheet = read_ledger(book(fill), "a.xlsx")
    except UnreadableFile as refused:
        assert str(refused)
        return
    about = sheet.maps[0]
    seen = {one.number for one in sheet.rows} | {one.row for one in about.passed}
    last = max(seen, default=0)
    assert seen >= set(range(about.top + about.depth, last + 1)) and len(sheet.rows) == about.rows
    assert len({one.number for one in sheet.rows}) == len(sheet.rows)


def test_rows_of_our_own_export_are_not_taken_for_anything_else() -> None:
    assert check_ledger([raw(2, text="合计数与明细不符"), raw(3, text="小计漏报")], KNOWN, NAMES).new
    sheet = read_ledger(workbook([["县审计局", "督查反馈", "合计数不符"], ["县水利局", "自查", "注：未公示"]], HEAD), "a.xlsx")
    assert len(sheet.rows) == 2


def test_a_damaged_relation_inside_a_workbook_is_no_traceback() -> None:
    data = workbook([ROWS[0]], HEAD)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) if name != "xl/_rels/workbook.xml.rels" else b"<Relationships/>")
    try:
        read_ledger(out.getvalue(), "a.xlsx")
    except UnreadableFile as refused:
        assert str(refused)


@pytest.mark.parametrize("name", ["台账[3月].csv", "'报送'.csv", "a:b.csv", f"{'长' * 60}.csv"])
def test_a_table_of_text_comes_back_marked_whatever_its_file_is_called(name: str) -> None:
    data = "单位,问题,来源\n县水利局,窗口无人,不知道\n".encode()
    sheet = read_ledger(data, name)
    fault = CellError(sheet.name, 2, "来源", "不知道", "来源只能填：自查。")
    marked = load_workbook(io.BytesIO(marked_ledger(data, name, sheet, [fault])))
    assert marked.worksheets[0].cell(2, 3).comment is not None


def test_numbers_that_no_export_wrote_are_none_of_ours() -> None:
    made = Workbook()
    page = made.create_sheet("问题台账", 0)
    page.append(["单位", "问题", "来源"])
    page.append(["县水利局", "窗口无人", "自查"])
    made.create_sheet("说明").append(["导出编号", "1-²,5-999999999,7-8"])
    stream = io.BytesIO()
    made.save(stream)
    assert read_ledger(stream.getvalue(), "台账.xlsx").exported in (None, frozenset({7, 8}))


def test_what_went_wrong_in_a_formula_is_an_error_at_its_cell_and_never_nothing_said() -> None:
    """Readers of values bring an error as an empty cell: of a due day none would be set, of a sheet that came back one would be cleared."""

    def fill(_book: Any, page: Any) -> None:
        page.write_row(0, 0, ["序号", "单位", "来源", "问题", "完成时限"])
        page.write_row(1, 0, [1, "县水利局", "自查", "窗口无人"])
        page.write_formula(1, 4, "=VLOOKUP(1,X:X,1)", None, "#N/A")
        page.write_row(2, 0, [2, "县水利局", "自查"])
        page.write_formula(2, 3, "=#REF!&A1", None, "#REF!")
        page.write_row(3, 0, [3])
        for place in (1, 2, 3, 4):  # formulas drawn down further than there is anything to find
            page.write_formula(3, place, "=VLOOKUP(3,X:X,1)", None, "#N/A")

    sheet = read_ledger(book(fill), "a.xlsx")
    found = [(one.row, one.column, one.value) for one in check_ledger(sheet.rows, KNOWN, NAMES).errors if "公式出错" in one.message]
    assert found == [(2, "完成时限", "#N/A"), (3, "问题", "#REF!")]
    assert [(one.row, one.why) for one in sheet.maps[0].passed] == [(4, Why.BLANK)]


@pytest.mark.parametrize("name", ["台账.xls", "台账.et"])
def test_errors_in_an_old_workbook_are_named_as_in_a_new_one(name: str) -> None:
    """They were read as nothing: a problem without its deadline went in."""
    head = ["责任单位", "问题来源", "问题描述", "完成时限"]
    data = old_workbook([head, ["县水利局", "自查", "等候时间过长", "=#N/A"], ["县水利局", "自查", "#REF!", "2026-04-01"]], "问题台账")
    found = [
        (one.row, one.column, one.value)
        for one in check_ledger(read_ledger(data, name).rows, KNOWN, NAMES).errors
        if "公式出错" in one.message
    ]
    assert found == [(2, "完成时限", "#N/A"), (3, "问题", "#REF!")]
