"""A long sheet in the background: in parts with their marks, taken up where it was cut off, no row twice."""

from collections.abc import Callable
from typing import Any

import pytest

from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit import chain
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.running import Paused, Turn
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.jobs.working import Worker
from bihuan.problems.jobs import take_sheet
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, importing, record_many
from bihuan.problems.operations.importing import import_in_parts
from bihuan.problems.queries.sheet import preview_import
from bihuan.problems.rules.sheet import RawRow
from bihuan.problems.sheets import read_ledger
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, OFFICIAL, WATER, Town, days_later
from tests.problems.sheets import row, workbook

pytestmark = pytest.mark.usefixtures("db")
ROWS = [row(f"第{n}件事没有人管", no=f"WB-{n}") for n in range(23)] + [row("没有编号的一件"), row("没有编号的另一件")]


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(importing, "PART", 4)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    return factory.town()


def _rows(more: list[list[Any]] | None = None) -> list[RawRow]:
    return list(read_ledger(workbook(more or ROWS), "台账.xlsx").rows)


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
    again, rows = Turn(mark=turn.mark), _rows()
    found = import_in_parts(campaign=town.campaign, rows=rows, actor=town.actor(OFFICE), now=town.now, turn=again)
    assert not rows, "what is written is let go: a long sheet gives its memory back"
    assert (found.new, found.changed, found.same, found.errors) == (25, 0, 0, ()) and Problem.objects.count() == 25
    assert (again.done, again.total) == (25, 25)
    # Even a mark that was lost doubles nothing: the same sheet is the same.
    lost = import_in_parts(campaign=town.campaign, rows=_rows(), actor=town.actor(OFFICE), now=town.now, turn=Turn())
    assert (lost.new, lost.same) == (0, 25) and Problem.objects.count() == 25


def test_one_wrong_cell_and_nothing_is_written(town: Town) -> None:
    found = import_in_parts(campaign=town.campaign, rows=_rows([*ROWS, row("x", unit="没有的单位")]), actor=town.actor(OFFICE), now=town.now,
                            turn=Turn())  # fmt: skip
    assert len(found.errors) == 1 and not Problem.objects.exists()


class _Meanwhile(Turn):
    """Something happens after the second part."""

    def __init__(self, what: Callable[[], object]) -> None:
        super().__init__()
        self.what = what

    def step(self, done: int, total: int, phase: str = "") -> None:
        super().step(done, total, phase)
        if done == 8:
            self.what()


def _recorded(town: Town) -> None:
    told = Finding(unit=town.units[WATER], source=Source.SUPERVISION, text="有人先记了", external_number="WB-20")
    record_many(campaign=town.campaign, findings=[told], actor=town.actor(OFFICE), now=days_later(1))


def _nothing_of_the_ledger(town: Town) -> None:
    store(data=workbook(ROWS), name="别的.xlsx", actor=town.actor(OFFICE), now=town.now, taken=SHEETS)


@pytest.mark.parametrize(("what", "checks"), [(_nothing_of_the_ledger, 1), (_recorded, 6)])
def test_parts_are_looked_at_again_only_where_somebody_wrote_what_the_check_looked_at(
    town: Town, monkeypatch: pytest.MonkeyPatch, what: Callable[[Town], None], checks: int
) -> None:
    looked: list[int] = []

    def looking(actor: Any, campaign: Any, rows: Any, terms: Any, *heard: Any) -> Any:
        looked.append(len(rows))
        return preview_import(actor, campaign, rows, terms, *heard)

    monkeypatch.setattr(importing, "preview_import", looking)
    wanted = {"campaign": town.campaign, "rows": _rows(), "actor": town.actor(OFFICE), "now": town.now}
    found = import_in_parts(**wanted, turn=_Meanwhile(lambda: what(town)))
    assert len(looked) == checks and looked[0] == 25
    assert Problem.objects.count() == 25 and found.new + found.changed + found.same == 25
    assert found.new == 25 - (what is _recorded)
    assert Problem.objects.filter(external_number="WB-20").count() == 1 and not list(chain.faults())


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
    monkeypatch.setattr("bihuan.interfaces.web.problems.checking.LONG", 20)
    file = store(data=workbook(ROWS), name="台账.xlsx", actor=town.actor(OFFICE), now=town.now, taken=SHEETS)
    page = town.client(OFFICE).post(f"/c/QS-2026/ledger/import/{file.pk}/", follow=True).content.decode()
    assert "<html" in page and "导入台账 台账.xlsx" in page and "排队中" in page
    Worker().run(until_idle=True)
    page = town.client(OFFICE).get("/jobs/").content.decode()
    assert "新增 25 件" in page and 'href="/c/QS-2026/ledger/"' in page
