"""A ledger sheet at the edges of its rules: the very day, the third cell, the cell that says nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, Duty, FilledBy
from bihuan.foundation.files.rules.grids import Grid
from bihuan.problems.rules.own import may_fill
from bihuan.problems.rules.sheet import Column, check_ledger
from bihuan.problems.rules.sheet.heading import heading_of, words_of
from bihuan.problems.rules.sheet.layout import Why
from bihuan.problems.rules.sheet.own import OwnColumns
from bihuan.problems.rules.sheet.passing import Passing
from bihuan.problems.rules.sheet.shape import LONGEST, VEIL, VEILED
from bihuan.problems.rules.sheet.stamp import Stamper
from bihuan.problems.rules.sheet.terms import Choices, Terms
from bihuan.problems.rules.sheet.values import plain
from bihuan.problems.vocabulary import Action, ProblemDuty, State
from tests.problems.test_sheet_rules import KNOWN, NAMES, check, raw, standing

OWN = {"own": "QS-2026-0100"}
PASSING = Passing(("序号", "责任单位/单位", "存在问题", "来源", "完成时限"), number=0, unit=1, text=2)


@pytest.mark.parametrize(("today", "kept"), [(date(2026, 3, 31), False), (date(2026, 4, 1), False), (date(2026, 4, 2), True)])
def test_a_due_day_is_past_on_the_day_after_it(today: date, kept: bool) -> None:
    found = check(raw(due="2026-05-01", **OWN), rows=(standing(),), today=today)
    assert [one.column for one in found.kept] == (["完成时限"] if kept else []) and bool(found.changed) is not kept


def test_a_problem_without_a_due_day_gets_one_at_any_time() -> None:
    found = check(raw(due="2026-05-01", **OWN), rows=(standing(due_on=None),), today=date(2026, 4, 30))
    assert not found.kept and found.changed[0].values["due_on"] == date(2026, 5, 1)


def test_words_of_other_names_for_what_stands_are_no_difference() -> None:
    found = check(raw(source="督查", weight="一般", **OWN), rows=(standing(),))
    assert (found.same, found.changed, found.kept, found.errors) == (1, (), (), ())


def test_a_source_that_is_another_one_is_told_as_kept() -> None:
    found = check(raw(source="自查", **OWN), rows=(standing(),))
    assert [one.column for one in found.kept] == ["来源"] and found.same == 1 and not found.changed


def test_the_end_of_a_long_check_is_heard_of_in_steps_from_the_first_row() -> None:
    told: list[int] = []
    check_ledger([raw(n, text=f"第{n}个窗口等候两小时") for n in range(2, 1103)], KNOWN, NAMES, told.append)
    assert told == [0, 500, 1000]


@pytest.mark.parametrize(
    ("cells", "first", "why"),
    [
        (("", "县水利局", "窗口无人", "自查", ""), False, None),
        (("", "", "", "", ""), False, Why.BLANK),
        (("7", "", "", "", ""), False, Why.BLANK),
        (("", "", "", "7", ""), False, None),
        (("", "合计", "", "12件", ""), False, Why.SUBTOTAL),
        (("小计", "", "", "3", "4"), False, Why.SUBTOTAL),
        (("1", "", "窗口无人", "全县合计", ""), False, Why.SUBTOTAL),
        (("1", "", "窗口无人", "督查", "合计"), False, None),
        (("1", "2", "3", "4", "5"), True, Why.INDEX),
        (("1", "2", "3", "4", "5"), False, None),
        (("甲", "乙", "1", "", ""), True, Why.INDEX),
        (("1", "2", "", "", ""), True, None),
        (("1", "", "3", "4", ""), True, Why.INDEX),
        (("1", "", "3", "4", ""), False, None),
        (("序号", "单位", "存在问题", "来源", "完成时限"), False, Why.HEADER),
        (("序号", "责任单位", "", "", ""), False, Why.HEADER),
        (("序号", "", "", "", ""), False, None),
        (("示例", "县水利局", "窗口无人", "自查", ""), False, Why.EXAMPLE),
        (("备注：以上已核实", "", "", "", ""), False, Why.NOTE),
        (("填表人：曲院", "", "", "审核人：断桥", ""), False, Why.NOTE),
        (("一、县直单位", "", "", "", ""), False, Why.SECTION),
        (("第二批", "", "", "", ""), False, Why.SECTION),
        (("", "", "一、窗口无人", "", ""), False, None),
        (("县直单位", "", "", "", ""), False, None),
    ],
)
def test_rows_that_are_no_problems_are_told_from_those_that_are(cells: Sequence[str], first: bool, why: Why | None) -> None:
    assert PASSING.why(cells, merged=False, first=first) is why


def test_a_text_behind_the_first_cells_is_no_sum_for_a_word_before_it() -> None:
    wide = Passing(("序号", "来源", "批次", "类别", "单位", "问题"), number=0, unit=4, text=5)
    assert wide.why(("1", "合计", "一", "推诿", "", "窗口无人"), merged=False, first=False) is None
    assert wide.why(("1", "合计", "", "", "", "窗口无人"), merged=False, first=False) is Why.SUBTOTAL
    assert wide.why(("1", "合计", "一", "", "", "窗口无人"), merged=False, first=False) is None


def test_a_lone_cell_merged_over_its_row_is_a_title_between_the_rows() -> None:
    merged = ("县直单位", "县直单位", "县直单位", "县直单位", "县直单位")
    assert PASSING.why(merged, merged=True, first=False) is Why.SECTION


def _own(stands: str, told: str) -> object:
    column = OwnColumn(number=1, name="处置去向", kind=ColumnKind.TEXT)
    fillers, states = frozenset({column.editors}), frozenset({State.RECORDED})
    row = replace(raw(**OWN), more={column.key: told})
    return check(row, rows=(replace(standing(), own={"1": stands}),), own=OwnColumns((column,), fillers, states))


@pytest.mark.parametrize(("told", "written"), [("移交县纪委", True), ("已办结", False), ("", False), (" ", False), (VEIL, False)])
def test_a_cell_of_an_own_column_says_something_or_nothing(told: str, written: bool) -> None:
    found = _own("已办结", told)
    assert [one.action for one in found.changed] == ([Action.FILL] if written else [])
    assert not found.errors and not found.kept and found.same == (not written)


@pytest.mark.parametrize(("state", "emptied"), [(State.RECORDED, True), (State.ANALYSED, False), (State.RECTIFYING, False)])
def test_texts_of_an_export_may_be_emptied_only_before_they_are_built_on(state: State, emptied: bool) -> None:
    stands = standing(state, cause="制度不全", measures_text="立规", leader_id=15, leader_name="夕照")
    columns = [Column.CAUSE, Column.MEASURES, Column.LEADER]
    row = raw(cause="", measures="", leader="", **OWN)
    row = replace(row, stamp=Stamper([Column.UNIT, Column.PERSON, Column.SOURCE, Column.TEXT, *columns]).stamp(stands.cells))
    terms = Terms(choices=Choices(taken=frozenset(f"100.{one.value}" for one in columns)))
    (change,) = check(row, rows=(stands,), terms=terms).changed
    assert set(change.values) == {"leader_id"} | ({"cause", "cause_kind", "measures_text"} if emptied else set())
    assert not any(change.values.values())


@pytest.mark.parametrize(
    ("text", "meant"), [("甲\r乙", "甲\n乙"), ("甲\r\n乙", "甲\n乙"), ("甲\n乙", "甲\n乙"), (" 甲 ", "甲"), ("\r甲\r", "甲"), ("", "")]
)
def test_a_cell_has_one_kind_of_line_end(text: str, meant: str) -> None:
    assert plain(text) == meant


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ({"manifestation": "2"}, {"manifestation_id": 32}),
        ({"manifestation": "久拖不办", "category": "推诿扯皮"}, {"manifestation_id": 32}),
        ({"category": "推诿扯皮"}, {}),
        ({"category": "其他"}, {"category_id": 22, "manifestation_id": None}),
        ({"category": "其他", "manifestation": VEIL}, {"category_id": 22, "manifestation_id": None}),
        ({"manifestation": "3"}, {"category_id": 22, "manifestation_id": 33}),
    ],
)
def test_category_and_manifestation_are_changed_together(cells: dict[str, str], values: dict[str, int | None]) -> None:
    found = check(raw(**cells, **OWN), rows=(standing(),))
    assert [{**one.values} for one in found.changed] == ([values] if values else [])


def test_every_text_of_a_problem_is_veiled_and_has_its_measure() -> None:
    assert set(VEILED) == {Column.TEXT, Column.MANIFESTATION, Column.CAUSE, Column.MEASURES, Column.PROGRESS}
    for column, most in (
        (Column.TEXT, 2000),
        (Column.CAUSE, 2000),
        (Column.MEASURES, 2000),
        (Column.PROGRESS, 2000),
        (Column.EXTERNAL, 64),
    ):
        assert LONGEST[column] == most
        told = [[one.column for one in check(raw(**{column.value: "长" * count})).errors] for count in (most, most + 1)]
        assert told == [[], [column.label]]


HELD = (Duty.OFFICE, Duty.MACHINE, Duty.LIAISON, Duty.UNIT_HEAD, Duty.SUPERVISOR, Duty.LEADER, ProblemDuty.DOER, ProblemDuty.OWNER)


@pytest.mark.parametrize(
    ("by", "fillers"),
    [
        (FilledBy.OFFICE, {Duty.OFFICE, Duty.MACHINE}),
        (FilledBy.UNIT, {Duty.OFFICE, Duty.MACHINE, Duty.LIAISON, Duty.UNIT_HEAD}),
        (FilledBy.DOERS, {Duty.OFFICE, Duty.MACHINE, Duty.LIAISON, Duty.UNIT_HEAD, ProblemDuty.DOER, ProblemDuty.OWNER}),
        (FilledBy.GROUP, {Duty.OFFICE, Duty.MACHINE, Duty.SUPERVISOR}),
    ],
)
def test_an_own_column_is_filled_in_by_whom_it_names_and_the_office(by: FilledBy, fillers: set[object]) -> None:
    assert {one for one in HELD if may_fill(by, [one])} == fillers and not may_fill(by, [])


def test_a_sheet_without_rows_is_told_of_as_a_whole() -> None:
    assert [(one.sheet, one.row, one.column) for one in check().errors] == [("", 0, "")]


@pytest.mark.parametrize(
    ("titles", "head"),
    [(("甲乙", "丙丁戊", "己" * 12), True), (("甲乙", "丙丁戊", "己" * 13), False), (("甲乙", "丙丁戊", "己"), False), (("甲乙", "丙丁"), False),
     (("甲乙", "丙丁戊", "己庚", "辛"), True), (("甲乙", "", "丙丁", "戊" * 40), False)],
)  # fmt: skip
def test_three_short_words_that_nobody_knows_may_still_be_a_head(titles: tuple[str, ...], head: bool) -> None:
    found = heading_of(Grid("表", [list(titles)]), {}, {})
    assert (found is not None) is head


NEXT = ["县水利局", "窗口无人", "督查"]


@pytest.mark.parametrize(
    ("first", "second", "deep"),
    [
        (["单位", "问题", ""], ["", "描述", "类别"], 2),  # the empty place is filled from below: the head above reaches over it
        (["单位", "问题", "", "整改措施"], ["", "描述", "类别", ""], 2),
        (["单位", "问题", "来源"], ["单位", "问题", "来源"], 1),  # printed twice: nothing above is empty
        (["单位", "", "问题"], ["单位", "", "问题"], 1),  # nothing stands below the empty place
        (["单位", "问题", "", "来源"], ["单位", "问题", "", "来源"], 1),
        (["单位", "问题", "来源", "备注"], NEXT, 1),  # rows of a text are not all as long
        (["单位", "问题", "来源"], ["督查", "窗口无人", "推诿", "另有"], 1),
    ],
)
def test_a_head_goes_on_below_where_an_empty_place_of_it_is_filled(first: list[str], second: list[str], deep: int) -> None:
    found = heading_of(Grid("表", [first, second, [*NEXT, ""][: len(second)]]), words_of(), {})
    assert found is not None and (found.top, found.last) == (0, deep - 1)
