"""Void: out of every count, its trace kept, taken back where that was wrong."""

import io
from datetime import timedelta

import openpyxl
import pytest

from bihuan.foundation.audit import chain
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import Problem, Void
from bihuan.problems.operations import Why
from bihuan.problems.queries import Today, count_within, narrowed, reach
from bihuan.problems.queries.story import story
from bihuan.problems.rules import lamp
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import Lamp, State, VoidKind
from bihuan.reports.queries import cockpit
from bihuan.reports.queries.figures import figures
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, TODAY, Town, days_later, town

pytestmark = pytest.mark.django_db
WRONG = Why(VoidKind.ERROR, "登记时选错了单位")


@pytest.fixture
def place() -> Town:
    return town()


def void(place: Town, row: Problem, why: Why = WRONG, by: str = OFFICE, day: int = 0) -> Problem:
    return do.void(problem=row, why=why, actor=place.actor(by), now=days_later(day))


def restore(place: Town, row: Problem, by: str = OFFICE, day: int = 0) -> Problem:
    return do.restore(problem=row, reason="核实后确属本专项", actor=place.actor(by), now=days_later(day))


def listed(place: Town, query: str = "", by: str = OFFICE) -> list[int]:
    mine = reach(place.actor(by), place.campaign.pk)
    filters = Filters.read(dict(pair.split("=") for pair in query.split("&") if pair))
    return list(narrowed(mine, place.campaign.pk, filters, Today(TODAY, TODAY)).order_by("number").values_list("number", flat=True))


def _due(place: Town, who: str) -> int:
    return count_within(reach(place.actor(who), place.campaign.pk), place.campaign.pk)


def test_what_is_void_counts_nowhere_and_is_found_by_a_filter(place: Town) -> None:
    stays, goes = place.find(), place.to("asked", place.find())
    assert _due(place, HEAD) == 1
    before = figures(place.campaign, TODAY, TODAY)["O01"].value
    void(place, goes)
    assert listed(place) == listed(place, "open=1") == [stays.number]
    assert listed(place, "state=void") == listed(place, "lamp=none") == [goes.number]
    assert listed(place, f"q={goes.number}") == [goes.number]
    assert _due(place, HEAD) == 0
    assert (before, figures(place.campaign, TODAY, TODAY)["O01"].value) == (2, 1)
    told = cockpit(place.actor(OFFICE), place.campaign, Today(TODAY, TODAY))
    assert told.tiles[0].value == told.funnel[0].count == sum(line.total for line in told.lines) == 1
    assert lamp(goes.state, goes.due_on, TODAY + timedelta(400), TODAY) is Lamp.NONE
    last = story(goes)[-1]
    assert (last.action.value, last.reason, last.who) == ("void", WRONG.reason, OFFICE)


def test_a_sample_that_is_void_waits_for_nobody(place: Town) -> None:
    rows = [place.find(do_source(), text="上班时间浏览购物网页") for _again in range(2)]
    for row in rows:
        do.correct(problem=row, how="已卸载并公开承诺", actor=place.actor(OFFICIAL), now=NOW)
    do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=NOW)
    drawn = Problem.objects.get(awaits_sample=True)
    assert _due(place, GROUP) == 1
    void(place, drawn)
    assert _due(place, GROUP) == 0
    assert restore(place, drawn).state == State.CLOSED and _due(place, GROUP) == 1


def do_source():  # type: ignore[no-untyped-def]
    from bihuan.problems.vocabulary import Source

    return Source.SELF_CHECK


def test_a_duplicate_says_of_which_entry(place: Town) -> None:
    first, again, third = place.find(), place.find(), place.find()
    for why in (Why(VoidKind.DUPLICATE, "重复登记"), Why(VoidKind.DUPLICATE, "重复登记", again), Why(VoidKind.ERROR, "错", first)):
        with pytest.raises(BadInput):
            void(place, again, why)
    void(place, again, Why(VoidKind.DUPLICATE, "重复登记", first))
    assert Void.objects.get().repeats == first
    with pytest.raises(BadInput, match="自己也不计数"):
        void(place, third, Why(VoidKind.DUPLICATE, "重复登记", again))


