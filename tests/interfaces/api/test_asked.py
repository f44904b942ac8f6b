"""Opinions, letters, gatherings and critique meetings for programs: the same as on the pages, and never an author."""

import json
from typing import Any

import pytest

from bihuan.finding.models import CritiqueSlip, Opinion
from bihuan.interfaces.api.v1.urls import api
from tests.factories import town as factory
from tests.factories.pictures import jpeg
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
    assert told(office.get(f"{AT}/gatherings")) == {"items": [made], "next": None}
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
    assert [one["id"] for one in told(office.get(f"{AT}/letters"))["items"]] == [made["id"]]
    assert office.post(f"{AT}/letters/{made['id']}/reply", {"opinions": []})[0] == 403
    assert machine(place, LIAISON).get(f"{AT}/letters")[1]["items"] == []


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
    assert machine(place, OFFICE).post(f"{here}/list", {"reason": "存档"})[1][:2] == b"PK"
    assert machine(place, COLLEAGUE).post(f"{here}/list", {"reason": "存档"})[0] == 403
    point = {"form": "by_colleague", "unit": unit, "person": place.people[OFFICIAL].pk, "text": "往外推"}
    assert told(machine(place, COLLEAGUE).post(f"{AT}/pointings", point)) == {"taken": 1}
    assert machine(place, HEAD).post(f"{AT}/pointings/take")[0] == 403
    assert told(machine(place, OFFICE).post(f"{AT}/pointings/take")) == {"taken": 1}
    for reader in (HEAD, LIAISON, OFFICE):
        for address in (here, f"{AT}/opinions", "campaigns/QS-2026/problems/1"):
            assert COLLEAGUE not in json.dumps(machine(place, reader).get(address)[1], ensure_ascii=False, default=str)


def test_a_gathering_is_corrected(place: Town) -> None:
    office, liaison = machine(place, OFFICE), machine(place, LIAISON)
    held = {"form": "seminar", "title": "座谈会", "group": "served", "held_on": str(TODAY)}
    made = told(office.post(f"{AT}/gatherings", held))
    at = f"{AT}/gatherings/{made['id']}/amend"
    assert told(office.post(at, {**held, "place": "三楼会议室"}))["place"] == "三楼会议室"
    unit, many = place.units[WATER].pk, f"{AT}/gatherings/{made['id']}/opinions/many"
    assert (
        office.post(many, {"opinions": [{"unit": unit, "text": "会多"}, {"unit": unit, "text": " "}]})[0] == 422
        and not Opinion.objects.exists()
    )
    assert len(told(office.post(many, {"opinions": [{"unit": unit, "text": "会多"}, {"unit": unit, "text": "文多"}]}))) == 2
    assert liaison.post(at, held)[0] in (403, 404) and office.post(at, {**held, "form": "letter"})[0] == 422


def test_a_letter_is_reminded_of_answered_on_paper_or_taken_back(place: Town) -> None:
    office, liaison, unit = machine(place, OFFICE), machine(place, LIAISON), place.units[WATER].pk
    letter = {"addressee": "夕照同志", "units": [unit], "reply_by_on": "2027-12-31", "issuer": "专班"}
    first, second = (f"{AT}/letters/{told(office.post(f'{AT}/letters', letter))['id']}" for _n in range(2))
    assert office.post(f"{first}/remind")[0] == 409, "it was not sent"
    for one in (first, second):
        told(office.post(f"{one}/send"))
    told(office.post(f"{first}/remind"))
    assert office.post(f"{first}/remind")[0] == 409 and liaison.post(f"{first}/remind")[0] == 404
    assert office.send(f"{first}/paper-reply", "回复.jpg", jpeg(), units=unit)[0] == 422, "a unit without a text"
    assert Opinion.objects.count() == 0
    answered = told(office.send(f"{first}/paper-reply", "回复.jpg", jpeg(), units=[unit, unit], texts=["会多", "文多"]))
    assert answered["opinions"] == 2 and set(Opinion.objects.values_list("text", flat=True)) == {"会多", "文多"}
    assert office.post(f"{second}/withdraw", {"reason": ""})[0] == 422
    assert told(office.post(f"{second}/withdraw", {"reason": "换人"}))["state"] == "withdrawn"


def test_own_slips_are_changed_and_drawn_back_by_whoever_wrote_them(place: Town) -> None:
    liaison, colleague, unit = machine(place, LIAISON), machine(place, COLLEAGUE), place.units[WATER].pk
    here = f"{AT}/critique-meetings/{told(liaison.post(f'{AT}/critique-meetings', {'unit': unit, 'title': '会', 'held_on': str(TODAY)}))['id']}"
    assert [one["person"]["name"] for one in told(liaison.get(f"{here}/seats"))]
    told(liaison.post(f"{here}/open"))
    shown = place.campaign.catalogue.categories.get(name="推诿扯皮").manifestations.first()
    assert shown is not None
    remark = {"about": place.people[HEAD].pk, "manifestation": shown.pk, "text": "下乡少"}
    told(colleague.post(f"{here}/critiques", remark))
    (slip,) = told(colleague.get(f"{here}/critiques"))
    assert told(machine(place, OFFICE).get(f"{here}/critiques")) == [], "nobody else sees it"
    assert told(colleague.post(f"{here}/critiques/{slip['id']}", {**remark, "text": "半年没下乡"})) == {"taken": 1}
    assert told(colleague.get(f"{here}/critiques"))[0]["text"] == "半年没下乡"
    assert liaison.post(f"{here}/critiques/{slip['id']}/draw-back")[0] == 404
    assert (
        told(colleague.post(f"{here}/critiques/{slip['id']}/draw-back")) == {"taken": 0} and told(colleague.get(f"{here}/critiques")) == []
    )
    assert liaison.post(f"{here}/call-off", {"reason": "改期"})[0] == 409, "once begun it can only be closed"


def test_a_meeting_is_seated_minuted_or_called_off(place: Town) -> None:
    liaison, colleague, unit = machine(place, LIAISON), machine(place, COLLEAGUE), place.units[WATER].pk
    asked = {"unit": unit, "title": "会", "held_on": str(TODAY)}
    first, second = (f"{AT}/critique-meetings/{told(liaison.post(f'{AT}/critique-meetings', asked))['id']}" for _n in range(2))
    person = place.people[OFFICIAL].pk
    assert colleague.post(f"{first}/seats", {"person": person, "reason": "出差"})[0] == 403
    left = told(liaison.post(f"{first}/seats", {"person": person, "reason": "出差"}))
    assert person not in {one["person"]["id"] for one in left}
    back = told(liaison.post(f"{first}/seats", {"person": person, "role": "staff", "reason": "回来了"}))
    assert {"person": {"id": person, "name": OFFICIAL}, "role": "staff"} in back
    assert colleague.send(f"{first}/minutes", "记录.xlsx", b"x")[0] == 403
    assert liaison.send(f"{first}/minutes", "记录.xlsx", b"x")[0] == 422
    assert told(liaison.post(f"{second}/call-off", {"reason": "改期"}))["state"] == "called_off"
    assert len(told(liaison.get(f"{AT}/critique-meetings"))["items"]) == 2


def test_no_shape_of_the_api_has_an_author() -> None:
    shapes = api.get_openapi_schema(path_prefix="/api/v1/")["components"]["schemas"]
    assert not [name for name, shape in shapes.items() if {"author", "written_by", "critic"} & set(shape.get("properties", {}))]
