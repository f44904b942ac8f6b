"""Random lives of problems among people who hold several duties each: one walk, for the test and for the long run of the measurements (F3)."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection

from bihuan.campaigns.operations import amend_campaign, grant_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Refused
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations.merging import evidence_behind
from bihuan.problems.vocabulary import DONE, CauseKind, Path, Source
from tests.factories.town import (
    COLLEAGUE,
    GROUP,
    GROUP_2,
    HEAD,
    IN_CHARGE,
    LEADER,
    LIAISON,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    WATER,
    Town,
    days_later,
    town,
)

LONGEST = 13
ACTORS = (OFFICIAL, HEAD, GROUP, OFFICE, LIAISON, IN_CHARGE, GROUP_2, OFFICE_2, COLLEAGUE, LEADER)
# People of this town hold more than they should: who acts decides, not what the chart says.
MORE = [(GROUP, Duty.OFFICE), (HEAD, Duty.SUPERVISOR), (OFFICIAL, Duty.OFFICE), (LIAISON, Duty.SUPERVISOR), (IN_CHARGE, Duty.OFFICE)]


def _confirm_corrections(problem: Problem, actor: Actor, now: Any) -> None:
    do.confirm_corrections(problems=[problem], actor=actor, now=now)


def _attach(place: Town) -> Callable[..., Any]:
    file = do.attach_evidence(
        problem=place.find(), data=b"\xff\xd8\xff\xe0" + bytes(64), name="现场.jpg", actor=place.actor(OFFICE), now=place.now
    ).file
    return lambda **who: do.add_evidence(file=file, **who)


def steps_of(place: Town) -> list[Callable[..., Any]]:
    """Every step of the table with something filled in; forward steps first."""
    kind, more = CauseKind.MANAGERIAL, {"reason": "核查发现问题"}
    return [
        lambda **who: do.analyse(cause="排班没有落实", kind=kind, **who),
        lambda **who: do.plan(measures=["实行轮值"], **who),
        lambda **who: do.ask(no_evidence_reason="现场已核", **who),
        lambda **who: do.confirm(**who), lambda **who: do.verify(**who), lambda **who: do.close(**who),
        lambda **who: do.correct(how="已当场改正", **who), _confirm_corrections,
        lambda **who: do.plan(measures=[" "], **who), lambda **who: do.ask(**who), _attach(place),
        lambda **who: do.plan(measures=["带班"], doer=place.people[HEAD], **who),
        lambda **who: do.amend(values={"doer": place.people[COLLEAGUE]}, **who),
        lambda **who: do.amend(values={"weight": "serious"}, **who),
        lambda **who: do.send_back(**more, **who),
        lambda **who: do.reopen(due_on=who["now"].date() + timedelta(30), **more, **who), lambda **who: do.look_back(**who),
        lambda **who: do.fail_sample(**more, **who), lambda **who: do.pass_sample(**who),
        lambda **who: do.suspend(until=who["now"].date() + timedelta(60), **more, **who), lambda **who: do.resume(**who),
        lambda **who: do.extend(to_on=who["problem"].due_on + timedelta(5), **more, **who),
        lambda **who: do.report_progress(text="做了一半", **who),
        lambda **who: do.publicise(**who),
        lambda **who: do.close(**{**who, "now": who["now"] + timedelta(14)}),
        lambda problem, **who: do.object_to(problem=problem, text="有群众说没有改到位", **who),
        lambda problem, **who: do.answer_objection(problem=problem, answer="已当面核对，确已改到位", **who),
    ]  # fmt: skip


RIGHT = {  # who normally takes these steps
    0: OFFICIAL, 1: OFFICIAL, 2: OFFICIAL, 3: HEAD, 4: GROUP_2, 5: OFFICE_2, 6: OFFICIAL, 7: HEAD, 16: OFFICE_2, 18: GROUP, 23: OFFICE_2, 24: OFFICE_2,
}  # fmt: skip
NEXT = {"recorded": (0, 6), "analysed": (1,), "rectifying": (2, 2, 2, 19), "asked": (3,), "confirmed": (4,), "verified": (5, 23, 23),
        "publicised": (24, 24, 24, 25, 26), "corrected": (7,),
        "closed": (15, 16, 17, 18), "looked_back": (15,), "suspended": (20,),
        "disputed": (0,), "merged": (0,), "void": (0,)}  # fmt: skip
MOVE = ((0, 5), (0, 26), (0, 3), (0, len(ACTORS) - 1))  # go on or leap, which step, by whom it should be or by anybody, who
WAYS = {"at once": (True, False), "full chain": (False, False), "published": (False, True)}  # quick, published


def check_closed(row: Problem, users: dict[int, int], published: bool) -> None:
    """All conditions of a closed item, from the row alone. `users` are accounts by person."""
    own = {users.get(pk) for pk in (row.person_id, row.doer_id) if pk} - {None}
    if row.path == Path.QUICK:
        hands = [row.corrected_by_id, row.confirmed_by_id]
        assert row.how.strip()
        judges = {row.confirmed_by_id, row.verified_by_id} - {None}
    else:
        hands = [row.asked_by_id, row.confirmed_by_id, row.verified_by_id, row.closed_by_id]
        assert row.measures.exists() and row.cause and row.cause_kind
        assert evidence_behind(row) or row.no_evidence_reason.strip()
        judges = set(hands[1:])
        if published:
            assert row.publicity_ends_on and row.closed_at and row.publicity_ends_on < row.closed_at.date() and not row.open_objections
    assert None not in hands and len(set(hands)) == len(hands), "one person in two roles"
    assert not judges & own, "judged by the one it is about"
    assert row.looked_back_by_id is None or row.looked_back_by_id not in hands


def snapshot(row: Problem) -> dict[str, Any]:
    """All columns as they stand. Asked of the database itself: the frame would put the question together anew after each step, which took half
    of the time of a life."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Problem._meta.db_table} WHERE id = %s", [row.pk])
        return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


