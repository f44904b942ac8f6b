"""Handling by the machine door: what the office, a deciding body and the personnel body read, what nobody reads there, and what a program may write."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.accountability import operations as do
from bihuan.accountability.models import StudySession
from bihuan.foundation.audit.models import Record
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.urls import api
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from tests.accountability.ground import PERSONNEL, Bodies, by, in_force, noticed, opened, whole
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, TODAY, WATER, Town, town
from tests.interfaces.web.test_handling_pages import at_moment

pytestmark = pytest.mark.django_db
AT = "campaigns/QS-2026"
BARE = ("facts", "circumstances", "statements", "health", "tolerance", "decision", "weight_reason", "heard_text")


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


@pytest.fixture
def bodies(place: Town) -> Bodies:
    return Bodies(place)


def _numbers(machine: Any, name: str, **wanted: str) -> list[int]:
    status, told = machine(name).get(f"{AT}/handlings", **wanted)
    assert status == 200, told
    return [one["number"] for one in told["items"]]


def test_each_account_reads_the_cases_of_its_gate_latest_first(bodies: Bodies, machine: Any) -> None:
    served, draft = in_force(bodies), opened(bodies, COLLEAGUE)
    assert _numbers(machine, OFFICE) == [draft.number, served.number] and _numbers(machine, OFFICE, state="draft") == [draft.number]
    assert _numbers(machine, LEADER) == _numbers(machine, PERSONNEL) == [served.number], "what is drafted is the handlers' alone"
    assert not any(_numbers(machine, name) for name in (GROUP, HEAD, LIAISON, COLLEAGUE, OFFICIAL)), "nobody else, and nobody his own"
    place = bodies.place
    do.drop_handling(draft, reason="没有依据", **by(place, OFFICE))
    assert draft.number not in _numbers(machine, OFFICE), "what is over stands in no list"
    declare_recusal(person=place.people[LEADER], unit=place.units[WATER], ground=RecusalGround.RELATION, **by(place, LEADER))
    assert not _numbers(machine, LEADER) and machine(LEADER).get(f"{AT}/handlings/{served.number}")[0] == 404


def test_one_case_tells_days_and_measure_and_no_words_about_the_person(bodies: Bodies, machine: Any) -> None:
    place, row = bodies.place, in_force(bodies)
    do.file_appeal(row, text="当天在开会", body=bodies.of["discipline"], **by(place, OFFICIAL))
    status, told = machine(PERSONNEL).get(f"{AT}/handlings/{row.number}")
    assert status == 200 and (told["measure"], told["person"]["name"]) == ({"name": "诫勉", "kind": "education"}, OFFICIAL)
    assert [one["state"] for one in told["appeals"]] == ["filed"] and told["served_on"] == str(TODAY) and told["ends_on"]
    assert not set(told) & set(BARE) and "开会" not in json.dumps(told, ensure_ascii=False)
    assert Record.objects.filter(action="read_handling", row=row.pk, actor_name=PERSONNEL).count() == 1, "the person reads who looked"
    for name in (OFFICIAL, COLLEAGUE, HEAD, LIAISON):
        assert machine(name).get(f"{AT}/handlings/{row.number}")[0] == 404
    assert machine(OFFICE, [Scope.LEDGER_READ.value]).get(f"{AT}/handlings")[0] == 403, "it has a scope of its own"


def test_what_is_drawn_up_again_is_not_told_to_the_person_by_a_program(bodies: Bodies, machine: Any) -> None:
    row = noticed(bodies, whole(bodies, opened(bodies)))
    do.take_back_handling(row, reason="重拟", **by(bodies.place, OFFICE))
    assert _numbers(machine, OFFICIAL) == [] and _numbers(machine, OFFICE) == [row.number]


def test_nothing_here_decides_about_a_person_or_tells_of_ratings_and_cards() -> None:
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    ours = {
        (method, path)
        for path, methods in paths.items()
        for method, one in methods.items()
        if one["operationId"].startswith("accountability_")
    }
    assert {path for method, path in ours if method == "post"} == {
        f"/api/v1/campaigns/{{code}}/study/sessions{end}" for end in ("", "/{session}/correct")
    }
    assert not [
        path for path in paths if any(word in path for word in ("/cards", "/ratings", "/marks", "/motions", "/tolerance", "/announced"))
    ]
    assert not [name for _m, path in ours for name in ("sort", "order") if name in path]


def test_bodies_are_for_who_keeps_them_or_sits_there(bodies: Bodies, machine: Any) -> None:
    status, told = machine(LEADER).get(f"{AT}/decision-bodies")
    assert status == 200 and {one["kind"] for one in told} == {"office", "party_group", "discipline", "personnel"}
    assert "诫勉" in next(one for one in told if one["kind"] == "party_group")["measures"]
    assert "免职" not in json.dumps(told, ensure_ascii=False), "that is decided by competent bodies elsewhere"
    assert machine(LIAISON).get(f"{AT}/decision-bodies")[0] == machine(COLLEAGUE).get(f"{AT}/decision-bodies")[0] == 404


def test_a_session_is_written_down_and_put_right_without_a_name(bodies: Bodies, machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place, at = bodies.place, f"{AT}/study/sessions"
    at_moment(monkeypatch, by(place, OFFICE)["now"])
    told = {"unit": place.units[WATER].pk, "topic": "作风建设", "form": "branch", "held_on": str(TODAY), "present": 12}
    assert machine(LIAISON).post(at, {**told, "names": ["甲"]})[0] == 422
    status, held = machine(LIAISON).post(at, told)
    assert status == 200 and (held["present"], held["unit"]["name"]) == (12, WATER), held
    assert machine(OFFICIAL).post(at, told)[0] == 403
    fixed = {name: told[name] for name in ("topic", "form", "held_on")} | {"present": 11, "reason": "数错"}
    assert machine(LIAISON).post(f"{at}/{held['id']}/correct", fixed)[1]["present"] == 11 == StudySession.objects.get().present
    assert [one["id"] for one in machine(OFFICIAL).get(at)[1]["items"]] == [held["id"]]
    assert machine(OFFICE).get(f"{AT}/study/plans")[1] == []
    assert machine(LIAISON, [Scope.HANDLINGS_READ.value]).post(at, told)[0] == 403


def test_a_list_asks_as_often_for_many_as_for_one(bodies: Bodies, machine: Any) -> None:
    office, asked = machine(OFFICE), list[int]()
    office.get(f"{AT}/handlings")  # that the token was used today is noted once
    for _round in range(2):
        for _one in range(3):
            opened(bodies, COLLEAGUE)
        with CaptureQueriesContext(connection) as found:
            assert office.get(f"{AT}/handlings")[0] == 200
        asked.append(len(found))
    assert asked == [9, 9]
    row = in_force(bodies)
    do.file_appeal(row, text="当天在开会", body=bodies.of["discipline"], **by(bodies.place, OFFICIAL))
    for _round in range(2):  # the first time that it is read is noted
        with CaptureQueriesContext(connection) as found:
            assert office.get(f"{AT}/handlings/{row.number}")[0] == 200
    assert len(found) == 19
