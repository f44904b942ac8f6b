"""Sheets by the machine door: kept, understood, checked, marked, imported; a campaign half done is taken over, once, on a decision."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.working import Worker
from bihuan.problems.models import Problem, SheetLayout, TakeOver
from tests.factories.town import GROUP, LIAISON, OFFICE, OFFICE_2, OTHER_LIAISON, Town
from tests.interfaces.api.machines import Machine
from tests.problems.sheets import row, workbook
from tests.problems.test_taking_over import HEAD, ROWS

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
LEDGER = "campaigns/QS-2026/ledger"
DECISION = "专班会议决定：原台账截至3月1日"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any) -> None:
    settings.BIHUAN_FILES = tmp_path / "files"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has more than two rows is long."""
    monkeypatch.setattr("bihuan.interfaces.api.v1.ledger.background.LONG", 2)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)


def kept(program: Machine, data: bytes, name: str = "台账.xlsx") -> str:
    status, told = program.send(f"{LEDGER}/sheets", name, data)
    assert status == 200 and told["name"] == name, told
    return f"{LEDGER}/sheets/{told['id']}"


def old(*more: list[Any]) -> bytes:
    return workbook([*ROWS, *more], HEAD, "总台账", "青石县总台账")


def test_a_sheet_is_looked_at_before_it_is_taken(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    at = kept(office, workbook([row(no="A-1"), row("台账不全", no="A-2")]))
    told = office.post(f"{at}/check")[1]
    assert (told["rows"], told["counts"]["new"], told["errors"], told["marked"]) == (2, 2, [], False)
    meant = {one["header"]: (one["letter"], one["column"], one["how"]) for one in told["understood"][0]["columns"]}
    assert meant["单位"] == ("B", "unit", "known") and Problem.objects.count() == 0
    assert office.get(f"{at}/marked")[0] == 404
    taken = office.post(f"{at}/import", {}, key="one")[1]
    assert (taken["written"], taken["new"], Problem.objects.count()) == (True, 2, 2)
    assert office.post(f"{at}/import", {}, key="one")[1] == taken and office.post(f"{at}/import", {})[1]["same"] == 2
    assert machine(OFFICE_2).post(f"{at}/check")[0] == 404, "it is the one's who handed it in"
    assert machine(GROUP).send(f"{LEDGER}/sheets", "台账.xlsx", workbook([row()]))[0] == 403
    assert office.send(f"{LEDGER}/sheets", "台账.xlsx", workbook([["x"]], ["随便"]))[0] == 422
    assert office.get(f"{LEDGER}/template")[1][:2] == b"PK" and machine(GROUP).get(f"{LEDGER}/template")[0] == 403


def test_errors_come_back_at_their_cells_and_marked(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    at = kept(office, workbook([row(), row(unit="没有这个单位")]))
    told = office.post(f"{at}/check")[1]
    assert told["marked"] and [(one["row"], one["column"], one["value"]) for one in told["errors"]] == [(3, "单位", "没有这个单位")]
    copy = openpyxl.load_workbook(BytesIO(office.get(f"{at}/marked")[1])).worksheets[0]
    assert copy["B3"].comment is not None and copy["B2"].comment is None
    status, no = office.post(f"{at}/import", {})
    assert (status, no["errors"][0]["row"], Problem.objects.count()) == (422, 3, 0)


def test_what_a_column_is_is_told_once_and_remembered(place: Town, machine: Make) -> None:
    office, head = machine(OFFICE), ["单位", "责任人", "来源", "情况", "甲", "乙"]
    sheet = workbook([["县水利局", "曲院", "督查反馈", "说不清", "窗口群众等候两小时", "E-9"]], head)
    at = kept(office, sheet)
    no = office.post(f"{at}/layout", {"columns": {"Z": "text", "E": "poem"}})[1]
    assert no["kind"] == "bad_input" and "Z=text、E=poem" in no["sentence"] and "E（甲）" in no["sentence"]
    status, meant = office.post(f"{at}/layout", {"columns": {"E": "text", "f": "external"}})
    columns = {one["letter"]: one["column"] for one in meant[0]["columns"]}
    assert status == 200 and (columns["D"], columns["E"], columns["F"]) == ("", "text", "external") and meant[0]["remembered"]
    assert office.post(f"{kept(office, sheet)}/import", {})[1]["new"] == 1 and Problem.objects.get().external_number == "E-9"
    assert SheetLayout.objects.count() == 1
    assert office.post(f"{at}/layout", {"columns": {"A": "text", "B": "text"}})[0] == 422


def test_differences_are_chosen_cell_by_cell(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    office.post(f"{kept(office, workbook([row(no='A-1', 整改措施='立规矩'), row('台账不全', no='A-2')]))}/import", {})
    at = kept(office, workbook([row("窗口群众等候三小时", no="A-1"), row("台账还是不全", no="A-2")]))
    told = office.post(f"{at}/check")[1]
    keys = {one["new"]: one["key"] for one in told["edits"]}
    assert told["counts"]["changed"] == 2 and set(keys) == {"窗口群众等候三小时", "台账还是不全"}
    assert office.post(f"{at}/import", {"left": [keys["台账还是不全"]]})[1]["changed"] == 1
    assert sorted(Problem.objects.values_list("text", flat=True)) == ["台账不全", "窗口群众等候三小时"]


def test_a_long_sheet_is_checked_and_taken_by_a_worker(place: Town, machine: Make, short: None) -> None:
    office = machine(OFFICE)
    at = kept(office, workbook([row(no="A-1"), row("台账不全", no="A-2"), row("电话没人接", no="A-3")]))
    status, job = office.post(f"{at}/check")
    assert (status, job["state"], f"{LEDGER}/sheets/{job['sheet']}") == (202, "waiting", at)
    assert office.post(f"{at}/check")[1]["id"] == job["id"] and Job.objects.count() == 1, "asked again it is the same"
    Worker().run(until_idle=True)
    assert office.get(f"ledger/jobs/{job['id']}")[1]["state"] == "done"
    status, told = office.post(f"{at}/check")
    assert (status, told["counts"]["new"], Problem.objects.count()) == (200, 3, 0)
    assert office.post(f"{at}/check", {"again": True})[0] == 202
    status, job = office.post(f"{at}/import", {})
    assert (status, job["state"], job["sheet"]) == (202, "waiting", None)
    Worker().run(until_idle=True)
    done = office.get(f"ledger/jobs/{job['id']}")[1]
    assert (done["state"], done["new"], Problem.objects.count()) == ("done", 3, 3)
    assert office.post(f"ledger/jobs/{job['id']}/stop")[0] == 409


def test_a_long_sheet_in_one_request_is_a_job_too_and_its_errors_are_read_and_marked(place: Town, machine: Make, short: None) -> None:
    office, sheet = machine(OFFICE), workbook([row(), row("台账不全"), row("电话没人接", unit="没有这个单位")])
    status, job = office.send(f"{LEDGER}/import-sheet?preview=true", "台账.xlsx", sheet)
    assert (status, job["state"]) == (202, "waiting")
    at = f"{LEDGER}/sheets/{job['sheet']}"
    assert office.get(f"{at}/marked")[0] == 404
    Worker().run(until_idle=True)
    told = office.post(f"{at}/check")[1]
    assert [(one["row"], one["column"]) for one in told["errors"]] == [(4, "单位")] and told["marked"]
    assert openpyxl.load_workbook(BytesIO(office.get(f"{at}/marked")[1])).worksheets[0]["B4"].comment is not None
    status, job = office.send(f"{LEDGER}/import-sheet", "台账.xlsx", sheet)
    assert status == 202 and office.post(f"ledger/jobs/{job['id']}/stop")[1]["state"] == "stopped"
    assert machine(LIAISON).post(f"ledger/jobs/{job['id']}/stop")[0] == 404
    Worker().run(until_idle=True)
    assert Problem.objects.count() == 0


@pytest.mark.parametrize("long", [False, True])
def test_a_campaign_half_done_is_taken_over_once_on_a_decision(place: Town, machine: Make, request: Any, long: bool) -> None:
    if long:
        request.getfixturevalue("short")
    office, sheet = machine(OFFICE), old()
    at = kept(office, sheet, "旧台账.xlsx")
    assert office.get("campaigns/QS-2026/take-over") == (200, None)
    if long:
        assert office.post(f"{at}/check", {"take_over": True})[0] == 202
        Worker().run(until_idle=True)
    told = office.post(f"{at}/check", {"take_over": True})[1]
    assert (told["counts"]["new"], told["states"]["closed_before"], told["errors"]) == (5, 2, [])
    assert office.post(f"{at}/take-over", {"decision": " "})[0] == 422 == office.post(f"{at}/take-over", {})[0]
    status, done = office.post(f"{at}/take-over", {"decision": DECISION}, key="over")
    if long:
        assert status == 202
        Worker().run(until_idle=True)
        done = office.get(f"ledger/jobs/{done['id']}")[1]
    assert (done["closed_before"], done["open"]) == (2, 3) and Problem.objects.count() == 5
    assert office.post(f"{at}/take-over", {"decision": DECISION}, key="over")[0] == status and TakeOver.objects.count() == 1
    record = office.get("campaigns/QS-2026/take-over")[1]
    assert (record["decision"], record["closed_before"], record["file"]) == (DECISION, 2, "旧台账.xlsx")
    assert office.get(f"{LEDGER}/1")[1]["found_on"] == "2026-01-05"
    other = kept(office, old([6, "县水利局", "曲院", "自查", "第六件", "", "", "2026-01-09", "", "", "", "J-6"]), "另一份.xlsx")
    if not long:
        status, no = office.post(f"{other}/take-over", {"decision": DECISION})
        assert status == 409 and "只做一次" in no["sentence"]


def test_only_the_office_takes_over_and_a_row_without_a_day_asks_for_one(place: Town, machine: Make) -> None:
    liaison, office = machine(LIAISON), machine(OFFICE)
    mine = kept(liaison, workbook([row()]))
    for answer in (liaison.post(f"{mine}/take-over", {"decision": DECISION}), liaison.post(f"{mine}/check", {"take_over": True})):
        assert answer[0] == 403
    assert liaison.get("campaigns/QS-2026/take-over")[0] == 403 == machine(OTHER_LIAISON).get("campaigns/QS-2026/take-over")[0]
    at = kept(office, old([6, "县水利局", "曲院", "督查反馈", "第六件没有日子", "", "", "", "", "", "", "J-6"]), "旧台账.xlsx")
    told = office.post(f"{at}/check", {"take_over": True})[1]
    assert [one["column"] for one in told["errors"]] == ["发现日期"] and office.get(f"{at}/marked", take_over="true")[1][:2] == b"PK"
    assert office.post(f"{at}/take-over", {"decision": DECISION})[1]["errors"][0]["column"] == "发现日期"
    day = {"found_on": "2026-02-20"}
    assert office.post(f"{at}/check", {"take_over": True, **day})[1]["errors"] == []
    assert office.post(f"{at}/take-over", {"decision": DECISION, **day})[1]["open"] == 4
    assert str(Problem.objects.get(external_number="J-6").found_on) == "2026-02-20"


def test_a_job_is_told_in_the_readers_language(place: Town, machine: Make, short: None) -> None:
    office = machine(OFFICE)
    wrong = workbook([row(), row("台账不全"), row("电话没人接", unit="没有这个单位")])
    job = office.send(f"{LEDGER}/import-sheet", "台账.xlsx", wrong)[1]
    Worker().run(until_idle=True)
    chinese = office.get(f"ledger/jobs/{job['id']}")[1]
    office.language = "en"
    english = office.get(f"ledger/jobs/{job['id']}")[1]
    assert chinese["state"] == english["state"] == "failed" and "整份没有导入" in chinese["fault"]
    assert english["fault"] and "整份没有导入" not in english["fault"] and Job.objects.get().words["title"][1] == {"name": "台账.xlsx"}


def test_what_is_kept_as_it_stands_is_told_in_the_readers_language(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    office.post(f"{kept(office, workbook([row(no='A-1')]))}/import", {})
    Problem.objects.update(state="asked")
    sheet = workbook([row("窗口群众等候三小时", no="A-1")])
    chinese = office.post(f"{kept(office, sheet)}/import", {})[1]["kept"]
    office.language = "en"
    english = office.post(f"{kept(office, sheet)}/import", {})[1]["kept"]
    assert len(chinese) == len(english) == 1 and "保持台账原样" in chinese[0] and "第 2 行" in chinese[0]
    assert "row 2" in english[0] and "保持台账" not in english[0] and "窗口群众等候三小时" in english[0]
