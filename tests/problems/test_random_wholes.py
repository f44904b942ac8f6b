"""Random lives of several problems at once, with everything that is done to whole entries: made void, objected to, moved, divided, merged,
parted, shared. None of it closes an item without its conditions or by one person in two roles (F3)."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bihuan.campaigns.operations import grant_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit import chain
from bihuan.foundation.kernel import Refused
from bihuan.problems import operations as do
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.operations import Owner, Why
from bihuan.problems.operations.merging import evidence_behind
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.vocabulary import DONE, OUT, SharedPart, Source, State, VoidKind
from bihuan.problems.workflow import PROBLEM
from tests.factories.town import COLLEAGUE, FOREST, LIAISON, NOW, OFFICE, OFFICE_2, OTHER_LIAISON, WATER, Town, town
from tests.problems.lives import ACTORS, MORE, NEXT, RIGHT, check_closed, steps_of

SEQUENCES, LONGEST, AT_ONCE = 14, 30, 3
HERE = ("disputed", "merged", "void")
Step = Callable[..., Any]


def whole_steps(place: Town) -> list[tuple[str, Step]]:
    """Every step on whole entries, by whoever normally takes it."""
    why = {"reason": "经核查"}
    there = Owner(place.units[FOREST])
    return [
        (OFFICE, lambda row, rows, **who: do.void(problem=row, why=Why(VoidKind.ERROR, "误录"), **who)),
        (OFFICE_2, lambda row, rows, **who: do.restore(problem=row, **why, **who)),
        (LIAISON, lambda row, rows, **who: do.dispute(problem=row, text="不归本单位", **who)),
        (OTHER_LIAISON, lambda row, rows, **who: do.dispute(problem=row, text="也不归本单位", **who)),
        (OFFICE, lambda row, rows, **who: do.keep_owner(problem=row, **why, **who)),
        (OFFICE_2, lambda row, rows, **who: do.move_owner(problem=row, to=there, **why, **who)),
        (OFFICE, lambda row, rows, **who: do.move_owner(problem=row, to=Owner(place.units[WATER], place.people[COLLEAGUE]), **why, **who)),
        (OFFICE, lambda row, rows, **who: do.divide(problem=row, parts=[there], keeps=True, **why, **who)),
        (OFFICE_2, lambda row, rows, **who: do.merge(main=row, members=rows[:1], **why, **who)),
        (OFFICE, lambda row, rows, **who: do.merge(main=row, members=rows, **why, **who)),
        (OFFICE, lambda row, rows, **who: do.part(member=row, **why, **who)),
        (OFFICE, lambda row, rows, **who: do.part_all(main=row, **why, **who)),
        (OFFICE, lambda row, rows, **who: do.share(problems=[row, *rows], like=row, parts=list(SharedPart), **who)),
        (LIAISON, lambda row, rows, **who: do.unshare(problem=row, **who)),
    ]  # fmt: skip


AWAY = {"void": (1,), "disputed": (4, 5, 7), "merged": (10,)}  # what leads on from there
# (go on or something with the whole, which step, which problem, by whom it should be or by anybody, who)
move = st.tuples(st.integers(0, 5), st.integers(0, 40), st.integers(0, AT_ONCE - 1), st.integers(0, 5), st.integers(0, len(ACTORS) - 1))


def whatever(keys: list[int]) -> list[dict[str, Any]]:
    return list(Problem.objects.filter(pk__in=keys).order_by("pk").values())


def check_whole(row: Problem, users: dict[int, int]) -> None:
    """What holds of every entry at every moment."""
    assert bool(row.state_before) is (row.state in PROBLEM.aside)
    assert Problem.objects.filter(COUNTED, pk=row.pk).exists() is (row.state not in OUT)
    assert row.merged == row.mergers.filter(parted_at=None).count() and row.evidence_count == evidence_behind(row)
    still = row.suspensions.filter(to_on=None).count()
    assert still <= 1 and (still == 0 or row.state in (State.SUSPENDED, State.DISPUTED, State.VOID))
    assert (row.state == State.DISPUTED) is row.disputes.filter(ruled_at=None).exists()
    if row.state in DONE:
        check_closed(row, users, False)


@pytest.mark.long
@pytest.mark.django_db
def test_nothing_done_to_whole_entries_closes_one() -> None:
    place = town()
    for name, duty in MORE:
        unit = None if duty is Duty.OFFICE else place.units[WATER]
        grant_duty(campaign=place.campaign, person=place.people[name], duty=duty, unit=unit, actor=place.machine, now=place.now)
    steps, wholes = steps_of(place), whole_steps(place)
    users = {person.pk: person.user_id for person in place.people.values() if person.user_id}
    moments, seen = count(1), Counter[str]()

    @settings(max_examples=SEQUENCES, phases=[Phase.generate])
    @given(st.lists(move, min_size=12, max_size=LONGEST))
    def live(moves: list[tuple[int, int, int, int, int]]) -> None:
        rows = [place.find((Source.SELF_CHECK, Source.SUPERVISION, Source.OPINION)[n]) for n in range(AT_ONCE)]
        keys = [row.pk for row in rows]
        for kind, which, where, anybody, who in moves:
            row = Problem.objects.select_related("campaign").get(pk=keys[where])
            others = [Problem.objects.get(pk=pk) for pk in keys if pk != row.pk]
            now, known = NOW + timedelta(seconds=next(moments)), whatever(keys)
            refused = None
            try:
                if kind >= 4 or row.state in HERE:
                    ways = AWAY.get(row.state, (*range(len(wholes)), 8, 8, 9, 11))
                    usual, step = wholes[ways[which % len(ways)]]
                    step(row, others, actor=place.actor(ACTORS[who] if anybody == 5 else usual), now=now)
                else:
                    ways = NEXT[row.state]
                    chosen = ways[which % len(ways)]
                    name = RIGHT[chosen] if chosen in RIGHT and anybody < 5 else ACTORS[who]
                    steps[chosen](problem=row, actor=place.actor(name), now=now)
            except Refused as no:
                refused = no
            assert refused is None or whatever(keys) == known, "a refused step changes nothing"
            seen["refused" if refused else "done"] += 1
            for one in Problem.objects.filter(pk__in=keys) if refused is None else ():
                seen[one.state] += 1
                check_whole(one, users)

    live()
    assert min(seen[state] for state in ("void", "disputed", "merged", "rectifying", "asked", "closed")) > 0, f"never reached: {seen}"
    assert seen["done"] > 100 and seen["refused"] > 50
    assert not list(chain.faults())
    for pk, state in Problem.objects.values_list("pk", "state"):
        assert ProblemVersion.objects.get(row_id=pk, valid_to=None).state == state
