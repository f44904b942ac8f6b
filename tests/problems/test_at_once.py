"""Two hands at the same moment: one of them wins, nothing is doubled, nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Event, Thread
from time import sleep
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import amend_campaign
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.calendar.operations import set_day
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import Refused
from bihuan.organisation.models import Unit
from bihuan.organisation.operations import amend_unit
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, handing_over, importing, looking_back, naming
from bihuan.problems.operations.editing import RowChange
from bihuan.problems.queries import Today
from bihuan.problems.queries.ledger import searched
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.rules.sheet.terms import Terms
from bihuan.problems.sheets import read_ledger
from bihuan.problems.vocabulary import Action, EditKind, Source, State
from tests.factories.town import FOREST, GROUP, GROUP_2, HEAD, OFFICE, OFFICE_2, OFFICIAL, WATER, Town, town

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all of them at the same moment, each on a connection of its own; what each returned, or its refusal."""
    found: list[Any] = [None] * len(deeds)
    start = Barrier(len(deeds))

    def run(place: int, deed: Callable[[], Any]) -> None:
        close_old_connections()
        start.wait()
        try:
            found[place] = deed()
        except Exception as no:  # noqa: BLE001 - handed back to the test
            found[place] = no
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def mine(row: Problem) -> Problem:
    return Problem.objects.select_related("campaign", "unit").get(pk=row.pk)


def test_two_close_one_item_at_once() -> None:
    made = town()
    row = made.to("verified", made.find())
    found = at_once(*[lambda who=who: do.close(problem=mine(row), actor=made.actor(who), now=made.now) for who in (OFFICE, OFFICE_2)])
    assert sum(isinstance(one, Problem) for one in found) == 1
    assert sum(isinstance(one, Refused) for one in found) == 1
    assert Record.objects.filter(kind="problem", row=row.pk, action="close").count() == 1


def test_numbers_are_neither_doubled_nor_skipped() -> None:
    made = town()

    def record(who: str) -> list[int]:
        unit, campaign = made.units[WATER], Campaign.objects.get(pk=made.campaign.pk)
        finding = Finding(unit=unit, source=Source.SUPERVISION, text="窗口无人值守")
        return [do.record(campaign=campaign, finding=finding, actor=made.actor(who), now=made.now).number for _time in range(5)]

    found = at_once(*[lambda who=who: record(who) for who in (OFFICE, OFFICE_2, GROUP, GROUP_2)])
    assert sorted(number for numbers in found for number in numbers) == list(range(1, 21))
    assert verify().fault is None


def test_one_sheet_handed_in_twice_at_once_is_taken_once() -> None:
    made = town()
    cells = {Column.UNIT: WATER, Column.PERSON: OFFICIAL, Column.SOURCE: "督查反馈", Column.TEXT: "等候两小时", Column.EXTERNAL: "W-1"}
    rows = [RawRow(2, cells)]

    def take(who: str) -> Any:
        return do.import_ledger(campaign=Campaign.objects.get(pk=made.campaign.pk), rows=rows, actor=made.actor(who), now=made.now)

    found = at_once(*[lambda who=who: take(who) for who in (OFFICE, OFFICE_2)])
    assert sorted((one.new, one.same) for one in found) == [(0, 1), (1, 0)]
    assert Problem.objects.count() == 1


def sampled(made: Town, count: int) -> list[Problem]:
    rows = [made.find(source=Source.SELF_CHECK) for _time in range(count)]
    for row in rows:
        do.correct(problem=row, how="已改", actor=made.actor(OFFICIAL), now=made.now)
    do.confirm_corrections(problems=rows, actor=made.actor(HEAD), now=made.now)
    return list(Problem.objects.filter(sampled=True).order_by("pk"))


def test_two_verifiers_fail_one_batch_at_once() -> None:
    made = town(sample_percent=100)
    first, *_others, last = sampled(made, 4)
    deeds = [(first, GROUP), (last, GROUP_2)]
    found = at_once(
        *[
            lambda row=row, who=who: do.fail_sample(problem=mine(row), reason="现场没有改", actor=made.actor(who), now=made.now)
            for row, who in deeds
        ]
    )
    assert sum(isinstance(one, Refused) for one in found) == 1
    assert [one for one in found if isinstance(one, list)] == [[]]
    assert set(Problem.objects.values_list("state", "returned")) == {(State.RECORDED, 1)}


def test_an_edit_while_a_sheet_is_compared_is_told_as_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("whoever writes there is alone")
    made = town()
    row, wanted = made.find(text="甲件没有人管"), do.Wanted(Filters(), Today(made.now.date(), made.now.date()), list(Column))
    data = do.export_ledger(campaign=made.campaign, wanted=wanted, reason="核对", actor=made.actor(OFFICE), now=made.now)
    sheet = read_ledger(data, "台账.xlsx")
    rows = [replace(one, cells={**one.cells, Column.TEXT: "表里另写一句"}) for one in sheet.rows]
    preview = importing.preview_import

    def compared(*given: Any) -> Any:
        found = preview(*given)
        monkeypatch.setattr(importing, "preview_import", preview)
        at_once(lambda: do.amend(problem=mine(row), values={"text": "台账另写一句"}, actor=made.actor(OFFICE_2), now=made.now))
        return found

    monkeypatch.setattr(importing, "preview_import", compared)
    terms = Terms(exported=sheet.exported)
    told = do.import_ledger(campaign=made.campaign, rows=rows, actor=made.actor(OFFICE), now=made.now, terms=terms)
    assert mine(row).text == "台账另写一句" and len(told.conflicts) == 1 and told.changed == 0