@pytest.mark.parametrize("who", [HEAD, LIAISON, GROUP, OFFICIAL])
def test_only_the_office_makes_void_and_takes_back(place: Town, who: str) -> None:
    row = place.find()
    with pytest.raises(NotAllowed):
        void(place, row, by=who)
    void(place, row)
    with pytest.raises(NotAllowed):
        restore(place, row, by=who)


def test_a_reason_is_asked_and_nobody_makes_his_own_void(place: Town) -> None:
    with pytest.raises(BadInput, match="理由"):
        void(place, place.find(), Why(VoidKind.ERROR, " "))
    own = place.find(person=OFFICE)
    with pytest.raises(NeedsUnmet, match="本人"):
        void(place, own)
    assert void(place, own, by=OFFICE_2).state == State.VOID


def test_what_is_void_still_is_no_restored_one(place: Town) -> None:
    """Whoever looks among the void ones for what counts again finds nothing: it is none of them."""
    stays, comes_back = place.find(), place.find()
    void(place, stays)
    void(place, comes_back)
    restore(place, comes_back, day=3)
    mine, today = reach(place.actor(OFFICE), place.campaign.pk), Today(TODAY + timedelta(4), TODAY + timedelta(4))
    span = f"{TODAY + timedelta(2):%Y-%m-%d}..{TODAY + timedelta(4):%Y-%m-%d}"
    for state, found in (((), [comes_back]), ((State.VOID.value,), [])):
        assert list(narrowed(mine, place.campaign.pk, Filters(state=state, restored=span), today)) == found


@pytest.mark.parametrize("state", ["analysed", "rectifying", "asked", "verified", "closed"])
def test_taken_back_it_stands_where_it_stood_and_lost_no_day(place: Town, state: str) -> None:
    row = place.to(state, place.find())
    due = row.due_on
    void(place, row, day=1)
    assert row.state == State.VOID and row.state_before == state
    restore(place, row, day=8)
    row.refresh_from_db()
    assert (row.state, row.state_before) == (state, "")
    assert row.due_on == (due if state == "closed" else due + timedelta(7))
    assert not row.suspensions.filter(to_on=None).exists() and Void.objects.get().restored_at is not None
    with pytest.raises(NotNow):
        restore(place, row)


def test_an_item_that_stood_still_stands_still_again(place: Town) -> None:
    row = place.to("rectifying", place.find())
    due = row.due_on
    do.suspend(problem=row, until=days_later(60).date(), reason="等上级批复", actor=place.actor(OFFICE), now=days_later(1))
    void(place, row, day=2)
    restore(place, row, day=4)
    assert row.state == State.SUSPENDED and row.due_on == due
    do.resume(problem=row, actor=place.actor(OFFICE), now=days_later(11))
    assert row.due_on == due + timedelta(10)


def test_many_for_one_reason_and_the_refused_are_told(place: Town) -> None:
    rows = [place.find(), place.to("rectifying", place.find()), place.find(person=OFFICE), place.find(person=COLLEAGUE)]
    void(place, rows[3])
    done, refused = do.void_many(problems=rows, why=Why(VoidKind.OUT_OF_SCOPE, "不属于本次整治"), actor=place.actor(OFFICE), now=NOW)
    assert {row.number for row in done} == {1, 2} and {row.number for row, _why in refused} == {3, 4}
    assert Void.objects.filter(kind="out_of_scope").count() == 2 and not list(chain.faults())


def test_an_export_leaves_it_out_unless_it_is_asked_for(place: Town) -> None:
    stays, goes = place.find(text="窗口无人值守甲"), place.find(text="窗口无人值守乙")
    void(place, goes)
    for query, text in ((Filters(), stays.text), (Filters(state=("void",)), goes.text)):
        wanted = do.Wanted(query, Today(TODAY, TODAY))
        data = do.export_ledger(campaign=place.campaign, wanted=wanted, reason="核对", actor=place.actor(OFFICE), now=NOW)
        cells = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row]
        assert [one for one in cells if "窗口无人值守" in one] == [text]
