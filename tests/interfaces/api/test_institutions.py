"""Lists, coverage, rules and checks for programs."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.institutions.models import CheckAnswer
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source, Weight
from tests.factories.town import FOREST, GROUP, HEAD, LIAISON, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town

pytestmark = pytest.mark.django_db
BASE = "campaigns/QS-2026"
SECRET = "午休后常常迟到半小时去接孩子"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any) -> None:
    settings.BIHUAN_FILES = tmp_path / "files"


def test_lists_and_coverage(place: Town, machine: Any) -> None:
    row = place.find(Source.SELF_CHECK, text=SECRET)
    whose = place.people[OFFICIAL].pk
    office, liaison = machine(OFFICE), machine(LIAISON)
    status, told = office.get(f"{BASE}/lists/person/{whose}")
    assert status == 200 and [len(one["items"]) for one in told["lists"]] == [1, 0, 0, 0, 0, 0]
    assert told["lists"][0]["items"][0]["text"] == SECRET
    assert liaison.get(f"{BASE}/lists/person/{whose}")[1]["lists"][0]["items"][0]["text"] is None
    told = liaison.get(f"{BASE}/lists/self_checks")[1]
    assert told["count"] == 1 and told["rows"][0]["text"] == "＊" and told["columns"][0] == "number"
    assert office.get(f"{BASE}/lists/nonsense")[0] == 422
    assert office.post(f"{BASE}/lists/whole/file", {"reason": "备查", "form": "docx"})[0] == 200 and office.last.content[:2] == b"PK"
    assert office.post(f"{BASE}/lists/person/{whose}/file", {"reason": "备查"})[0] == 200 and office.last.content[:2] == b"PK"
    assert liaison.post(f"{BASE}/lists/person/{whose}/file", {"reason": ""})[0] == 422
    assert office.post(f"{BASE}/coverage/file", {"reason": "备查"})[0] == 200 and office.last.content[:2] == b"PK"
    assert machine(OFFICIAL).post(f"{BASE}/coverage/file", {"reason": "备查"})[0] in (403, 404)
    assert office.get(f"{BASE}/finds")[1]["finds"] == 1
    told = office.get(f"{BASE}/coverage")[1]
    assert told["subjects"] == 3 and told["missing"] == 2 and {one["unit"]["name"] for one in told["units"]} == {WATER, FOREST}
    assert row.number == 1


def test_a_rule_from_plan_to_effect(place: Town, machine: Any) -> None:
    row, liaison = place.find(), machine(LIAISON)
    asked = {"title": "窗口值班办法", "unit": place.units[WATER].pk, "problems": [row.number], "mechanism": "efficiency"}
    status, told = liaison.post(f"{BASE}/institutions", asked)
    assert status == 200 and told["state"] == "planned" and told["problems"] == [row.number], told
    own = f"{BASE}/institutions/{told['number']}"
    assert liaison.post(f"{own}/draft", {"on": str(TODAY)})[1]["state"] == "drafted"
    assert machine(HEAD).post(f"{own}/issue", {"on": str(TODAY), "doc_number": "青水发3号"})[1]["issued_on"] == str(TODAY)
    status, told = machine(GROUP).post(f"{BASE}/institution-effects/{told['number']}", {"effect": "works", "text": "没有再发生"})
    assert status == 200 and told["came_back"] == 0
    assert liaison.get(f"{BASE}/institutions", state="issued")[1]["items"][0]["title"] == "窗口值班办法"
    assert liaison.get(f"{BASE}/repetitions")[1] == {"count": 0, "numbers": []}


def test_a_check_from_order_to_answer(place: Town, machine: Any) -> None:
    row, office = place.find(weight=Weight.COMMON), machine(OFFICE)
    due = localdate() + timedelta(9)
    asked = {"problem": row.number, "units": [place.units[FOREST].pk], "text": "查窗口值班", "due_on": str(due)}
    status, told = office.post(f"{BASE}/checks", asked)
    assert status == 200 and told["answers"][0]["state"] == "asked", told
    own = f"{BASE}/check-answers/{CheckAnswer.objects.get().pk}"
    assert machine(LIAISON).post(own, {"how": "看了"})[0] == 404
    told = machine(OTHER_LIAISON).post(own, {"how": "看了监控", "found": ["窗口中午无人"]})[1]
    assert told["answers"][0]["problems"] == [Problem.objects.get(origin_kind="sibling").number]
    assert office.get(f"{BASE}/checks")[1]["items"][0]["number"] == 1 and office.get(f"{BASE}/common-problems")[0] == 200


def test_a_rule_is_corrected_and_a_link_undone(place: Town, machine: Any) -> None:
    row, liaison, other = place.find(), machine(LIAISON), machine(OTHER_LIAISON)
    water = place.units[WATER].pk
    number = liaison.post(f"{BASE}/institutions", {"title": "窗口值办法", "unit": water, "problems": [row.number]})[1]["number"]
    own = f"{BASE}/institutions/{number}"
    fresh = {"title": "窗口值班办法", "unit": water, "mechanism": "efficiency"}
    assert other.post(f"{own}/correct", fresh)[0] == 403 and liaison.post(f"{own}/correct", fresh | {"problems": [1]})[0] == 422
    status, told = liaison.post(f"{own}/correct", fresh, key="correct-1")
    assert status == 200 and (told["title"], told["problems"]) == ("窗口值班办法", [row.number])
    assert other.post(f"{own}/unlink", {"problem": row.number, "reason": "挂错"})[0] in (403, 404)
    assert liaison.post(f"{own}/unlink", {"problem": row.number, "reason": "挂错"})[1]["problems"] == []
    office = machine(OFFICE)
    for form in ("xlsx", "docx"):
        assert office.post(f"{BASE}/institutions/file", {"reason": "备查", "form": form})[0] == 200 and office.last.content[:2] == b"PK"
    assert office.post(f"{BASE}/institutions/file", {"reason": ""})[0] == 422


def test_a_check_is_returned_withdrawn_and_taken_home(place: Town, machine: Any) -> None:
    row, office, other = place.find(weight=Weight.COMMON), machine(OFFICE), machine(OTHER_LIAISON)
    asked = {"problem": row.number, "units": [place.units[FOREST].pk], "text": "查窗口值班", "due_on": str(localdate() + timedelta(9))}
    number = office.post(f"{BASE}/checks", asked)[1]["number"]
    answer = f"{BASE}/check-answers/{CheckAnswer.objects.get().pk}"
    other.post(answer, {"how": "问了"})
    assert other.post(f"{answer}/return", {"reason": "没有看监控"})[0] == 403
    told = office.post(f"{answer}/return", {"reason": "没有看监控"})[1]
    assert told["answers"][0]["state"] == "asked" and office.get(f"{BASE}/checks")[1]["items"][0]["asked"] == 1
    assert machine(LIAISON).get(f"{BASE}/checks/{number}")[0] == 404 and other.get(f"{BASE}/checks/{number}")[1]["text"] == "查窗口值班"
    assert office.post(f"{BASE}/checks/{number}/file", {"reason": "备查"})[0] == 200 and office.last.content[:2] == b"PK"
    assert other.post(f"{BASE}/checks/{number}/withdraw", {"reason": "重复"})[0] == 403
    assert office.post(f"{BASE}/checks/{number}/withdraw", {"reason": "重复"})[1]["withdrawn"]


def test_a_list_is_confirmed_to_hold_nothing_and_withdrawn(place: Town, machine: Any) -> None:
    liaison, none = machine(LIAISON), f"{BASE}/coverage/none"
    said = {"unit": place.units[WATER].pk, "kind": "talks", "basis": "谈话记录逐份看过", "on": str(TODAY)}
    status, told = liaison.post(none, said)
    assert status == 200 and (told["state"], told["person"], told["kind"]) == ("stands", None, "talks"), told
    assert liaison.post(none, said)[0] == 409 and liaison.post(none, said | {"kind": "opinions"})[0] == 403
    assert liaison.post(none, said | {"kind": "self_check"})[0] == 422
    assert machine(OTHER_LIAISON).get(none)[1]["items"] == [] and len(machine(GROUP).get(none)[1]["items"]) == 1
    cells = {one["kind"]: one["cover"] for one in liaison.get(f"{BASE}/coverage")[1]["units"][0]["lists"]}
    assert cells["talks"] == "none" and cells["criticism"] == "empty"
    whose = machine(OFFICE).get(f"{BASE}/lists/person/{place.people[OFFICIAL].pk}")[1]["lists"]
    assert {one["kind"]: one["none_on"] for one in whose}["talks"] == str(TODAY)
    assert machine(GROUP).post(f"{none}/{told['id']}/withdraw", {"reason": "x"})[0] == 403
    assert liaison.post(f"{none}/{told['id']}/withdraw", {"reason": "查漏了"})[1]["state"] == "withdrawn"


def test_matrix_roster_and_lists_are_narrowed_to_the_key_few(place: Town, machine: Any) -> None:
    office, liaison = machine(OFFICE), machine(LIAISON)
    assert office.post(f"{BASE}/key-few", {"person": place.people[OFFICIAL].pk})[0] == 200
    place.find(), place.find(unit=FOREST, person=None)
    told = office.get(f"{BASE}/coverage", key_few="true")[1]
    assert (told["subjects"], [one["unit"]["name"] for one in told["units"]]) == (1, [WATER])
    assert office.get(f"{BASE}/lists/whole")[1]["count"] == 2 and office.get(f"{BASE}/lists/whole", key_few="true")[1]["count"] == 1
    assert [one["name"] for one in office.get(f"{BASE}/units", key_few="true")[1]] == [WATER]
    roster = f"{BASE}/units/{place.units[WATER].pk}/roster"
    assert [one["person"]["name"] for one in office.get(roster, key_few="true")[1]] == [OFFICIAL]
    assert len(liaison.get(roster, key_few="true")[1]) == len(liaison.get(roster)[1]) == 4, "the marks are the office's"


def test_a_customary_list_is_read_on_by_cursor_and_no_row_is_lost(place: Town, machine: Any) -> None:
    office, numbers, cursor = machine(OFFICE), list[str](), ""
    for _one in range(7):
        place.find()
    while True:
        status, told = office.get(f"{BASE}/lists/whole", limit=3, cursor=cursor)
        assert status == 200 and told["count"] == 7
        numbers += [one["number"] for one in told["rows"]]
        if (cursor := told["next"]) is None:
            break
    assert numbers == [f"{n:04d}" for n in range(1, 8)]
    first = office.get(f"{BASE}/lists/whole", limit=3)[1]["next"]
    assert office.get(f"{BASE}/lists/whole", open="true", cursor=first)[0] == 422, "a mark belongs to its question"
