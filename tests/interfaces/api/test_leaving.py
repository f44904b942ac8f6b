"""Delegations and handovers by the machine door: the same operations, the same refusals."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from bihuan.problems.models import Problem
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, OFFICE, OFFICIAL, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
AT = "campaigns/QS-2026"


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
