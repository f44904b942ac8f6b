"""Hearings, notes, conclusions, checklists, photos, opinions heard and recusals by the machine door: as on the pages."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from openpyxl import Workbook

from bihuan.finding.models.opinions import Opinion
from bihuan.foundation.kernel import Actor
from bihuan.inspections.models import CorrectionNotice, Hearing, Observation
from bihuan.inspections.operations import hear_opinion, send_notice
from bihuan.inspections.vocabulary import HeardFrom
from tests.factories.pictures import jpeg
from tests.factories.town import FOREST, GROUP, GROUP_2, LIAISON, OFFICE, OFFICE_2, TODAY, WATER, Town, town
from tests.inspections.ground import DAY, LATER, a_finding, a_visit
from tests.interfaces.api.test_office import BASE, machine, told

pytestmark = pytest.mark.django_db
AT = f"{BASE}/inspections"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any) -> None:
    settings.BIHUAN_FILES = tmp_path / "files"


@pytest.fixture
def place() -> Town:
    return town()


def _by(place: Town, name: str) -> dict[str, Any]:
    actor: Actor = place.actor(name)
    return {"actor": actor, "now": LATER}


def _sheet() -> bytes:
    book = Workbook()
    for line in (("单位", "发现的情况"), (WATER, "缺岗一人")):
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_hearing_is_registered_sets_tasks_and_decides_on_findings(place: Town) -> None:
    group, liaison, water = machine(place, GROUP), machine(place, LIAISON), place.units[WATER].pk
    seen = a_finding(place)
    asked = {"kind": "hearing", "unit": water, "held_on": TODAY.isoformat(), "presided": "南屏", "record": "听取汇报"}
    assert liaison.post(f"{AT}/hearings", asked)[0] == 403
    made = told(group.post(f"{AT}/hearings", asked, key="hearing-1"))
    assert told(group.post(f"{AT}/hearings", asked, key="hearing-1"))["id"] == made["id"] and Hearing.objects.count() == 1, (
        "a key is done once"
    )
    one = f"{AT}/hearings/{made['id']}"
    whole = told(group.post(f"{one}/tasks", {"title": "两周内补齐值守", "due_on": (TODAY + timedelta(14)).isoformat()}))
    assert [(task["title"], task["unit"]["name"]) for task in whole["tasks"]] == [("两周内补齐值守", WATER)]
    whole = told(group.post(f"{one}/decisions", {"finding": seen.pk, "decision": "record", "words": "情况清楚"}))
    assert whole["decisions"] == [{"finding": seen.pk, "decision": "record", "words": "情况清楚"}]
    assert group.post(f"{one}/decisions", {"finding": seen.pk, "decision": "record", "words": "再说"})[0] == 409
    assert group.get(f"{one}/file")[1][:2] == b"PK" and told(group.get(f"{AT}/hearings"))["items"][0]["kind"] == "hearing"
    assert liaison.get(one)[0] == 404 and liaison.post(f"{one}/tasks", {"title": "x", "due_on": TODAY.isoformat()})[0] == 404


def test_an_analysis_note_freezes_the_figures_of_a_filter(place: Town) -> None:
    office, liaison = machine(place, OFFICE), machine(place, LIAISON)
    asked = {"title": "窗口问题", "query": f"unit={place.units[WATER].pk}", "text": "集中在窗口", "advice": "增加值守"}
    assert liaison.post(f"{AT}/notes", asked)[0] == 403
    made = told(office.post(f"{AT}/notes", asked))
    assert made["query"] == asked["query"] and made["figures"][0] == {"code": "note.all", "label": "问题", "value": 0, "unit": "件"}
    place.find()
    assert told(office.get(f"{AT}/notes/{made['id']}"))["figures"] == made["figures"], "they stay as they stood"
    assert [one["id"] for one in told(office.get(f"{AT}/notes"))["items"]] == [made["id"]]
    assert office.get(f"{AT}/notes/{made['id']}/file")[1][:2] == b"PK" and liaison.get(f"{AT}/notes/{made['id']}")[0] == 404


def test_a_conclusion_is_given_contested_and_reviewed_by_others(place: Town) -> None:
    visit = a_visit(place, reported=True)
    group, office, liaison, second = (machine(place, name) for name in (GROUP, OFFICE, LIAISON, OFFICE_2))
    at = f"{AT}/visits/{visit.pk}/conclusion"
    assert group.get(at)[0] == 404 and liaison.post(at, {"text": "缺岗属实"})[0] == 403
    made = told(group.post(at, {"text": "缺岗属实"}))
    assert made["state"] == "given" and told(liaison.get(at))["steps"] == ["ask_review_of_conclusion"]
    one = f"{AT}/conclusions/{made['id']}"
    assert told(liaison.post(f"{one}/steps/ask_review_of_conclusion", {"reason": "当时在接待群众"}))["state"] == "under_review"
    assert office.post(f"{one}/reviewers", {"reviewers": [place.people[GROUP_2].pk]})[0] == 422, "who was there reviews nothing"
    assert liaison.post(f"{one}/reviewers", {"reviewers": [place.people[OFFICE_2].pk]})[0] == 403
    assert told(office.post(f"{one}/reviewers", {"reviewers": [place.people[OFFICE_2].pk]}))["reviewers"][0]["name"] == OFFICE_2
    assert group.post(f"{one}/steps/uphold_conclusion", {"reason": "属实"})[0] == 403
    assert told(second.post(f"{one}/steps/change_conclusion", {"reason": "缺岗时间短"}))["state"] == "changed"
    assert told(liaison.get(one))["outcome"] == "缺岗时间短"


def test_a_checklist_is_made_given_out_taken_back_and_retired(place: Town) -> None:
    group, liaison = machine(place, GROUP), machine(place, LIAISON)
    asked = {"title": "窗口检查单", "points": [{"subject": "值守", "text": "在岗人数"}]}
    assert liaison.post(f"{AT}/checklists", asked)[0] == liaison.get(f"{AT}/checklists")[0] == 403
    made = told(group.post(f"{AT}/checklists", asked))
    one = f"{AT}/checklists/{made['id']}"
    assert made["points"][0]["text"] == "在岗人数" and group.get(f"{one}/file")[1][:2] == b"PK"
    taken = told(group.send(f"{AT}/finding-sheets", "表.xlsx", _sheet(), checklist=made["id"]))
    assert len(taken["findings"]) == 1 and Observation.objects.get().text == "缺岗一人"
    again = told(group.send(f"{AT}/finding-sheets", "表.xlsx", _sheet()))
    assert again == {"findings": [], "twice": 1}
    assert liaison.send(f"{AT}/finding-sheets", "表.xlsx", b"x")[0] == 403
    assert told(group.post(f"{one}/retire", {}))["retired_on"] == localdate().isoformat() and told(group.get(f"{AT}/checklists")) == []


def test_a_photo_says_why_it_is_needed(place: Town) -> None:
    seen, group, liaison = a_finding(place), machine(place, GROUP), machine(place, LIAISON)
    made = told(group.send(f"{AT}/findings/{seen.pk}/photos", "现场.jpg", jpeg(), need="显示缺岗"))
    assert group.send(f"{AT}/findings/{seen.pk}/photos", "现场.jpg", jpeg(), need="")[0] == 422
    assert group.get(f"{AT}/photos/{made['id']}")[1][:2] == b"\xff\xd8" and liaison.get(f"{AT}/photos/{made['id']}")[0] == 404
    assert liaison.send(f"{AT}/findings/{seen.pk}/photos", "现场.jpg", jpeg(), need="x")[0] == 404


def test_an_opinion_heard_goes_on_to_the_list_of_opinions(place: Town) -> None:
    visit = a_visit(place, reported=True)
    hear_opinion(visit=visit, heard_from=HeardFrom.MASSES, text="中午没人", **_by(place, GROUP))
    group, liaison = machine(place, GROUP), machine(place, LIAISON)
    (row,) = told(group.get(f"{AT}/opinions"))["items"]
    assert row["text"] == "中午没人" and told(liaison.get(f"{AT}/opinions"))["items"] == []
    assert liaison.post(f"{AT}/opinions/{row['id']}/steps/pass_opinion_on", {})[0] == 404
    told(group.post(f"{AT}/opinions/{row['id']}/steps/pass_opinion_on", {}))
    assert told(group.get(f"{AT}/opinions"))["items"][0]["opinion"] == str(Opinion.objects.get().pk)


def test_who_keeps_away_is_declared_asked_for_and_decided(place: Town) -> None:
    group, office, liaison = machine(place, GROUP), machine(place, OFFICE), machine(place, LIAISON)
    forest, at = place.units[FOREST].pk, f"{AT}/recusals"
    assert told(group.post(at, {"unit": forest, "ground": "other", "reason": "曾在该单位工作"}))["state"] == "in_force"
    assert group.post(at, {"ground": "other"})[0] == 422 and told(liaison.get(at)) == []
    asked = {"person": place.people[GROUP_2].pk, "unit": place.units[WATER].pk, "ground": "other", "reason": "与我单位有过纠纷"}
    row = told(liaison.post(at, asked))
    assert row["state"] == "asked" and group.post(f"{at}/{row['id']}/steps", {"step": "grant", "reason": "x"})[0] in (403, 404)
    assert told(office.post(f"{at}/{row['id']}/steps", {"step": "grant", "reason": "情况属实"}))["state"] == "in_force"
    assert told(office.post(f"{at}/{row['id']}/steps", {"step": "end", "reason": "已调离"}))["state"] == "ended"


def test_a_remark_says_where_the_unit_stood(place: Town) -> None:
    place.find()
    office, liaison = machine(place, OFFICE), machine(place, LIAISON)
    assert liaison.post(f"{AT}/remarks", {"unit": place.units[WATER].pk, "text": "抓紧"})[0] == 403
    said = told(office.post(f"{AT}/remarks", {"unit": place.units[WATER].pk, "text": "抓紧"}))
    assert said["step"] and told(liaison.get(f"{AT}/remarks"))["items"] == [said]


def test_notices_are_read_on_page_by_page(place: Town) -> None:
    water, group = place.units[WATER], machine(place, GROUP)
    for n in range(5):
        send_notice(campaign=place.campaign, unit=water, deviation=f"偏{n}", demand="改", due_on=DAY, **_by(place, GROUP))
    numbers, cursor = list[int](), ""
    while True:
        page = told(group.get(f"{AT}/notices", limit=2, cursor=cursor))
        numbers += [one["number"] for one in page["items"]]
        if not (cursor := page["next"] or ""):
            break
    assert numbers == sorted(CorrectionNotice.objects.values_list("number", flat=True), reverse=True)
    first = told(group.get(f"{AT}/notices", limit=2))["next"]
    assert group.get(f"{AT}/visits", limit=2, cursor=first)[0] == 422, "a mark of another list is refused"
