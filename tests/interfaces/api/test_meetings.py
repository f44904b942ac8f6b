"""The register of meetings, telling on and tasks handed down, by the machine door."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns.operations import cover_units, set_up_group
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.organisation.operations import found_unit
from tests.factories.town import FOREST, LIAISON, OTHER_LIAISON, TODAY, WATER, Town, town
from tests.interfaces.api.test_office import BASE, DAY, machine, told

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {
    "kind": "training",
    "topic": "问题目录",
    "purpose": "会用目录归类",
    "held_on": DAY,
    "clock": "09:30",
    "present": 30,
}


@pytest.fixture
def place() -> Town:
    return town()


def test_a_meeting_is_registered_completed_counted_and_its_decision_answered(place: Town) -> None:
    office, liaison, water = machine(place), machine(place, LIAISON), place.units[WATER].pk
    group = set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班会议", units=[], actor=place.machine, now=place.now)
    made = told(office.post(f"{BASE}/meetings", {**ASKED, "group": group.pk, "units": [water]}))
    assert made["units"] == [{"id": water, "name": WATER}] and made["group"]["name"] == "专班会议" and made["clock"] == "09:30:00"
    assert told(office.post(f"{BASE}/meetings/{made['id']}/complete", {"record": "讲了两节"}))["record"] == "讲了两节"
    assert [one["id"] for one in told(liaison.get(f"{BASE}/meetings?kind=training"))["items"]] == [made["id"]]
    assert told(liaison.get(f"{BASE}/meetings?kind=relay"))["items"] == []
    counts = {one["kind"]: one["campaign"] for one in told(office.get(f"{BASE}/meetings/counts"))}
    assert counts["training"] == 1
    due = (TODAY + timedelta(days=9)).isoformat()
    [task] = told(office.post(f"{BASE}/meetings/{made['id']}/tasks", {"title": "每人归类一遍", "due_on": due, "units": [water]}))
    assert task["meeting"] == made["id"] and task["due_on"] == due
    told(liaison.post(f"{BASE}/tasks/{task['id']}/finish", {"result": "两科室已归类九件", "proof": "台账"}))
    assert told(office.get(f"{BASE}/meetings/{made['id']}"))["tasks"][0]["state"] == "done"
    assert liaison.post(f"{BASE}/meetings", {**ASKED, "group": group.pk})[0] == 403
    assert office.post(f"{BASE}/meetings", {**ASKED, "present": None, "group": group.pk})[0] == 422
    assert office.post(f"{BASE}/meetings/{made['id']}/withdraw", {"reason": "x"})[0] in (409, 422)


def test_telling_on_and_handing_down(place: Town) -> None:
    office, liaison, forest = machine(place), machine(place, LIAISON), place.units[FOREST].pk
    assert told(machine(place, OTHER_LIAISON).post(f"{BASE}/relay", {"unit": forest, "on": DAY, "means": "转发"}))["means"] == "转发"
    assert [one["means"] for one in told(office.get(f"{BASE}/relay"))] == ["", "转发"]
    told(office.post(f"{BASE}/relay/{forest}/withdraw", {"reason": "记错"}))
    assert [one["means"] for one in told(office.get(f"{BASE}/relay"))] == ["", ""]
    below = found_unit(name="河道站", parent=place.units[WATER], actor=place.machine, now=place.now)
    cover_units(campaign=place.campaign, units=[below], on=TODAY, actor=place.machine, now=place.now)
    asked = {
        "title": "走访",
        "unit": place.units[WATER].pk,
        "due_on": (TODAY + timedelta(days=9)).isoformat(),
        "amount": 5,
        "measure": "户",
    }
    task = told(office.post(f"{BASE}/tasks", asked))
    whole = told(liaison.post(f"{BASE}/tasks/{task['id']}/parts", {"units": [below.pk], "amount": 8}))
    [part] = whole["parts"]
    assert part["parent"] == task["id"] and part["changes"] == [{"what": "amount", "before": "5", "after": "8", "harder": True}]
    assert told(liaison.get(f"{BASE}/tasks/{part['id']}"))["changes"] == part["changes"]
