"""What a person may change in what was read: each part in its form, the shape of the contract kept, answers that follow the stages."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.foundation.kernel import BadInput
from bihuan.plan_import.rules import PLAN_SCHEMA, read_text
from bihuan.plan_import.rules.reviewing import ADDED, PARTS, added, corrected, fact_at, removed, undone

PLAN = """澜川县农贸市场专项整治工作方案
根据《澜川县市场工作意见》，经县政府研究决定，开展专项整治。
一、整治内容
（一）索证不全。没有档案；没有协议。
二、工作步骤
（一）自查阶段（3月上旬至4月10日）。逐摊自查。
（二）整治阶段（4月11日至5月底）。联合执法。
（三）总结阶段（6月）。写出总结。
三、责任分工
县市场监管局牵头，县公安局配合，开展联合执法。
举报电话：0800-555001。
"""
FACTS = read_text(PLAN).to_json()


def sentence_of(no: pytest.ExceptionInfo[BadInput]) -> str:
    return no.value.sentence


@pytest.mark.parametrize(
    ("said", "kept"),
    [("6月上旬", "--06E"), ("5月底", "--05L"), ("2026年6月", "2026-06"), ("2026-06-05", "2026-06-05"), ("--06-30", "--06-30"), ("", None), (None, None)],
)  # fmt: skip
def test_a_day_is_kept_as_the_reader_keeps_it(said: str | None, kept: str | None) -> None:
    assert corrected(FACTS, {}, "stages.1", {"end": said}).facts["stages"][1]["end"] == kept


@pytest.mark.parametrize("said", ["过些日子", "2026-02-30", "--02-30", "2月30日", "13月", ["6月"], 6, True])
def test_what_is_no_day_is_refused_at_its_part(said: Any) -> None:
    with pytest.raises(BadInput) as no:
        corrected(FACTS, {}, "stages.1", {"name": "联合整治", "end": said})
    assert [(wrong.place, wrong.column) for wrong in no.value.errors] == [("values.end", "结束")]  # type: ignore[attr-defined]


def test_every_wrong_part_is_told_and_nothing_taken() -> None:
    with pytest.raises(BadInput) as no:
        corrected(FACTS, {}, "responsible_units.0", {"name": " ", "role": "boss", "item": "\x00", "colour": "红"})
    assert [wrong.part for wrong in no.value.errors] == ["name", "role", "item", "colour"]  # type: ignore[attr-defined]


def test_lists_come_as_lists_or_as_lines() -> None:
    for value in (["逐摊自查", " 建档 "], "逐摊自查\n\n建档"):
        assert corrected(FACTS, {}, "stages.0", {"tasks": value}).facts["stages"][0]["tasks"] == ["逐摊自查", "建档"]


def test_what_there_is_one_of_can_be_given_where_the_plan_has_none() -> None:
    bare = {**FACTS, "scope": None, "period": None}
    assert corrected(bare, {}, "scope", {"text": "全县各单位"}).facts["scope"]["text"] == "全县各单位"
    assert corrected(bare, {}, "period", {"start": "3月"}).facts["period"] == {
        "start": "--03",
        "end": None,
        "as_written": "",
        "source": None,
    }


@pytest.mark.parametrize(
    "place", ["stages", "stages.9", "stages.-1", "stages.0.name", "questions.0", "document_kind", "problem_categories.0.manifestations", "", "title",
              "stages.0.tasks.0", "manifestations.0", "channels.sources", "deadlines.0"],
)  # fmt: skip
def test_what_is_no_fact_cannot_be_changed_or_taken_away(place: str) -> None:
    for change in (lambda: fact_at(FACTS, place), lambda: corrected(FACTS, {}, place, {"name": "甲"}), lambda: removed(FACTS, {}, place)):
        with pytest.raises(BadInput):
            change()


def test_channels_are_emptied_not_taken_away() -> None:
    with pytest.raises(BadInput, match="不能删去"):
        removed(FACTS, {}, "channels")
    assert corrected(FACTS, {}, "channels", {"phones": []}).facts["channels"]["phones"] == []


def test_answers_about_later_stages_move_up_when_one_is_taken_away() -> None:
    answers = {"year": "2026", "stages.1.end": "2026-04-09", "stages.2.end": "2026-05-20", "stages.3.start": "2026-06-02"}
    assert removed(FACTS, answers, "stages.1").answers == {"year": "2026", "stages.1.end": "2026-04-09", "stages.2.start": "2026-06-02"}
    assert corrected(FACTS, answers, "stages.1", {"end": "6月"}).answers == {k: v for k, v in answers.items() if k != "stages.2.end"}


def test_the_same_again_is_no_change() -> None:
    kept = corrected(FACTS, {"year": "2026"}, "stages.0", {"name": FACTS["stages"][0]["name"]})
    assert (kept.edits, kept.facts, kept.answers) == ([], FACTS, {"year": "2026"})


def _pointing(value: Any) -> Any:
    """What a person added points nowhere; the contract wants a place."""
    if isinstance(value, dict):
        return {name: {"start": 0, "end": 0} if name == "source" and one is None else _pointing(one) for name, one in value.items()}
    return [_pointing(one) for one in value] if isinstance(value, list) else value


_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=12), st.lists(st.text(max_size=6), max_size=3), st.dates().map(str), st.floats(),
    st.sampled_from(["5月底", "--06E", "lead", "group", "2026-02-31", "2026-06"]), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip
_PLACES = st.one_of(
    st.sampled_from([*PARTS, "problem_categories.0.manifestations"]),
    st.builds("{}.{}".format, st.sampled_from([*PARTS, "problem_categories.0.manifestations"]), st.integers(0, 3)),
)
_DEEDS = st.tuples(
    st.sampled_from(["correct", "add", "remove"]),
    _PLACES,
    st.dictionaries(st.sampled_from(sorted({p for r in PARTS.values() for p in r})), _VALUES),
)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(st.lists(_DEEDS, max_size=8))
def test_whatever_is_tried_the_facts_keep_the_shape_of_the_contract(deeds: list[tuple[str, str, dict[str, Any]]]) -> None:
    facts, answers = FACTS, {"stages.1.end": "2026-04-09"}
    for what, place, values in deeds:
        try:
            found = (
                corrected(facts, answers, place, values)
                if what == "correct"
                else added(facts, answers, place, values)
                if what == "add"
                else removed(facts, answers, place)
            )
        except BadInput:
            continue
        facts, answers = found.facts, found.answers
    jsonschema.validate(_pointing(facts), PLAN_SCHEMA)


def test_every_list_that_the_page_adds_to_gives_a_fact_of_its_shape() -> None:
    for room, parts in ADDED.items():
        place = "problem_categories.0.manifestations" if room == "manifestations" else room
        found = added(FACTS, {}, place, {parts[0]: "新的一条"})
        jsonschema.validate(_pointing(found.facts), PLAN_SCHEMA)
        with pytest.raises(BadInput):
            added(FACTS, {}, place, {})


@given(st.lists(st.integers(0, 8), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_whatever_was_done_is_undone_from_the_last_to_the_first(acts: list[int]) -> None:
    states, edits = [FACTS], []
    for act in acts:
        try:
            found = (
                lambda facts: corrected(facts, {}, "stages.1", {"name": "联合整治", "end": "6月"}),
                lambda facts: corrected(facts, {}, "scope", {"text": "全县农贸市场"}),
                lambda facts: corrected(facts, {}, "channels", {"phones": "0999-5550101"}),
                lambda facts: added(facts, {}, "stages", {"name": "回头看"}),
                lambda facts: added(facts, {}, "problem_categories.0.manifestations", {"text": "没有票据"}),
                lambda facts: removed(facts, {}, "stages.0"),
                lambda facts: removed(facts, {}, "problem_categories.0"),
                lambda facts: removed(facts, {}, "decided_by"),
                lambda facts: corrected(facts, {}, "decided_by", {"text": "县政府"}),
            )[act](states[-1])
        except BadInput:
            continue  # not there any more
        states.append(found.facts)
        edits.append(found.edits)
    facts: Any = states[-1]
    for before, group in zip(reversed(states[:-1]), reversed(edits), strict=True):
        for edit in reversed(group):
            facts = undone(facts, {}, edit).facts
        assert facts == before


def test_answers_about_later_stages_move_back_with_a_stage_that_comes_back() -> None:
    answers = {"stages.1.end": "2026-04-10", "stages.2.end": "2026-05-20", "year": "2026"}
    found = removed(FACTS, answers, "stages.0")
    assert undone(found.facts, found.answers, found.edits[0]).answers == {"stages.2.end": "2026-05-20", "year": "2026"}
