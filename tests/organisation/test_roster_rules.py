"""The roster sheet checked as plain values: every kind of error at its cell, same names told apart, what is new, changed, same, gone."""

from dataclasses import replace

import pytest

from bihuan.foundation.kernel.unseen import UNSEEN
from bihuan.organisation.rules.roster import Checked, Column, Known, KnownPerson, KnownPost, KnownUnit, RawRow, check_roster

C = Column
COUNTY = Known(
    units=(KnownUnit(1, "青石县", None), KnownUnit(2, "县教育局", 1), KnownUnit(3, "县财政局", 1), KnownUnit(4, "办公室", 2)),
    people=(
        KnownPerson(11, "柳浪", "13800000011", (KnownPost(21, 2, "局长", "正科级"),)),
        KnownPerson(12, "闻莺", "", (KnownPost(22, 2, "副局长", "副科级"),)),
        KnownPerson(13, "苏堤", "13800000013", (KnownPost(23, 3, "局长", "正科级"),)),
    ),
)  # fmt: skip


def rows(*lines: str) -> list[RawRow]:
    """Lines of 单位|上级单位|姓名|职务|职级|是否|手机; the first is row 2."""
    split = [[*line.split("|"), "", "", "", "", "", ""][:7] for line in lines]
    return [RawRow(number, dict(zip(Column, cells, strict=True))) for number, cells in enumerate(split, 2)]


def check(*lines: str, known: Known = Known()) -> Checked:  # noqa: B008
    return check_roster(rows(*lines), known)


def told(checked: Checked) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, error.message) for error in checked.errors]


def test_a_clean_sheet_is_taken_whole() -> None:
    checked = check(
        "青石县",
        "县教育局|青石县|柳　浪|局长|正科级|否|１３８００００００１１",
        "县教育局||闻莺|副局长|副科级|是|+86 138-0000-0012",
        "办公室|县教育局|苏堤|主任||是|",
    )
    assert not checked.errors
    assert (
        checked.counts["new"] == 3 and checked.counts["units_new"] == 3 and checked.counts["units"] == 2 and checked.counts["subjects"] == 2
    )
    assert [(one.name, one.parent and one.parent.name) for one in checked.units] == [
        ("青石县", None), ("县教育局", "青石县"), ("办公室", "县教育局"),
    ]  # fmt: skip
    assert [(one.name, one.phone) for one in checked.people] == [("柳浪", "13800000011"), ("闻莺", "13800000012"), ("苏堤", "")]


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("sign", ["\u202e", "\u2067", "\u3164", "\u2800", "\x7f"])
def test_a_sign_that_nobody_sees_is_told_at_its_cell(at: int, sign: str) -> None:
    cells = ["县水务局", "青石县", "柳浪", "局长", "正科级"]
    cells[at] = f"{cells[at][0]}{sign}{cells[at][1:]}"
    faults = told(check("|".join(cells), known=COUNTY))
    assert faults == [(2, tuple(Column)[at].label, UNSEEN)], faults


def test_what_clings_to_a_pasted_text_is_taken_out() -> None:
    checked = check("县\u200b教育局\ufeff|青\u00ad石县|\u200e柳\u2060浪|局\u200d长|正科级", known=COUNTY)
    assert not checked.errors and checked.counts["units_new"] == 0 and checked.counts["same"] == 1, checked.counts


