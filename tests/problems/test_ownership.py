"""Whose is it: a unit objects in time, the office keeps, moves or divides; meanwhile the clock stands still."""

from datetime import timedelta

import pytest

from bihuan.campaigns.operations import amend_campaign
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import Dispute, Division, Problem
from bihuan.problems.operations import Owner, Why
from bihuan.problems.queries import buttons, due_from, reach, relations_of
from bihuan.problems.rules import lamp
from bihuan.problems.vocabulary import Action, Lamp, State, VoidKind, Waiting
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    HEAD,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_HEAD,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db
MONDAY_PLUS_3 = 3  # told on Monday: Tuesday, Wednesday, Thursday


@pytest.fixture
def place() -> Town:
    return town()


def objected(place: Town, row: Problem, by: str = LIAISON, day: int = 1) -> Problem:
    return do.dispute(problem=row, text="窗口归林业局管理", actor=place.actor(by), now=days_later(day))


def who(place: Town, name: str = OFFICE, day: int = 4) -> dict:  # type: ignore[type-arg]
    return {"actor": place.actor(name), "now": days_later(day), "reason": "经核对三定方案"}


@pytest.mark.parametrize(("by", "allowed"), [(LIAISON, True), (HEAD, True), (OTHER_LIAISON, False), (OFFICIAL, False), (OFFICE, False)])
def test_the_unit_itself_objects(place: Town, by: str, allowed: bool) -> None:
    row = place.find()
    if allowed:
        assert objected(place, row, by).state == State.DISPUTED
    else:
        with pytest.raises(NotAllowed):
            objected(place, row, by)


def test_meanwhile_the_clock_stands_still_and_the_office_is_told(place: Town) -> None:
    row = objected(place, place.find())
    assert lamp(row.state, row.due_on, TODAY + timedelta(99), TODAY) is Lamp.STILL
    [told] = due_from(place.actor(OFFICE), place.campaign, TODAY)[:1]
    assert told.title == Waiting.RULE.label and [one.number for one in told.rows] == [row.number]
    with pytest.raises(NotNow):
        do.analyse(problem=row, cause="排班", kind="managerial", actor=place.actor(OFFICIAL), now=NOW)  # type: ignore[arg-type]


def test_three_working_days_and_no_more(place: Town) -> None:
    in_time, late = place.find(), place.find()
    objected(place, in_time, day=MONDAY_PLUS_3)
    with pytest.raises(NotNow, match="2026-03-02.*3 个工作日.*2026-03-05 已截止"):
        objected(place, late, day=MONDAY_PLUS_3 + 1)
    mine = reach(place.actor(LIAISON), place.campaign.pk)
    offered = [[one.action for one in buttons(mine, late, TODAY + timedelta(days))] for days in (3, 4)]
    assert [Action.DISPUTE in one for one in offered] == [True, False]
    amend_campaign(campaign=place.campaign, settings={"objection_days": 10}, actor=place.machine, now=NOW)
    late.campaign.refresh_from_db()
    assert objected(place, late, day=MONDAY_PLUS_3 + 1).state == State.DISPUTED


def test_kept_it_goes_on_with_the_days_given_back_and_is_not_objected_to_again(place: Town) -> None:
    row = place.to("rectifying", place.find())
    due = row.due_on
    objected(place, row, day=1)
    do.keep_owner(problem=row, **who(place, day=4))
    assert (row.state, row.due_on) == (State.RECTIFYING, due + timedelta(3))
    assert Dispute.objects.get().ruling == "kept" and not row.suspensions.filter(to_on=None).exists()
    with pytest.raises(NeedsUnmet, match="裁定"):
        objected(place, row, day=3)


def test_moved_it_begins_anew_elsewhere_and_may_be_objected_to_there(place: Town) -> None:
    row = objected(place, place.to("analysed", place.find()))
    due, forest = row.due_on, place.units[FOREST]
    do.move_owner(problem=row, to=Owner(forest, place.people[OTHER_OFFICIAL]), **who(place))
    row = Problem.objects.get(pk=row.pk)
    assert (row.state, row.unit, row.person.name, row.doer, row.leader) == (State.RECORDED, forest, OTHER_OFFICIAL, row.person, None)
    assert (row.due_on, row.told_on) == (due + timedelta(3), days_later(4).date())
    with pytest.raises(NotAllowed):
        objected(place, row, LIAISON, day=4)
    assert objected(place, row, OTHER_LIAISON, day=7).state == State.DISPUTED  # Friday told: Monday
    with pytest.raises(BadInput, match="还是原来"):
        do.move_owner(problem=row, to=Owner(forest, place.people[OTHER_OFFICIAL]), **who(place))


