"""Instructions, calls, reminders and the answer card by the machine door."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.campaigns.test_delegating import at
from tests.factories.pictures import jpeg
from tests.factories.town import FOREST, LEADER, LIAISON, OFFICE, TODAY, WATER, Town, town
from tests.interfaces.api.machines import token_for
from tests.interfaces.api.test_office import BASE, DAY, machine, told

pytestmark = pytest.mark.django_db
LATER = (TODAY + timedelta(days=9)).isoformat()


@pytest.fixture
def place() -> Town:
    return town()


def test_an_instruction_goes_its_whole_way(place: Town) -> None:
    office, liaison = machine(place), machine(place, LIAISON)
    asked = {"leader": "县长", "words": "三日内见效", "given_on": DAY, "unit": place.units[WATER].pk, "text": "整改窗口", "due_on": LATER}
    user: Any = place.people[OFFICE].user
    headers = {"Authorization": f"Bearer {token_for(user)}"}
    scan = SimpleUploadedFile("批示.jpg", jpeg())
    answer = Client().post(f"/api/v1/{BASE}/instructions", {**asked, "scan": scan}, headers=headers)
    assert answer.status_code == 200, answer.content
    made = answer.json()
    [part] = made["parts"]
    assert (made["words"], part["text"], made["state"]) == ("三日内见效", "整改窗口", "open") and "还没有填报进展" in made["report"]
    more = told(office.post(f"{BASE}/instructions/{made['id']}/parts", {"unit": place.units[FOREST].pk, "text": "配合", "due_on": LATER}))
    assert len(more["parts"]) == 2
    told(liaison.post(f"{BASE}/instructions/parts/{part['id']}/progress", {"text": "增设窗口", "done": True}))
    assert told(office.post(f"{BASE}/instructions/parts/{part['id']}/return", {"reason": "写结果"}))["parts"][0]["state"] == "open"
    mine = told(liaison.get(f"{BASE}/instructions/{made['id']}"))
    assert len(mine["parts"]) == 1 and mine["report"] == ""
    assert told(liaison.get(f"{BASE}/instructions"))["items"][0]["id"] == made["id"]
    assert told(office.post(f"{BASE}/instructions/{made['id']}/reply", {"report": "正在办理"}))["state"] == "replied"
    today = place.now.today().date().isoformat()
    assert told(office.post(f"{BASE}/instructions/{made['id']}/seen", {"on": today, "note": "已阅"}))["seen_note"] == "已阅"
    assert liaison.post(f"{BASE}/instructions/parts/{part['id']}/fail", {"text": "x", "reason": "x"})[0] == 403
    failed = told(office.post(f"{BASE}/instructions/parts/{part['id']}/fail", {"text": "逾期没有落实", "reason": "专班决定"}))
    assert failed["parts"][0]["problem"] and failed["parts"][0]["state"] == "unfulfilled"


def test_a_late_unit_is_called_urged_followed_and_answers(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    row, office, liaison, water = (
        place.find(due_on=TODAY + timedelta(days=1)),
        machine(place),
        machine(place, LIAISON),
        place.units[WATER].pk,
    )
    at(monkeypatch, 9)
    call = {"on": DAY, "told": "催一件超期", "promise": "周五办结", "promised_on": LATER}
    assert told(office.post(f"{BASE}/units/{water}/calls", call))["promise"] == "周五办结"
    assert len(told(machine(place, LEADER).get(f"{BASE}/units/{water}/calls"))["items"]) == 1
    for unit in (water, place.units[FOREST].pk):  # whether anything of it is late is nobody else's business
        assert liaison.post(f"{BASE}/units/{unit}/reminders", {"level": "remind", "text": "x"})[0] == 403
    [sent] = told(office.post(f"{BASE}/units/{water}/reminders", {"level": "remind", "text": "请答复"}))
    assert office.post(f"{BASE}/problems/{row.number}/reminders", {"level": "urge", "text": "再催"})[0] in (409, 422)
    told(liaison.post(f"{BASE}/problems/{row.number}/reminders/{sent['id']}/answer", {"answer": "周五办结"}))
    assert [one["answer"] for one in told(liaison.get(f"{BASE}/problems/{row.number}/reminders"))] == ["周五办结"]
    card = told(office.get(f"{BASE}/answer-card"))
    assert (card["found"], card["overdue"]) == (1, 1) and card["units"][0]["promise"] == "周五办结" and "超期1件" in card["spoken"]
    assert liaison.get(f"{BASE}/answer-card")[0] == 403
    follow = told(office.post(f"{BASE}/units/{water}/follow", {"ground": "shallow", "reason": "三次退回"}))
    assert [one["id"] for one in told(office.get(f"{BASE}/follows"))] == [follow["id"]]
    told(office.post(f"{BASE}/follows/{follow['id']}/release", {"decision": "领导小组第3次会议", "reason": "见底"}))
    assert told(office.get(f"{BASE}/follows")) == []
