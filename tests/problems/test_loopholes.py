"""Ways around the chain that somebody under pressure would try; each is shut."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.rules import draw_sample
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.vocabulary import CauseKind, Source, State
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, TODAY, WATER, days_later, town

pytestmark = pytest.mark.django_db


def test_why_no_evidence_was_needed_is_said_again_after_it_came_back() -> None:
    made = town()
    row = made.to("confirmed", made.find())
    do.send_back(problem=row, reason="现场没有改", actor=made.actor(GROUP), now=days_later(3))
    assert row.no_evidence_reason == ""
    with pytest.raises(NeedsUnmet):
        do.ask(problem=row, actor=made.actor(OFFICIAL), now=days_later(4))


def test_the_day_of_an_item_that_came_back_moves_by_decision_only() -> None:
    made = town()
    row = made.find(source=Source.SELF_CHECK)
    do.correct(problem=row, how="已当面道歉", actor=made.actor(OFFICIAL), now=made.now)
    do.send_back(problem=row, reason="没有说怎么改", actor=made.actor(HEAD), now=days_later(1))
    assert row.state == State.RECORDED
    later = days_later(90).date()
    with pytest.raises(BadInput):
        do.amend(problem=row, values={"due_on": later}, actor=made.actor(OFFICIAL), now=days_later(2))
    do.analyse(problem=row, cause="怕麻烦", kind=CauseKind.PERSONAL, actor=made.actor(OFFICIAL), now=days_later(2))
    with pytest.raises(BadInput):
        do.plan(problem=row, measures=["逐户回访"], due_on=later, actor=made.actor(OFFICIAL), now=days_later(2))
    row.refresh_from_db()
    assert row.due_on is not None and row.due_on < later and row.planned_due_on == row.due_on
    do.extend(problem=row, to_on=later, reason="专班会议同意", actor=made.actor(OFFICE), now=days_later(2))
    assert row.due_on == later > TODAY


def test_measures_that_were_approved_are_not_exchanged_behind_the_leader() -> None:
    made = town(approve_measures=True)
    row, mine = made.find(), {"actor": made.actor(OFFICIAL), "now": made.now}
    do.analyse(problem=row, cause="排班没有落实", kind=CauseKind.MANAGERIAL, **mine)
    do.propose_measures(problem=row, measures=["轮值到人"], leader=made.people[LEADER], **mine)
    do.approve_measures(problem=row, actor=made.actor(LEADER), now=made.now)
    with pytest.raises(NeedsUnmet):
        do.plan(problem=row, measures=["开会强调"], **mine)
    do.propose_measures(problem=row, measures=["轮值到人", "公示排班"], **mine)
    assert (row.state, row.measures_approved_at) == (State.ANALYSED, None)
    do.approve_measures(problem=row, actor=made.actor(LEADER), now=made.now)
    assert row.state == State.RECTIFYING


def test_the_confirming_head_does_not_verify_and_the_doer_does_not_confirm() -> None:
    made = town()
    row = made.to("asked", made.find(doer=made.people[COLLEAGUE]))
    do.confirm(problem=row, actor=made.actor(HEAD), now=made.now)
    hands = {row.asked_by_id, row.confirmed_by_id}
    assert len(hands) == 2


def test_a_day_that_is_past_moves_by_decision_only() -> None:
    made = town()
    row = made.find(source=Source.SUPERVISION)
    assert row.due_on is not None
    after, later = (row.due_on - TODAY).days + 2, days_later(200).date()
    with pytest.raises(BadInput, match="已过"):
        do.amend(problem=row, values={"due_on": later}, actor=made.actor(LIAISON), now=days_later(after))
    do.analyse(problem=row, cause="没有专人", kind=CauseKind.MANAGERIAL, actor=made.actor(LIAISON), now=days_later(after))
    with pytest.raises(BadInput, match="已过"):
        do.plan(problem=row, measures=["明确专人"], due_on=later, actor=made.actor(LIAISON), now=days_later(after))
    row.refresh_from_db()
    assert row.due_on < days_later(after).date(), "it stays overdue until the office decides"


def test_the_draw_of_a_batch_stands_in_the_book() -> None:
    made = town()
    rows = [made.find(source=Source.SELF_CHECK, text=f"第{n}次接访没有当场登记") for n in range(12)]
    for row in rows:
        do.correct(problem=row, how="已补登记", actor=made.actor(OFFICIAL), now=made.now)
    batches, no = do.confirm_corrections(problems=rows, actor=made.actor(HEAD), now=made.now)
    assert not no
    told = Record.objects.get(kind="campaign", action="draw_sample").changes
    assert told["pool"] == batches[0].pool and told["sample"] == draw_sample(told["pool"], 2, told["seed"])
    assert set(Problem.objects.filter(sampled=True).values_list("pk", flat=True)) == set(told["sample"])


@pytest.mark.parametrize("who", (LIAISON, OFFICE))
def test_a_sheet_moves_no_day_that_is_past(who: str) -> None:
    """As on the page of the item and in the grid: what is overdue is prolonged by a decision, on the record."""
    place, today = town(), localdate()
    late, open_one = (place.find(due_on=today + timedelta(days=days)) for days in (-1, 1))
    told = {Column.DUE: (today + timedelta(days=30)).isoformat()}
    rows = [RawRow(n, {Column.OWN: f"{place.campaign.code}-{row.number:04d}", **told}) for n, row in enumerate((late, open_one), 2)]
    found = do.import_ledger(campaign=place.campaign, rows=rows, actor=place.actor(who), now=now())
    late.refresh_from_db()
    assert late.due_on == today - timedelta(days=1) and found.changed == 1
    assert [one.row for one in found.kept] == [2] and "已过" in str(found.kept[0])


def test_a_sheet_sets_no_day_before_the_one_on_which_it_was_found() -> None:
    place = town()
    row = place.find(found_on=place.now.date() - timedelta(days=3), due_on=localdate() + timedelta(days=30))
    new = {Column.UNIT: WATER, Column.SOURCE: "督查反馈", Column.TEXT: "窗口无人值守", Column.FOUND: "2026-02-27", Column.DUE: "2026-02-20"}
    old = {Column.OWN: f"{place.campaign.code}-{row.number:04d}", Column.DUE: "2026-02-20"}
    for cells in (new, old):
        told = do.import_ledger(campaign=place.campaign, rows=[RawRow(2, cells)], actor=place.actor(OFFICE), now=place.now)
        assert [one.column for one in told.errors] == ["完成时限"] and "发现日期" in str(told.errors[0])
