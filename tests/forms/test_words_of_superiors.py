"""What superiors call our figures in their forms, word for word, and how near a word must come."""

from dataclasses import replace

import pytest

from bihuan.forms.rules.suggesting import ALSO, letters, suggest
from bihuan.forms.rules.ties import CellTie, Region, Ties, _check_region
from bihuan.foundation.kernel import BadInput

NAMES = {"O01": "发现问题", "O02": "已销号", "O03": "超期", "O04": "返回整改", "O07": "销号率", "N01": "整治单位", "N12": "自查问题", "N14": "互查问题",
         "N20": "联查问题"}  # fmt: skip
WORDS = {
    "O01": "发现问题 发现问题数 累计发现问题 累计查摆问题 累计发现 问题总数 查摆问题 问题数 登记问题",
    "O02": "已销号 整改完成 累计销号 累计整改 已整改 销号数 完成整改 办结",
    "O03": "超期 逾期未整改 超期未销号 逾期 超期问题",
    "O04": "返回整改 反弹回潮 重新整改",
    "N01": "整治单位 单位数 覆盖单位",
    "O07": "销号率 整改率 完成率 办结率 整改完成率 累计销号率 问题整改率 问题销号率",
    "N12": "自查问题 自查发现 自查自纠",
    "N14": "互查问题 互查发现",
    "N20": "联查问题 联查发现 督查发现",
}


def beside(label: str, names: dict[str, str] = NAMES) -> tuple[str, float] | None:
    found = suggest("表", [[label, ""]], names, {}, Ties())
    return (found[0].tie.code, found[0].near) if found else None


@pytest.mark.parametrize("code", WORDS)
def test_every_word_for_a_figure_suggests_it(code: str) -> None:
    assert [word for word in WORDS[code].split() if beside(word) != (code, 100)] == []
    assert beside(f"{WORDS[code].split()[0]}数量（件）：") == (code, 100)


def test_no_word_is_that_of_two_figures() -> None:
    told = [word for words in WORDS.values() for word in words.split()]
    assert len(told) == len(set(told)) and set(ALSO) == set(WORDS)


@pytest.mark.parametrize(
    ("code", "words"),
    [("office", "填报单位 报送单位 上报单位 填表单位"), ("day", "截至日期 截止日期 截至时间 截止时间 数据截至 统计截至 数据截止日期 统计截至日期"),
     ("title", "专项名称 专项行动名称 专项")],
)  # fmt: skip
def test_every_label_with_a_colon_asks_for_what_stands_beside_it(code: str, words: str) -> None:
    for colon in ("：", ":"):
        assert [word for word in words.split() if beside(f"{word}{colon}", {}) != (code, 100)] == []
    assert [word for word in words.split() if beside(word, {}) is not None] == []


@pytest.mark.parametrize(
    ("label", "found"), [("甲", None), ("", None), ("=A1", None), ("12.5", None), ("发现的问题", "O01"), ("甲乙丙丁", None)]
)
def test_a_word_is_near_enough_or_nothing_is_suggested(label: str, found: str | None) -> None:
    told = beside(label)
    assert (told[0] if told else None) == found


@pytest.mark.parametrize(("length", "known"), [(1, False), (2, True), (30, True), (31, False)])
def test_a_word_of_one_sign_and_a_whole_sentence_name_nothing(length: int, known: bool) -> None:
    name = "".join(chr(0x4E10 + n) for n in range(length))
    assert beside(name, {"O01": name}) == (("O01", 100) if known else None)


def test_a_cell_that_is_tied_or_lies_in_a_region_is_left_alone() -> None:
    assert suggest("表", [["发现问题", ""]], NAMES, {}, Ties(cells=(CellTie("表", "B1", "O02"),))) == []
    (found,) = suggest("表", [["发现问题", ""]], NAMES, {}, Ties(cells=(CellTie("别的表", "B1", "O02"),)))
    assert (found.tie, found.words) == (CellTie("表", "B1", "O01", "", ""), "发现问题")


@pytest.mark.parametrize("total", ["合计", "总计", "小计", "总数", "合 计：", "总数（件）", "总体", "全县", "本市"])
def test_a_line_of_totals_is_narrowed_by_nothing(total: str) -> None:
    (found,) = suggest("表", [["单位", "发现问题"], [total, ""]], NAMES, {}, Ties())
    assert (found.tie.cell, found.tie.code, found.tie.by, found.words) == ("B2", "O01", "", f"发现问题 × {total}")


@pytest.mark.parametrize(("place", "told"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_lettered(place: int, told: str) -> None:
    assert letters(place) == told


@pytest.mark.parametrize(("first", "last", "free"), [(2, 3, ("B1", "B4")), (1, 1, ("B2", "B3", "B4")), (4, 9, ("B1", "B2", "B3"))])
def test_rows_that_repeat_are_left_alone_from_the_first_to_the_last(first: int, last: int, free: tuple[str, ...]) -> None:
    ties = Ties(regions=(Region("表", first, last, (("A", "number"),)),))
    assert tuple(one.tie.cell for one in suggest("表", [["发现问题", ""]] * 4, NAMES, {}, ties)) == free
    assert len(suggest("别的表", [["发现问题", ""]] * 4, NAMES, {}, ties)) == 4


@pytest.mark.parametrize(
    ("more", "good"),
    [
        ({}, True), ({"first": 0}, False), ({"first": 7}, False), ({"first": 6}, True), ({"last": 100_000}, True), ({"last": 100_001}, False),
        ({"first": "1"}, False),
        ({"filters": 1}, False), ({"sheet": 1}, False), ({"columns": ()}, False), ({"columns": (("a1", "number"),)}, False),
    ],
)  # fmt: skip
def test_rows_that_repeat_are_looked_over(more: dict[str, object], good: bool) -> None:
    region = replace(Region("表", 2, 6, (("A", "number"),)), **more)  # type: ignore[arg-type]
    if good:
        _check_region(region)
    else:
        with pytest.raises(BadInput):
            _check_region(region)
