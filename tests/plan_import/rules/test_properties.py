"""What holds for every text: never raises, same twice, places inside the text and on the fact, schema kept, time in proportion."""

import time

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.plan_import.rules import PLAN_SCHEMA, read_text

PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "1、",
        "（1）",
        "①",
        "(2)",
        "第一章",
        "第一阶段：",
        "01",
        "1.1",
        "a)",
        "二、整治重点",
        "三、实施步骤",
        "工作要求",
        "\n",
        "\n\n",
        "。",
        "；",
        "，",
        "、",
        "：",
        "《",
        "》",
        "（",
        "）",
        "“",
        "”",
        "牵头单位：",
        "责任单位：",
        "县教育局",
        "各乡镇",
        "会同",
        "牵头",
        "配合",
        "负责",
        "完成时限：",
        "2024年3月1日",
        "至5月底",
        "（3月—4月）",
        "10月10日前",
        "20××年",
        "2月30日前",
        "每月20日前",
        "5个工作日内",
        "即日起",
        "贯穿全过程",
        "为动员部署阶段",
        "自查自纠阶段",
        "治“拖”，提升效率",
        "重点整治",
        "等问题",
        "办事拖拉",
        "举报电话：0640-5512388",
        "a@b.example",
        "12345",
        "成立领导小组，局长任组长",
        "办公室设在办公室",
        "对情节严重的，给予通报批评",
        "根据《方案》",
        "〔2024〕3号",
        "關(guān)",
        "××",
        "—",
        "3",
        "—",
        "序号",
        "任务",
        "责任单位",
        "65家单位",
        "六个方面",
        "阅读量：100",
        "版权所有",
        "首页",
        ">",
        "正文",
        "\u3000",
        "\u200b",
        "\r\n",
        "０１",
        "报县教育局",
        "定期",
        "一是",
        "二是",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES, max_size=40).map(" ".join))


def sources(value):
    if isinstance(value, dict):
        if set(value) == {"start", "end"}:
            yield value
        for inner in value.values():
            yield from sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources(inner)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_read_and_every_fact_has_its_place(text):
    facts = read_text(text)
    found = facts.to_json()
    jsonschema.validate({**found, "stages": dated(found["stages"]), "deadlines": dated(found["deadlines"])}, PLAN_SCHEMA)
    assert all(0 <= source["start"] <= source["end"] <= len(facts.text) for source in sources(found))
    assert len(facts.origin) == len(facts.text)
    assert all(0 <= origin <= len(text) for origin in facts.origin)
    assert read_text(text).to_json() == found


def dated(rows):
    """The list as it is; only here so that a failing date shows its row."""
    return [dict(row) for row in rows]


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_place_of_a_fact_holds_its_words(text):
    facts = read_text(text)

    def at(source):
        return facts.text[source.start : source.end]

    for quote in [*facts.basis, *facts.doc_numbers, *facts.goals, *facts.principles, *facts.phrases, *facts.channels.sources]:
        assert at(quote.source) == quote.text
    for heading in facts.outline:
        assert heading.number is None or heading.number[:1] in at(heading.source)
        assert heading.heading[:1] in at(heading.source)
    for unit in facts.responsible_units:
        assert at(unit.source) == unit.name
    for due in facts.deadlines:
        assert due.as_written in at(due.source)
    for category in facts.problem_categories:
        for item in category.manifestations:
            assert item.text in at(item.source)


def test_deep_numbering_and_long_texts_stay_in_proportion():
    deep = "".join(".".join("1" * depth) + " 标题\n" for depth in range(1, 60))
    assert len(read_text(deep).outline) >= 50
    plan = "一、整治重点\n" + "".join(f"（一）问题{n}。重点整治推诿扯皮；办事拖拉。（责任单位：县教育局）\n" for n in range(120))
    assert took(plan * 6) < 12 * max(took(plan), 0.02)


def took(text):
    """Seconds of this process, the least of three: what others do on the machine meanwhile does not count."""
    return min(_took(text) for _again in range(3))


def _took(text):
    start = time.process_time()
    read_text(text)
    return time.process_time() - start


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "abc", "。" * 50, "（" * 500, "《" * 500, "1" * 500, "一、" * 300])
def test_odd_texts(text):
    assert read_text(text).to_json()["document_kind"]["kind"] in ("empty", "other", "report", "commentary")


def test_the_contract_in_its_order():
    keys = list(read_text("方案").to_json())
    assert keys == [
        "title",
        "outline",
        "basis",
        "doc_numbers",
        "decided_by",
        "period",
        "goals",
        "principles",
        "phrases",
        "scope",
        "stages",
        "problem_categories",
        "responsible_units",
        "deadlines",
        "measures",
        "organisation",
        "channels",
        "ladder",
        "reporting",
        "numbers",
        "announced",
        "repairs",
        "questions",
        "document_kind",
    ]
