"""Columns of a campaign's own by the machine door: told, filled in, narrowed by, imported, counted."""

from collections.abc import Callable

import pytest

from bihuan.campaigns.operations import set_column
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from tests.factories.town import NOW, OFFICE, Town
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
