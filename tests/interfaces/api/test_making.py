"""Papers from settings and the record of a look-back by the machine door: what the pages give, to the same people."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest

from bihuan.campaigns.operations import set_up_group
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import Document
from bihuan.problems.operations import draw_look_back, record_look_back
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.vocabulary import Held
from tests.factories.town import COLLEAGUE, GROUP, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, TODAY, Town, days_later
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
BASE = "campaigns/QS-2026"


def text_of(data: bytes) -> str:
    body = docx.Document(BytesIO(data))
    return "\n".join([*(one.text for one in body.paragraphs), *(cell.text for table in body.tables for cell in table._cells)])


def test_every_paper_of_the_page_is_taken_as_word_and_pdf(place: Town, machine: Make, settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    office, page = machine(OFFICE), place.client(OFFICE)
    names = [one["name"] for one in office.get(f"{BASE}/papers")[1]]
    assert names == ["plan", "map", "catalogue", "conduct", "basis", "roster"]
    for name in names:
        status, data = office.get(f"{BASE}/papers/{name}")
        assert status == 200 and office.get(f"{BASE}/papers/{name}", form="pdf")[1][:4] == b"%PDF", name
        there = page.get(f"/c/QS-2026/documents/settings/{name}/", {"as": "docx"}).content
        assert text_of(data) == text_of(there) and len(text_of(data)) > 20, name
    assert OFFICIAL in text_of(office.get(f"{BASE}/papers/roster")[1])
    assert office.get(f"{BASE}/papers/oracle")[0] == 422


def test_the_roster_is_for_who_may_see_people(place: Town, machine: Make) -> None:
    for name, sees in ((GROUP, True), (LIAISON, False), (COLLEAGUE, False)):
        program = machine(name)
        assert ("roster" in [one["name"] for one in program.get(f"{BASE}/papers")[1]]) is sees
        assert program.get(f"{BASE}/papers/roster")[0] == (200 if sees else 404) == program.get(f"{BASE}/papers/roster/checks")[0]
    assert machine(OFFICE, ["documents:write"]).get(f"{BASE}/papers/plan")[1]["kind"] == "scope"


def test_what_to_look_at_before_a_paper_is_issued(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    told = office.get(f"{BASE}/papers/plan/checks")[1]
    assert 0 < told["characters"] <= told["limit"] == 4000 and all(one["advice"] for one in told["hints"])
    draft = office.post(f"{BASE}/documents", {"what": "weekly", "day": TODAY.isoformat()})[1]
    checks = office.get(f"{BASE}/documents/{draft['id']}/checks")[1]
    assert checks["limit"] == 5000 and [one["where"] for one in checks["hints"] if one["concern"] == "gap"] == draft["missing"] != []


def looked_back(place: Town) -> Any:
    for text in ("窗口排长队", "台账不全"):
        place.to("closed", place.find(text=text), now=days_later(1))
    made = draw_look_back(
        campaign=place.campaign, wanted=Wanted(share=100), reason="销号满一个月", actor=place.actor(OFFICE), now=days_later(30)
    )
    found = {"result": Held.CAME_BACK, "text": "又排起了长队", "actor": place.actor(OFFICE_2), "now": days_later(32)}
    found["due_on"] = days_later(60).date()
    record_look_back(item=made.items.order_by("problem__number")[0], **found)
    return made


def test_the_record_of_a_look_back_goes_into_the_register_and_is_issued(place: Town, machine: Make, settings: Any, tmp_path: Any) -> None:
    settings.BIHUAN_FILES = tmp_path
    set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班", actor=place.actor(OFFICE), now=NOW)
    at, office = f"{BASE}/look-backs/{looked_back(place).number}/record", machine(OFFICE)
    status, data = office.get(at)
    assert status == 200 and "又排起了长队" in text_of(data) and Document.objects.count() == 0
    assert "又排起了长队" not in text_of(office.get(at, at=days_later(31).date().isoformat())[1])
    assert office.get(at, at=days_later(20).date().isoformat())[0] == 404, "it was not drawn yet"
    status, told = office.post(at, {}, key="look-back-1")
    assert (status, told["state"], told["kind"]) == (200, "draft", "look_back")
    assert office.post(at, {}, key="look-back-1")[1] == told and Document.objects.count() == 1
    assert office.post(at)[1]["id"] == told["id"], "the open draft is composed anew"
    assert machine(GROUP).post(at)[0] == 403 and machine(GROUP).get(at)[0] == 200
    assert machine(COLLEAGUE).get(at)[0] == 404 == machine(COLLEAGUE).post(at)[0]
    status, issued = office.post(f"{BASE}/documents/{told['id']}/issue", {})
    assert status == 200 and (issued["state"], issued["missing"]) == ("issued", []), issued
