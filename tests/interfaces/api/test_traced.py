"""The joint check, talks, home visits, back-checks and screenings by programs: the same operations and the same refusals as the pages."""

from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.campaigns.queries import categories_of
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.town import FOREST, GROUP, GROUP_2, HEAD, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town
from tests.finding.sheets import feedback
from tests.interfaces.api.machines import Machine, token_for

DAY = TODAY.isoformat()
HERE = "campaigns/QS-2026"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    made = factory.town()
    switches = {"red_black_list": True, "home_visits": True}
    switch_mechanisms(campaign=made.campaign, switches=switches, actor=made.actor(OFFICE), now=NOW)
    return made


def _machine(place: Town, who: str) -> Machine:
    return Machine(token_for(place.people[who].user))  # type: ignore[arg-type]


def _ok(answer: tuple[int, Any]) -> Any:
    assert answer[0] == 200, answer
    return answer[1]


REPORT = {"kind": "supervision", "issuer": "两办督查室", "title": "一季度反馈", "dated_on": DAY, "reference": "督查〔2026〕7号"}


def test_reports_their_problems_and_the_figures(place: Town) -> None:
    office, liaison, water = _machine(place, OFFICE), _machine(place, LIAISON), place.units[WATER].pk
    assert office.post(f"{HERE}/feedback-reports", {**REPORT, "reference": ""})[0] == 422
    assert liaison.post(f"{HERE}/feedback-reports", REPORT)[0] == 403
    row = _ok(office.post(f"{HERE}/feedback-reports", REPORT))
    at = f"{HERE}/feedback-reports/{row['id']}"
    told = _ok(office.post(f"{at}/findings", {"findings": [{"unit": water, "text": "窗口午间无人值守，群众等候", "matter": "窗口"}]}))
    assert told["findings"][0]["number"] == 1
    sheet = feedback([(WATER, "窗口午间无人值守，群众久等候", "窗口", "", "1", ""), (WATER, "台账补记", "台账", "", "2", "")])
    looked = _ok(office.send(f"{at}/sheets", "反馈.xlsx", sheet))
    assert [len(one["near"]) for one in looked["rows"]] == [1, 0]
    take = f"{at}/sheets/{looked['id']}/take"
    assert office.post(take, {})[0] == 422
    assert _ok(office.post(take, {"decided": [{"row": 2, "fate": "merge", "number": 1}]})) == {
        "numbers": [2, 3],
        "merged": 1,
        "twice": 0,
        "left": 0,
    }
    figures = _ok(office.get(f"{HERE}/joint-check"))
    assert (figures["instances"], figures["matters"], figures["units"], figures["by_source"]) == (2, 2, 1, {"supervision": 2})
    assert _ok(office.post(f"{HERE}/joint-check/matters", {"matter": "窗口服务", "matters": ["窗口", "台账"]})) == {"many": 2}
    assert [one["found"] for one in _ok(office.get(f"{HERE}/feedback-reports", kind="supervision"))["items"]] == [3]
    assert liaison.get(f"{HERE}/feedback-reports")[0] == 403 and liaison.get(at)[0] == 404
    assert office.post(f"{HERE}/joint-check/export", {"reason": "存档", "form": "docx"})[1][:2] == b"PK"


def test_quarterly_lists(place: Town) -> None:
    office, water = _machine(place, OFFICE), place.units[WATER].pk
    told = {"year": 2026, "quarter": "1", "publisher": "县委督查室", "criteria": "办结率", "decision": "常委会研究", "decided_on": DAY}
    row = _ok(office.post(f"{HERE}/red-black-lists", told))
    at = f"{HERE}/red-black-lists/{row['id']}"
    entry = _ok(office.post(f"{at}/entries", {"side": "black", "unit": water, "grounds": "三件超期"}))["entries"][0]
    assert _machine(place, LIAISON).get(f"{HERE}/red-black-lists")[1]["items"] == []
    _ok(office.post(f"{at}/publish", {"on": DAY}))
    assert _ok(office.post(f"{at}/entries/{entry['id']}/turn", {"matter": "督办超期"}))["entries"][0]["problem"] == 1
    wrong = _ok(office.post(f"{at}/entries", {"side": "red", "unit": place.units[FOREST].pk, "grounds": "办结率第一"}))["entries"][0]
    said = _ok(office.post(f"{at}/entries/{wrong['id']}/withdraw", {"reason": "统计口径有误"}))["entries"]
    assert [one["withdrawn_why"] for one in said if one["withdrawn_at"]] == ["统计口径有误"]
    assert [one["withdrawn_why"] for one in _ok(_machine(place, LIAISON).get(at))["entries"]] == [one["withdrawn_why"] for one in said]


