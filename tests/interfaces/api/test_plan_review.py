"""A plan settled by a program: the same corrections, the same refusals, each kept with who and why."""

from collections.abc import Callable
from typing import Any

import pytest

from bihuan.plan_import.models import Draft
from tests.factories.town import GROUP, OFFICE, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
PLAN = """关于开展作风专项整治的工作方案
一、时间安排
（一）查摆问题阶段（3月1日至3月31日）
（二）集中整改阶段（4月1日至5月底）
（三）总结阶段（6月）
二、整治内容
（一）推诿扯皮。遇事往外推。
三、责任分工
县水利局牵头，县教育局配合。
"""


@pytest.fixture
def plan(place: Town, machine: Make) -> tuple[Machine, str, dict[str, Any]]:
    office = machine(OFFICE)
    status, told = office.send("plans", "方案.txt", PLAN.encode())
    assert status == 200
    return office, f"plans/{told['id']}", told


def test_facts_are_corrected_added_and_taken_away(plan: tuple[Machine, str, dict[str, Any]]) -> None:
    office, at, told = plan
    for asked, what in (
        ({"place": "stages.1", "values": {"name": "集中整治阶段", "end": "6月上旬", "tasks": ["逐项销号"]}, "reason": "会议定的"}, "edits"),
        ({"place": "problem_categories.0", "values": {"responsible_units": ["县水利局", "县教育局"]}}, "edits"),
        ({"place": "responsible_units.1", "values": {"role": "responsible"}}, "edits"),
        ({"place": "channels", "values": {"phones": ["0800-555001"]}}, "edits"),
        ({"place": "outline.0", "values": {"heading": "工作安排", "level": 2}}, "edits"),
        ({"place": "problem_categories.0.manifestations", "values": {"text": "该办不办", "strict_check": True}}, "additions"),
        ({"place": "problem_categories.0.manifestations.0"}, "removals"),
    ):  # fmt: skip
        status, told = office.post(f"{at}/{what}", asked | {"seen": told["revision"]})
        assert status == 200, told
    facts = told["facts"]
    assert (facts["stages"][1]["name"], facts["stages"][1]["end"], facts["stages"][1]["tasks"]) == ("集中整治阶段", "--06E", ["逐项销号"])
    assert [one["text"] for one in facts["problem_categories"][0]["manifestations"]] == ["该办不办"]
    assert facts["channels"]["phones"] == ["0800-555001"] and facts["outline"][0]["heading"] == "工作安排"
    first = office.get(f"{at}/edits", limit=3)[1]
    rest = office.get(f"{at}/edits", limit=200, cursor=first["next"])[1]
    places = [one["place"] for one in [*first["items"], *rest["items"]]]
    assert places[0] == "problem_categories.0.manifestations.0" and places[-3:] == ["stages.1.tasks", "stages.1.end", "stages.1.name"]
    assert rest["items"][-1] | {"id": 0, "at": ""} == {
        "id": 0, "at": "", "place": "stages.1.name", "before": "集中整改阶段", "after": "集中整治阶段", "reason": "会议定的", "by": rest["items"][-1]["by"],
        "undoes": None, "undone": False,
    }  # fmt: skip
    assert OFFICE in rest["items"][-1]["by"]


def test_the_last_edit_is_taken_back_and_both_stay_on_record(plan: tuple[Machine, str, dict[str, Any]]) -> None:
    office, at, told = plan
    read = told["facts"]
    assert office.post(f"{at}/undo", {})[0] == 422
    office.post(f"{at}/edits", {"place": "stages.1", "values": {"name": "集中整治阶段", "end": "6月上旬"}})
    told = office.post(f"{at}/removals", {"place": "stages.0"})[1]
    status, conflict = office.post(f"{at}/undo", {"seen": told["revision"] - 1})
    assert (status, conflict["kind"]) == (409, "conflict")
    first = office.post(f"{at}/undo", {"seen": told["revision"]}, key="undo-1")[1]
    assert len(first["facts"]["stages"]) == 3 and first["facts"]["stages"][1]["name"] == "集中整治阶段"
    assert office.post(f"{at}/undo", {"seen": told["revision"]}, key="undo-1")[1] == first, "the same key is done once"
    assert office.post(f"{at}/undo", {})[1]["facts"] == read
    assert office.post(f"{at}/undo", {})[1]["sentence"] == "没有可以撤销的修改。"
    edits = office.get(f"{at}/edits", limit=200)[1]["items"]
    assert len(edits) == 6 and sum(one["undone"] for one in edits) == 3 == sum(one["undoes"] is not None for one in edits)


def test_what_the_page_refuses_is_refused_with_its_places(plan: tuple[Machine, str, dict[str, Any]]) -> None:
    office, at, _told = plan
    before = Draft.objects.get().reviewed
    status, told = office.post(f"{at}/edits", {"place": "stages.1", "values": {"name": "", "end": "过些日子", "start": "4月2日"}})
    assert (status, [one["place"] for one in told["errors"]]) == (422, ["values.name", "values.end"])
    assert "看不懂这个日期" in told["errors"][1]["message"] and told["errors"][1]["value"] == "过些日子"
    for what, asked in (
        ("edits", {"place": "stages.7", "values": {"name": "甲"}}), ("edits", {"place": "stages", "values": {"name": "甲"}}),
        ("edits", {"place": "questions.0", "values": {"text": "甲"}}), ("edits", {"place": "stages.0", "values": {"source": "1"}}),
        ("additions", {"place": "stages", "values": {"start": "3月"}}), ("additions", {"place": "ladder", "values": {"trigger": "甲"}}),
        ("removals", {"place": "channels"}), ("removals", {"place": "stages"}), ("answers", {"answers": {"colour": "红"}}),
        ("answers", {"answers": {"stages.9.end": "2026-05-01"}}),
    ):  # fmt: skip
        status, told = office.post(f"{at}/{what}", asked)
        assert status == 422 and told["sentence"], (what, asked, told)
    assert Draft.objects.get().reviewed == before and not Draft.objects.get().edits.exists()


def test_whoever_was_slower_is_told_and_the_same_key_is_done_once(plan: tuple[Machine, str, dict[str, Any]]) -> None:
    office, at, told = plan
    asked = {"place": "stages.0", "values": {"name": "自查阶段"}, "seen": told["revision"]}
    assert office.post(f"{at}/edits", asked, key="edit-1")[0] == 200
    assert office.post(f"{at}/edits", asked, key="edit-1")[0] == 200 and Draft.objects.get().edits.count() == 1
    status, told = office.post(f"{at}/edits", asked | {"values": {"name": "查摆阶段"}})
    assert (status, told["kind"]) == (409, "conflict")
    assert office.post(f"{at}/set-aside", {})[0] == 200
    status, told = office.post(f"{at}/removals", {"place": "stages.0"})
    assert (status, told["kind"]) == (409, "not_now")


def test_reading_alone_changes_nothing_and_others_find_nothing(plan: tuple[Machine, str, dict[str, Any]], machine: Make) -> None:
    _office, at, _told = plan
    reader = machine(OFFICE, ["plans:read"])
    assert reader.get(f"{at}/edits")[0] == 200
    for what, asked in (("edits", {"place": "stages.0", "values": {"name": "甲"}}), ("additions", {"place": "stages", "values": {"name": "甲"}}),
                        ("removals", {"place": "stages.0"}), ("undo", {})):  # fmt: skip
        assert reader.post(f"{at}/{what}", asked)[1]["kind"] == "scope"
        assert machine(GROUP).post(f"{at}/{what}", asked)[0] == 404
    assert machine(GROUP).get(f"{at}/edits")[0] == 404
