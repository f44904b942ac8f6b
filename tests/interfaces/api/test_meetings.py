"""The register of meetings, telling on and tasks handed down, by the machine door."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.models import Meeting
from bihuan.campaigns.operations import cover_units, set_up_group
from bihuan.campaigns.operations.groups import add_to_group
from bihuan.campaigns.vocabulary import GroupKind, GroupPost
from bihuan.organisation.operations import found_unit
from tests.factories.town import FOREST, GROUP, GROUP_2, LIAISON, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town, town
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


def test_a_supervision_group_registers_its_own_meetings_and_nobody_elses(place: Town, settings: Any) -> None:
    settings.BIHUAN_DEMO = True  # no second factor
    office, group, second = place.actor(OFFICE), machine(place, GROUP), machine(place, GROUP_2)
    told_of = {"campaign": place.campaign, "kind": GroupKind.SUPERVISION, "actor": office, "now": place.now}
    own, others = (set_up_group(name=name, **told_of) for name in ("第一督导组", "第二督导组"))
    add_to_group(group=own, person=place.people[GROUP], post=GroupPost.MEMBER, actor=office, now=place.now)
    add_to_group(group=others, person=place.people[GROUP_2], post=GroupPost.MEMBER, actor=office, now=place.now)
    assert group.post(f"{BASE}/meetings", {**ASKED, "group": others.pk})[0] == 403
    made = told(group.post(f"{BASE}/meetings", {**ASKED, "group": own.pk}, key="meeting-1"))
    assert made["group"] == {"id": own.pk, "name": "第一督导组"}
    one = f"{BASE}/meetings/{made['id']}"
    assert told(group.post(f"{one}/complete", {"record": "补记"}))["record"].endswith("补记")
    assert second.post(f"{one}/complete", {"record": "别组"})[0] in (403, 404)
    page = place.client(GROUP)
    here = reverse("campaigns:register_meeting", args=[place.campaign.code])
    assert here in page.get(reverse("campaigns:meetings", args=[place.campaign.code])).content.decode(), "the button is offered"
    form = page.get(here).content.decode()
    assert (
        f'value="g{own.pk}"' in form
        and f'value="g{others.pk}"' not in form
        and WATER not in form.split("由谁召开")[1].split("</select>")[0]
    )
    sent = {"kind": "dispatch", "body": f"g{own.pk}", "topic": "组内调度", "purpose": "分工", "held_on": DAY, "use": "record"}
    assert page.post(here, sent).status_code == 302 and Meeting.objects.filter(group=own).count() == 2
    assert page.get(reverse("campaigns:complete_meeting", args=[place.campaign.code, made["id"]])).status_code == 200
    assert place.client(OFFICIAL).get(here).status_code == 403
