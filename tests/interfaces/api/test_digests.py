"""Digests, units that may be followed, lists that a finding may send back: by a program as on the page, and by nobody else's."""

from collections.abc import Callable

import pytest
from django.utils.timezone import localdate

from bihuan.foundation.notifications.models import Digest
from bihuan.foundation.notifications.vocabulary import MailState
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LIAISON, NOW, OFFICE, OFFICIAL, WATER, Town
from tests.finding.test_self_checks import handed_in
from tests.inspections.test_observations import _about_lists
from tests.interfaces.api.machines import Machine

Make = Callable[[str], Machine]
CODE = "campaigns/QS-2026"


@pytest.fixture
def digest(place: Town) -> Digest:
    user = place.people[OFFICIAL].user
    kinds = [{"kind": "asked", "count": 2, "late": 1, "week": False}]
    return Digest.objects.create(user=user, day=localdate(), made=NOW, kinds=kinds, mail=MailState.NONE)


def test_one_reads_his_own_digests_alone(place: Town, machine: Make, digest: Digest) -> None:
    status, mine = machine(OFFICIAL).get("digests")
    assert status == 200 and [(one["id"], one["read_on"]) for one in mine] == [(digest.pk, None)]
    assert [(one["count"], one["late"]) for one in mine[0]["kinds"]] == [(2, 1)]
    assert machine(COLLEAGUE).get("digests") == (200, [])
    assert machine(COLLEAGUE).post(f"digests/{digest.pk}/read")[0] == 404
    assert Digest.objects.get().read_on is None
    status, read = machine(OFFICIAL).post(f"digests/{digest.pk}/read")
    assert status == 200 and read["read_on"] == localdate().isoformat()


def test_one_chooses_whether_and_when_it_is_mailed(place: Town, machine: Make) -> None:
    mine = machine(OFFICIAL)
    assert mine.get("digests/choice")[1]["address"] == ""
    status, chosen = mine.post("digests/choice", {"mails": True, "address": "chun@bureau.example", "days": [0, 4]})
    assert status == 200 and chosen == {"mails": True, "address": "chun@bureau.example", "days": [0, 4]} == mine.get("digests/choice")[1]
    assert machine(COLLEAGUE).get("digests/choice")[1]["address"] == "", "somebody else's stays his"
    for wrong in ({"address": "no address"}, {"days": [7]}, {"days": [0] * 9}):
        assert mine.post("digests/choice", wrong)[0] == 422
    assert mine.get("digests/choice")[1] == chosen


def test_who_may_be_followed_is_told_to_those_who_urge(place: Town, machine: Make) -> None:
    status, told = machine(OFFICE).get(f"{CODE}/follows/candidates")
    assert status == 200 and told == {"returned": [], "complained": []}
    for name in (OFFICIAL, LIAISON, HEAD):
        assert machine(name).get(f"{CODE}/follows/candidates")[0] == 403


def test_lists_that_may_go_back_are_named_to_the_group_alone(place: Town, machine: Make) -> None:
    mine, row = handed_in(place), _about_lists(place)
    at = f"{CODE}/inspections/findings/{row.pk}/lists"
    status, told = machine(GROUP).get(at)
    assert status == 200 and [(one["id"], one["person"]["name"]) for one in told] == [(mine.pk, OFFICIAL)]
    assert "text" not in told[0] and place.units[WATER].pk == row.unit_id
    assert [machine(name).get(at) for name in (HEAD, LIAISON)] == [(200, [])] * 2, "the unit sees the finding, and may send nothing back"
    assert machine(OFFICIAL).get(at)[0] == 404
