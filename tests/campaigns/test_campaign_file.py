"""A campaign file is read whole or refused with every fault and its line; writing and reading again is equal."""

import dataclasses
import json
from datetime import date

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.campaigns.rules.campaign_file import (
    CAMPAIGN_SCHEMA,
    BadCampaignFile,
    CampaignFile,
    Catalogue,
    Category,
    Manifestation,
    Settings,
    dump,
    gaps,
    load,
)
from bihuan.campaigns.rules.campaign_file.reading import reread
from bihuan.campaigns.rules.campaign_file.shape import Ladder, LadderMeasure, Rung
from bihuan.campaigns.vocabulary import MeasureKind, Origin
from tests.factories.steady import calls

SMALL = """\
bihuan_campaign: 1
title: 云岭示范县作风专项行动
code: yunling-2031
basis:
  - 县委关于改进作风的若干措施
decided_by: 县委常委会
period: {start: 2031-03-01, end: 2031-05-31}
stages:
  - name: 查摆
    start: 2031-03-01
    end: 2031-03-31
    tasks: [动员, 自查]
  - name: 整改
    start: 2031-04-01
    end: 2031-05-31
catalogue:
  name: 两类
  categories:
    - name: 拖
      raise: 责任意识
      manifestations:
        - {number: 1, text: 急事慢办}
        - {number: 2, text: 其他, needs_text: 是}
    - name: 散
      responsible_units: 县直各单位
ladders:
  - name: 两级
    rungs:
      - {step: 1, trigger: 轻微, measures: [{name: 批评教育, kind: 教育}]}
      - {step: 2, trigger: 严重, measures: [{name: 停职检查, kind: organisational}]}
settings:
  near_days: 5
"""


def faults(content: str | bytes) -> list[tuple[int | None, str]]:
    """Line and whole sentence of every fault of a bad file."""
    with pytest.raises(BadCampaignFile) as refused:
        load(content)
    assert refused.value.sentence.startswith("专项行动文件有")
    return [(fault.line, str(fault)) for fault in refused.value.errors]


