"""Columns of a campaign's own by the machine door: told, filled in, narrowed by, imported, counted."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy
from bihuan.foundation.jobs.working import Worker
from bihuan.problems.models import OwnValue, Problem
from tests.factories.town import LIAISON, NOW, OFFICE, WATER, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
LEDGER = "campaigns/QS-2026/ledger"


@pytest.fixture
def columns(place: Town) -> None:
    for column in (
        OwnColumn(name="涉及金额", kind=ColumnKind.AMOUNT),
        OwnColumn(name="性质", kind=ColumnKind.CHOICE, choices=("作风", "纪律")),
    ):
        set_column(campaign=place.campaign, column=column, actor=place.actor(OFFICE), now=NOW)


def test_a_program_fills_in_reads_narrows_and_counts(place: Town, columns: None, machine: Callable[..., Machine]) -> None:
    one, two = place.find(), place.find()
    told = machine(OFFICE).post("campaigns/QS-2026/columns", {"name": "备注", "kind": "text"})[1]
    assert (told["key"], machine(OFFICE).post("campaigns/QS-2026/columns/3/retire")[1]["retired"] is not None) == ("own3", True)
    assert [one["label"] for one in machine(OFFICE).get("campaigns/QS-2026/columns")[1]] == ["涉及金额（万元）", "性质", "备注"]
    office = machine(OFFICE)
    status, told = office.post(f"{LEDGER}/{one.number}/steps/fill", {"own": {"涉及金额": "１２．５", "own2": "作风"}})
    assert (status, told["own"]) == (200, {"own1": "12.50", "own2": "作风"})
    status, refused = office.post(f"{LEDGER}/{two.number}/steps/fill", {"own": {"不存在": "1"}})
    assert status == 422 and "不存在" in str(refused)
    status, page = office.get(LEDGER, own="1:number:10..")
    assert status == 200 and [row["number"] for row in page["items"]] == [one.number]
    row = {"unit": two.unit.name, "source": "督查反馈", "text": "窗口群众等候两小时", "more": {"涉及金额": "7"}}
    assert office.post(f"{LEDGER}/import", {"rows": [row]})[1]["new"] == 1
    status, answer = office.get("campaigns/QS-2026/figures")
    assert status == 200, str(answer)
    found = {one["code"]: one for one in answer["figures"]}
    assert (found["own1.sum"]["value"], found["own1.sum"]["name"]) == (19.5, "涉及金额合计")


def test_columns_come_with_a_new_problem_and_with_its_correction(place: Town, columns: None, machine: Callable[..., Machine]) -> None:
    office, unit = machine(OFFICE), place.units[WATER].pk
    new = {"unit": unit, "source": "supervision", "text": "窗口群众等候两小时"}
    status, told = office.post(LEDGER, new | {"own": {"涉及金额": "１２．５", "own2": "作风"}})
    assert (status, told["own"]) == (200, {"own1": "12.50", "own2": "作风"}), told
    at, row = f"{LEDGER}/{told['number']}", Problem.objects.get(number=told["number"])
    assert {(one.column, one.word, one.number) for one in OwnValue.objects.filter(problem=row, valid_to=None)} == {
        (1, "", Decimal("12.50")), (2, "作风", None),
    }  # fmt: skip
    status, told = office.post(
        f"{at}/steps/amend", {"text": "窗口群众等候三小时", "own": {"性质": "纪律", "涉及金额": ""}, "seen": told["revision"]}
    )
    assert (status, told["text"], told["own"]) == (200, "窗口群众等候三小时", {"own1": "", "own2": "纪律"}), told
    assert [one.word for one in OwnValue.objects.filter(problem=row, valid_to=None)] == ["纪律"]
    for body in ({"own": {"涉及金额": "很多"}}, {"own": {"性质": "天气"}}, {"own": {"不存在": "1"}}):
        assert office.post(LEDGER, new | body)[0] == 422
        assert office.post(f"{at}/steps/amend", {"text": "不该写入", **body})[0] == 422
    assert Problem.objects.count() == 1 and Problem.objects.get().text == "窗口群众等候三小时"
    ours = OwnColumn(name="专班核定", kind=ColumnKind.TEXT, editors=FilledBy.OFFICE)
    set_column(campaign=place.campaign, column=ours, actor=place.actor(OFFICE), now=NOW)
    status, refused = machine(LIAISON).post(LEDGER, new | {"own": {"专班核定": "属实"}})
    assert (status, refused["kind"]) == (403, "not_allowed") and Problem.objects.count() == 1


@pytest.mark.parametrize("long", [False, True])
def test_they_go_along_with_exports_of_any_length_unless_others_are_named(
    place: Town, columns: None, machine: Callable[..., Machine], monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any, long: bool
) -> None:
    settings.BIHUAN_FILES = tmp_path
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    monkeypatch.setattr("bihuan.interfaces.api.v1.ledger.background.LONG", 0 if long else 5000)
    place.find()
    office = machine(OFFICE)
    for own, heads in ((None, ["涉及金额（万元）", "性质"]), (["性质"], ["性质"]), ([], [])):
        answer = office.post(f"{LEDGER}/export", {"reason": "对账", "own": own})
        if long:
            Worker().run(until_idle=True)
            answer = office.get(f"ledger/jobs/{answer[1]['id']}/file")
        sheet = openpyxl.load_workbook(BytesIO(answer[1]))["问题台账"]
        told = [cell.value for cell in sheet[1]]
        assert [one for one in told if one in ("涉及金额（万元）", "性质")] == heads, told
    assert office.post(f"{LEDGER}/export", {"reason": "对账", "own": ["不存在"]})[0] == 422
