"""What somebody is to a problem and how far he sees, clause by clause: a `Reach` put together by hand and a row that is not stored."""

import pytest

from bihuan.campaigns.policy import Held
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Term
from bihuan.problems.models import Problem
from bihuan.problems.policy import IN_PERSON, Reach, duties_within, may_read, sees_all
from bihuan.problems.vocabulary import Action, ProblemDuty, Source

UNIT, BESIDE, ME, OTHER = 1, 2, 70, 80
ACTOR = Actor(7, "苏堤", ME)
DEPUTY = ACTOR.as_deputy(OTHER, 8, "平湖")
P = ProblemDuty


def held(*duties: Duty, unit: int | None = UNIT, of: int | None = None) -> tuple[Held, ...]:
    return tuple(Held(duty, 1, unit, "", of) for duty in duties)


def row(source: Source = Source.SUPERVISION, *, stored: bool = True, **more: object) -> Problem:
    made = Problem(**{"campaign_id": 1, "unit_id": UNIT, "source": source.value, "of_unit_head": False, **more})
    made._state.adding = not stored
    return made


def towards(problem: Problem, *duties: Duty, unit: int | None = UNIT) -> frozenset[Term]:
    return duties_within(Reach(ACTOR, held(*duties, unit=unit)), problem)


def as_deputy(problem: Problem, *duties: Duty, own: tuple[Duty, ...] = ()) -> frozenset[Term]:
    return duties_within(Reach(DEPUTY, (*held(*duties, of=OTHER), *held(*own)), principals=(DEPUTY,)), problem)


def test_a_duty_counts_towards_its_unit_and_without_one_towards_all() -> None:
    for duty in (Duty.SUPERVISOR, Duty.LIAISON):
        assert towards(row(), duty) == {duty} and towards(row(), duty, unit=BESIDE) == frozenset()
    assert towards(row(), Duty.OFFICE, unit=None) == {Duty.OFFICE}


def test_the_units_of_a_duty_are_told_once_in_order_and_a_duty_over_all_is_none_of_them() -> None:
    mine = Reach(ACTOR, (*held(Duty.LIAISON, unit=BESIDE), *held(Duty.LIAISON, Duty.SUPERVISOR), *held(Duty.OFFICE, unit=None)))
    assert mine.units(Duty.LIAISON, Duty.SUPERVISOR, Duty.OFFICE) == [UNIT, BESIDE] and mine.units(Duty.SUPERVISOR) == [UNIT]
    assert mine.holds(Duty.UNIT_HEAD, Duty.OFFICE) and not mine.holds(Duty.UNIT_HEAD) and mine.units(Duty.UNIT_HEAD, Duty.OFFICE) == []


def test_the_clock_is_the_machine_and_nothing_else() -> None:
    clock = Actor(1, "时钟", ME, door="clock")
    assert duties_within(Reach(clock, held(Duty.OFFICE)), row(person_id=ME, doer_id=ME)) == {Duty.MACHINE}


@pytest.mark.parametrize(
    ("field", "duty"), [("person_id", P.OWNER), ("doer_id", P.DOER), ("leader_id", P.RESPONSIBLE_LEADER)], ids=lambda one: str(one)
)
def test_what_an_item_says_of_a_person_is_his_duty_towards_it(field: str, duty: ProblemDuty) -> None:
    assert towards(row(**{field: ME})) == {duty} and towards(row(**{field: OTHER})) == frozenset()
    assert duties_within(Reach(Actor(None, "路人"), ()), row()) == frozenset()  # nobody is nobody's owner


def test_a_head_confirms_and_of_what_is_about_a_head_the_leader_in_charge_does() -> None:
    """M92–M97: what is about the head of a unit goes past him."""
    head, in_charge = {Duty.UNIT_HEAD}, {Duty.LEADER_IN_CHARGE}
    assert towards(row(), Duty.UNIT_HEAD) == head | {P.HEAD_CONFIRMS} and towards(row(), Duty.LEADER_IN_CHARGE) == in_charge
    of_head = row(of_unit_head=True)
    assert towards(of_head, Duty.UNIT_HEAD) == head and towards(of_head, Duty.LEADER_IN_CHARGE) == in_charge | {P.HEAD_CONFIRMS}


