"""What an office does by pages it does by programs: settings, bodies, roster, commendations, one step on many, signed copies."""

from typing import Any

import pytest

from bihuan.campaigns.operations import set_up_group
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.problems.vocabulary import State
from bihuan.reports.operations import draft_report, issue_report
from tests.factories.town import HEAD, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town, town
from tests.interfaces.api.machines import Machine, token_for

pytestmark = pytest.mark.django_db
BASE = "campaigns/QS-2026"
DAY = TODAY.isoformat()


@pytest.fixture
def place() -> Town:
    return town()


def machine(place: Town, name: str = OFFICE) -> Machine:
    user: Any = place.people[name].user
    return Machine(token_for(user))


def told(answer: Any, status: int = 200) -> Any:
    assert answer[0] == status, answer
    return answer[1]


def test_settings_are_taken_as_the_campaign_file_takes_them(place: Town) -> None:
    office = machine(place)
    told(office.post(f"{BASE}/settings", {"settings": {"near_days": 5, "weekly_cutoff": "17:00"}, "reason": "会议决定"}))
    place.campaign.refresh_from_db()
    assert place.campaign.file["settings"]["near_days"] == 5
    for wrong in ({"near_days": 61}, {"nonsense": 1}, {"weekly_cutoff": "25:00"}):
        assert office.post(f"{BASE}/settings", {"settings": wrong})[0] == 422
    assert machine(place, LIAISON).post(f"{BASE}/settings", {"settings": {"near_days": 9}})[0] == 403


def test_a_body_is_set_up_seated_charged_and_dissolved(place: Town) -> None:
    office, water = machine(place), place.units[WATER].pk
    group = told(office.post(f"{BASE}/groups", {"kind": "supervision", "name": "第三督导组", "units": [water]}))
    seated = told(office.post(f"{BASE}/groups/{group['id']}/seats", {"person": place.people[OFFICIAL].pk}))
    (seat,) = seated["seats"]
    assert seat["person"]["name"] == OFFICIAL and seated["units"] == [{"id": water, "name": WATER}]
    empty = told(office.post(f"{BASE}/groups/{group['id']}/seats/{seat['id']}/end", {"reason": "调离"}))
    assert empty["seats"] == []
    told(office.post(f"{BASE}/groups/{group['id']}/units", {"units": []}))
    told(office.post(f"{BASE}/groups/{group['id']}/dissolve", {"reason": "任务完成"}))
    assert office.post(f"{BASE}/groups/{group['id']}/dissolve", {"reason": "再撤"})[0] == 404


def test_a_roster_entry_ends_and_another_begins(place: Town) -> None:
    office, water = machine(place), place.units[WATER].pk
    lines = told(office.get(f"{BASE}/units/{water}/roster"))
    entry = next(one for one in lines if one["person"]["name"] == OFFICIAL)
    moved = told(office.post(f"{BASE}/roster/{entry['id']}/post", {"unit": water, "post": "股长", "on": DAY, "reason": "任职"}))
    assert moved["post"] == "股长" and moved["from_on"] == DAY
    gone = told(office.post(f"{BASE}/roster/{moved['id']}/leave", {"on": DAY, "reason": "长期病假", "exempt": True}))
    assert gone["to_on"] == DAY


def test_a_commendation_is_recorded_and_withdrawn(place: Town) -> None:
    office = machine(place)
    asked = {"standard": "政治力强", "unit": place.units[WATER].pk, "deed": "当天办结", "on": DAY}
    made = told(office.post(f"{BASE}/commendations", asked))
    assert [one["id"] for one in told(office.get(f"{BASE}/commendations"))["items"]] == [made["id"]]
    told(office.post(f"{BASE}/commendations/{made['id']}/withdraw", {"reason": "重复登记"}))
    assert told(office.get(f"{BASE}/commendations")) == {"items": [], "next": None}
    assert office.post(f"{BASE}/commendations", asked | {"standard": "没有这条"})[0] == 422


def test_one_step_on_many_tells_each_refusal(place: Town) -> None:
    asked, fresh = place.to("asked", place.find()), place.find()
    head = machine(place, HEAD)
    answer = told(head.post(f"{BASE}/ledger/many", {"numbers": [asked.number, fresh.number, 999], "action": "confirm"}))
    asked.refresh_from_db()
    assert asked.state == State.CONFIRMED and answer["done"] == [asked.number]
    assert [one["number"] for one in answer["refused"]] == [fresh.number, 999] and all(one["reason"] for one in answer["refused"])
    assert head.post(f"{BASE}/ledger/many", {"numbers": [fresh.number], "action": "analyse"})[0] == 422


def test_a_signed_scan_is_filed_and_taken_home(place: Town, settings: Any, tmp_path: Any) -> None:
    settings.BIHUAN_FILES = tmp_path
    actor = place.actor(OFFICE)
    set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班", actor=actor, now=NOW)
    row = draft_report(campaign=place.campaign, what="weekly", day=TODAY, actor=actor, now=NOW)
    office, scan = machine(place), b"\xff\xd8\xff\xe0" + bytes(64)
    home = f"{BASE}/documents/{row.pk}/signed"
    assert office.send(home, "签发.jpg", scan)[0] == 409, office.last.content.decode()
    issue_report(document=row, actor=actor, now=NOW)
    copy = told(office.send(home, "签发.jpg", scan))
    assert [one["id"] for one in told(office.get(home))] == [copy["id"]]
    office.get(f"{home}/{copy['id']}")
    assert b"".join(office.last.streaming_content) == scan
    assert office.send(home, "签发.jpg", scan)[0] == 422
