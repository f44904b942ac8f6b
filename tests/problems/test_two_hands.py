"""Two hands that want different things of one matter at the same moment: the one that comes second meets what the first has done."""

from collections.abc import Callable
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign
from bihuan.documents.models import Document
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import Refused
from bihuan.problems import operations as do
from bihuan.problems.models import LookBackItem, Problem
from bihuan.problems.operations import Why
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.vocabulary import Strata, VoidKind
from bihuan.reports.operations import draft_report, issue_report
from tests.factories.town import COLLEAGUE, GROUP, HEAD, OFFICE, OFFICE_2, TODAY, Town, days_later, town
from tests.problems.test_at_once import at_once, mine

pytestmark = pytest.mark.django_db(transaction=True)
Deed = Callable[[], Any]


@pytest.fixture
def place() -> Town:
    return town()


def both(*deeds: Deed) -> int:
    """Done at once; how many went through. Nothing but a refusal stopped the others, and the book is whole."""
    found = at_once(*deeds)
    assert not [one for one in found if isinstance(one, Exception) and not isinstance(one, Refused)], found
    assert verify().fault is None
    return sum(not isinstance(one, Refused) for one in found)


def told(row: Problem) -> str:
    """The state that the book says last."""
    return Record.objects.filter(kind="problem", row=row.pk).exclude(state_to="").latest("position").state_to


def deed(place: Town, what: Callable[..., Any], row: Problem, who: str, **more: Any) -> Deed:
    return lambda: what(problem=mine(row), actor=place.actor(who), now=place.now, **more)


def test_one_confirms_while_one_sends_back(place: Town) -> None:
    row = place.to("asked", place.find())
    assert both(deed(place, do.confirm, row, HEAD), deed(place, do.send_back, row, HEAD, reason="现场还在排队")) >= 1
    assert mine(row).state == told(row) and mine(row).state in ("confirmed", "rectifying")


def test_one_closes_while_one_voids(place: Town) -> None:
    row = place.to("verified", place.find())
    assert both(deed(place, do.close, row, OFFICE), deed(place, do.void, row, OFFICE_2, why=Why(VoidKind.ERROR, "录错", None))) >= 1
    fresh = mine(row)
    assert fresh.state == told(row) and (fresh.state == "void") == fresh.voids.filter(restored_at=None).exists()


def test_two_are_not_merged_into_each_other(place: Town) -> None:
    one, other = place.find(), place.find(text="窗口排队无人受理")

    def merge(main: Problem, member: Problem, who: str) -> Deed:
        return lambda: do.merge(main=mine(main), members=[mine(member)], reason="同一件", actor=place.actor(who), now=place.now)

    assert both(merge(one, other, OFFICE), merge(other, one, OFFICE_2)) == 1
    assert sorted((mine(row).state, mine(row).merged) for row in (one, other)) == [("merged", 0), ("recorded", 1)]


def test_two_are_not_void_as_repeating_each_other(place: Town) -> None:
    one, other = place.find(), place.find(text="窗口排队无人受理")

    def repeats(row: Problem, of: Problem, who: str) -> Deed:
        return lambda: do.void(problem=mine(row), why=Why(VoidKind.DUPLICATE, "重复", mine(of)), actor=place.actor(who), now=place.now)

    assert both(repeats(one, other, OFFICE), repeats(other, one, OFFICE_2)) == 1
    assert sorted(mine(row).state for row in (one, other)) == ["recorded", "void"]


def test_nothing_is_merged_into_what_is_voided(place: Town) -> None:
    main, member = place.find(), place.find(text="窗口排队无人受理")
    both(
        lambda: do.merge(main=mine(main), members=[mine(member)], reason="同一件", actor=place.actor(OFFICE), now=place.now),
        deed(place, do.void, main, OFFICE_2, why=Why(VoidKind.ERROR, "录错", None)),
    )
    assert {mine(row).state for row in (main, member)} != {"void", "merged"}, "what was found twice counts nowhere"


def test_no_problem_is_drawn_twice(place: Town) -> None:
    for n in range(4):
        place.to("closed", place.find(text=f"第{n}件等候过久"))

    def draw(who: str) -> Deed:
        wanted = Wanted(50, Strata.WHOLE)
        return lambda: do.draw_look_back(
            campaign=Campaign.objects.get(), wanted=wanted, reason="满一个月", actor=place.actor(who), now=days_later(9)
        )

    assert both(*map(draw, (OFFICE, OFFICE_2, GROUP))) >= 2
    items = list(LookBackItem.objects.values_list("problem", "draw__number"))
    assert len({problem for problem, _draw in items}) == len(items) and len({number for _problem, number in items}) >= 2


def test_a_paper_is_issued_once_and_no_two_have_one_number(place: Town) -> None:
    made = [
        draft_report(campaign=place.campaign, what=what, day=TODAY, actor=place.actor(OFFICE), now=place.now)
        for what in ("weekly", "final")
    ]
    papers = [(one.pk, who) for one in made for who in (OFFICE, OFFICE_2)]

    def issue(pk: int, who: str) -> Deed:
        return lambda: issue_report(document=Document.objects.get(pk=pk), actor=place.actor(who), now=place.now)

    done = both(*(issue(*one) for one in papers))
    issued = list(Document.objects.filter(state="issued").values_list("number", flat=True))
    assert len(set(issued)) == len(issued) == done <= 2


def test_one_takes_the_item_over_while_the_other_asks_to_close(place: Town) -> None:
    row = place.to("rectifying", place.find())
    doer = row.doer.name  # type: ignore[union-attr]
    amend = deed(place, do.amend, row, OFFICE, values={"doer": place.people[COLLEAGUE]})
    both(amend, deed(place, do.ask, row, doer, no_evidence_reason="现场已核"))
    fresh = mine(row)
    assert fresh.state == told(row) and (fresh.state == "rectifying" or fresh.asked_by_id == place.people[doer].user_id)
