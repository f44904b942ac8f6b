"""Every place of a campaign file at its bounds, the reader and the published schema asked the same; columns of a campaign's own."""

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest
import yaml

from bihuan.campaigns.rules.campaign_file import CAMPAIGN_SCHEMA, BadCampaignFile, CampaignFile, Settings, Switches, dump, load
from bihuan.campaigns.rules.campaign_file.columns import MOST, MOST_CHOICES, TAKEN, OwnColumn, faults_of, in_use, numbered
from bihuan.campaigns.rules.campaign_file.faults import Fault, Reading, nearest_word
from bihuan.campaigns.rules.campaign_file.kinds import Day, Kind, Numbering, OneOf, Text, Whole, YesNo
from bihuan.campaigns.rules.campaign_file.parts import ListOf, PartOf, written
from bihuan.campaigns.vocabulary import ColumnKind, CountBy, FilledBy, FilledFrom

DAY = date(2026, 5, 6)


def places(part: type[Any] = CampaignFile, above: str = "") -> Iterator[tuple[str, Kind, dict[str, Any]]]:
    """Every single place of the file: its name, its kind, and what the schema says of it."""
    for place in dataclasses.fields(part):
        kind, name = place.metadata["kind"], f"{above}.{written(place)}".strip(".")
        yield name, kind, kind.schema()
        inner = kind.kind if isinstance(kind, ListOf) else kind
        if inner is not kind:
            yield f"{name}[]", inner, inner.schema()
        if isinstance(inner, PartOf):
            yield from places(inner.part, name)


LEAVES = [one for one in places() if not isinstance(one[1], PartOf | ListOf)]
WORDS = (*("甲" * n for n in (1, 2, 10, 16, 20, 24, 30, 31, 32, 40, 60, 80, 100, 120, 200, 300, 500, 501, 1000, 1001)), "0", "1", "5", "20",
         "21", "60", "61", "100", "101", "365", "366", "-1", "a", "ab", "a-1", "-a", "17:00", "24:00", "7:00", "2026-02-28", "true",
         "unit", "recorded", "own", "task_force", "education", "甲（乙）", "甲 乙")  # fmt: skip


def read(kind: Kind, text: Any) -> tuple[Any, list[Fault]]:
    reading = Reading()
    node = yaml.compose(yaml.safe_dump(text, allow_unicode=True))
    assert node is not None
    return kind.read(node, ("x",), reading), reading.faults


@pytest.mark.parametrize(("name", "kind", "schema"), LEAVES, ids=[one[0] for one in LEAVES])
def test_the_reader_takes_what_the_schema_allows_and_nothing_else(name: str, kind: Kind, schema: dict[str, Any]) -> None:
    for word in WORDS:
        typed: Any = int(word) if isinstance(kind, Whole) and word.removeprefix("-").isdigit() else word
        typed = word == "true" if isinstance(kind, YesNo) and word in ("true", "false") else typed
        checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
        value, faults = read(kind, word)
        assert (not faults) == checker.is_valid(typed), f"{name}: {word}"
        assert (value is None) == bool(faults)


def told(kind: Kind, text: Any) -> str:
    value, (fault,) = read(kind, text)
    assert value is None
    return fault.message + (f"（{fault.nearest}）" if fault.nearest else "")


def test_each_fault_says_what_would_be_taken() -> None:
    assert told(Text(3), "甲乙丙丁") == "有 4 个字，最多 3 个字"
    assert told(Text(3, "[a-z]+", "用字母"), "甲") == "“甲”不合要求：用字母"
    assert told(Text(3), ["甲"]) == "这里应当写一个值，现在是一组内容"
    assert told(Whole(1, 60), "甲" * 41) == f"“{'甲' * 40}”不是 1 到 60 之间的整数" and told(Whole(1, 1), "2") == "“2”不认识，这里只能写 1"
    assert told(YesNo(), "也许") == "“也许”应当写 true（是）或 false（否）"
    assert told(Day(), "五月") == "“五月”不是日期，请写成 2026-03-01 这样" and told(Day(), "2026-02-30") == "没有“2026-02-30”这一天"
    said = told(OneOf(CountBy), "recordet")
    assert said.startswith("“recordet”不在可选范围：") and "recorded（" in said and said.endswith("（recorded）")
    assert told(ListOf(Text(3), 2), ["甲", "乙", "丙"]) == "有 3 项，最多 2 项" and read(ListOf(Text(3), 2), ["甲", "乙"]) == (
        ("甲", "乙"),
        [],
    )
    assert told(ListOf(PartOf(Switches)), "甲") == "这里应当是清单，每项一行，以“- ”开头" and read(ListOf(Text(3)), "甲") == (("甲",), [])


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Whole(0, 60), " ０５ ", 5), (Day(), " 2026-5-6 ", DAY), (OneOf(CountBy), f" {CountBy.RECORDED.label} ", CountBy.RECORDED),
        *((YesNo(), word, True) for word in ("true", "yes", "是", "开", "有", "TRUE", " 是 ")),
        *((YesNo(), word, False) for word in ("false", "no", "否", "关", "无", "No")),
    ],
)  # fmt: skip
def test_a_place_is_read_as_people_write_it(kind: Kind, typed: str, value: object) -> None:
    assert read(kind, typed) == (value, [])