def test_who_objected_and_was_right_is_told_where_it_went_and_nothing_else(place: Town) -> None:
    row = objected(place, place.find(text="泵站值守脱岗三小时"))
    do.move_owner(problem=row, to=Owner(place.units[FOREST], place.people[OTHER_OFFICIAL]), **who(place))
    at, mine = f"/c/QS-2026/ledger/{row.number}/", place.client(LIAISON)
    for address in ("/todo/started/", "/todo/done/"):
        page = mine.get(address).content.decode()
        assert f"已改派至{FOREST}" in page and "不在您的范围内" not in page and "泵站" not in page and OTHER_OFFICIAL not in page, address
    answer = mine.get(at)
    told = answer.content.decode()
    assert answer.status_code == 404 and f"改派至{FOREST}" in told and "泵站" not in told and OTHER_OFFICIAL not in told
    assert mine.get(at, headers={"HX-Request": "true"}).content.decode().count(f"改派至{FOREST}") == 1
    other = place.find(unit=FOREST, person=OTHER_OFFICIAL)
    assert "改派" not in mine.get(f"/c/QS-2026/ledger/{other.number}/").content.decode(), "of others not even that they are there"
    assert "改派" not in place.client(COLLEAGUE).get(at).content.decode(), "who did not object, nor speaks for the unit, is told nothing"
    assert mine.get("/c/QS-2026/ledger/2147483648/").status_code == 404


def test_about_a_head_it_goes_to_the_leader_in_charge(place: Town) -> None:
    row = place.find()
    do.move_owner(problem=row, to=Owner(place.units[FOREST], place.people[OTHER_HEAD]), **who(place))
    assert row.of_unit_head


def test_divided_each_part_is_an_entry_of_its_own(place: Town) -> None:
    row = objected(place, place.to("rectifying", place.find(external_number="A-1")))
    parts = [Owner(place.units[FOREST], None, "林业窗口部分"), Owner(place.units[WATER], place.people[COLLEAGUE])]
    whole, *made = do.divide(problem=row, parts=parts, keeps=True, **who(place))
    assert (whole.state, whole.unit.name, whole.external_number) == (State.RECTIFYING, WATER, "A-1")
    assert [(one.unit.name, one.text, one.due_on, one.state) for one in made] == [
        (FOREST, "林业窗口部分", whole.due_on, "recorded"), (WATER, whole.text, whole.due_on, "recorded"),
    ]  # fmt: skip
    assert [one.origin_label for one in made] == ["由第 0001 号分解"] * 2 and Division.objects.count() == 2
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    assert list(relations_of(whole, mine).divided) == made and relations_of(made[0], mine).whole == whole


def test_divided_among_others_the_entry_goes_to_the_first(place: Town) -> None:
    row = objected(place, place.find())
    parts = [Owner(place.units[FOREST]), Owner(place.units[FOREST], place.people[OTHER_OFFICIAL])]
    whole, made = do.divide(problem=row, parts=parts, keeps=False, **who(place))
    assert (whole.unit.name, whole.person, made.person.name) == (FOREST, None, OTHER_OFFICIAL)
    with pytest.raises(BadInput, match="两家"):
        do.divide(problem=whole, parts=parts[:1], keeps=False, **who(place))
    with pytest.raises(BadInput, match="两次"):
        do.divide(problem=whole, parts=[Owner(place.units[FOREST])], keeps=True, **who(place))


@pytest.mark.parametrize("step", ["keep", "move", "divide"])
def test_nobody_rules_on_his_own(place: Town, step: str) -> None:
    row = place.find(person=OFFICE)
    objected(place, row)
    forest = Owner(place.units[FOREST])
    ways = {
        "keep": lambda **told: do.keep_owner(problem=row, **told),
        "move": lambda **told: do.move_owner(problem=row, to=forest, **told),
        "divide": lambda **told: do.divide(problem=row, parts=[forest], keeps=True, **told),
    }
    with pytest.raises(NeedsUnmet, match="本人"):
        ways[step](**who(place))
    ways[step](**who(place, OFFICE_2))


def test_void_settles_an_objection_and_taken_back_nobody_waits(place: Town) -> None:
    row = objected(place, place.to("analysed", place.find()), day=1)
    due = row.due_on
    do.void(problem=row, why=Why(VoidKind.OUT_OF_SCOPE, "都不归本专项"), actor=place.actor(OFFICE), now=days_later(2))
    assert Dispute.objects.get().ruling == "voided"
    do.restore(problem=row, reason="又属本专项", actor=place.actor(OFFICE), now=days_later(6))
    assert (row.state, row.due_on) == (State.ANALYSED, due + timedelta(5))
    assert not row.suspensions.filter(to_on=None).exists()