def test_talks_and_home_visits(place: Town) -> None:
    group, official, head = (_machine(place, name) for name in (GROUP, OFFICIAL, HEAD))
    people = {name: place.people[name].pk for name in (GROUP, GROUP_2, OFFICIAL)}
    told = {
        "unit": place.units[WATER].pk,
        "person": people[OFFICIAL],
        "talker": people[GROUP],
        "held_on": DAY,
        "subject": "空岗",
        "record": "没有替岗",
    }
    row = _ok(group.post(f"{HERE}/talks", told))
    at = f"{HERE}/talks/{row['id']}"
    assert head.get(at)[0] == 404 and _ok(head.get(f"{HERE}/talks"))["items"] == []
    assert group.post(f"{at}/steps", {"step": "yield", "texts": ["x"]})[0] == 409
    read = _ok(official.get(at))["revision"]
    assert official.post(f"{at}/steps", {"step": "view", "text": "因公外出"})[0] == 422, "he says which record he read"
    _ok(group.post(f"{at}/amend", {key: told[key] for key in ("talker", "held_on", "subject")} | {"record": "没有替岗，也没有报告"}))
    for step in ("view", "confirm"):
        assert official.post(f"{at}/steps", {"step": step, "text": "因公外出", "seen": read})[0] == 409, "it was put right meanwhile"
    seen = {"seen": _ok(official.get(at))["revision"]}
    assert _ok(official.post(f"{at}/steps", {"step": "view", "text": "因公外出", **seen}))["view"] == "因公外出"
    assert official.post(f"{at}/steps", {"step": "confirm"})[0] == 422
    assert _ok(official.post(f"{at}/steps", {"step": "confirm", "seen": _ok(official.get(at))["revision"]}))["state"] == "confirmed"
    assert group.get(f"{at}/file")[0] == 405 and group.post(f"{at}/file", {"reason": " "})[0] == 422, "what leaves the house says what for"
    assert group.post(f"{at}/file", {"reason": "签字归档"})[1][:2] == official.post(f"{at}/file", {})[1][:2] == b"PK"
    assert _ok(group.post(f"{at}/steps", {"step": "yield", "texts": ["窗口空岗"]}))["numbers"] == [1]
    visit = _ok(
        group.post(
            f"{HERE}/home-visits",
            {"number": 1, "purpose": "了解困难", "visitors": [people[GROUP], people[GROUP_2]], "planned_on": "2030-01-01"},
        )
    )
    at = f"{HERE}/home-visits/{visit['id']}"
    assert group.post(f"{at}/steps", {"step": "record", "on": DAY, "text": "x"})[0] == 409
    assert _ok(official.post(f"{at}/steps", {"step": "agree"}))["record"] is None
    assert head.get(at)[0] == 404
    assert _ok(group.post(f"{at}/steps", {"step": "call_off", "text": "已谈清"}))["state"] == "called_off"


def test_back_checks(place: Town) -> None:
    office, water = _machine(place, OFFICE), place.units[WATER].pk
    start = {"kind": "event", "text": "群众三次跑腿", "body": "task_force", "unit": water, "happened_on": DAY}
    row = _ok(office.post(f"{HERE}/back-checks", {"title": "久办不结", "bodies": ["task_force", "style_office"], "start": start}))
    at = f"{HERE}/back-checks/{row['id']}"
    for kind in ("problem", "responsibility"):
        row = _ok(office.post(f"{at}/pieces", {"kind": kind, "text": kind, "body": "style_office", "unit": water}))
    one, two, three = (piece["id"] for piece in row["pieces"])
    for pair in ((one, two), (two, three)):
        row = _ok(office.post(f"{at}/steps", {"one": pair[0], "other": pair[1], "step": "调阅登记", "body": "task_force"}))
    assert office.post(f"{at}/conclusion", {"conclusion": "x"})[0] == 409
    for step in row["steps"]:
        _ok(office.post(f"{at}/steps/{step['id']}/verdict", {"verdict": "proved", "evidence": "登记第12页"}))
    assert _ok(office.post(f"{at}/pieces/{two}/ledger", {}))["pieces"][1]["number"] == 1
    assert _ok(office.post(f"{at}/conclusion", {"conclusion": "管理责任在县水利局"}))["state"] == "concluded"
    assert _machine(place, HEAD).get(at)[0] == 404 and len(_ok(office.get(f"{HERE}/back-checks"))["items"]) == 1


def test_screenings(place: Town) -> None:
    office, liaison, water = _machine(place, OFFICE), _machine(place, LIAISON), place.units[WATER].pk
    first, second = (one.pk for one in categories_of(place.campaign))
    [asked] = _ok(office.post(f"{HERE}/screenings/ask", {"units": [water], "category": first, "due_on": "2030-01-01"}))
    own = _ok(liaison.post(f"{HERE}/screenings", {"unit": water, "category": second}))
    assert _ok(liaison.post(f"{HERE}/screenings/{asked['id']}/result", {"how": "逐科室问过"}))["state"] == "none_found"
    told = _ok(liaison.post(f"{HERE}/screenings/{own['id']}/result", {"how": "翻阅发文", "texts": ["以文件落实文件"]}))
    assert (told["state"], told["numbers"]) == ("found", [1]) and Problem.objects.get().source == Source.SCREENING
    assert len(_ok(office.get(f"{HERE}/screenings"))["items"]) == 2


