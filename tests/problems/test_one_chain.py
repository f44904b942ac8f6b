"""What belongs together closes the chain once, last: whoever closed it keeps everybody else from writing, and must wait for no row then."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from bihuan.campaigns.operations import amend_campaign
from bihuan.foundation.audit import chain
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.calendar.operations import clear_day, set_days
from bihuan.foundation.calendar.queries import special_day
from bihuan.foundation.calendar.rules import Special
from bihuan.foundation.kernel import BadInput, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import LookBackItem, Problem
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.vocabulary import Action, Held, SharedPart
from tests.factories.pictures import jpeg
from tests.factories.town import FOREST, GROUP_2, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, OTHER_OFFICIAL, Town, days_later, town

pytestmark = pytest.mark.django_db
Closings = Callable[[Callable[[], Any]], int]


@pytest.fixture
def closings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Closings]:
    """How often an operation closes the chain."""
    told: list[int] = []
    close = chain.append

    def counted(entries: Any) -> Any:
        told.append(len(entries))
        return close(entries)

    monkeypatch.setattr(chain, "append", counted)

    def closings_of(deed: Callable[[], Any]) -> int:
        told.clear()
        deed()
        return len(told)

    yield closings_of


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return town()


def test_a_file_and_the_item_that_it_proves(place: Town, closings: Closings) -> None:
    row = place.to("rectifying", place.find())
    told: dict[str, Any] = {"data": jpeg(), "name": "窗口.jpg", "actor": place.actor(OFFICIAL), "now": NOW}
    assert closings(lambda: do.attach_evidence(problem=row, **told)) == 1


def test_problems_that_share(place: Town, closings: Closings) -> None:
    rows = [place.find(text=f"第{n}件等候过久") for n in range(3)]
    do.analyse(problem=rows[0], cause="排班没有落实", kind="managerial", actor=place.actor(LIAISON), now=NOW)
    by: dict[str, Any] = {"actor": place.actor(LIAISON), "now": NOW}
    assert closings(lambda: do.share(problems=rows, like=rows[0], parts=list(SharedPart), **by)) == 1
    assert closings(lambda: do.analyse(problem=rows[1], cause="没有轮值表", kind="managerial", **by)) == 1
    assert verify().fault is None


def test_who_cannot_share_leaves_nothing_in_the_book(place: Town) -> None:
    """Its tie was written before it turned out that it cannot begin as the others do."""
    rows = [place.find(text=f"第{n}件等候过久") for n in range(3)]
    place.to("rectifying", rows[0])
    away = place.to("asked", rows[2])
    done, refused = do.share(problems=rows, like=rows[0], parts=list(SharedPart), actor=place.actor(LIAISON), now=NOW)
    written = set(Record.objects.filter(kind="problem", action="share").values_list("row", flat=True))
    assert written == {row.pk for row in done} == set(Problem.objects.exclude(sharing=None).values_list("pk", flat=True))
    assert {row.pk for row, _why in refused} <= {away.pk} and verify().fault is None


def test_looking_back_in_bulk_and_one_by_one(place: Town, closings: Closings) -> None:
    for n in range(4):
        place.to("closed", place.find(text=f"第{n}件等候过久"))
    wanted = Wanted(share=100)
    by: dict[str, Any] = {"actor": place.actor(GROUP_2), "now": days_later(31)}
    made: list[Any] = []
    told: dict[str, Any] = {"campaign": place.campaign, "wanted": wanted, "reason": "销号满一个月"}
    assert closings(lambda: made.append(do.draw_look_back(**told, actor=place.actor(OFFICE_2), now=days_later(30)))) == 1
    one, other, *rest = LookBackItem.objects.filter(draw=made[0]).select_related("problem").order_by("pk")
    shown = [("窗口.jpg", jpeg())]
    assert closings(lambda: do.record_look_back(item=one, result=Held.HOLDS, text="不用排队", files=shown, **by)) == 1
    assert (
        closings(lambda: do.record_look_back(item=other, result=Held.CAME_BACK, text="又排队了", due_on=days_later(60).date(), **by)) == 1
    )
    for item in rest:
        assert closings(lambda item=item: do.look_back(problem=item.problem, found="看过了", **by)) == 1
    many = [place.to("closed", place.find(text=f"又第{n}件等候过久")) for n in range(3)]
    assert closings(lambda: do.act_on_many(problems=many, action=Action.LOOK_BACK, reason="看过了", **by)) == 1
    assert not LookBackItem.objects.filter(result="").exists() and verify().fault is None


def test_a_notice_of_holidays_and_the_clocks_that_it_moves(place: Town, closings: Closings) -> None:
    amend_campaign(campaign=place.campaign, settings={"publicity_step": True, "publicity_days": 5}, actor=place.actor(OFFICE), now=NOW)
    row = do.publicise(problem=place.to("verified", place.find()), actor=place.actor(OFFICE), now=NOW)
    days = [Special(date(2026, 3, 4), False, "县庆", ""), Special(date(2026, 3, 5), False, "县庆", "")]
    by: dict[str, Any] = {"actor": place.machine, "now": NOW}
    assert closings(lambda: set_days(days=days, **by)) == 1
    row.refresh_from_db()
    assert row.publicity_ends_on == date(2026, 3, 11)
    special = special_day(date(2026, 3, 4))
    assert special is not None and closings(lambda: clear_day(special, **by)) == 1


def test_a_part_of_a_problem_and_what_is_left_of_it(place: Town, closings: Closings) -> None:
    row = place.find()
    parts = [do.Owner(unit=place.units[FOREST], person=place.people[OTHER_OFFICIAL]), do.Owner(unit=place.units[FOREST], person=None)]
    told: dict[str, Any] = {"reason": "两家都有责任", "actor": place.actor(OFFICE), "now": NOW}
    assert closings(lambda: do.divide(problem=row, parts=parts, keeps=False, **told)) == 1


def test_merged_findings_are_all_parted_at_once(place: Town, closings: Closings) -> None:
    main, *members = [place.find(person=None, text=f"第{n}件等候过久") for n in range(3)]
    by: dict[str, Any] = {"reason": "同一件事", "actor": place.actor(OFFICE), "now": NOW}
    assert closings(lambda: do.merge(main=main, members=members, **by)) == 1
    assert closings(lambda: do.part_all(main=main, **by)) == 1
    with pytest.raises(NotNow):
        do.part_all(main=main, **by)


def test_many_findings_with_columns_of_their_own_are_all_there_or_none(place: Town) -> None:
    told = [do.Finding(unit=place.units[FOREST], source="supervision", text="未公示", own={9: "没有这一栏"} if n else {}) for n in range(2)]
    with pytest.raises(BadInput):
        do.record_many(campaign=place.campaign, findings=told, actor=place.machine, now=NOW)
    assert not Problem.objects.exists()
