"""Columns of a campaign's own on the ledger: filled in, refused, asked for by steps, filtered, told as they stood."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bihuan.campaigns.operations import retire_column, set_column
from bihuan.campaigns.rules.campaign_file.columns import TAKEN, OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy, FilledFrom
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed
from bihuan.problems import operations as do
from bihuan.problems.models import OwnValue, Problem
from bihuan.problems.operations.exporting import extras_of
from bihuan.problems.queries import Today, narrowed, page_of, reach
from bihuan.problems.queries.layouts import memory_of
from bihuan.problems.queries.own import cells_of_row, history
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.own import shown_value
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.own_values import Wrong, read_value
from bihuan.problems.rules.sheet.terms import Choices, Terms
from bihuan.problems.sheets import ledger_template, read_ledger
from bihuan.problems.vocabulary import Source
from tests.factories.town import GROUP, HEAD, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, Town, days_later, town

pytestmark = pytest.mark.django_db

MONEY = OwnColumn(name="涉及金额", kind=ColumnKind.AMOUNT, required=FilledFrom.ASK)
SORT = OwnColumn(name="性质", kind=ColumnKind.CHOICE, choices=("作风", "纪律"), editors=FilledBy.GROUP)
NOTE = OwnColumn(name="备注", kind=ColumnKind.TEXT)
DAY = OwnColumn(name="约谈日期", kind=ColumnKind.DAY, editors=FilledBy.OFFICE)
COUNT = OwnColumn(name="涉及人数", kind=ColumnKind.NUMBER, unit="人")


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    made = town()
    for column in (MONEY, SORT, NOTE, DAY, COUNT):
        set_column(campaign=made.campaign, column=column, actor=made.actor(OFFICE), now=NOW)
    return made


def listed(place: Town, *own: str, at: str = "", who: str = OFFICE) -> list[int]:
    mine = reach(place.actor(who), place.campaign.pk)
    filters = Filters.read({"own": list(own), "at": at, "sort": "number"})
    day = TODAY + timedelta(days=10)
    return [row.number for row in page_of(mine, place.campaign.pk, filters, Today(day, day))[0].rows]


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (MONEY, "１２．５", "12.50"), (MONEY, "1,234.5", "1234.50"), (MONEY, "３万元", "3.00"), (MONEY, "0.30000000000000004", "0.30"),
        (MONEY, "-2", "-2.00"), (MONEY, "", ""), (COUNT, " ０１２人 ", "12"), (COUNT, "3.50", "3.5"), (SORT, " 作 风 ", "作风"),
        (DAY, "二〇二六年三月一日", "2026-03-01"), (DAY, "2026.3.1", "2026-03-01"), (NOTE, "一句话", "一句话"),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(column: OwnColumn, text: str, value: str) -> None:
    unit = "万元" if column is MONEY else column.unit
    assert read_value(replace(column, unit=unit), text) == value


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        (MONEY, "12元", "按万元填写"), (MONEY, "1.234", "最多 2 位小数"), (MONEY, "很多", "要填数字"), (MONEY, "9" * 14, "太大"),
        (SORT, "作凤", "只能填：作风、纪律"), (DAY, "去年", "日期认不出来"), (NOTE, "长" * 501, "最多 500 字"), (COUNT, "1,23", "要填数字"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_told(column: OwnColumn, text: str, told: str) -> None:
    unit = "万元" if column is MONEY else column.unit
    wrong = read_value(replace(column, unit=unit), text)
    assert isinstance(wrong, Wrong) and told in str(wrong)


def test_numbers_are_shown_with_thousands() -> None:
    assert shown_value(replace(MONEY, number=1), "-1234567.50") == "-1,234,567.50"


def test_no_column_may_bear_the_name_of_one_of_the_ledger() -> None:
    assert {one.label for one in Column} <= TAKEN


def test_values_are_filled_in_by_whom_the_column_names_and_stand_by_kind_in_the_side_table(place: Town) -> None:
    row = place.find()
    do.fill(problem=row, values={1: "12.5", 5: "３"}, actor=place.actor(LIAISON), now=NOW)
    assert row.own == {"1": "12.50", "5": "3"}
    assert set(OwnValue.objects.filter(problem=row).values_list("column", "number")) == {(1, Decimal("12.5")), (5, Decimal(3))}
    with pytest.raises(NotAllowed, match="督导组"):
        do.fill(problem=row, values={2: "作风"}, actor=place.actor(LIAISON), now=NOW)
    do.fill(problem=row, values={2: "作风", 1: "12.5"}, actor=place.actor(GROUP), now=NOW)
    with pytest.raises(BadInput, match="只能填"):
        do.fill(problem=row, values={2: "别的"}, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(BadInput, match="没有这个自设栏目"):
        do.fill(problem=row, values={9: "别的"}, actor=place.actor(OFFICE), now=NOW)
    kept = Record.objects.filter(kind="problem", row=row.pk, action="fill").first()
    assert kept is not None and kept.changes["own"] == "＊", "the book holds no business text"


def test_a_step_asks_for_the_columns_that_are_required_from_there_on(place: Town) -> None:
    row = place.to("rectifying", place.find())
    with pytest.raises(NeedsUnmet, match="申请销号时填写的栏目"):
        place.to("asked", row)
    do.fill(problem=row, values={1: "1"}, actor=place.actor(OFFICIAL), now=NOW)
    assert place.to("asked", row).state == "asked"


def test_lists_are_narrowed_by_them_now_and_as_they_stood(place: Town) -> None:
    one, two, three = (place.find() for _ in range(3))
    office = place.actor(OFFICE)
    do.fill(problem=one, values={1: "10", 2: "作风", 3: "涉及小食堂", 4: "2026-03-01"}, actor=office, now=NOW)
    do.fill(problem=two, values={1: "20.5", 2: "纪律"}, actor=office, now=NOW)
    do.fill(problem=one, values={1: "30"}, actor=office, now=days_later(3))
    assert listed(place, "1:number:15..") == [one.number, two.number]
    assert listed(place, "1:number:..25") == [two.number]
    assert listed(place, "2:word:作风", "2:word:纪律") == [one.number, two.number]
    assert listed(place, "2:word:作风", "1:number:20.5") == []
    assert listed(place, "3:text:食堂") == [one.number]
    assert listed(place, "4:day:2026-03-01..2026-03-02") == [one.number]
    assert listed(place, "1:none") == [three.number] and listed(place, "1:any") == [one.number, two.number]
    assert listed(place, "1:number:x", "bad") == [one.number, two.number, three.number]
    assert listed(place, "1:number:15..", at=days_later(1).date().isoformat()) == [two.number]
    mine = reach(office, place.campaign.pk)
    filters = Filters.read({"own": "1:number:10", "at": days_later(1).date().isoformat()})
    [past] = page_of(mine, place.campaign.pk, filters, Today(TODAY + timedelta(days=10), TODAY))[0].rows
    assert past.own["1"] == "10.00", "told as it stood"


def test_that_something_is_written_in_a_private_item_is_no_filter_for_others(place: Town) -> None:
    """Filled or not filled is half of what a text says: of texts that may not be read not even that they are there is told."""
    written, blank, open_one = place.find(Source.SELF_CHECK), place.find(Source.SELF_CHECK), place.find()
    for row in (written, open_one):
        do.fill(problem=row, values={1: "10", 3: "涉及小食堂"}, actor=place.actor(OFFICE), now=NOW)
    told = {kind: {who: listed(place, f"3:{kind}", who=who) for who in (OFFICE, LIAISON)} for kind in ("any", "none")}
    assert told["any"] == {OFFICE: [written.number, open_one.number], LIAISON: [open_one.number]}
    assert told["none"] == {OFFICE: [blank.number], LIAISON: []}
    assert listed(place, "1:any", who=LIAISON) == [written.number, open_one.number], "numbers are shown to whoever sees the row"


def test_the_history_of_a_column_is_told(place: Town) -> None:
    row, office = place.find(), place.actor(OFFICE)
    for day, text in ((0, "10"), (1, "12"), (2, ""), (4, "7")):
        do.fill(problem=row, values={1: text}, actor=office, now=days_later(day))
    mine = reach(office, place.campaign.pk)
    assert [(one.before, one.after) for one in history(row, mine)] == [("", "10.00"), ("10.00", "12.00"), ("12.00", ""), ("", "7.00")]


def test_a_retired_column_keeps_its_values_and_takes_no_more(place: Town) -> None:
    row, office = place.find(), place.actor(OFFICE)
    do.fill(problem=row, values={1: "10"}, actor=office, now=NOW)
    retire_column(campaign=place.campaign, number=1, actor=office, now=NOW)
    row = Problem.objects.get(pk=row.pk)
    assert [(one.column.name, one.shown, one.may_fill) for one in cells_of_row(row, reach(office, place.campaign.pk))][0] == (
        "涉及金额",
        "10.00",
        False,
    )
    with pytest.raises(BadInput, match="已停用"):
        do.fill(problem=row, values={1: "11"}, actor=office, now=NOW)
    place.to("asked", place.find())
    retire_column(campaign=place.campaign, number=1, actor=office, now=NOW, back=True)
    do.fill(problem=Problem.objects.get(pk=row.pk), values={1: "11"}, actor=office, now=NOW)


def test_kind_and_used_choices_stay_and_a_thirteenth_is_refused(place: Town) -> None:
    office = place.actor(OFFICE)
    with pytest.raises(BadInput, match="种类不能改"):
        set_column(campaign=place.campaign, column=replace(MONEY, number=1, kind=ColumnKind.TEXT), actor=office, now=NOW)
    with pytest.raises(BadInput, match="不能去掉"):
        set_column(campaign=place.campaign, column=replace(SORT, number=2, choices=("作风", "廉洁")), actor=office, now=NOW)
    set_column(
        campaign=place.campaign, column=replace(SORT, number=2, name="问题性质", choices=("作风", "纪律", "廉洁")), actor=office, now=NOW
    )
    for n in range(6, 13):
        set_column(campaign=place.campaign, column=replace(NOTE, name=f"备注{n}"), actor=office, now=NOW)
    with pytest.raises(BadInput, match="最多用 12 个自设栏目"):
        set_column(campaign=place.campaign, column=replace(NOTE, name="备注13"), actor=office, now=NOW)
    with pytest.raises(NotAllowed):
        set_column(campaign=place.campaign, column=replace(NOTE, name="备注14"), actor=place.actor(LIAISON), now=NOW)


def test_an_equal_value_writes_nothing_new(place: Town) -> None:
    row, office = place.find(), place.actor(OFFICE)
    do.fill(problem=row, values={1: "10"}, actor=office, now=NOW)
    do.fill(problem=row, values={1: "10.00", 3: "新"}, actor=office, now=days_later(1))
    assert OwnValue.objects.filter(problem=row).count() == 2
    assert (
        narrowed(reach(office, place.campaign.pk), place.campaign.pk, Filters.read({"own": "3:text:新"}), Today(TODAY, TODAY)).count() == 1
    )


BLANK = object()


def sheet_of(place: Town, who: str = OFFICE) -> bytes:
    wanted = do.Wanted(Filters.read({"sort": "number"}), Today(TODAY, TODAY))
    return do.export_ledger(campaign=place.campaign, wanted=wanted, reason="核对", actor=place.actor(who), now=NOW)


def edited(data: bytes, **cells: Any) -> bytes:
    """The sheet with cells of its first row of problems changed, by their heads."""
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for head, value in cells.items():
        sheet.cell(2, heads[head]).value = None if value is BLANK else value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def taken(place: Town, data: bytes, who: str = OFFICE, terms: Terms | None = None) -> Any:
    sheet = read_ledger(data, "台账.xlsx", memory_of(place.campaign))
    terms = terms or Terms(exported=sheet.exported)
    return do.import_ledger(campaign=place.campaign, rows=sheet.rows, actor=place.actor(who), now=days_later(1), terms=terms)


def test_a_sheet_that_went_out_comes_back_and_changes_only_what_was_edited(place: Town) -> None:
    row, office = place.find(), place.actor(OFFICE)
    do.fill(problem=row, values={1: "1234.5", 2: "作风", 3: "一句话", 4: "2026-03-01", 5: "3"}, actor=office, now=NOW)
    data = sheet_of(place)
    book = load_workbook(BytesIO(data)).worksheets[0]
    told = {head.value: cell.value for head, cell in zip(book[1], book[2], strict=False)}
    assert (told["涉及金额（万元）"], told["性质"], told["涉及人数（人）"]) == (1234.5, "作风", 3)
    same = taken(place, data)
    assert (same.changed, same.same, same.errors) == (0, 1, ())
    result = taken(place, edited(data, **{"涉及金额（万元）": "２０００", "性质": "纪律"}))
    assert result.changed == 1 and not result.errors and [one.column.label for one in result.edits] == ["涉及金额（万元）", "性质"]
    assert Problem.objects.get(pk=row.pk).own == {"1": "2000.00", "2": "纪律", "3": "一句话", "4": "2026-03-01", "5": "3"}
    assert OwnValue.objects.get(problem=row, column=1, valid_to=None).number == 2000


def test_texts_like_formulas_and_signs_that_nobody_sees_come_back_as_they_went(place: Town) -> None:
    """Guarded on the way out, so that no office program computes them; what was pasted from elsewhere holds blanks of its own."""
    office, updown = place.actor(OFFICE), OwnColumn(name="升降", kind=ColumnKind.CHOICE, choices=("+", "-"))
    set_column(campaign=place.campaign, column=updown, actor=office, now=NOW)
    row = place.find(text="窗口\xa0群众\u200b等候两小时\ufeff无人受理")
    do.fill(problem=Problem.objects.get(pk=row.pk), values={3: "=1+1\xa0不是\u200b公式", 6: "-"}, actor=office, now=NOW)
    before = Problem.objects.get(pk=row.pk)
    same = taken(place, sheet_of(place))
    assert (same.changed, same.same, same.errors) == (0, 1, ())
    result = taken(place, edited(sheet_of(place), 备注="'+86 打过电话"))
    assert [one.new for one in result.edits] == ["+86 打过电话"]
    after = Problem.objects.get(pk=row.pk)
    assert after.text == before.text and after.own == {**before.own, "3": "+86 打过电话"}


def test_what_the_ledger_changed_meanwhile_is_a_conflict_and_wrong_cells_are_told(place: Town) -> None:
    row, office = place.find(), place.actor(OFFICE)
    do.fill(problem=row, values={1: "1", 5: "1"}, actor=office, now=NOW)
    data = sheet_of(place)
    do.fill(problem=Problem.objects.get(pk=row.pk), values={1: "2", 5: "2"}, actor=office, now=NOW)
    result = taken(place, edited(data, **{"涉及金额（万元）": 3}))
    assert [one.column.label for one in result.conflicts] == ["涉及金额（万元）"] and result.changed == 0 and result.moved == 1
    mine = Terms(exported=frozenset({row.number}), choices=Choices(all_mine=True))
    assert taken(place, edited(data, **{"涉及金额（万元）": 3}), terms=mine).changed == 1
    assert Problem.objects.get(pk=row.pk).own == {"1": "3.00", "5": "2"}
    wrong = taken(place, edited(data, **{"涉及金额（万元）": "许多", "性质": "作凤"}))
    assert [(one.column, one.nearest) for one in wrong.errors] == [("涉及金额（万元）", ""), ("性质", "作风")]
    kept = taken(place, edited(data, 性质="作风"), who=LIAISON)
    assert not kept.errors and "督导组" in str(kept.kept[0]) and kept.changed == 0


def test_new_rows_bring_their_values_and_the_template_has_the_columns(place: Town) -> None:
    names = ("单位", "来源", "问题", "涉及金额（万元）", "约谈日期", "性质")
    book = Workbook()
    sheet = book.active
    sheet.title = "问题台账"
    unit = place.find().unit.name
    sheet.append(names)
    sheet.append((unit, "督查反馈", "窗口群众等候两小时无人受理", "１２．５", "2026年3月1日", "纪律"))
    stream = BytesIO()
    book.save(stream)
    result = taken(place, stream.getvalue(), terms=Terms())
    assert (result.new, result.errors) == (1, ())
    row = Problem.objects.latest("pk")
    assert row.own == {"1": "12.50", "2": "纪律", "4": "2026-03-01"} and OwnValue.objects.filter(problem=row).count() == 3
    heads = [cell.value for cell in load_workbook(BytesIO(ledger_template(extras=extras_of(place.campaign)))).worksheets[0][1]]
    assert heads[-5:] == ["涉及金额（万元）", "性质", "备注", "约谈日期", "涉及人数（人）"]


def test_an_own_cell_that_was_emptied_in_an_export_is_asked_about_and_cleared_where_that_is_chosen(place: Town) -> None:
    row = place.find()
    do.fill(problem=row, values={1: "5", 3: "一句话", 2: "作风"}, actor=place.actor(OFFICE), now=NOW)
    data = edited(sheet_of(place), 备注=BLANK, 性质=BLANK)
    result = taken(place, data)
    assert [(one.column.label, one.clears, one.written) for one in result.conflicts] == [("性质", True, False), ("备注", True, False)]
    assert result.changed == 0 and Problem.objects.get(pk=row.pk).own["3"] == "一句话"
    told = taken(place, data, who=LIAISON)
    assert [one.column.label for one in told.conflicts] == ["备注"] and "督导组" in str(told.kept[0])
    note = next(one for one in result.conflicts if one.column.label == "备注")
    chosen = Terms(exported=frozenset({row.number}), choices=Choices(taken=frozenset({note.key})))
    assert taken(place, data, terms=chosen).changed == 1
    assert Problem.objects.get(pk=row.pk).own == {"1": "5.00", "2": "作风"}
    assert not OwnValue.objects.filter(problem=row, column=3, valid_to=None)


def test_an_own_cell_emptied_in_the_sheet_while_the_ledger_changed_it_is_a_conflict(place: Town) -> None:
    row, office = place.find(), place.actor(OFFICE)
    do.fill(problem=row, values={1: "5", 3: "一句话"}, actor=office, now=NOW)
    data = edited(sheet_of(place), 备注=BLANK)
    do.fill(problem=Problem.objects.get(pk=row.pk), values={2: "作风", 3: "另一句话"}, actor=office, now=NOW)
    result = taken(place, data)
    told = [(one.column.label, one.old, one.conflict, one.clears, one.written) for one in result.conflicts]
    assert told == [("备注", "另一句话", True, True, False)], "性质 was empty when it was exported: nobody emptied it"
    assert result.changed == 0 and Problem.objects.get(pk=row.pk).own["3"] == "另一句话"
    chosen = Terms(exported=frozenset({row.number}), choices=Choices(taken=frozenset({result.conflicts[0].key})))
    assert taken(place, data, terms=chosen).changed == 1 and "3" not in Problem.objects.get(pk=row.pk).own


def test_the_template_of_a_campaign_has_the_columns_that_whoever_takes_it_fills_in(place: Town) -> None:
    """And offers no state that a new row may not have."""
    for who, left_out in ((OFFICE, set()), (LIAISON, {"性质", "约谈日期"})):
        book = load_workbook(BytesIO(do.template_for(campaign=place.campaign, actor=place.actor(who))))
        heads = {cell.value for cell in book.worksheets[0][1]}
        assert {"涉及金额（万元）", "性质", "约谈日期"} - heads == left_out
        words = next(column for column in book["可选值"].iter_cols(values_only=True) if column[0] == "状态")
        assert [word for word in words[1:] if word] == ["已建账", "已剖析", "整改中"]


def test_a_formula_that_went_wrong_or_was_never_computed_fills_no_own_column(place: Town) -> None:
    row = place.find()
    do.fill(problem=row, values={1: "5", 3: "一句话"}, actor=place.actor(OFFICE), now=NOW)
    book = load_workbook(BytesIO(sheet_of(place)))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["备注"], "#REF!").data_type = "e"
    sheet.cell(2, heads["涉及金额（万元）"], "=1+1")
    stream = BytesIO()
    book.save(stream)
    told = taken(place, stream.getvalue())
    assert {(one.column, one.message[:6]) for one in told.errors} == {("备注", "这一格的公式"), ("涉及金额（万元）", "这一格是公式")}
    assert Problem.objects.get(pk=row.pk).own == {"1": "5.00", "3": "一句话"}


def test_texts_of_own_columns_are_searched_in_the_past_by_readers_of_today_alone(place: Town) -> None:
    """Who headed the unit then and is concerned himself now does not try words on the note."""
    row = place.find(source=Source.CRITIQUE)
    do.fill(problem=row, values={3: "收受礼金"}, actor=place.actor(OFFICE), now=NOW)
    assert listed(place, "3:text:礼金", at="2026-03-03", who=HEAD) == [row.number]
    do.amend(problem=row, values={"person": place.people[HEAD]}, actor=place.actor(OFFICE), now=days_later(2))
    do.amend(
        problem=row, values={"person": place.people[OFFICIAL], "doer": place.people[HEAD]}, actor=place.actor(OFFICE), now=days_later(3)
    )
    assert listed(place, "3:text:礼金", who=HEAD) == [] and listed(place, "3:text:礼金", at="2026-03-03", who=HEAD) == []
    assert listed(place, "3:text:礼金", at="2026-03-03") == [row.number]
