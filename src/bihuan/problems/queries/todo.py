"""What is due from somebody: his steps on the ledger, in groups, each with the list behind it (M93)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.lookups import Exact
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import waiting_tasks
from bihuan.campaigns.queries.desk import Part, counted_on_desk
from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.kernel import Actor
from bihuan.foundation.planned import answers, settled
from bihuan.problems.models import LookBackItem, Problem
from bihuan.problems.policy import Reach, reach
from bihuan.problems.queries.naming import with_names
from bihuan.problems.queries.waiting import Kind, kinds
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import TICKING, Action

_ROWS = 5  # rows shown in a group; the rest is one click away
MOST = 99  # a badge tells no more than "99+"; the exact numbers stand on the page of to-dos


class Draw(NamedTuple):
    """A look-back of which something waits: its number, by when it is looked through, how many."""

    number: int
    due_on: date | None
    many: int


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
    until: Mapping[int, date | None] = field(default_factory=dict)
    """Of drawn ones by their keys: by when they are looked at again."""
    draws: Sequence[Draw] = ()
    """Of drawn ones: where they are listed, what is due next first. The ledger knows the days by which they had to be put right."""


def due_from(who: Actor | Reach, campaign: Campaign, today: date) -> list[Due]:
    """The work that waits for somebody in one campaign. One question counts all kinds, one finds the first rows of those that are not
    empty, one reads them. Kinds in which something is overdue stand first, else in the order of the work."""
    mine = who if isinstance(who, Reach) else reach(who, campaign.pk)
    asked = _asked(mine, campaign.pk, today, settings_of(campaign.file).publicity_step)
    counted = [(one, *told) for one, told in zip(asked, _counted(asked, today), strict=True) if told[0]]
    first = _first([one for one, *_told in counted])
    found = [
        Due(kind.word.label, kind.action, count, nearest, late, rows, _filter(kind), kind.behalf.for_name if kind.behalf else "")
        for ((kind, _sql, _values), count, nearest, late), rows in zip(counted, first, strict=True)
    ]
    found = [
        _by_draw(one, kind, campaign.pk, today) if one.action is Action.LOOK_BACK else one
        for one, ((kind, *_asked_of), *_told) in zip(found, counted, strict=True)
    ]
    return sorted(found, key=lambda one: not one.late)


def counted_from(mine: Reach, campaign: Campaign, today: date) -> list[tuple[str, int, int]]:
    """Of each kind that waits for somebody in one campaign its word, how many, how many late: what `due_from` counts, in its order, and no rows.
    One question; one more where something drawn waits."""
    asked = _asked(mine, campaign.pk, today, settings_of(campaign.file).publicity_step)
    found = list[tuple[str, int, int]]()
    for (kind, _sql, _values), (count, nearest, late) in zip(asked, _counted(asked, today), strict=True):
        if count and kind.action is Action.LOOK_BACK:
            late = _by_draw(Due(kind.word.label, kind.action, count, nearest, late, (), _filter(kind)), kind, campaign.pk, today).late
        if count:
            found.append((kind.word.label, count, late))
    return sorted(found, key=lambda one: not one[2])


def _by_draw(due: Due, kind: Kind, campaign_id: int, today: date) -> Due:
    """Of what was drawn the day counts by which its draw is looked through: by its own day it was put right long ago."""
    drawn = LookBackItem.objects.filter(result="", problem__in=Problem.objects.filter(kind.of, campaign_id=campaign_id))
    in_order = F("draw__due_on").asc(nulls_last=True)
    draws = [
        Draw(*told)
        for told in drawn.order_by(in_order, "draw__number").values_list("draw__number", "draw__due_on").annotate(many=Count("pk"))
    ]
    days = [one.due_on for one in draws if one.due_on]
    late = sum(one.many for one in draws if one.due_on and one.due_on < today)
    first = drawn.order_by(in_order, "problem__number")[:_ROWS]
    until = dict(first.values_list("problem_id", "draw__due_on"))
    rows = with_names(Problem.objects.select_related("unit", "person")).in_bulk(until)
    return replace(due, nearest=min(days, default=None), late=late, rows=[rows[pk] for pk in until], until=until, draws=draws)


_Asked = tuple[Kind, str, tuple[Any, ...]]
"""A kind of work, and the question for its rows with its values."""


@lru_cache(1024)
def _asked(mine: Reach, campaign_id: int, today: date, publicity: bool) -> list[_Asked]:
    """Each kind reads its own index: asked in one condition of ORs the whole ledger would be walked. Putting the questions together takes
    longer than answering them, so that they are kept."""
    asked = list[_Asked]()
    for kind in kinds(mine, today, publicity=publicity):
        with suppress(EmptyResultSet):
            some = [rows.query.sql_with_params() for rows in _rows(kind, campaign_id)]
            asked.append(
                (kind, " UNION ALL ".join(sql for sql, _values in some), tuple(value for _sql, values in some for value in values))
            )
    return asked


def _rows(kind: Kind, campaign_id: int) -> list[QuerySet[Problem, Any]]:
    """Its rows in parts that each have their index. A sum is in no index: else SQLite would go by campaign and state, past everybody else's."""
    rows = Problem.objects.order_by().values("pk", "due_on", "number", "state")
    if not kind.of_person:
        return [rows.filter(kind.of, campaign_id=campaign_id)]
    either = kind.whose.children if kind.whose.connector == Q.OR else [kind.whose]
    return [rows.filter(Q(one), kind.when, Exact(F("campaign_id") + 0, campaign_id)) for one in either]