def test_nobody_confirms_what_is_about_himself_or_about_the_one_for_whom_he_stands_in() -> None:
    assert towards(row(person_id=ME), Duty.UNIT_HEAD) == {Duty.UNIT_HEAD, P.OWNER}
    assert as_deputy(row(person_id=OTHER), Duty.UNIT_HEAD) == {Duty.UNIT_HEAD}
    assert as_deputy(row(person_id=90), Duty.UNIT_HEAD) == {Duty.UNIT_HEAD, P.HEAD_CONFIRMS}


@pytest.mark.parametrize("field", ["doer_id", "person_id"])
def test_a_deputy_is_nothing_towards_what_he_puts_right_or_what_is_about_him(field: str) -> None:
    assert as_deputy(row(**{field: ME}), Duty.UNIT_HEAD, Duty.SUPERVISOR) == frozenset()


def test_a_deputy_has_what_was_delegated_and_nothing_of_his_own() -> None:
    assert as_deputy(row(leader_id=ME), Duty.SUPERVISOR, own=(Duty.LIAISON,)) == {Duty.SUPERVISOR}
    by_himself = Reach(ACTOR, (*held(Duty.SUPERVISOR, of=OTHER), *held(Duty.LIAISON)), principals=(DEPUTY,))
    assert duties_within(by_himself, row(leader_id=ME)) == {Duty.LIAISON, P.RESPONSIBLE_LEADER}
    assert [one.actor for one in by_himself.stand_ins()] == [DEPUTY] and by_himself.stand_ins()[0].duties == by_himself.duties


def test_whoever_may_not_read_a_text_does_not_write_it() -> None:
    """A26: the liaison keeps the count of self-checks, the head of a unit reads none about his own kind; a new one anybody hands in."""
    private = row(Source.SELF_CHECK)
    assert towards(private, Duty.LIAISON) == frozenset() and towards(row(Source.SELF_CHECK, stored=False), Duty.LIAISON) == {Duty.LIAISON}
    assert towards(private, Duty.UNIT_HEAD) == {Duty.UNIT_HEAD, P.HEAD_CONFIRMS}
    assert towards(row(Source.SELF_CHECK, of_unit_head=True), Duty.UNIT_HEAD) == frozenset()
    assert towards(private, Duty.SUPERVISOR) == {Duty.SUPERVISOR}
    assert towards(private, Duty.LIAISON, Duty.SUPERVISOR) == {Duty.LIAISON, Duty.SUPERVISOR}  # by the other duty he reads it


@pytest.mark.parametrize("source", [Source.SELF_CHECK, Source.CRITIQUE])
def test_a_private_text_is_read_by_its_person_and_the_reviewers(source: Source) -> None:
    readers = {duty for duty in Duty if may_read(Reach(ACTOR, held(duty)), row(source))}
    assert readers == {Duty.OFFICE, Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.SUPERVISOR}
    of_head = {duty for duty in Duty if may_read(Reach(ACTOR, held(duty)), row(source, of_unit_head=True))}
    assert of_head == readers - {Duty.UNIT_HEAD}
    assert not any(may_read(Reach(ACTOR, held(duty, unit=BESIDE)), row(source)) for duty in Duty)
    assert may_read(Reach(ACTOR, ()), row(source, person_id=ME)) and not may_read(Reach(ACTOR, ()), row(source, doer_id=ME))
    assert not may_read(Reach(Actor(None, "路人"), ()), row(source))  # an item about nobody is not a stranger's own
    assert may_read(Reach(Actor(1, "时钟", door="clock"), ()), row(source)) and may_read(Reach(ACTOR, ()), row())


def test_a_row_of_the_past_that_is_veiled_today_is_read_by_nobody_but_the_machine() -> None:
    veiled = row(Source.SELF_CHECK, person_id=ME)
    veiled.veiled = True  # type: ignore[attr-defined]
    assert not may_read(Reach(ACTOR, held(Duty.OFFICE)), veiled) and may_read(Reach(Actor(1, "时钟", door="clock"), ()), veiled)


def test_office_and_leading_group_see_all_rows() -> None:
    assert {duty for duty in Duty if sees_all(Reach(ACTOR, held(duty)))} == {Duty.OFFICE, Duty.LEADER}
    assert sees_all(Reach(Actor(1, "时钟", door="clock"), ())) and not sees_all(Reach(ACTOR, ()))


def test_work_is_handed_over_in_person() -> None:
    assert {Action.HAND_OVER} == IN_PERSON