@dataclass
class Lives:
    """A town in which problems live, one after the other, and what was seen of them. `quick`: corrected at once; `published`: with publicity."""

    quick: bool
    published: bool
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.place = place = town()
        amend_campaign(campaign=place.campaign, settings={"publicity_step": self.published}, actor=place.machine, now=place.now)
        for name, duty in MORE:
            unit = None if duty is Duty.OFFICE else place.units[WATER]
            grant_duty(campaign=place.campaign, person=place.people[name], duty=duty, unit=unit, actor=place.machine, now=place.now)
        self.steps = steps_of(place)
        self.users = {person.pk: person.user_id for person in place.people.values() if person.user_id}
        self._moments = 0

    def live(self, moves: Iterable[tuple[int, int, int, int]]) -> None:
        """One problem through these moves. AssertionError: it closed without its conditions, or a refused step changed something."""
        row = self.place.find(Source.SELF_CHECK if self.quick else Source.SUPERVISION)
        known = snapshot(row)
        for leap, which, anybody, who in moves:
            ways = NEXT[known["state"]]
            chosen = which % len(self.steps) if leap == 5 else ways[which % len(ways)]
            name = RIGHT[chosen] if chosen in RIGHT and anybody < 3 else ACTORS[who]
            refused, before = self._step(chosen, row, name), known
            known = snapshot(row)
            assert not refused or known == before, "a refused step changes nothing"
            self.seen.update(["refused" if refused else "done", known["state"]])
            if known["state"] in DONE:
                self.seen["judged"] += 1
                check_closed(Problem.objects.get(pk=row.pk), self.users, self.published)

    def _step(self, chosen: int, row: Problem, name: str) -> bool:
        """Was it refused?"""
        self._moments += 1
        try:
            self.steps[chosen](problem=row, actor=self.place.actor(name), now=days_later(0) + timedelta(seconds=self._moments))
        except Refused:
            return True
        return False
