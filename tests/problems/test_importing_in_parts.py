"""A long sheet in the background: in parts with their marks, taken up where it was cut off, no row twice."""

from typing import Any

import pytest

from bihuan.foundation.accounts.models import User
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.running import Paused, Turn
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.jobs.working import Worker
from bihuan.problems.jobs import take_sheet
from bihuan.problems.models import Problem
from bihuan.problems.operations import importing
from bihuan.problems.operations.importing import import_in_parts
from bihuan.problems.sheets import read_ledger
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, OFFICIAL, Town
from tests.problems.sheets import row, workbook

pytestmark = pytest.mark.usefixtures("db")
ROWS = [row(f"第{n}件事没有人管", no=f"WB-{n}") for n in range(23)] + [row("没有编号的一件"), row("没有编号的另一件")]


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(importing, "PART", 4)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    return factory.town()


def _rows(more: list[list[Any]] | None = None) -> Any:
    return read_ledger(workbook(more or ROWS), "台账.xlsx").rows


class _CutOff(Turn):
    """A worker that goes down after so many parts."""

    def __init__(self, parts: int, mark: dict[str, Any]) -> None:
        super().__init__(mark=mark)
        self.left = parts

    def step(self, done: int, total: int, phase: str = "") -> None:
        super().step(done, total, phase)
        if done:
            self.left -= 1
        if self.left == 0:
            raise Paused


@pytest.mark.parametrize("parts", [1, 3, 6])
def test_a_turn_that_was_cut_off_goes_on_behind_its_mark(town: Town, parts: int) -> None:
    turn = _CutOff(parts, {})
    with pytest.raises(Paused):
        import_in_parts(campaign=town.campaign, rows=_rows(), actor=town.actor(OFFICE), now=town.now, turn=turn)
    assert Problem.objects.count() == turn.mark["counts"]["rows"] == 4 * parts
    again = Turn(mark=turn.mark)
    found = import_in_parts(campaign=town.campaign, rows=_rows(), actor=town.actor(OFFICE), now=town.now, turn=again)
    assert (found.new, found.changed, found.same, found.errors) == (25, 0, 0, ()) and Problem.objects.count() == 25
    assert (again.done, again.total) == (25, 25)
    # Even a mark that was lost doubles nothing: the same sheet is the same.
    lost = import_in_parts(campaign=town.campaign, rows=_rows(), actor=town.actor(OFFICE), now=town.now, turn=Turn())
    assert (lost.new, lost.same) == (0, 25) and Problem.objects.count() == 25


def test_one_wrong_cell_and_nothing_is_written(town: Town) -> None:
    found = import_in_parts(campaign=town.campaign, rows=_rows([*ROWS, row("x", unit="没有的单位")]), actor=town.actor(OFFICE), now=town.now,
                            turn=Turn())  # fmt: skip
    assert len(found.errors) == 1 and not Problem.objects.exists()


def _ask(town: Town, by: str) -> Job:
    actor = town.actor(by)
    file = store(data=workbook(ROWS), name="台账.xlsx", actor=actor, now=town.now, taken=SHEETS)
    wanted = {"campaign": town.campaign.code, "file": file.pk, "account": actor.user_id}
    return ask(take_sheet, title="导入台账", actor=actor, now=town.now, arguments=wanted)


def test_the_worker_takes_the_sheet_with_the_duties_of_whoever_asked(town: Town) -> None:
    allowed, not_allowed = _ask(town, OFFICE), _ask(town, OFFICIAL)
    Worker().run(until_idle=True)
    allowed.refresh_from_db()
    assert (allowed.state, allowed.done, allowed.total) == (JobState.DONE, 25, 25) and allowed.answer["new"] == 25
    not_allowed.refresh_from_db()
    assert not_allowed.state == JobState.FAILED and Problem.objects.count() == 25
    mine = _ask(town, LIAISON)
    User.objects.filter(pk=mine.asked_by_id).update(is_active=False)
    Worker().run(until_idle=True)
    mine.refresh_from_db()
    assert mine.state == JobState.FAILED and "停用" in mine.fault


def test_a_long_sheet_leads_to_a_page_of_ones_work_and_from_there_to_the_ledger(
    town: Town, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.BIHUAN_DEMO = True
    monkeypatch.setattr("bihuan.interfaces.web.problems.views.importing.LONG", 20)
    file = store(data=workbook(ROWS), name="台账.xlsx", actor=town.actor(OFFICE), now=town.now, taken=SHEETS)
    page = town.client(OFFICE).post(f"/c/QS-2026/ledger/import/{file.pk}/", follow=True).content.decode()
    assert "<html" in page and "导入台账 台账.xlsx" in page and "排队中" in page
    Worker().run(until_idle=True)
    page = town.client(OFFICE).get("/jobs/").content.decode()
    assert "新增 25 件" in page and 'href="/c/QS-2026/ledger/"' in page