@pytest.mark.parametrize(
    ("lines", "row", "column", "says"),
    [
        (["|青石县|柳浪|局长||是|"], 2, "单位", "请填写单位"),
        (["县教育局||  |局长||是|"], 2, "姓名", "请填写姓名"),
        (["县教育局||柳@浪|局长||是|"], 2, "姓名", "符号"),
        (["县教育局||柳浪|局长||也许|"], 2, "是否整治对象", "只能填"),
        (["县教育局||柳浪|局长||是|1380000"], 2, "手机", "11 位"),
        (["县教育局||柳浪|局长||是|", "县教育局||柳浪|局长||是|"], 3, "姓名", "与第 2 行重复"),
        (["县教育局||柳浪|局长||是|", "县教育局||柳浪|书记||是|"], 3, "姓名", "分不清是一人两职还是两人同名"),
        (["县教育局||柳浪|局长||是|13800000011", "县教育局||柳浪|书记||是|"], 3, "姓名", "分不清"),
        (["县教育局||柳浪|局长||是|13800000011", "县财政局||闻莺|局长||是|13800000011"], 3, "手机", "第 2 行是“柳浪”的"),
        (["办公室|县教育局|柳浪|||是|", "办公室|县财政局|闻莺|||是|", "办公室||苏堤|||是|"], 4, "单位", "几个同名的单位"),
        (["办公室|县教育局|柳浪|||是|", "办公室|县财政局|闻莺|||是|", "文印组|办公室|苏堤|||是|"], 4, "上级单位", "几个同名的单位"),
        (["县教育局|青石县|柳浪|||是|", "县教育局|县教育局|闻莺|||是|"], 3, "上级单位", "写成了它自己"),
        (["甲" * 130 + "||柳浪|||是|"], 2, "单位", "太长"),
        (["县教育局||柳浪|" + "长" * 130 + "||是|"], 2, "职务", "太长"),
    ],
)
def test_each_fault_is_told_at_its_cell(lines: list[str], row: int, column: str, says: str) -> None:
    errors = told(check(*lines))
    assert [(one[0], one[1]) for one in errors] == [(row, column)]
    assert says in errors[0][2]


def test_circles_are_named_at_every_row_in_them() -> None:
    checked = check("甲局|乙局|柳浪|||是|", "乙局|丙局|闻莺|||是|", "丙局|甲局|苏堤|||是|", "丁局|丁局|白堤|||是|", "戊局|甲局|断桥|||是|")
    assert [(error.row, error.column) for error in checked.errors] == [(2, "上级单位"), (3, "上级单位"), (4, "上级单位"), (5, "上级单位")]
    assert "甲局 → 乙局 → 丙局 → 甲局" in checked.errors[0].message and "写成了它自己" in checked.errors[3].message


def test_a_circle_with_a_unit_that_stands_is_found() -> None:
    assert "青石县 → 县教育局 → 青石县" in check("青石县|县教育局|柳浪|||是|", known=COUNTY).errors[0].message


def test_a_slip_in_the_parent_is_told_with_the_nearest() -> None:
    checked = check("青石县人民政府", "县教育局|青石县人名政府|柳浪|局长||是|")
    (error,) = checked.errors
    assert (error.row, error.column, error.value, error.nearest) == (3, "上级单位", "青石县人名政府", "青石县人民政府")
    assert error.to_json()["nearest"] == "青石县人民政府"


@pytest.mark.parametrize(
    "lines", [("县教育局|青石线", "县财政局|青石县", "县水利局|青石县"), ("县财政局|青石县", "县水利局|青石县", "县教育局|青石线")]
)
def test_a_slip_of_one_character_is_found_wherever_it_stands(lines: tuple[str, ...]) -> None:
    (error,) = check(*lines).errors
    assert (error.value, error.nearest) == ("青石线", "青石县")


def test_an_unknown_parent_unlike_any_other_is_a_new_unit() -> None:
    assert check("县教育局|青石县|柳浪|局长||是|").counts["units_new"] == 2


def test_the_same_sheet_again_changes_nothing() -> None:
    checked = check(
        "县教育局|青石县|柳浪|局长|正科级|否|13800000011",
        "县教育局||闻莺|副局长|副科级|是|",
        "县财政局||苏堤|局长|正科级|是|",
        known=COUNTY,
    )
    assert not checked.errors
    assert {key: checked.counts[key] for key in ("new", "changed", "same", "gone", "units_new", "units_moved")} == {
        "new": 0, "changed": 0, "same": 3, "gone": 0, "units_new": 0, "units_moved": 0,
    }  # fmt: skip


def test_new_changed_same_and_gone_are_told_apart() -> None:
    checked = check("县教育局||闻莺|局长|正科级|是|13800000012", "县财政局||苏堤|局长|正科级|是|", "县财政局||白堤|科员||是|", known=COUNTY)
    assert not checked.errors
    assert {key: checked.counts[key] for key in ("new", "changed", "same", "gone")} == {"new": 1, "changed": 1, "same": 1, "gone": 1}
    assert [one.name for one in checked.gone] == ["柳浪"]