def swapped(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1
    return SMALL.replace(old, new, 1)


def test_a_small_file_is_read_whole():
    file = load(SMALL)
    assert file.stages[0].tasks == ("动员", "自查")
    assert file.catalogue.categories[0].raise_ == "责任意识"
    assert file.catalogue.categories[0].manifestations[1].needs_text is True
    assert file.catalogue.categories[1].responsible_units == ("县直各单位",)
    assert (file.settings.near_days, file.settings.sample_percent) == (5, 10)
    assert load(SMALL.encode("utf-8-sig")) == file
    assert load(SMALL.replace("\n", "\r\n")) == file


def test_round_trip_is_equal_and_writing_is_stable():
    file = load(SMALL)
    assert load(dump(file)) == file
    assert dump(load(dump(file))) == dump(file)


printable = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=30)
awkward = st.sampled_from(
    ["no", "~", "null", "2031-01-01", "1:30", "- a", "a: b", "#x", "“引”", "&a", "*b", "!c", " 前后 ", "a\nb", "a\n", "\u3000", "是"]
)
any_text = (printable | awkward).filter(lambda text: text.strip() and "\ufffe" not in text and "\uffff" not in text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_text, st.lists(any_text, max_size=4), st.lists(any_text, min_size=1, max_size=5, unique=True), st.integers(0, 60))
def test_any_text_survives_the_round_trip(title, phrases, names, near):
    categories = tuple(
        Category(name=name, manifestations=(Manifestation(number=str(n + 1), text=name, origin=Origin.ADAPTED, origin_note=title),))
        for n, name in enumerate(names)
    )
    catalogue = Catalogue(name=title, words=tuple(p[:20] for p in phrases), categories=categories)
    file = CampaignFile(
        bihuan_campaign=1, title=title, phrases=tuple(phrases), catalogue=catalogue, settings=Settings(near_days=near, quick_sources=())
    )
    assert load(dump(file)) == file


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("", None, "没有内容"),
        ("# 只有注释\n", None, "没有内容"),
        ("一段普通的话", None, "名称: 内容"),
        ("- 一\n- 二\n", None, "名称: 内容"),
        (swapped("title: 云岭", "titel: 云岭"), 2, "最接近的是“title”"),
        (swapped("title: 云岭示范县作风专项行动\n", ""), None, "缺少“名称”"),
        (swapped("title: 云岭示范县作风专项行动", "title:"), 2, "缺少“名称”"),
        (swapped("title: 云岭示范县作风专项行动", 'title: "  "'), 2, "缺少“名称”"),
        (swapped("bihuan_campaign: 1", "bihuan_campaign: 7"), 1, "这里只能写 1"),
        (swapped("yunling-2031", "云岭 2031"), 3, "字母、数字和短横"),
        (swapped("decided_by: 县委常委会", "decided_by: [县委, 县政府]"), 6, "应当写一个值"),
        (swapped("decided_by: 县委常委会", "decided_by: 甲\ndecided_by: 乙"), 7, "与第 6 行重复"),
        (swapped("end: 2031-03-31", "end: 2031-02-30"), 11, "没有“2031-02-30”这一天"),
        (swapped("end: 2031-03-31", "end: 三月底"), 11, "不是日期"),
        (swapped("end: 2031-03-31", "end: 2031-02-28"), 11, "结束日期早于开始日期"),
        (swapped("end: 2031-05-31}", "end: 2031-01-31}"), 7, "结束日期早于开始日期"),
        (swapped("start: 2031-04-01", "start: 2031-02-01"), 14, "早于专项行动的开始日期"),
        (swapped("start: 2031-03-01\n", "start: 2031-04-02\n").replace("end: 2031-03-31", "end: 2031-04-30"), 14, "按先后排列"),
        (swapped("    end: 2031-05-31\ncat", "    end: 2031-06-30\ncat"), 15, "晚于专项行动的结束日期"),
        (swapped("- name: 整改", "- name: 查摆"), 13, "同名"),
        (swapped("tasks: [动员, 自查]", "tasks: {一: 动员}"), 12, "应当是清单"),
        (swapped("[动员, 自查]", "[动员, ]\n    tasks: [x]"), 13, "与第 12 行重复"),
        (swapped("    tasks: [动员, 自查]", "    tasks:\n      - 动员\n      -"), 14, "是空的"),
        (swapped("number: 2", "number: 1"), 23, "已用于“急事慢办”"),
        (swapped("number: 2", "number: " + "二" * 17), 23, "最多 16 个字"),
        (swapped("needs_text: 是", "needs_text: 也许"), 23, "true（是）或 false（否）"),
        (swapped("text: 急事慢办", "origin: seed, text: 急事慢办"), 22, "出处说明"),
        (swapped("text: 急事慢办", "origin: seeds, text: 急事慢办"), 22, "最接近的是“seed”"),
        (swapped("text: 急事慢办", "text: " + "长" * 301), 22, "最多 300 个字"),
        (swapped("- name: 散", "- name: 拖"), 24, "同名"),
        (swapped("kind: 教育", "kind: 教训"), 29, "（教育）"),
        (swapped("step: 2", "step: 1"), 28, "从轻到重"),
        (swapped("near_days: 5", "near_days: -1"), 32, "0 到 60"),
        (swapped("settings:\n  near_days: 5", "settings: 三天"), 31, "若干行"),
        (swapped("  near_days: 5", "  near_days: 5\n\tx: 1"), None, "YAML"),
        (swapped("title: 云岭", "title：云岭"), 3, "半角"),
        (swapped("title: 云岭示范县作风专项行动", "title: “云岭: 行动: 二”"), 2, "冒号"),
        (swapped("title: 云岭示范县作风专项行动", 'title: "云岭'), None, "引号"),
        (swapped("[动员, 自查]", "[动员, 自查"), None, "方括号"),
        (swapped("title: 云岭", "title: &a 云岭"), 2, "引用"),
        (swapped("title: 云岭示范县作风专项行动", "title: !!python/object/apply:os.system [ls]"), 2, "标签"),
        (SMALL + "---\ntitle: 二\n", 33, "一个文件只能写一个"),
        (SMALL + "x: " + "[" * 5000, 33, "嵌套"),
        (swapped("云岭", "云\x00岭"), 2, "控制字符"),
        ("长" * 2_000_001, None, "超过上限"),
        (SMALL.encode("gb18030"), 2, "UTF-8"),
        (SMALL.encode("utf-16"), 1, "UTF-8"),
        (b"PK\x03\x04" + b"\x00" * 40, 1, "控制字符"),
    ],
)
def test_every_kind_of_bad_file_is_answered_with_its_line(content, line, words):
    found = faults(content)
    assert any(words in sentence for _line, sentence in found), found
    if line is not None:
        assert any(at == line and words in sentence for at, sentence in found), found


BODIES = """\
organisation:
  leading_group: {name: 领导小组, heads: [柳浪, "闻%s莺"], deputies: [苏堤]}
  groups:
    - {name: "督导%s组", heads: [曲院]}
"""


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u3164"])
def test_no_sign_that_nobody_sees_stands_in_the_name_of_a_body(sign: str) -> None:
    found = faults(SMALL + BODIES % (sign, sign))
    assert len(found) == 2 and all("看不见的符号" in sentence for _line, sentence in found), found
    assert "heads › 第2项" in found[0][1] and "groups › 第1项 › name" in found[1][1], found
    clean = load(SMALL + BODIES % ("\u200b", "\ufeff")).organisation
    assert clean.leading_group and (clean.leading_group.heads, clean.groups[0].name) == (("柳浪", "闻莺"), "督导组")
    assert reread(SMALL + BODIES % (sign, "")).organisation.groups, "what was stored before is read again"