def _counted(asked: Sequence[_Asked], today: date) -> list[tuple[int, date | None, int]]:
    """Of each kind: how many, the nearest day, how many are late."""
    if not asked:
        return []
    states = ", ".join(["%s"] * len(TICKING))
    late = f"count(*) FILTER (WHERE due_on < %s AND state IN ({states}))"
    parts = (f"SELECT {n} AS n, count(*), min(due_on), {late} FROM ({sql}) p{n}" for n, (_kind, sql, _values) in enumerate(asked))  # noqa: S608 - values stay apart
    of_late = (connection.ops.adapt_datefield_value(today), *(state.value for state in TICKING))
    values = [value for _kind, _sql, told in asked for value in (*of_late, *told)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        found = sorted(cursor.fetchall())
    return [(count, date.fromisoformat(day) if isinstance(day, str) else day, tardy) for _n, count, day, tardy in found]


def _first(asked: Sequence[_Asked]) -> list[list[Problem]]:
    """The first rows of each kind: what is due next stands first."""
    if not asked:
        return []
    parts = (
        f"SELECT * FROM (SELECT {n} AS n, pk FROM ({sql}) p{n} ORDER BY due_on IS NULL, due_on, number LIMIT {_ROWS}) f{n}"  # noqa: S608 - values stay apart
        for n, (_kind, sql, _values) in enumerate(asked)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for *_asked, told in asked for value in told])
        found = cursor.fetchall()
    rows = with_names(Problem.objects.select_related("unit", "person")).in_bulk({pk for _n, pk in found})
    listed: list[list[Problem]] = [[] for _one in asked]
    for n, pk in found:
        listed[n].append(rows[pk])
    return [sorted(some, key=lambda row: (row.due_on is None, row.due_on or date.max, row.number)) for some in listed]


def _filter(kind: Kind) -> Filters:
    """What lists exactly these in the ledger."""
    behalf = (kind.behalf.for_person,) if kind.behalf and kind.behalf.for_person else ()
    return Filters(waits=(kind.word,), behalf=behalf)


def count_within(mine: Reach, campaign_id: int) -> int:
    """How many items wait for this actor, with the tasks of the stages and what else lies on his desk, up to `MOST` + 1: one query, one more
    where anything can wait for him by a seat of his."""
    (sql, values), behind = _waiting(mine, campaign_id, localdate())
    if not sql:
        return 0
    ((count, *opened),) = answers(sql, values)
    for part in (part for part, is_open in zip(behind, opened, strict=True) if is_open):
        ((more,),) = answers(*part)
        count += more
    return min(MOST + 1, int(count))


@lru_cache(4096)
def _waiting(mine: Reach, campaign_id: int, today: date) -> tuple[Part, tuple[Part, ...]]:
    """The question how many different rows, and how many tasks, wait, with one column more for each gate of the desk; and the questions behind
    these gates. Every page asks it, and putting it together takes ten times as long as answering it.

    Kinds of one `whose` read one index, and no more of it than a badge tells; a single condition of ORs would walk the whole ledger."""
    joined: dict[int, Kind] = {}
    for kind in (of_mine := kinds(mine, today, publicity=False)):
        known = joined.get(id(kind.whose))
        joined[id(kind.whose)] = replace(kind, when=known.when | kind.when) if known else kind
    parts = [rows.values("pk")[: MOST + 1] for kind in joined.values() for rows in _rows(kind, campaign_id)]
    some = [rows.query.sql_with_params() for rows in parts]
    union = " UNION ".join(f"SELECT * FROM ({sql}) part{n}" for n, (sql, _values) in enumerate(some))  # noqa: S608 - values stay apart
    told = tuple(value for _sql, values in some for value in values)
    items = f"(SELECT count(*) FROM ({union}) every)" if of_mine else "0"  # noqa: S608 - values stay apart
    tasks, of_tasks = _tasks(mine, campaign_id) if of_mine else ("", ())
    desk = counted_on_desk(mine.actor, mine.duties, campaign_id, today, MOST + 1)
    more, of_desk = desk.always
    if not of_mine and not more and not desk.behind:
        return ("", ()), ()
    gates = "".join(f", EXISTS ({sql})" for (sql, _values), _part in desk.behind)
    of_gates = tuple(value for (_sql, values), _part in desk.behind for value in values)
    sql, values = settled(f"SELECT {items}{tasks}{f' + {more}' if more else ''}{gates}", (*told, *of_tasks, *of_desk, *of_gates))
    # as long as a short story, and the same for all who hold the same duties
    return (intern(sql), values), tuple((intern(f"SELECT {part}"), of_part) for _gate, (part, of_part) in desk.behind)


def _tasks(mine: Reach, campaign_id: int) -> tuple[str, tuple[Any, ...]]:
    """What is added to the question; nothing for somebody whom no task can wait for."""
    try:
        rows = waiting_tasks(mine.duties, mine.actor.person_id, campaign_id).order_by().values("pk")[: MOST + 1]
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return f" + (SELECT count(*) FROM ({sql}) task)", values  # noqa: S608 - values stay apart
