"""Two who come in turn: what the second was shown is asked again under the lock; and a step closes the chain once, after all its rows."""

from typing import Any

import pytest

from bihuan.foundation.audit import chain
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import BadInput, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import LookBackItem, Problem, TakeOver
from bihuan.problems.operations import Why, taking_over
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.operations.taking_over import Handed
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.vocabulary import Held, SharedPart, Source, State, VoidKind
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, NOW, OFFICE, OFFICE_2, OFFICIAL, WATER, Town, days_later, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return town()


@pytest.fixture
def closings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records each closing of the chain had."""
    told: list[int] = []
    append = chain.append

    def counted(entries: Any) -> None:
        told.append(len(entries))
        append(entries)

    monkeypatch.setattr(chain, "append", counted)
    return told


def again(row: Problem) -> Problem:
    return Problem.objects.get(pk=row.pk)


def test_a_batch_that_goes_back_closes_the_chain_once(place: Town, closings: list[int]) -> None:
    rows = [place.find(source=Source.SELF_CHECK) for _n in range(4)]
    for row in rows:
        do.correct(problem=row, how="已改", actor=place.actor(OFFICIAL), now=NOW)
    closings.clear()
    do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=NOW)
    assert closings == [5], "four confirmed and the draw"
    do.fail_sample(problem=Problem.objects.get(sampled=True), reason="仍无人值守", actor=place.actor(GROUP), now=NOW)
    assert closings == [5, 4]


def test_work_handed_over_closes_the_chain_once_and_its_index_costs_no_question_a_row(
    place: Town, closings: list[int], django_assert_max_num_queries: Any
) -> None:
    for _n in range(8):
        place.find(person=None, doer=place.people[OFFICIAL])
        place.find(person=COLLEAGUE, leader=place.people[OFFICIAL])
    closings.clear()
    plan = {"doer": place.people[HEAD], "leader": place.people[HEAD]}
    with django_assert_max_num_queries(90):
        do.hand_over(campaign=place.campaign, leaver=place.people[OFFICIAL], to=plan, reason="调任", actor=place.actor(OFFICE), now=NOW)
    assert closings == [17]


def test_a_sheet_closes_the_chain_once(place: Town, closings: list[int]) -> None:
    first, second = place.find(text="甲件没有人管"), place.to("analysed", place.find(text="乙件没有人管"))
    closings.clear()
    cells = [{Column.OWN: f"QS-2026-{row.number:04d}", Column.UNIT: WATER, Column.WEIGHT: "严重"} for row in (first, second)]
    cells.append({Column.UNIT: WATER, Column.SOURCE: "督查反馈", Column.TEXT: "丙件", Column.CAUSE: "制度不全", Column.STATE: "已剖析"})
    rows = [RawRow(n, told) for n, told in enumerate(cells, 2)]
    done = do.import_ledger(campaign=place.campaign, rows=rows, actor=place.actor(OFFICE), now=NOW)
    assert (done.new, done.changed) == (1, 2) and closings == [4]


def test_an_entry_that_got_members_meanwhile_is_not_merged(place: Town) -> None:
    main, member, late = (place.find(text=f"{n}：窗口无人") for n in "甲乙丙")
    shown = again(member)
    do.merge(main=member, members=[late], reason="同一件事", actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(BadInput, match="已并有别的问题"):
        do.merge(main=main, members=[shown], reason="同一件事", actor=place.actor(OFFICE_2), now=NOW)


def test_two_entries_are_not_each_voided_for_the_other(place: Town) -> None:
    one, other = place.find(text="甲：窗口无人"), place.find(text="乙：窗口无人")
    shown = again(one)
    do.void(problem=one, why=Why(VoidKind.DUPLICATE, "重复", other), actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(BadInput, match="也不计数"):
        do.void(problem=other, why=Why(VoidKind.DUPLICATE, "重复", shown), actor=place.actor(OFFICE_2), now=NOW)


def test_an_item_is_looked_back_once(place: Town) -> None:
    row = place.to("closed", place.find())
    draw = do.draw_look_back(
        campaign=place.campaign, wanted=Wanted(100), reason="满一个月", actor=place.actor(OFFICE_2), now=days_later(30)
    )
    shown = LookBackItem.objects.get(draw=draw)
    told = {"actor": place.actor(OFFICE_2), "now": days_later(31)}
    do.record_look_back(item=LookBackItem.objects.get(draw=draw), result=Held.HOLDS, text="现场有人值守", **told)
    with pytest.raises(NotNow, match="已经记录过"):
        do.record_look_back(item=shown, result=Held.CAME_BACK, text="又没有人了", **told)
    assert again(row).state == State.LOOKED_BACK


def test_a_sharing_does_not_grow_beyond_what_a_change_can_reach(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(do.sharing, "MOST", 3)
    rows = [place.find(text=f"第{n}件：窗口无人") for n in range(4)]
    told = {"parts": [SharedPart.CAUSE], "actor": place.actor(OFFICE), "now": NOW}
    do.share(problems=rows[:3], like=rows[0], **told)
    with pytest.raises(BadInput, match="最多 3 件"):
        do.share(problems=rows[3:], like=again(rows[0]), **told)


def test_of_two_sheets_at_once_one_is_taken_over(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first is checked the second is taken; the first finds that under the lock."""
    told = {"campaign": place.campaign, "actor": place.actor(OFFICE), "now": NOW}
    preview = taking_over.preview_import

    def meanwhile(*given: Any) -> Any:
        found = preview(*given)
        monkeypatch.setattr(taking_over, "preview_import", preview)
        other = Handed("专班会议决定", "b" * 64)
        do.taking_over.take_over_ledger(rows=[line("乙")], handed=other, **told)
        return found

    monkeypatch.setattr(taking_over, "preview_import", meanwhile)
    with pytest.raises(NotNow, match="接续过"):
        taking_over.take_over_in_parts(rows=[line("甲")], handed=Handed("专班会议决定", "a" * 64), turn=Turn(), **told)
    assert TakeOver.objects.get().digest == "b" * 64 and [row.text for row in Problem.objects.all()] == ["乙：窗口无人"]


def line(name: str) -> RawRow:
    cells = {Column.UNIT: FOREST, Column.SOURCE: "督查反馈", Column.TEXT: f"{name}：窗口无人", Column.FOUND: "2026-01-05"}
    return RawRow(2, cells)
