"""What waits for somebody besides items of the ledger and tasks: rooms above say it once, as they are loaded; the to-do page and its badge add it up."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, DateField, F, IntegerField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from bihuan.campaigns.policy import Held
from bihuan.foundation.kernel import Actor

ROWS = 5
"""Rows shown of a kind; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One kind of work that waits: `name` names its card (`interfaces/web/<room>/desk.py`), `rows` are what waits, `due` is their column that
    says by when ("" where there is none). Without a query."""

    name: str
    rows: QuerySet[Any]
    due: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kind of which something waits: how many, how many overdue, the nearest day, the first rows."""

    name: str
    count: int
    late: int
    nearest: date | None
    rows: Sequence[Any]


Asked = Callable[[Actor, Sequence[Held], int, date], Iterable[Wait]]
"""(actor, what he holds in this campaign, key of the campaign, today) → what waits for him there."""
_rooms: list[Asked] = []


def when_asked_what_waits(told: Asked) -> None:
    """Said once by a room above, as it is loaded."""
    if told not in _rooms:
        _rooms.append(told)


def waits(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> list[Wait]:
    """Every kind that could wait for this actor. Without a query."""
    return [one for room in _rooms for one in room(actor, mine, campaign_id, today)]


def waiting_on_desk(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> list[Waiting]:
    """What waits for this actor in one campaign, of each kind the first rows. One query counts all, one more for each kind that is not empty."""
    kinds = {one.name: one for one in waits(actor, mine, campaign_id, today)}
    found = [
        Waiting(name, count, late, nearest, _first(kinds[name])) for name, count, late, nearest in _counted(list(kinds.values()), today)
    ]
    return sorted(found, key=lambda one: (not one.late, one.nearest is None, one.nearest or date.max))


def _counted(kinds: Sequence[Wait], today: date) -> list[tuple[str, int, int, date | None]]:
    parts = list[tuple[str, tuple[Any, ...]]]()
    for one in kinds:
        late: Any = Count("pk", filter=Q(**{f"{one.due}__lt": today})) if one.due else Value(0, IntegerField())
        nearest: Any = Min(one.due) if one.due else Cast(Value(None), DateField())
        with suppress(EmptyResultSet):
            told = (
                one.rows.order_by().annotate(desk_kind=Value(one.name, CharField())).values("desk_kind")
            )  # no row has columns of these names
            counted = told.annotate(desk_many=Count("pk"), desk_late=late, desk_nearest=nearest)
            parts.append(counted.values_list("desk_kind", "desk_many", "desk_late", "desk_nearest").query.sql_with_params())
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT * FROM ({sql}) k{n}" for n, (sql, _values) in enumerate(parts)),  # noqa: S608 - values stay apart
                       [value for _sql, values in parts for value in values])  # fmt: skip
        found = cursor.fetchall()
    return [(name, many, tardy, date.fromisoformat(day) if isinstance(day, str) else day) for name, many, tardy, day in found if many]


def waiting_by_room(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> dict[str, tuple[int, int]]:
    """By the room that put it there: how many wait for this actor in one campaign, how many of them late. One query, none where nothing could."""
    room_of, kinds = dict[str, str](), list[Wait]()
    for asked in _rooms:
        for one in asked(actor, mine, campaign_id, today):
            room_of[one.name] = asked.__module__.split(".")[1]
            kinds.append(one)
    found = dict[str, tuple[int, int]]()
    for name, count, late, _nearest in _counted(kinds, today):
        known = found.get(room_of[name], (0, 0))
        found[room_of[name]] = known[0] + count, known[1] + late
    return found


def _first(kind: Wait) -> list[Any]:
    order: list[Any] = [F(kind.due).asc(nulls_last=True)] if kind.due else []
    return list(kind.rows.order_by(*order, "pk")[:ROWS])


def counted_on_desk(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date, most: int) -> tuple[str, tuple[Any, ...]]:
    """What a badge adds to its question, up to `most` of each kind: " + (SELECT count(*) …)" for each, with the values."""
    parts = list[tuple[str, tuple[Any, ...]]]()
    for one in waits(actor, mine, campaign_id, today):
        with suppress(EmptyResultSet):
            parts.append(one.rows.order_by().values("pk")[:most].query.sql_with_params())
    told = "".join(f" + (SELECT count(*) FROM ({sql}) desk{n})" for n, (sql, _values) in enumerate(parts))  # noqa: S608 - values stay apart
    return told, tuple(value for _sql, values in parts for value in values)
