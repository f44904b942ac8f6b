"""Which rows wait for somebody, and for what: one condition a kind, for the to-do page, its badge and the list behind each number (M93)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.foundation.statistics import SOME, rare
from bihuan.problems.policy import Reach
from bihuan.problems.vocabulary import Action, Path, Source, State
from bihuan.problems.vocabulary import Waiting as W
from bihuan.problems.workflow import PROBLEM

_SORTED_IN = tuple(state.value for step in PROBLEM.of(Action.CLASSIFY) for state in step.sources)


@dataclass(frozen=True, slots=True)
class Kind:
    """`whose` says which rows are somebody's business at all and is the same for kinds that read one index; `when` says what
    waits now (`Q()`, everything, only where no other kind has the same `whose`)."""

    word: W
    action: Action
    whose: Q
    when: Q
    behalf: Actor | None = None
    """The actor as the deputy for whom this waits; None for his own work."""
    of_person: bool = False
    """Its rows are found by whose they are, which are few in any ledger; where `whose` says "or", no row is both."""

    @property
    def of(self) -> Q:
        """The rows that wait."""
        return self.whose & self.when


def _before_leader(past: bool, yes: bool) -> Q:
    """Items whose measures lie before the leader, or whose measures are still to be set."""
    return Q(state=State.ANALYSED) & (Q(proposed=yes) if past else Q(proposed_at__isnull=not yes))


def _as_doer(me: int, past: bool) -> Iterable[Kind]:
    # no condition for an index: an engine that knows nothing of the table would go past everything that nobody puts right
    nobody = Exact(Coalesce("doer_id", 0), 0)
    mine = rare("doer_id", me) | Q(nobody) & rare("person_id", me)
    yield Kind(W.CORRECT, Action.CORRECT, mine, Q(path=Path.QUICK, state=State.RECORDED), of_person=True)
    yield Kind(W.ANALYSE, Action.ANALYSE, mine, Q(path=Path.FULL, state=State.RECORDED), of_person=True)
    yield Kind(W.PLAN, Action.PLAN, mine, _before_leader(past, False), of_person=True)
    yield Kind(W.ASK, Action.ASK, mine, Q(state=State.RECTIFYING), of_person=True)


def _as_leader(me: int, past: bool) -> Iterable[Kind]:
    yield Kind(W.APPROVE, Action.APPROVE_MEASURES, rare("leader_id", me), _before_leader(past, True), of_person=True)


def _as_head(mine: Reach) -> Iterable[Kind]:
    heads, charges = mine.units(Duty.UNIT_HEAD), mine.units(Duty.LEADER_IN_CHARGE)
    if not heads and not charges:
        return
    of = (Q(unit_id__in=heads, of_unit_head=False) | Q(unit_id__in=charges, of_unit_head=True)) & ~Q(person_id=mine.actor.person_id)
    yield Kind(W.CONFIRM_CORRECTION, Action.CONFIRM_CORRECTION, of, Q(state=State.CORRECTED))
    yield Kind(W.CONFIRM, Action.CONFIRM, of, Q(state=State.ASKED))


def _as_group(mine: Reach) -> Iterable[Kind]:
    if not (units := mine.units(Duty.SUPERVISOR)):
        return
    of = Q(unit_id__in=units)
    yield Kind(W.VERIFY, Action.VERIFY, of, Q(state=State.CONFIRMED))
    yield Kind(W.LOOK_BACK, Action.LOOK_BACK, of, Q(awaits_look_back=True, state__in=(State.CLOSED, State.CLOSED_BEFORE)))
    yield Kind(W.SAMPLE, Action.PASS_SAMPLE, of, Q(awaits_sample=True, state=State.CLOSED))


def _as_office(mine: Reach, today: date, publicity: bool | None) -> Iterable[Kind]:
    if not mine.holds(Duty.OFFICE):
        return
    published, over = rare("state", State.PUBLICISED, SOME), Q(open_objections=0, publicity_ends_on__lt=today)
    if publicity is not False:
        yield Kind(W.PUBLICISE, Action.PUBLICISE, Q(state=State.VERIFIED), Q())
    if not publicity:
        yield Kind(W.CLOSE, Action.CLOSE, Q(state=State.VERIFIED), Q())
    yield Kind(W.CLOSE_PUBLISHED, Action.CLOSE, published, over)
    yield Kind(W.ANSWER, Action.ANSWER_OBJECTION, published, Q(open_objections__gt=0))
    yield Kind(W.RULE, Action.KEEP_OWNER, Q(state=State.DISPUTED), Q())
    yield Kind(W.CLASSIFY, Action.CLASSIFY, Q(category=None), Q(state__in=_SORTED_IN))


def _as_liaison(mine: Reach, past: bool) -> Iterable[Kind]:
    if not (units := mine.units(Duty.LIAISON)):
        return
    of = Q(unit_id__in=units, path=Path.FULL) & ~Q(source__in=(Source.SELF_CHECK, Source.CRITIQUE))
    yield Kind(W.UNIT_ANALYSE, Action.ANALYSE, of, Q(state=State.RECORDED))
    yield Kind(W.UNIT_PLAN, Action.PLAN, of, _before_leader(past, False))
    yield Kind(W.UNIT_PROGRESS, Action.REPORT_PROGRESS, of, Q(state=State.RECTIFYING))


def kinds(mine: Reach, today: date, *, publicity: bool | None, past: bool = False) -> list[Kind]:
    """The kinds of work of this actor. `publicity`: does the campaign ask for it; None, where it does not matter, gives both ways.
    `past`: conditions for version rows."""
    me = mine.actor.person_id
    own = [*_as_doer(me, past), *_as_leader(me, past)] if me is not None else []
    deputed = [kind for other in mine.stand_ins() for kind in _for_another(other, today, publicity, past)]
    return [*own, *_by_duty(mine.alone(), today, publicity, past), *deputed]


def _by_duty(mine: Reach, today: date, publicity: bool | None, past: bool) -> list[Kind]:
    return [*_as_head(mine), *_as_group(mine), *_as_office(mine, today, publicity), *_as_liaison(mine, past)]


def _for_another(other: Reach, today: date, publicity: bool | None, past: bool) -> Iterable[Kind]:
    """What waits for the one whose deputy the actor is, but for items that he puts right himself or that are about him."""
    me, narrowed = other.actor.person_id, dict[int, Q]()
    for kind in _by_duty(other.alone(), today, publicity, past):
        whose = narrowed.setdefault(id(kind.whose), kind.whose & ~Q(doer_id=me) & ~Q(person_id=me) & ~Q(person_id=other.actor.for_person))
        yield replace(kind, whose=whose, behalf=other.actor)


def waiting(mine: Reach, today: date, words: Collection[str], *, past: bool = False, behalf: Collection[int] = ()) -> Q:
    """The rows that wait for this actor for any of these kinds of work; none for a kind that is not his. `past`: version rows that waited.
    `behalf`: those that wait for him as the deputy of these people, instead of his own."""
    found = Q(pk__in=())
    for kind in kinds(mine, today, publicity=None, past=past):
        asked = kind.behalf is None if not behalf else kind.behalf is not None and kind.behalf.for_person in behalf
        if asked and kind.word.value in words:
            found |= kind.of
    return found
