"""Opinions, letters, gatherings and critique meetings for programs: the same as on the pages, and never an author."""

import json
from typing import Any

import pytest

from bihuan.finding.models import CritiqueSlip
from bihuan.interfaces.api.v1.urls import api
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, OFFICE, OFFICIAL, TODAY, WATER, Town
from tests.interfaces.api.machines import Machine, token_for

pytestmark = pytest.mark.usefixtures("db")
AT = "campaigns/QS-2026"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def machine(place: Town, name: str) -> Machine:
    return Machine(token_for(place.people[name].user))  # type: ignore[arg-type]


def told(answer: tuple[int, Any]) -> Any:
    assert answer[0] == 200, answer
    return answer[1]


def test_a_gathering_its_opinions_and_what_becomes_of_them(place: Town) -> None:
    office, unit = machine(place, OFFICE), place.units[WATER].pk
    held = {"form": "seminar", "title": "座谈会", "group": "served", "held_on": str(TODAY)}
    made = told(office.post(f"{AT}/gatherings", held))
    assert told(office.get(f"{AT}/gatherings")) == [made]
    rows = [told(office.post(f"{AT}/gatherings/{made['id']}/opinions", {"unit": unit, "text": f"意见{n}"})) for n in range(3)]
    first, second, third = (f"{AT}/opinions/{one['id']}" for one in rows)
    assert told(office.post(f"{first}/mark", {"resented": True}))["resented"]
    assert told(office.post(f"{first}/enter", {}))["problem"] == 1
    assert told(office.post(f"{second}/join", {"number": 1}))["problem"] == 1
    assert told(office.post(f"{third}/leave", {"reason": "不属于本专项"}))["state"] == "no_action"
    assert told(office.post(f"{third}/reconsider", {"reason": "再看"}))["state"] == "open"
    page = told(office.get(f"{AT}/opinions", limit=2))
    assert [one["id"] for one in page["items"]] == [rows[2]["id"], rows[1]["id"]]
    assert [one["id"] for one in told(office.get(f"{AT}/opinions", limit=2, cursor=page["next"]))["items"]] == [rows[0]["id"]]
    counts = told(office.get(f"{AT}/opinions/counts"))
    assert (counts["opinions"], counts["entered"], counts["open"]) == (3, 2, 1)
    assert machine(place, LIAISON).get(f"{AT}/opinions/counts")[0] == 403


def test_letters_are_drafted_sent_and_answered_without_their_code(place: Town) -> None:
    office, unit = machine(place, OFFICE), place.units[WATER].pk
    letter = {"addressee": "夕照同志", "units": [unit], "reply_by_on": "2027-12-31", "issuer": "专班"}
    made = told(office.post(f"{AT}/letters", letter))
    sent = told(office.post(f"{AT}/letters/{made['id']}/send"))
    assert (
        sent["state"] == "sent"
        and sent["number"]
        and set(sent) == {"id", "number", "addressee", "units", "reply_by_on", "state", "opinions"}
    )
    assert [one["id"] for one in told(office.get(f"{AT}/letters"))] == [made["id"]]
    assert office.post(f"{AT}/letters/{made['id']}/reply", {"opinions": []})[0] == 403
    assert machine(place, LIAISON).get(f"{AT}/letters")[1] == []


def test_a_meeting_is_held_and_no_answer_names_who_wrote(place: Town) -> None:
    liaison, unit = machine(place, LIAISON), place.units[WATER].pk
    made = told(liaison.post(f"{AT}/critique-meetings", {"unit": unit, "title": "专题会议", "held_on": str(TODAY)}))
    here = f"{AT}/critique-meetings/{made['id']}"
    told(liaison.post(f"{here}/open"))
    one = place.campaign.catalogue.categories.get(name="推诿扯皮").manifestations.first()
    assert one is not None
    remark = {"about": place.people[HEAD].pk, "manifestation": one.pk, "text": "下乡少"}
    assert told(machine(place, COLLEAGUE).post(f"{here}/critiques", remark)) == {"taken": 1}
    assert machine(place, OFFICE).post(f"{here}/critiques", remark)[0] == 422
    assert told(machine(place, HEAD).get(here))["total"] == 0 and CritiqueSlip.objects.count() == 1
    assert liaison.post(f"{here}/close")[0] == 409
    assert told(machine(place, OFFICE).post(f"{here}/close"))["total"] == 1
    point = {"form": "by_colleague", "unit": unit, "person": place.people[OFFICIAL].pk, "text": "往外推"}
    assert told(machine(place, COLLEAGUE).post(f"{AT}/pointings", point)) == {"taken": 1}
    assert machine(place, HEAD).post(f"{AT}/pointings/take")[0] == 403
    assert told(machine(place, OFFICE).post(f"{AT}/pointings/take")) == {"taken": 1}
    for reader in (HEAD, LIAISON, OFFICE):
        for address in (here, f"{AT}/opinions", "campaigns/QS-2026/problems/1"):
            assert COLLEAGUE not in json.dumps(machine(place, reader).get(address)[1], ensure_ascii=False, default=str)


def test_no_shape_of_the_api_has_an_author() -> None:
    shapes = api.get_openapi_schema(path_prefix="/api/v1/")["components"]["schemas"]
    assert not [name for name, shape in shapes.items() if {"author", "written_by", "critic"} & set(shape.get("properties", {}))]