def test_somebody_who_moved_is_known_by_his_phone() -> None:
    checked = check("县财政局||柳浪|局长|正科级|是|13800000011", "县教育局||闻莺|副局长|副科级|是|", known=COUNTY)
    moved = next(one for one in checked.people if one.name == "柳浪")
    assert moved.known is not None and moved.changed and [post.pk for post in moved.ended] == [21]


def test_a_phone_of_somebody_else_is_refused_with_his_name() -> None:
    (error,) = check("县教育局||断桥|科员||是|13800000011", known=COUNTY).errors
    assert (error.column, error.nearest) == ("手机", "柳浪")


def test_a_new_phone_for_the_same_post_is_the_same_person_and_another_post_is_not() -> None:
    same = check("县教育局||柳浪|局长|正科级|否|13800000099", known=COUNTY).people[0]
    assert same.known is not None and same.changed
    other = check("县教育局||柳浪|科员||否|13800000099", known=COUNTY).people[0]
    assert other.known is None


def test_same_names_in_one_unit_are_told_apart_by_post_or_refused() -> None:
    twins = Known(
        COUNTY.units,
        (KnownPerson(31, "柳浪", "", (KnownPost(41, 2, "科员", ""),)), KnownPerson(32, "柳浪", "", (KnownPost(42, 2, "会计", ""),))),
    )
    assert check("县教育局||柳浪|会计||是|", known=twins).people[0].known is twins.people[1]
    (error,) = check("县教育局||柳浪|主任||是|", known=twins).errors
    assert "2 个同名的人" in error.message and error.column == "姓名"


def test_one_person_with_two_posts_is_one_person() -> None:
    checked = check("县教育局||柳浪|局长||否|13800000011", "县财政局||柳浪|党组成员||是|13800000011")
    assert checked.counts["people"] == 1 and checked.counts["subjects"] == 1 and checked.counts["units"] == 2


def test_the_same_name_in_two_units_is_two_people() -> None:
    assert check("县教育局||柳浪|局长||否|", "县财政局||柳浪|局长||是|").counts["people"] == 2


def test_a_bureau_moves_and_an_office_of_the_same_name_is_another_one() -> None:
    moved = check("县财政局|新区|白堤|科员||是|", known=COUNTY)
    assert moved.counts["units_moved"] == 1 and moved.counts["units_new"] == 1
    other = check("办公室|县财政局|白堤|科员||是|", known=COUNTY)
    assert other.counts["units_moved"] == 0 and other.counts["units_new"] == 1


def test_a_path_tells_units_of_one_name_apart() -> None:
    checked = check(
        "县教育局", "县财政局", "县教育局/办公室||柳浪|||是|", "县财政局/办公室||闻莺|||是|", "文印组|县财政局/办公室|苏堤|||是|"
    )
    assert not checked.errors
    group = next(one for one in checked.units if one.name == "文印组")
    assert group.parent and group.parent.parent and group.parent.parent.name == "县财政局"


def test_an_empty_sheet_says_so() -> None:
    (error,) = check().errors
    assert "没有一行" in error.message


def test_forty_levels_are_taken_and_fifty_refused() -> None:
    assert not check("单位0", *(f"单位{n}|单位{n - 1}" for n in range(1, 40))).errors
    assert "最多 42 级" in check("单位0", *(f"单位{n}|单位{n - 1}" for n in range(1, 50))).errors[0].message


def test_a_parent_named_with_its_own_parent_is_found_among_those_that_stand() -> None:
    """Two offices of one name stand already: “上级/单位” says which is meant, and the other is not taken."""
    known = replace(COUNTY, units=(*COUNTY.units, KnownUnit(5, "办公室", 3)))
    checked = check("文书股|县财政局/办公室|柳浪|股长||是|", known=known)
    assert not checked.errors
    (entry,) = (one for one in checked.units if one.name == "文书股")
    assert entry.parent is not None and entry.parent.pk == 5
