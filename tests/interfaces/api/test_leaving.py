"""Delegations and handovers by the machine door: the same operations, the same refusals."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from bihuan.organisation.models import Person
from bihuan.problems.models import Problem
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, OFFICE, OFFICIAL, WATER, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
AT = "campaigns/QS-2026"
SCAN = b"\xff\xd8\xff\xe0" + bytes(64)


def test_a_holder_delegates_and_ends(place: Town, machine: Make) -> None:
    today = localdate()
    body = {
        "duty": "unit_head", "deputy": place.people[COLLEAGUE].pk, "from_on": today.isoformat(),
        "to_on": (today + timedelta(5)).isoformat(), "reason": "外出",
    }  # fmt: skip
    head = machine(HEAD)
    status, told = head.post(f"{AT}/delegations", body)
    assert (status, told["state"], told["deputy"]["name"], told["principal"]["name"]) == (200, "in_force", COLLEAGUE, HEAD)
    assert head.post(f"{AT}/delegations", body)[0] == 422, "one deputy at a time"
    assert machine(OFFICIAL).post(f"{AT}/delegations", body)[0] == 403
    assert machine(OFFICE).post(f"{AT}/delegations", {**body, "duty": "unit_head"})[0] == 422, "not the office's own duty"
    row = place.to("asked", place.find())
    status, done = machine(COLLEAGUE).post(f"{AT}/ledger/{row.number}/steps/confirm", {})
    assert status == 200, done
    assert Problem.objects.get().confirmed_for_person == place.people[HEAD]
    assert machine(OFFICIAL).get(f"{AT}/delegations")[1] == [] and len(machine(OFFICE).get(f"{AT}/delegations")[1]) == 1
    assert machine(OFFICIAL).post(f"{AT}/delegations/{told['id']}/end", {})[0] == 404
    status, told = head.post(f"{AT}/delegations/{told['id']}/end", {})
    assert (status, told["state"]) == (200, "ended")


def test_the_office_hands_over_by_keys(place: Town, machine: Make) -> None:
    place.find(person=None, doer=place.people[OFFICIAL])
    office, pk = machine(OFFICE), place.people[OFFICIAL].pk
    status, works = office.get(f"{AT}/people/{pk}/work")
    assert status == 200 and [(one["key"], one["count"], one["numbers"]) for one in works] == [("doer", 1, [1])]
    assert office.post(f"{AT}/people/{pk}/handover", {"to": {}, "reason": "调任"})[0] == 422
    status, told = office.post(f"{AT}/people/{pk}/handover", {"to": {"doer": place.people[LIAISON].pk}, "reason": "调任"})
    assert status == 200 and told["lines"][0]["successor"] == LIAISON and Problem.objects.get().doer == place.people[LIAISON]
    assert machine(LIAISON).get(f"{AT}/people/{pk}/work")[0] == 403


def test_a_number_alone_tells_nobodys_name(place: Town, machine: Make) -> None:
    stranger = Person.objects.create(name="云深", sort_key="yunshen")
    office, head, today = machine(OFFICE), machine(HEAD), localdate().isoformat()
    unit = place.units[WATER].pk
    group = office.post(f"{AT}/groups", {"kind": "supervision", "name": "第三督导组"})[1]["id"]
    handing = {"duty": "unit_head", "deputy": stranger.pk, "from_on": today, "to_on": today, "reason": "外出"}
    asked: list[tuple[Machine, str, dict[str, object]]] = [
        (head, "delegations", handing),
        (office, f"groups/{group}/seats", {"person": stranger.pk}),
        (office, "commendations", {"standard": "政治力强", "unit": unit, "person": stranger.pk, "deed": "当天办结", "on": today}),
        (office, "duties", {"person": stranger.pk, "duty": "liaison", "unit": unit}),
        (office, "roster", {"person": stranger.pk, "unit": unit, "on": today}),
        (office, f"people/{place.people[OFFICIAL].pk}/handover", {"to": {"doer": stranger.pk}, "reason": "调任"}),
    ]
    place.find(person=None, doer=place.people[OFFICIAL])
    for door, what, body in asked:
        for wrong in ({}, {"name": "云"}):
            status, told = door.post(f"{AT}/{what}", body | ({} if "to" in body else wrong))
            assert status == 422 and "姓名" in told["sentence"] and stranger.name not in str(told), (what, told)
        nobody = {name: 999_999 if value == stranger.pk and name in ("person", "deputy") else value for name, value in body.items()}
        if nobody != body:
            assert door.post(f"{AT}/{what}", nobody)[1]["sentence"] == told["sentence"].replace(str(stranger.pk), "999999")
    assert office.get(f"{AT}/people/{stranger.pk}/work")[0] == office.get(f"{AT}/people/999999/work")[0] == 404
    status, told = office.post(f"{AT}/{asked[1][1]}", {"person": stranger.pk, "name": stranger.name})
    assert status == 200 and told["seats"][0]["person"]["name"] == stranger.name


def test_people_are_found_by_name_by_whoever_may_give_them_a_duty(place: Town, machine: Make) -> None:
    status, told = machine(OFFICE).get(f"{AT}/people", name=OFFICIAL)
    assert status == 200 and [(one["id"], one["name"]) for one in told] == [(place.people[OFFICIAL].pk, OFFICIAL)] and told[0]["posts"]
    assert machine(HEAD).get(f"{AT}/people", name=OFFICIAL)[1] == told
    assert machine(OFFICE).get(f"{AT}/people")[1] == [] and machine(OFFICIAL).get(f"{AT}/people", name="云")[0] == 403


def test_what_rests_on_a_paper_takes_the_paper_along(place: Town, machine: Make) -> None:
    today, office = localdate(), machine(OFFICE)
    body = {
        "principal": place.people[HEAD].pk, "duty": "unit_head", "deputy": place.people[COLLEAGUE].pk, "from_on": today.isoformat(),
        "to_on": (today + timedelta(5)).isoformat(), "reason": "外出", "order_number": "青作办〔2026〕3号",
    }  # fmt: skip
    at = f"{AT}/delegations/ordered"
    status, told = office.send(at, "批件.jpg", SCAN, key="order-1", **body)
    assert status == 200 and (told["principal"]["name"], told["order_number"]) == (HEAD, "青作办〔2026〕3号"), told
    assert office.send(at, "批件.jpg", SCAN, key="order-1", **body)[1] == told and office.send(at, "批件.jpg", SCAN, **body)[0] == 422
    assert office.get(f"{AT}/delegations/{told['id']}/order")[0] == 200 and b"".join(office.last.streaming_content) == SCAN
    assert machine(OFFICIAL).get(f"{AT}/delegations/{told['id']}/order")[0] == 404
    assert machine(HEAD).send(at, "批件.jpg", SCAN, **body)[0] == 403
    stranger = Person.objects.create(name="云深", sort_key="yunshen")
    assert office.send(at, "批件.jpg", SCAN, **body | {"principal": stranger.pk})[0] == 404
    unit = place.units[WATER].pk
    entry = next(one for one in office.get(f"{AT}/units/{unit}/roster")[1] if one["person"]["name"] == OFFICIAL)
    told = office.send(f"{AT}/roster/{entry['id']}/exempt", "证明.jpg", SCAN, on=today.isoformat(), reason="长期病假")[1]
    assert told["to_on"] == today.isoformat() and office.get(f"{AT}/roster/{entry['id']}/paper")[0] == 200
    assert machine(HEAD).get(f"{AT}/roster/{entry['id']}/paper")[0] == 403


def test_what_was_handed_over_is_listed_and_printed(place: Town, machine: Make) -> None:
    place.find(person=None, doer=place.people[OFFICIAL])
    office, pk = machine(OFFICE), place.people[OFFICIAL].pk
    office.post(f"{AT}/people/{pk}/handover", {"to": {"doer": place.people[LIAISON].pk}, "reason": "调任"})
    (told,) = office.get(f"{AT}/handovers")[1]
    assert told["leaver"]["name"] == OFFICIAL and told["lines"][0]["successor"] == LIAISON
    assert office.get(f"{AT}/handovers/{told['id']}/list")[1][:4] == b"%PDF" and machine(LIAISON).get(f"{AT}/handovers")[0] == 403
