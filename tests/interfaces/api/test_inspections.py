"""Supervision by the machine door: the same rights and refusals as the pages."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.foundation.draws.rules import read, replay
from bihuan.inspections.vocabulary import VisitKind
from tests.factories.town import FOREST, GROUP, GROUP_2, LIAISON, OFFICE, OFFICE_2, WATER, Town, town
from tests.inspections.ground import a_plan, a_visit
from tests.interfaces.api.test_office import BASE, machine, told

pytestmark = pytest.mark.django_db
AT = f"{BASE}/inspections"


@pytest.fixture
def place() -> Town:
    return town()


def test_a_plan_a_visit_a_finding_and_a_notice_go_their_way(place: Town) -> None:
    office, second, group, liaison = (machine(place, name) for name in (OFFICE, OFFICE_2, GROUP, LIAISON))
    water = place.units[WATER].pk
    day, last = localdate().isoformat(), (localdate() + timedelta(30)).isoformat()
    plan = told(group.post(f"{AT}/plans", {"title": "督查", "authority": "县政府授权", "filing": "第4项", "content": "窗口", "from_on": day,
                                           "to_on": last, "units": [water]}))  # fmt: skip
    assert plan["state"] == "drafted" and group.post(f"{AT}/plans/{plan['id']}/steps/approve_inspection_plan", {})[0] == 403
    assert told(office.post(f"{AT}/plans/{plan['id']}/steps/approve_inspection_plan", {}))["state"] == "approved"
    visit = {
        "plan": plan["id"],
        "unit": water,
        "kind": "open",
        "purpose": "看值守",
        "place_kind": "window",
        "place": "窗口",
        "visit_on": day,
        "hour": "上午",
    }
    assert group.post(f"{AT}/visits", {**visit, "inspectors": [place.people[GROUP].pk]})[0] == 422
    pair = [place.people[GROUP].pk, place.people[GROUP_2].pk]
    for field, room in (("place", 120), ("hour", 20)):
        status, no = group.post(f"{AT}/visits", {**visit, "inspectors": pair, field: "窗" * (room + 1)})
        assert status == 422 and f"最多 {room} 个字" in no["sentence"], "what does not fit is refused in words, never cut"
    made = told(group.post(f"{AT}/visits", {**visit, "inspectors": [place.people[GROUP].pk, place.people[GROUP_2].pk]}))
    told(second.post(f"{AT}/visits/{made['id']}/steps/approve_visit", {}))
    found = told(group.post(f"{AT}/findings", {"unit": water, "text": "窗口无人", "seen_on": day, "visit": made["id"], "kind": "media"}))
    told(group.post(f"{AT}/visits/{made['id']}/opinions", {"heard_from": "masses", "text": "中午没人"}))
    told(group.post(f"{AT}/visits/{made['id']}/steps/report_visit", {"text": "缺岗一人"}))
    assert group.post(f"{AT}/findings/{found['id']}/steps/send_observation", {"reason": "x"})[0] == 422, "nothing is lost in silence"
    told(group.post(f"{AT}/findings/{found['id']}/steps/send_observation", {}))
    assert [one["id"] for one in told(liaison.get(f"{AT}/findings"))["items"]] == [found["id"]]
    told(liaison.post(f"{AT}/findings/{found['id']}/steps/answer_observation", {"text": "属实"}))
    told(group.post(f"{AT}/findings/{found['id']}/steps/record_observation", {}))
    assert (
        told(group.get(f"{AT}/findings?kind=media"))["items"][0]["problem"] == 1
        and not told(group.get(f"{AT}/findings?state=noted"))["items"]
    )
    assert {one["kind"]: one["count"] for one in told(group.get(f"{AT}/kinds"))}["media"] == 1
    notice = told(
        group.post(f"{AT}/notices", {"unit": water, "deviation": "偏", "demand": "改", "due_on": "2026-12-31", "finding": found["id"]})
    )
    told(liaison.post(f"{AT}/notices/{notice['id']}/steps/reply_to_notice", {"text": "已改"}))
    told(group.post(f"{AT}/notices/{notice['id']}/steps/accept_reply", {"text": "好"}))
    assert (
        told(liaison.get(f"{AT}/notices"))["items"][0]["state"] == "accepted"
        and liaison.get(f"{AT}/notices/{notice['number']}/file")[1][:2] == b"PK"
    )
    assert told(group.post(f"{AT}/hearings", {"kind": "hearing", "unit": water, "held_on": day, "presided": "南屏", "record": "听"}))["id"]
    assert told(office.post(f"{AT}/remarks", {"unit": water, "text": "抓紧"}))["id"]
    assert {one["unit"]["name"] for one in told(liaison.get(f"{AT}/progress"))} == {WATER}


def test_a_draw_by_a_program_is_replayed_by_anybody(place: Town) -> None:
    plan, group = a_plan(place), machine(place, GROUP)
    asked: dict[str, Any] = {"plan": plan.pk, "of": "units", "title": "抽一家", "left_out": {str(place.units[FOREST].pk): "上周刚去过"}}
    row = told(group.post(f"{AT}/draws", asked))
    assert row["chosen"] == [] and told(group.get(f"{AT}/draws"))["items"][0]["state"] == "committed"
    assert told(group.post(f"{AT}/draws/{row['id']}/steps/reveal_for_inspection", {"text": "三"}))["state"] == "drawn"
    data = group.get(f"{AT}/draws/{row['id']}/file")[1]
    file = read((json.dumps(data) if isinstance(data, dict) else data.decode()).encode())
    assert replay(file).sound and file.chosen == (str(place.units[WATER].pk),) and file.lot.left[0].reason == "上周刚去过"
    assert machine(place, LIAISON).get(f"{AT}/draws/{row['id']}/file")[0] == 404


def test_a_covert_visit_is_not_there_for_the_unit(place: Town) -> None:
    row = a_visit(place, kind=VisitKind.COVERT)
    assert [one["id"] for one in told(machine(place, GROUP).get(f"{AT}/visits"))["items"]] == [row.pk]
    liaison = machine(place, LIAISON)
    assert (
        told(liaison.get(f"{AT}/visits"))["items"] == []
        and liaison.post(f"{AT}/visits/{row.pk}/steps/cancel_visit", {"reason": "x"})[0] == 404
    )