def test_a_report_is_corrected_but_not_turned_into_another_kind(place: Town) -> None:
    office, liaison = _machine(place, OFFICE), _machine(place, LIAISON)
    row = _ok(office.post(f"{HERE}/feedback-reports", REPORT))
    at = f"{HERE}/feedback-reports/{row['id']}/amend"
    assert liaison.post(at, {**REPORT, "title": "x", "reason": "y"})[0] == 404
    assert office.post(at, {**REPORT, "title": "一季度督查反馈"})[0] == 422, "why is asked"
    assert _ok(office.post(at, {**REPORT, "title": "一季度督查反馈", "reason": "题目漏字"}, key="a"))["title"] == "一季度督查反馈"
    assert office.post(at, {**REPORT, "kind": "inspection_tour", "reason": "x"})[0] == 422


def test_a_talk_is_amended_printed_and_listed(place: Town) -> None:
    group, official, head = (_machine(place, name) for name in (GROUP, OFFICIAL, HEAD))
    said = {"talker": place.people[GROUP].pk, "held_on": DAY, "subject": "空岗", "record": "没有替岗"}
    row = _ok(group.post(f"{HERE}/talks", {**said, "unit": place.units[WATER].pk, "person": place.people[OFFICIAL].pk}))
    at = f"{HERE}/talks/{row['id']}"
    assert official.post(f"{at}/amend", {**said, "record": "别的"})[0] == 403 and head.post(f"{at}/amend", said)[0] == 404
    assert _ok(group.post(f"{at}/amend", {**said, "record": "午间没有替岗"}))["record"] == "午间没有替岗"
    why = {"reason": "签字归档"}
    assert group.post(f"{at}/file", why)[1][:2] == b"PK" and head.post(f"{at}/file", why)[0] == 404
    assert group.post(f"{HERE}/talks/file", {"reason": "存档", "form": "docx"})[1][:2] == b"PK"
    assert group.post(f"{HERE}/talks/file", {"reason": ""})[0] == 422


def test_a_consent_on_paper_and_the_record_of_a_visit(place: Town) -> None:
    group, head = _machine(place, GROUP), _machine(place, HEAD)
    place.find(person=OFFICIAL)
    people = [place.people[name].pk for name in (GROUP, GROUP_2)]
    asked = {"number": 1, "purpose": "了解困难", "visitors": people, "planned_on": "2030-01-01"}
    at = f"{HERE}/home-visits/{_ok(group.post(f'{HERE}/home-visits', asked))['id']}"
    assert head.send(f"{at}/consent", "同意书.jpg", jpeg())[0] == 404
    assert _ok(group.send(f"{at}/consent", "同意书.jpg", jpeg()))["state"] == "agreed"
    assert group.post(f"{at}/file", {"reason": "存档"})[0] == 404, "there is no record yet"
    assert _ok(group.post(f"{at}/steps", {"step": "record", "on": localdate().isoformat(), "text": "家里有病人"}))["state"] == "made"
    assert group.post(f"{at}/file", {"reason": "存档"})[1][:2] == b"PK" and head.post(f"{at}/file", {"reason": "存档"})[0] == 404
    assert group.get(f"{at}/file")[0] == 405 and group.post(f"{at}/file", {})[0] == 422


def test_back_checks_as_papers(place: Town) -> None:
    office, head = _machine(place, OFFICE), _machine(place, HEAD)
    start = {"kind": "event", "text": "群众三次跑腿", "body": "task_force", "unit": place.units[WATER].pk, "happened_on": DAY}
    row = _ok(office.post(f"{HERE}/back-checks", {"title": "久办不结", "bodies": ["task_force", "style_office"], "start": start}))
    assert office.post(f"{HERE}/back-checks/{row['id']}/file", {"reason": "存档"})[1][:2] == b"PK"
    assert office.post(f"{HERE}/back-checks/{row['id']}/file", {"reason": ""})[0] == 422
    assert head.post(f"{HERE}/back-checks/{row['id']}/file", {"reason": "存档"})[0] == 404
    assert office.post(f"{HERE}/back-checks/file", {"reason": "存档"})[1][:2] == b"PK"
    assert head.post(f"{HERE}/back-checks/file", {"reason": "存档"})[0] == 403


def test_a_screening_that_goes_on_finds_and_ends(place: Town) -> None:
    liaison, office, water = _machine(place, LIAISON), _machine(place, OFFICE), place.units[WATER].pk
    first = categories_of(place.campaign)[0].pk
    at = f"{HERE}/screenings/{_ok(liaison.post(f'{HERE}/screenings', {'unit': water, 'category': first}))['id']}"
    assert office.post(f"{at}/findings", {"texts": ["x"]})[0] == 403
    assert _ok(liaison.post(f"{at}/findings", {"texts": ["以文件落实文件"]}))["numbers"] == [1]
    assert liaison.post(f"{at}/end", {"how": "翻阅发文", "none_found": True})[0] == 422, "something was found"
    assert _ok(liaison.post(f"{at}/end", {"how": "翻阅发文", "none_found": False}))["state"] == "found"
    assert _ok(office.get(at))["numbers"] == [1]