def test_two_days_entered_at_once_move_what_is_published_by_both_once() -> None:
    made = town()
    amend_campaign(campaign=made.campaign, settings={"publicity_step": True, "publicity_days": 5}, actor=made.actor(OFFICE), now=made.now)
    row = do.publicise(problem=made.to("verified", made.find()), actor=made.actor(OFFICE), now=made.now)
    late = made.to("verified", made.find())

    def enter(day: int) -> Any:
        return set_day(day=date(2026, 3, day), works=False, name="县庆", source="", actor=made.machine, now=made.now)

    found = at_once(lambda: enter(4), lambda: enter(5), lambda: do.publicise(problem=mine(late), actor=made.actor(OFFICE_2), now=made.now))
    assert not any(isinstance(one, Exception) for one in found), found
    assert [mine(one).publicity_ends_on for one in (row, late)] == [date(2026, 3, 11)] * 2 and verify().fault is None


@pytest.mark.parametrize("deed", ("draw", "hand over"))
def test_who_holds_the_campaign_keeps_nobody_from_writing_what_belongs_to_it(deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draw and a handing over take the campaign's row first and rows of the ledger after it; an edit holds a row of the ledger and then
    keeps what it changed, which points to the campaign. Were they to wait there, each would wait for the other."""
    if connection.vendor == "sqlite":
        pytest.skip("whoever writes there is alone")
    made = town()
    made.to("closed", made.find())
    row, edited = made.find(), list[Any]()

    def edit() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        changes = [RowChange(row.pk, Action.AMEND, {"text": "改过的一句话，写清了事情"})]
        return do.edit_rows(campaign=Campaign.objects.get(pk=made.campaign.pk), changes=changes, kind=EditKind.CELL,
                            actor=made.actor(OFFICE_2), now=made.now)  # fmt: skip

    where, name = (looking_back, "poolable") if deed == "draw" else (handing_over, "open_work")
    asked = getattr(where, name)

    def meanwhile(*given: Any) -> Any:
        edited.extend(at_once(edit))
        return asked(*given)

    monkeypatch.setattr(where, name, meanwhile)
    told: dict[str, Any] = {"campaign": made.campaign, "reason": "核对", "actor": made.actor(OFFICE), "now": made.now}
    if deed == "draw":
        do.draw_look_back(wanted=looking_back.Wanted(share=100), **told)
    else:
        do.hand_over(leaver=made.people[OFFICIAL], to={}, **told)  # what is about himself may stay with him
    assert [one.edit.count for one in edited] == [1], edited


def test_a_clock_that_somebody_starts_while_time_starts_it_stops_nobody_else() -> None:
    made, begun = town(), Event()
    rows = [made.to("rectifying", made.find()) for _one in range(2)]
    for row in rows:
        do.suspend(problem=row, until=date(2026, 4, 1), reason="等候批复", actor=made.actor(OFFICE), now=made.now)
    later = made.now + timedelta(days=60)

    def by_hand() -> Any:
        with one_write():
            found = do.resume(problem=mine(rows[0]), actor=made.actor(OFFICE), now=later)
            begun.set()
            sleep(0.7)
            return found

    def by_time() -> int:
        begun.wait()
        return do.resume_over(actor=made.machine, now=later)

    assert at_once(by_hand, by_time)[1] == 1
    assert {mine(row).state for row in rows} == {State.RECTIFYING} and verify().fault is None


def test_two_branches_are_not_put_under_each_other_at_once() -> None:
    made = town()
    one, other = made.units[WATER], made.units[FOREST]

    def put(unit: Unit, above: Unit) -> Any:
        here, there = (Unit.objects.get(pk=each.pk) for each in (unit, above))
        return amend_unit(here, parent=there, actor=made.machine, now=made.now)

    for _time in range(3):
        found = at_once(lambda: put(one, other), lambda: put(other, one))
        assert sum(isinstance(each, Refused) for each in found) == 1, found
        below = next(each for each in found if isinstance(each, Unit))
        assert below.parent is not None and Unit.objects.get(pk=below.pk).path.startswith(Unit.objects.get(pk=below.parent.pk).path)
        amend_unit(Unit.objects.get(pk=below.pk), to_top=True, actor=made.machine, now=made.now)


def test_who_writes_while_names_follow_is_found_by_what_he_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker indexes a long ledger by a new name, a part at a time. What somebody writes meanwhile is not put back to what stood before."""
    made = town()
    row, plainly, edits = made.find(text="窗口无人值守"), naming.one_write, list[Any]()

    def edit() -> Any:
        return do.amend(problem=mine(row), values={"text": "县道改造没有整改"}, actor=made.actor(OFFICE), now=made.now)

    def meanwhile() -> Any:
        edits.extend([] if edits else at_once(edit))
        return plainly()

    monkeypatch.setattr(naming, "one_write", meanwhile)
    assert naming.index_named([row.unit_id], [], Turn()) == 1
    assert [type(one) for one in edits] == [Problem], edits
    assert [one.pk for one in searched(Problem.objects.all(), "县道改造")] == [row.pk] and not searched(Problem.objects.all(), "窗口无人")
