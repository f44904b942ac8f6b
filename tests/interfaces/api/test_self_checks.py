"""Self-checks by programs: the same list, the same refusals, nobody counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.campaigns.queries import categories_of
from bihuan.foundation.audit.models import Record
from bihuan.problems.models import Problem
from tests.factories.pictures import jpeg
from tests.factories.self_checks import OTHER_TEXT, TEXT, handed_in
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
AT = "campaigns/QS-2026"


def test_an_own_list_from_beginning_to_handing_in(place: Town, machine: Make) -> None:
    me = machine(OFFICIAL)
    status, told = me.get(f"{AT}/self-check")
    assert status == 200 and told["list"] is None and any("从轻" in one for one in told["told"])
    assert me.post(f"{AT}/self-check/submit", {})[0] == 404 and machine(HEAD).post(f"{AT}/self-check", {})[0] == 422
    assert me.post(f"{AT}/self-check", {})[1]["state"] == "drafting"
    picked = categories_of(place.campaign)[0].manifestations.all()[0].pk
    due = (localdate() + timedelta(days=9)).isoformat()
    asked: dict[str, Any] = {"put_in": "work", "text": TEXT, "manifestation": picked, "dimension": "style", "task": "轮值", "due_on": due}
    status, item = me.post(f"{AT}/self-check/items", asked)
    assert status == 200 and item["category"]["name"] == "推诿扯皮" and item["problem"] is None
    assert me.post(f"{AT}/self-check/items/{item['id']}", {**asked, "text": OTHER_TEXT})[1]["text"] == OTHER_TEXT
    assert me.post(f"{AT}/self-check/items", {**asked, "doer": place.people[GROUP].pk})[0] == 422
    extra = me.post(f"{AT}/self-check/items", asked)[1]
    assert len(me.post(f"{AT}/self-check/items/{extra['id']}/withdraw", {})[1]["items"]) == 1
    status, whole = me.post(f"{AT}/self-check/submit", {})
    assert status == 200 and [one["problem"] for one in whole["items"]] == [Problem.objects.get().number]
    planned = me.post(f"{AT}/self-check/items/{item['id']}/plan", {"task": "每周公开", "due_on": due, "doer": place.people[COLLEAGUE].pk})[
        1
    ]
    assert planned["doer"]["name"] == COLLEAGUE
    assert me.post(f"{AT}/self-check/take-back", {})[1]["state"] == "drafting"


def test_the_commitment(place: Town, machine: Make) -> None:
    me = machine(COLLEAGUE)
    me.post(f"{AT}/self-check", {})
    assert me.post(f"{AT}/self-check/submit", {})[0] == 409
    text = me.get(f"{AT}/self-check/pledge")[1]["text"]
    assert me.post(f"{AT}/self-check/pledge", {"read": "没有问题"})[0] == 409
    assert me.post(f"{AT}/self-check/pledge", {"read": text})[1]["signed"]
    assert machine(OFFICE).get(f"{AT}/self-checks/totals")[1] == {
        "roster": 3,
        "listed": 0,
        "signed": 1,
        "entered": 0,
        "missing": 2,
        "items": 0,
    }
    assert machine(HEAD).get(f"{AT}/self-checks/totals")[0] == 403 and machine(LEADER).get(f"{AT}/self-checks")[0] == 404
    assert me.post(f"{AT}/self-check/pledge/withdraw", {})[1]["state"] == "drafting"
    assert me.post(f"{AT}/self-check/pledge/withdraw", {})[0] == 404


def test_looking_dealing_returning_accepting(place: Town, machine: Make) -> None:
    row = handed_in(place)
    head, office, group = machine(HEAD), machine(OFFICE), machine(GROUP)
    [listed] = head.get(f"{AT}/self-checks")[1]["lists"]
    assert listed["person"]["name"] == OFFICIAL and listed["reads"] and "items" not in listed
    assert [one["text"] for one in head.get(f"{AT}/self-checks/{row.pk}")[1]["items"]] == [TEXT, OTHER_TEXT]
    assert Record.objects.filter(action="read_self_check", row=row.pk).count() == 1
    assert machine(LIAISON).get(f"{AT}/self-checks/{row.pk}")[0] == 404 and machine(LIAISON).get(f"{AT}/self-checks")[1]["lists"] == []
    assert head.post(f"{AT}/self-checks/{row.pk}/review", {})[1]["state"] == "reviewed"
    asked = {"lists": [row.pk], "reviewers": [place.people[GROUP].pk]}
    assert head.post(f"{AT}/self-checks/deal", asked)[0] == 403
    assert office.post(f"{AT}/self-checks/deal", asked)[1] == {"dealt": [row.pk], "left": []}
    assert office.post(f"{AT}/self-checks/deal", {**asked, "reviewers": [place.people[HEAD].pk]})[0] == 422
    due = (localdate() + timedelta(days=9)).isoformat()
    assert group.post(f"{AT}/self-checks/{row.pk}/return", {"new_due_on": due})[0] == 422
    assert group.post(f"{AT}/self-checks/{row.pk}/return", {"new_due_on": due, "phrases": ["请写具体"]})[1]["state"] == "drafting"
    machine(OFFICIAL).post(f"{AT}/self-check/submit", {})
    head.post(f"{AT}/self-checks/{row.pk}/review", {})
    assert group.post(f"{AT}/self-checks/{row.pk}/accept", {})[1]["state"] == "accepted"
    water = office.get(f"{AT}/self-checks/units")[1][0]
    assert (water["listed"], water["accepted"], water["reported"], water["items"]) == (1, 1, False, 2)


def test_the_office_settles(place: Town, machine: Make) -> None:
    asked = {"comparisons": ["先贤先辈先进"], "pledge_as_basis": False}
    assert machine(OFFICIAL).post(f"{AT}/self-checks/settings", asked)[0] == 403
    told = machine(OFFICE).post(f"{AT}/self-checks/settings", asked)[1]
    assert told["comparisons"] == ["先贤先辈先进"] and not told["pledge_as_basis"] and told["due_on"] is None


def test_a_form_on_paper_is_entered_and_handed_in_with_its_signature(place: Town, machine: Make) -> None:
    liaison, person = machine(LIAISON), place.people[OFFICIAL].pk
    day = localdate().isoformat()
    assert machine(OFFICIAL).send(f"{AT}/self-checks/paper", "表.jpg", jpeg(), person=person, written_on=day)[0] == 404
    assert liaison.send(f"{AT}/self-checks/paper", "表.jpg", jpeg(), person=place.people[GROUP].pk, written_on=day)[0] == 422
    status, row = liaison.send(f"{AT}/self-checks/paper", "表.jpg", jpeg(), person=person, written_on=day)
    assert status == 200 and row["state"] == "drafting", row
    at = f"{AT}/self-checks/{row['id']}"
    assert liaison.post(f"{at}/items", {"put_in": "work", "text": TEXT})[0] == 200
    assert machine(HEAD).post(f"{at}/items", {"put_in": "work", "text": TEXT})[0] == 404
    status, row = liaison.send(f"{at}/submit", "签名.jpg", jpeg())
    assert status == 200 and row["round"] == 1, row
    assert Problem.objects.get().source == "self_check"


def test_lists_are_returned_and_taken_home_in_bulk(place: Town, machine: Make) -> None:
    row = handed_in(place)
    head, office, official = machine(HEAD), machine(OFFICE), machine(OFFICIAL)
    due = (localdate() + timedelta(days=9)).isoformat()
    asked = {"lists": [row.pk], "remark": "写具体", "new_due_on": due}
    assert official.post(f"{AT}/self-checks/return", asked)[0] == 404
    assert head.post(f"{AT}/self-checks/return", {**asked, "remark": ""})[0] == 422
    status, told = head.post(f"{AT}/self-checks/return", asked)
    assert status == 200 and told == {"returned": [row.pk], "refused": []}, told
    assert head.post(f"{AT}/self-checks/return", asked)[1]["refused"][0]["id"] == row.pk
    assert office.post(f"{AT}/self-checks/file", {"reason": "存档"})[0] == 200 and office.last.content[:2] == b"PK"
    assert official.post(f"{AT}/self-checks/file", {"reason": "存档"})[0] == 404
    assert Record.objects.filter(reason="存档").exists()
