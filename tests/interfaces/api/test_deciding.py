"""Decisions on the clock with their paper, numbers of a document, look-backs: by programs as on the pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.documents.models import Document
from bihuan.problems.models import Problem
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, LIAISON, OFFICE, OFFICIAL, Town
from tests.interfaces.api.machines import Machine
from tests.reports.test_verifying import found, weekly

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
BASE = "campaigns/QS-2026"
SCAN = b"\xff\xd8\xff\xe0" + bytes(64)


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any) -> None:
    settings.BIHUAN_FILES = tmp_path / "files"


def test_the_day_is_moved_and_the_clock_stopped_on_a_paper(place: Town, machine: Make) -> None:
    row = place.to("rectifying", place.find())
    office, at, due = machine(OFFICE), f"{BASE}/ledger/{row.number}/decisions", row.due_on
    assert due
    day = (max(due, localdate()) + timedelta(5)).isoformat()
    status, told = office.send(f"{at}/extension", "批件.jpg", SCAN, key="later-1", to_on=day, reason="材料未到", beyond="true")
    assert status == 200 and told["due_on"] == day, told
    assert office.send(f"{at}/extension", "批件.jpg", SCAN, key="later-1", to_on=day, reason="材料未到", beyond="true")[1] == told, "once"
    assert Problem.objects.get(pk=row.pk).extended == 1
    assert office.send(f"{at}/extension", "批件.jpg", SCAN, to_on=day, reason="x", seen=str(row.revision))[1]["kind"] in (
        "conflict",
        "bad_input",
    )
    until = (localdate() + timedelta(3)).isoformat()
    assert office.send(f"{at}/suspension", "批件.jpg", SCAN, to_on=until, reason="等待鉴定", beyond="true")[1]["state"] == "suspended"
    later, still = office.get(at)[1]
    assert (later["what"], later["to_on"], later["paper"]) == ("extension", day, "批件.jpg") and (still["until_on"], still["to_on"]) == (
        until,
        None,
    )
    assert office.get(f"{at}/extension/{later['id']}")[0] == 200 and b"".join(office.last.streaming_content) == SCAN
    assert office.get(f"{at}/suspension/{later['id'] + 99}")[0] == 404 == machine(COLLEAGUE).get(at)[0]
    assert machine(LIAISON).send(f"{at}/extension", "批件.jpg", SCAN, to_on=day, reason="x")[0] in (403, 404, 409)


def test_the_numbers_of_a_document_say_what_they_count(place: Town, machine: Make) -> None:
    found(place, 3)
    row = weekly(place)
    status, told = machine(OFFICE).get(f"{BASE}/documents/{row.pk}/figures")
    assert status == 200 and told and [one["order"] for one in told] == list(range(1, len(told) + 1)) and told[0]["definition"]
    assert machine(OFFICIAL).get(f"{BASE}/documents/{row.pk}/figures")[0] == (
        200 if Document.objects.filter(pk=row.pk, state="issued") else 404
    )


def test_closed_problems_are_drawn_and_what_was_found_is_recorded(place: Town, machine: Make) -> None:
    rows = [place.to("closed", place.find()) for _n in range(2)]
    office, group = machine(OFFICE), machine(GROUP_2)
    assert office.post(f"{BASE}/look-backs", {"share": 0, "reason": "x"})[0] == 422 == office.post(f"{BASE}/look-backs", {"reason": " "})[0]
    assert machine(LIAISON).post(f"{BASE}/look-backs", {"reason": "年度回头看"})[0] == 403
    status, draw = office.post(f"{BASE}/look-backs", {"share": 100, "reason": "年度回头看"}, key="draw-1")
    assert status == 200 and (draw["number"], draw["drawn"], draw["holds"]) == (1, 2, 0), draw
    assert office.post(f"{BASE}/look-backs", {"share": 100, "reason": "年度回头看"}, key="draw-1")[1] == draw, "the same key is done once"
    assert office.post(f"{BASE}/look-backs", {"share": 100, "reason": "再抽"})[0] == 422, "nothing is left to draw from"
    first, second = (one.number for one in rows)
    [due] = [one for one in group.get("todo")[1]["campaigns"][0]["due"] if one["action"] == "look_back"]
    assert due["until"] == {str(first): None, str(second): None} and due["nearest"] is None, "the day of the draw, not of closing"
    assert machine(OFFICIAL).post(f"{BASE}/ledger/{first}/look-back", {"result": "holds", "text": "好"})[0] in (403, 404)
    status, told = machine(GROUP).post(f"{BASE}/ledger/{first}/look-back", {"result": "holds", "text": "窗口轮值在岗"})
    assert (status, told["kind"]) == (409, "needs_unmet"), "whoever verified it does not look back at it"
    status, told = group.post(f"{BASE}/ledger/{first}/look-back", {"result": "holds", "text": "窗口轮值在岗"})
    assert status == 200, told
    assert group.post(f"{BASE}/ledger/{first}/look-back", {"result": "holds", "text": "再看"})[0] == 404
    status, told = group.post(f"{BASE}/ledger/{second}/steps/look_back")
    assert status == 422 and "请写明回头看的情况" in str(told), "a drawn one is not passed without a word"
    status, told = group.post(f"{BASE}/ledger/many", {"numbers": [second], "action": "look_back"})
    assert status == 200 and told["done"] == [] and "请逐件记录" in str(told["refused"]), told
    back: dict[str, Any] = {"result": "came_back", "text": "又排长队"}
    Problem.objects.filter(number=second).update(due_on="2026-04-01")
    status, told = group.post(f"{BASE}/ledger/{second}/look-back", back)
    assert status == 422 and "请定新的完成时限" in str(told), told
    back |= {"due_on": "2099-12-31", "beyond": "true"}
    status, told = group.send(f"{BASE}/ledger/{second}/look-back/with-file", "现场.jpg", jpeg(), **back)
    assert (status, told["state"], told["due_on"]) == (200, "rectifying", "2099-12-31"), told
    items = office.get(f"{BASE}/look-backs/1/items", limit=1)[1]
    rest = office.get(f"{BASE}/look-backs/1/items", limit=1, cursor=items["next"])[1]
    assert [one["result"] for one in (*items["items"], *rest["items"])] == ["holds", "came_back"] and rest["next"] is None
    shown = rest["items"][0]["files"][0]
    assert office.get(f"{BASE}/look-backs/1/files/{shown}")[0] == 200 and office.get(f"{BASE}/look-backs")[1][0]["came_back"] == 1
    assert office.get(f"{BASE}/look-backs/2/items")[0] == 404