def test_a_number_of_the_catalogue_is_plain_where_it_is_one() -> None:
    assert [Numbering(16).plain(one) for one in ("1", "01", "1-3", "１", "")] == [1, "01", "1-3", "１", ""]
    assert Text(3).plain("1") == "1" and OneOf(CountBy).plain(CountBy.RECORDED) == "recorded"


@pytest.mark.parametrize(
    ("line", "place", "nearest", "said"),
    [(3, "title", "", "第 3 行 title：错了"), (None, "title", "", "title：错了"), (3, "", "", "第 3 行：错了"), (None, "", "", "错了"),
     (None, "", "标题", "错了（最接近的是“标题”）"), (1, "a", "b", "第 1 行 a：错了（最接近的是“b”）")],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_the_nearest_word(line: int | None, place: str, nearest: str, said: str) -> None:
    assert str(Fault(line, place, "错了", nearest)) == said


def test_the_nearest_word_is_one_that_is_half_alike() -> None:
    assert nearest_word("titel", ["basis", "title"]) == "title" and nearest_word("甲乙丙", ["title"]) == ""
    assert nearest_word("甲乙", ["甲丙"]) == "甲丙" and nearest_word("甲乙丁", ["甲丙戊"]) == ""


def test_what_a_plan_leaves_open_has_its_customary_value() -> None:
    assert dataclasses.asdict(Settings()) == {
        "near_days": 3, "quick_weights": ("general",), "quick_sources": ("self_check", "critique", "opinion"), "sample_percent": 10,
        "approve_measures": False, "publicity_step": False, "publicity_days": 5, "stage_gates": False, "roster_on": None, "rank_threshold": "",
        "objection_days": 3, "likeness": 80, "clue_assign_days": 2, "clue_close_days": 90, "default_days": 30, "quick_days": 15, "issuer": "",
        "weekly_by": CountBy.RECORDED, "weekly_cutoff": "",
    }  # fmt: skip
    off = {"red_black_list", "home_visits", "covert_visits", "ratings", "cards", "survey", "publicity_of_handlings"}
    assert {name for name, value in dataclasses.asdict(Switches()).items() if not value} == off


def test_a_bare_file_is_written_with_what_a_person_should_see_and_nothing_else() -> None:
    """A default that stands in the file is one that the office can find and change."""
    bare = yaml.safe_load(dump(load("bihuan_campaign: 1\ntitle: 甲\ncatalogue: {name: 乙}\n")))
    assert set(bare) == {"bihuan_campaign", "title", "catalogue", "settings", "switches"}
    assert set(bare["settings"]) == {
        "near_days", "quick_weights", "quick_sources", "sample_percent", "approve_measures", "publicity_step", "publicity_days", "stage_gates",
        "objection_days", "likeness", "clue_assign_days", "clue_close_days", "default_days", "quick_days",
    }  # fmt: skip
    assert set(bare["switches"]) == {one.name for one in dataclasses.fields(Switches)}
    assert bare["catalogue"] == {"name": "乙"} and jsonschema.Draft202012Validator(CAMPAIGN_SCHEMA).is_valid(bare)


TEXT = OwnColumn(number=1, name="处置去向", kind=ColumnKind.TEXT)
CHOICE = OwnColumn(number=2, name="处置方式", kind=ColumnKind.CHOICE, choices=("甲", "乙"))


@pytest.mark.parametrize(
    ("column", "says"),
    [
        (TEXT, []), (CHOICE, []), (replace(CHOICE, choices=("甲",)), ["选项栏目至少要有两个可选值"]),
        (replace(TEXT, choices=("甲",)), ["只有选项栏目有可选值"]),
        (replace(CHOICE, choices=("甲", "甲")), ["可选值有重复"]), (replace(TEXT, unit="元"), ["只有数字和金额栏目有计量单位"]),
        (replace(TEXT, kind=ColumnKind.NUMBER, unit="元"), []), (replace(TEXT, kind=ColumnKind.AMOUNT, unit="万元"), []),
        (replace(TEXT, name="责任人"), ["台账本来就有“责任人”一栏，请换个名称"]),
        (replace(CHOICE, choices=tuple(map(str, range(MOST_CHOICES)))), []),
        (replace(CHOICE, choices=tuple(map(str, range(MOST_CHOICES + 1)))), ["可选值最多 40 个"]),
    ],
)  # fmt: skip
def test_a_column_that_cannot_stand_is_told_why(column: OwnColumn, says: list[str]) -> None:
    assert [message for _path, message in faults_of([column])] == says


def test_twelve_columns_are_in_use_at_most_and_no_number_is_used_twice() -> None:
    many = [replace(TEXT, number=n, name=f"栏{n}") for n in range(1, MOST + 2)]
    assert MOST == 12 and list(faults_of(many[:-1])) == [] and list(faults_of([*many[:-1], replace(many[-1], retired=DAY)])) == []
    assert list(faults_of(many)) == [(("columns",), "一个专项最多用 12 个自设栏目，现在有 13 个，请先停用不用的")]
    assert list(faults_of([TEXT, replace(CHOICE, number=1)])) == [(("columns", 1, "number"), "栏目号 1 用了两次")]
    assert list(faults_of([replace(TEXT, number=0), replace(CHOICE, number=0)])) == []
    assert [one.number for one in numbered([replace(TEXT, number=0), replace(CHOICE, number=7), replace(TEXT, number=0)])] == [8, 7, 9]
    assert in_use([TEXT, replace(CHOICE, retired=DAY)]) == (TEXT,)


def test_a_column_has_its_key_head_and_kind() -> None:
    money = replace(TEXT, number=3, kind=ColumnKind.AMOUNT, unit="万元")
    assert (money.key, money.value, money.label, money.is_sum) == ("own3", "own3", "处置去向（万元）", True)
    assert TEXT.label == "处置去向" and not TEXT.is_sum and replace(TEXT, kind=ColumnKind.NUMBER).is_sum
    assert TEXT.required is None and TEXT.editors is FilledBy.DOERS and replace(TEXT, required=FilledFrom.PLAN).required is FilledFrom.PLAN


def test_the_names_of_the_ledger_itself_are_taken() -> None:
    names = (
        "序号 顺序号 编号 单位 责任单位 单位名称 所在单位 责任人 姓名 来源 问题来源 问题 具体问题 问题描述 问题内容 存在问题 类别 问题类别 问题类型 "
        "具体表现 问题表现 表现 原因剖析 原因分析 问题原因 整改措施 措施 责任领导 牵头领导 完成时限 整改时限 完成期限 整改进展 进展情况 进展 状态 "
        "整改状态 环节 外部编号 外部系统编号 原因性质 程度 问题程度 发现日期 发现时间 台账编号 销号日期 销号时间"
    )
    assert set(names.split()) == TAKEN


def test_a_name_that_is_no_word_and_a_part_that_is_none_are_told() -> None:
    node = yaml.compose("? [a]\n: b\npledges: 是\npledges: 否\npledge: 是\n")
    assert node is not None
    value = PartOf(Switches).read(node, (), reading := Reading())
    assert [(one.line, one.place, one.nearest) for one in reading.faults] == [(1, "?", ""), (4, "pledges", ""), (5, "pledge", "pledges")]
    assert value == Switches(pledges=True)


def test_a_campaign_of_one_day_is_none_that_ends_before_it_begins() -> None:
    text = "bihuan_campaign: 1\ntitle: 甲\nperiod: {start: 2026-09-01, end: 2026-09-01}\ncatalogue: {name: 乙}\n"
    assert load(text).period.start == load(text).period.end
    with pytest.raises(BadCampaignFile, match="结束日期早于开始日期"):
        load(text.replace("end: 2026-09-01", "end: 2026-08-31"))


def test_blame_falls_on_the_place_and_on_those_around_it_and_on_no_other() -> None:
    reading = Reading()
    reading.blame(("stages", 1, "end"), "错了")
    assert reading.blamed == {("stages",), ("stages", 1), ("stages", 1, "end")}
