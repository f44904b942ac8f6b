"""What waits for an account, what it did, and what changed between two moments."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils.timezone import localtime

from bihuan.foundation.audit.models import Record
from tests.factories.town import COLLEAGUE, HEAD, OFFICE, OFFICIAL, WATER, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
BASE = "campaigns/QS-2026"


def test_what_waits_is_told_as_on_the_first_page(place: Town, machine: Make) -> None:
    row = place.to("asked", place.find())
    head = machine(HEAD)
    status, told = head.get("todo")
    (mine,) = told["campaigns"]
    waiting = next(one for one in mine["due"] if one["action"] == "confirm")
    assert status == 200 and (waiting["count"], waiting["first"][0]["number"]) == (1, row.number)
    assert f"/c/{place.campaign.code}/ledger/?" in waiting["address"] and told["total"] >= 1 and mine["code"] == place.campaign.code
    assert head.post(f"{BASE}/ledger/{row.number}/steps/confirm", {})[0] == 200
    assert not any(one["action"] == "confirm" for one in head.get("todo")[1]["campaigns"][0]["due"])
    office = machine(OFFICE)
    assert office.post(f"{BASE}/tasks", {"title": "修订值班办法", "unit": place.units[WATER].pk, "due_on": "2026-12-31"})[0] == 200
    assert [one["title"] for one in head.get("todo")[1]["campaigns"][0]["first_tasks"]] == ["修订值班办法"]
    assert machine(HEAD, ["figures:read"]).get("todo")[1]["kind"] == "scope"


def test_done_started_and_told(place: Town, machine: Make) -> None:
    row = place.find()
    office, official = machine(OFFICE), machine(OFFICIAL)
    for number in range(3):
        told = {"unit": place.units[WATER].pk, "source": "opinion", "text": f"窗口排队久，第{number}处", "leader": place.people[HEAD].pk}
        assert office.post(f"{BASE}/ledger", told)[0] == 200
    place.to("rectifying", row)
    done = official.get(f"{BASE}/mine/done")[1]
    assert done["next"] is None and done["items"][0]["problem"]["number"] == row.number and done["items"][0]["action"]
    started = office.get(f"{BASE}/mine/started")[1]["items"]
    assert [one["action"] for one in started[:3]] == ["record"] * 3 and started[0]["problem"]["number"] > started[2]["problem"]["number"]
    assert {one["action"] for one in machine(HEAD).get(f"{BASE}/mine/told")[1]["items"]} == {None}
    assert machine(COLLEAGUE).get(f"{BASE}/mine/done")[1]["items"] == []
    assert office.get(f"{BASE}/mine/done", cursor="x")[0] == 422


def test_what_changed_between_two_moments_is_read_on_while_the_ledger_moves(place: Town, machine: Make) -> None:
    before = (localtime() - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S")
    office, unit = machine(OFFICE), place.units[WATER].pk
    told = [office.post(f"{BASE}/ledger", {"unit": unit, "source": "opinion", "text": f"第{n}处排队久"})[1] for n in range(3)]
    first = office.get(f"{BASE}/changes", since=before, part="added", limit=2)[1]
    assert first["counts"]["added"] == 3 and [one["number"] for one in first["items"]] == [one["number"] for one in told[:2]]
    office.post(f"{BASE}/ledger", {"unit": unit, "source": "opinion", "text": "又一处"})
    rest = office.get(f"{BASE}/changes", since=before, part="added", limit=2, cursor=first["next"])[1]
    assert [one["number"] for one in rest["items"]] == [told[2]["number"]] and rest["next"] is None and rest["until"] == first["until"]
    assert office.post(f"{BASE}/ledger/{told[0]['number']}/steps/amend", {"text": "第一处排队久，已核"})[0] == 200
    moved = office.get(f"{BASE}/changes", since=first["until"])[1]
    assert moved["counts"]["changed"] == 1 and moved["items"][0]["moved"][0]["new"] == "第一处排队久，已核"
    status, data = office.post(f"{BASE}/changes", {"reason": "送领导看", "since": before})
    assert status == 200 and openpyxl.load_workbook(BytesIO(data)).sheetnames and Record.objects.filter(reason="送领导看").exists()
    assert office.post(f"{BASE}/changes", {"reason": "送领导看", "since": before, "form": "docx"})[1][:2] == b"PK"
    assert office.post(f"{BASE}/changes", {"reason": " "})[0] == 422 and office.get(f"{BASE}/changes", since="昨天")[0] == 422