def test_references_cannot_blow_a_file_up():
    bomb = "a: &a [x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))
    assert "引用" in faults(bomb)[0][1]
    assert calls(lambda: faults(bomb)) < 10_000, "written out it has four hundred million leaves"


def test_all_faults_are_told_at_once():
    bad = SMALL.replace("2031-03-31", "2031-02-30").replace("kind: 教育", "kind: 教训").replace("near_days: 5", "near_day: 5")
    assert [line for line, _ in faults(bad)] == [11, 29, 32]


def test_two_ladders_need_one_choice():
    second = SMALL.replace("settings:", "  - name: 三级\n    rungs: []\nsettings:")
    assert any("采用" in sentence for _line, sentence in faults(second))
    assert load(second.replace("  - name: 三级", "  - name: 三级\n    default: true")).ladders[1].default


def test_gaps_are_questions_and_not_faults():
    bare = load("bihuan_campaign: 1\ntitle: 甲\ncatalogue: {name: 乙}\nstages: [{name: 查摆}]\n")
    assert [message for _path, message in gaps(bare)] == ["依据待补", "研究决定的机构待补", "起止日期待定", "阶段日期待定"]
    assert gaps(load(SMALL)) == []


def test_the_published_schema_agrees_with_the_reader():
    jsonschema.Draft202012Validator.check_schema(CAMPAIGN_SCHEMA)
    validator = jsonschema.Draft202012Validator(CAMPAIGN_SCHEMA)
    plain = json.loads(json.dumps(yaml.safe_load(dump(load(SMALL))), default=str))
    assert plain["stages"][0]["start"] == "2031-03-01"
    assert validator.is_valid(plain)
    assert not validator.is_valid({"bihuan_campaign": 1, "title": "甲"})
    assert not validator.is_valid({"bihuan_campaign": 1, "title": "甲", "catalogue": {"name": "乙", "x": 1}})


def test_every_place_has_a_chinese_label():
    for field in dataclasses.fields(CampaignFile):
        assert field.metadata["label"], field.name


def test_a_value_that_stands_in_two_places_is_written_twice():
    file = load(SMALL)
    day = file.stages[0].start
    again = dataclasses.replace(file, period=dataclasses.replace(file.period, start=day), settings=Settings(roster_on=day))
    assert "&" not in dump(again) and load(dump(again)) == again


def test_numbers_begin_anew_in_each_category() -> None:
    counted = Manifestation(number="1", text="推诿扯皮")
    categories = tuple(Category(name=name, manifestations=(counted,)) for name in ("不担当", "不作为"))
    file = CampaignFile(bihuan_campaign=1, title="专项整治", catalogue=Catalogue(name="目录", categories=categories))
    assert load(dump(file)) == file


def test_what_is_stored_is_told_as_it_stands() -> None:
    """A stage prolonged beyond the end of the whole would be refused in a new file; in a running campaign it was decided."""
    prolonged = SMALL.replace("end: 2031-05-31\ncatalogue", "end: 2031-06-30\ncatalogue")
    with pytest.raises(BadCampaignFile, match="晚于专项行动的结束日期"):
        load(prolonged)
    assert reread(prolonged).stages[1].end == date(2031, 6, 30)


def _rungs(*offers: tuple[int, tuple[str, ...]]) -> tuple[Rung, ...]:
    kind = MeasureKind.EDUCATION
    return tuple(Rung(step=n, trigger="情形", measures=tuple(LadderMeasure(name=one, kind=kind) for one in some)) for n, some in offers)


def test_a_measure_on_two_rungs_of_one_ladder_is_asked_about_once_for_each_rung_behind() -> None:
    """A08: which of the rungs is meant stays open; the same word in another ladder, or on another kind of case, is no question."""
    file = dataclasses.replace(load(SMALL), ladders=(
        Ladder(name="甲", default=True, rungs=_rungs((1, ("谈话", "诫勉")), (2, ("检查", "谈话")), (3, ("停职",)))),
        Ladder(name="乙", rungs=_rungs((1, ("停职",)), (2, ("谈话",)))),
        Ladder(name="丙", rungs=_rungs((1, ("谈话",)), (1, ("谈话",)))),
    ))  # fmt: skip
    assert gaps(file) == [(("ladders", 0, "rungs", 1), "措施“谈话”同时在两级，请核对")]
