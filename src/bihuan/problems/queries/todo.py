"""What is due from somebody: his steps on the ledger, in groups, each with the list behind it (M93)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Min, Q
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import waiting_tasks
from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.kernel import Actor
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, reach
from bihuan.problems.queries.waiting import Kind, kinds
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import TICKING, Action

_ROWS = 5  # rows shown in a group; the rest is one click away
MOST = 99  # a badge tells no more than "99+"; the exact numbers stand on the page of to-dos


@dataclass(frozen=True, slots=True)
class Due:
    """One kind of work that waits for somebody: what to do, how many, the nearest day, the first rows, the filter that lists exactly these."""

    title: str
    action: Action
    count: int
    nearest: date | None
    late: int
    rows: Sequence[Problem]
    filters: Filters
    behalf: str = ""
    """For whom it is done by delegation, "" for one's own work."""


def due_from(actor: Actor, campaign: Campaign, today: date) -> list[Due]:
    """The work that waits for this actor in one campaign. One counting query for all kinds, one for the rows of each that is not empty."""
    mine = reach(actor, campaign.pk)
    of_mine = kinds(mine, today, publicity=settings_of(campaign.file).publicity_step)
    rows = Problem.objects.filter(campaign=campaign)
    told: dict[str, Any] = {}
    late = Q(due_on__lt=today, state__in=TICKING)
    for i, kind in enumerate(of_mine):
        told |= {
            f"n{i}": Count("pk", filter=kind.of),
            f"d{i}": Min("due_on", filter=kind.of),
            f"l{i}": Count("pk", filter=kind.of & late),
        }
    counts = rows.aggregate(**told) if of_mine else {}
    return [
        Due(
            kind.word.label,
            kind.action,
            counts[f"n{i}"],
            counts[f"d{i}"],
            counts[f"l{i}"],
            _first(rows, kind),
            _filter(kind),
            kind.behalf.for_name if kind.behalf else "",
        )
        for i, kind in enumerate(of_mine)
        if counts[f"n{i}"]
    ]


def _filter(kind: Kind) -> Filters:
    """What lists exactly these in the ledger."""
    behalf = (kind.behalf.for_person,) if kind.behalf and kind.behalf.for_person else ()
    return Filters(waits=(kind.word,), behalf=behalf)


def _first(rows: Any, kind: Kind) -> list[Problem]:
    return list(rows.filter(kind.of).select_related("unit", "person", "campaign", "manifestation").order_by("due_on", "number")[:_ROWS])


def count_due(actor: Actor, campaign: Campaign) -> int:
    """How many items wait for this actor, for the number in the top bar."""
    return count_within(reach(actor, campaign.pk), campaign.pk)


def count_within(mine: Reach, campaign_id: int) -> int:
    """The same for a reach in hand, with the tasks of the stages, up to `MOST` + 1: one query."""
    sql, values = _waiting(mine, campaign_id, localdate())
    if not sql:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return min(MOST + 1, int(cursor.fetchone()[0]))


@lru_cache(4096)
def _waiting(mine: Reach, campaign_id: int, today: date) -> tuple[str, tuple[Any, ...]]:
    """The question how many different rows, and how many tasks, wait. Every page asks it, and putting it together takes ten times as long as answering it.

    Kinds of one `whose` read one index, and no more of it than a badge tells; a single condition of ORs would walk the whole ledger."""
    whens: dict[int, tuple[Q, Q]] = {}
    for kind in (of_mine := kinds(mine, today, publicity=False)):
        known = whens.get(id(kind.whose))
        whens[id(kind.whose)] = (kind.whose, known[1] | kind.when if known else kind.when)
    rows = Problem.objects.order_by().filter(campaign_id=campaign_id)
    some = [rows.filter(whose & when).values("pk")[: MOST + 1].query.sql_with_params() for whose, when in whens.values()]
    union = " UNION ".join(f"SELECT * FROM ({sql}) part{n}" for n, (sql, _values) in enumerate(some))  # noqa: S608 - values stay apart
    told = tuple(value for _sql, values in some for value in values)
    if not of_mine:
        return "", ()
    tasks, more = _tasks(mine, campaign_id)
    return f"SELECT (SELECT count(*) FROM ({union}) every){tasks}", (*told, *more)  # noqa: S608


def _tasks(mine: Reach, campaign_id: int) -> tuple[str, tuple[Any, ...]]:
    """What is added to the question; nothing for somebody whom no task can wait for."""
    try:
        rows = waiting_tasks(mine.duties, mine.actor.person_id, campaign_id).order_by().values("pk")[: MOST + 1]
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return f" + (SELECT count(*) FROM ({sql}) task)", values  # noqa: S608 - values stay apart
