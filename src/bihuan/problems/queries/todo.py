"""What is due from somebody: his steps on the ledger, in groups, each with the list behind it (M93)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, _
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, reach
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import TICKING, Action, Path, Source, State, Weight
from bihuan.problems.workflow import PROBLEM

_ROWS = 5  # rows shown in a group; the rest is one click away
MOST = 99  # a badge tells no more than "99+"; the exact numbers stand on the page of to-dos
_SORTED_IN = tuple(state.value for step in PROBLEM.of(Action.CLASSIFY) for state in step.sources)


@dataclass(frozen=True, slots=True)
class Due:
    """One kind of work that waits for somebody: what to do, how many, the nearest day, the first rows, the filter of the list."""

    title: str
    action: Action
    count: int
    nearest: date | None
    late: int
    rows: Sequence[Problem]
    filters: Filters


@dataclass(frozen=True, slots=True)
class _Kind:
    """`whose` says which rows are somebody's business at all and is the same for kinds that read one index; `when` says what
    waits now (`Q()`, everything, only where no other kind has the same `whose`)."""

    title: str
    action: Action
    whose: Q
    when: Q
    filters: Filters

    @property
    def of(self) -> Q:
        return self.whose & self.when


def _as_doer(me: int) -> Iterable[_Kind]:
    mine = Q(doer_id=me) | Q(person_id=me, doer_id=None)
    yield _Kind(
        _("立行立改：说明怎么改的"),
        Action.CORRECT,
        mine,
        Q(path=Path.QUICK, state=State.RECORDED),
        Filters(mine=True, state=(State.RECORDED,), path=(Path.QUICK,)),
    )
    yield _Kind(
        _("剖析原因"),
        Action.ANALYSE,
        mine,
        Q(path=Path.FULL, state=State.RECORDED),
        Filters(mine=True, state=(State.RECORDED,), path=(Path.FULL,)),
    )
    yield _Kind(_("制定整改措施"), Action.PLAN, mine, Q(state=State.ANALYSED), Filters(mine=True, state=(State.ANALYSED,)))
    yield _Kind(_("整改并申请销号"), Action.ASK, mine, Q(state=State.RECTIFYING), Filters(mine=True, state=(State.RECTIFYING,)))


def _as_head(mine: Reach) -> Iterable[_Kind]:
    heads, charges = mine.units(Duty.UNIT_HEAD), mine.units(Duty.LEADER_IN_CHARGE)
    if not heads and not charges:
        return
    of = (Q(unit_id__in=heads, of_unit_head=False) | Q(unit_id__in=charges, of_unit_head=True)) & ~Q(person_id=mine.actor.person_id)
    yield _Kind(_("确认立改"), Action.CONFIRM_CORRECTION, of, Q(state=State.CORRECTED), Filters(state=(State.CORRECTED,)))
    yield _Kind(_("确认销号申请"), Action.CONFIRM, of, Q(state=State.ASKED), Filters(state=(State.ASKED,)))


def _as_group(mine: Reach) -> Iterable[_Kind]:
    if not (units := mine.units(Duty.SUPERVISOR)):
        return
    of = Q(unit_id__in=units)
    yield _Kind(_("核验整改"), Action.VERIFY, of, Q(state=State.CONFIRMED), Filters(state=(State.CONFIRMED,)))
    yield _Kind(
        _("抽查待核"),
        Action.PASS_SAMPLE,
        of,
        Q(awaits_sample=True),
        Filters(sampled=True),
    )


def _as_office(mine: Reach, today: date, publicity: bool) -> Iterable[_Kind]:
    if mine.holds(Duty.OFFICE):
        verified, published = Filters(state=(State.VERIFIED,)), Q(state=State.PUBLICISED)
        if publicity:
            yield _Kind(_("公示"), Action.PUBLICISE, Q(state=State.VERIFIED), Q(), verified)
        else:
            yield _Kind(_("销号"), Action.CLOSE, Q(state=State.VERIFIED), Q(), verified)
        over = Q(open_objections=0, publicity_ends_on__lt=today)
        yield _Kind(_("公示期满，销号"), Action.CLOSE, published, over, Filters(published_out=True))
        yield _Kind(_("答复公示异议"), Action.ANSWER_OBJECTION, published, Q(open_objections__gt=0), Filters(objected=True))
        yield _Kind(_("归类"), Action.CLASSIFY, Q(category=None), Q(state__in=_SORTED_IN), Filters(unsorted=True, state=_SORTED_IN))


def _as_liaison(mine: Reach) -> Iterable[_Kind]:
    if not (units := mine.units(Duty.LIAISON)):
        return
    of = Q(unit_id__in=units, path=Path.FULL) & ~Q(source__in=(Source.SELF_CHECK, Source.CRITIQUE))
    full = (Path.FULL,)
    yield _Kind(_("本单位：剖析原因"), Action.ANALYSE, of, Q(state=State.RECORDED), Filters(state=(State.RECORDED,), path=full))
    yield _Kind(_("本单位：制定措施"), Action.PLAN, of, Q(state=State.ANALYSED), Filters(state=(State.ANALYSED,), path=full))
    yield _Kind(_("本单位：推进整改"), Action.REPORT_PROGRESS, of, Q(state=State.RECTIFYING), Filters(state=(State.RECTIFYING,), path=full))


def _as_leader(me: int) -> Iterable[_Kind]:
    proposed = Q(state=State.ANALYSED, measures_approved_at=None) & ~Q(measures_text="")
    yield _Kind(
        _("批准整改措施"),
        Action.APPROVE_MEASURES,
        Q(leader_id=me),
        proposed,
        Filters(state=(State.ANALYSED,), weight=(Weight.GENERAL, Weight.SERIOUS, Weight.COMMON)),
    )


def _kinds(mine: Reach, today: date, *, publicity: bool = False) -> list[_Kind]:
    me = mine.actor.person_id
    own = [*_as_doer(me), *_as_leader(me)] if me is not None else []
    return [*own, *_as_head(mine), *_as_group(mine), *_as_office(mine, today, publicity), *_as_liaison(mine)]


def due_from(actor: Actor, campaign: Campaign, today: date) -> list[Due]:
    """The work that waits for this actor in one campaign. One counting query for all kinds, one for the rows of each that is not empty."""
    mine = reach(actor, campaign.pk)
    kinds = _kinds(mine, today, publicity=settings_of(campaign.file).publicity_step)
    rows = Problem.objects.filter(campaign=campaign)
    told: dict[str, Any] = {}
    late = Q(due_on__lt=today, state__in=TICKING)
    for i, kind in enumerate(kinds):
        told |= {
            f"n{i}": Count("pk", filter=kind.of),
            f"d{i}": Min("due_on", filter=kind.of),
            f"l{i}": Count("pk", filter=kind.of & late),
        }
    counts = rows.aggregate(**told) if kinds else {}
    return [
        Due(kind.title, kind.action, counts[f"n{i}"], counts[f"d{i}"], counts[f"l{i}"], _first(rows, kind), kind.filters)
        for i, kind in enumerate(kinds)
        if counts[f"n{i}"]
    ]


def _first(rows: Any, kind: _Kind) -> list[Problem]:
    return list(rows.filter(kind.of).select_related("unit", "person", "campaign", "manifestation").order_by("due_on", "number")[:_ROWS])


def count_due(actor: Actor, campaign: Campaign) -> int:
    """How many items wait for this actor, for the number in the top bar."""
    return count_within(reach(actor, campaign.pk), campaign.pk)


def count_within(mine: Reach, campaign_id: int) -> int:
    """The same for a reach in hand, up to `MOST` + 1: one query."""
    sql, values = _waiting(mine, campaign_id, localdate())
    if not sql:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return min(MOST + 1, int(cursor.fetchone()[0]))


@lru_cache(4096)
def _waiting(mine: Reach, campaign_id: int, today: date) -> tuple[str, tuple[Any, ...]]:
    """The question how many different rows wait. Every page asks it, and putting it together takes ten times as long as answering it.

    Kinds of one `whose` read one index, and no more of it than a badge tells; a single condition of ORs would walk the whole ledger."""
    whens: dict[int, tuple[Q, Q]] = {}
    for kind in (kinds := _kinds(mine, today)):
        known = whens.get(id(kind.whose))
        whens[id(kind.whose)] = (kind.whose, known[1] | kind.when if known else kind.when)
    rows = Problem.objects.order_by().filter(campaign_id=campaign_id)
    some = [rows.filter(whose & when).values("pk")[: MOST + 1].query.sql_with_params() for whose, when in whens.values()]
    union = " UNION ".join(f"SELECT * FROM ({sql}) part{n}" for n, (sql, _values) in enumerate(some))  # noqa: S608 - values stay apart
    told = tuple(value for _sql, values in some for value in values)
    return (f"SELECT count(*) FROM ({union}) every", told) if kinds else ("", ())  # noqa: S608
