"""What waits for somebody besides items of the ledger and tasks: rooms above say it once, as they are loaded; the to-do page and its badge add it up."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, DateField, F, IntegerField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from bihuan.campaigns.policy import Held
from bihuan.foundation.kernel import Actor
from bihuan.foundation.planned import settled

ROWS = 5
"""Rows shown of a kind; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One kind of work that waits: `name` names its card (`interfaces/web/<room>/desk.py`), `rows` are what waits, `due` is their column that
    says by when ("" where there is none). Without a query. `only_if`: nothing of this kind can wait unless this finds something; it is asked once
    for all kinds that name the same, and where it finds nothing none of them is looked for – nor planned: a plan for thirty kinds takes
    PostgreSQL thirty milliseconds, and nine megabytes of each connection where it is kept."""

    name: str
    rows: QuerySet[Any]
    due: str = ""
    only_if: QuerySet[Any] | None = None


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
    """What waits for this actor in one campaign, of each kind the first rows. One query counts all, one more what waits
    by a seat where there is one, and one for each kind that is not empty."""
    counted = _counted(actor, tuple(mine), campaign_id, today)
    asked = [_rooms[room] for room in sorted({room for room, *_told in counted})]  # the others have nothing to show
    kinds = {one.name: one for room in asked for one in room(actor, mine, campaign_id, today)}
    found = [Waiting(name, count, late, nearest, _first(kinds[name])) for _room, name, count, late, nearest in counted]
    return sorted(found, key=lambda one: (not one.late, one.nearest is None, one.nearest or date.max))


def waiting_by_room(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> dict[str, tuple[int, int]]:
    """By the room that put it there: how many wait for this actor in one campaign, how many of them late. One query, one more where he has
    a seat, none where nothing could."""
    found = dict[str, tuple[int, int]]()
    for place, _name, count, late, _nearest in _counted(actor, tuple(mine), campaign_id, today):
        room = _rooms[place].__module__.split(".")[1]
        known = found.get(room, (0, 0))
        found[room] = known[0] + count, known[1] + late
    return found


def _counted(actor: Actor, mine: tuple[Held, ...], campaign_id: int, today: date) -> list[tuple[int, str, int, int, date | None]]:
    """Of each kind of which something waits: the place of its room, its name, how many, how many late, the nearest day."""
    (sql, values), behind, room_of = _questions(actor, mine, campaign_id, today, len(_rooms))
    found = _rows_of(sql, values) if sql else []
    opened = [behind[name] for name, is_open, _late, _day in found if name in behind and is_open]
    found = [row for row in found if row[0] not in behind] + [row for part in opened for row in _rows_of(*part)]
    days = [(date.fromisoformat(day) if isinstance(day, str) else day) for *_told, day in found]
    return [(room_of[name], name, many, late, day) for (name, many, late, _day), day in zip(found, days, strict=True) if many]


def _rows_of(sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


Part = tuple[str, tuple[Any, ...]]
"""A question and its values."""


@dataclass(frozen=True, slots=True)
class Gated:
    """Questions in parts: the first is always asked; each other one where what stands before it finds something."""

    always: Part
    behind: tuple[tuple[Part, Part], ...]


def _gated(kinds: Iterable[Wait], part_of: Callable[[Wait], Part], join: Callable[[Sequence[Part]], str]) -> Gated:
    """The kinds in one question for each gate. Its text is kept once for all who hold the same duties: it is as long as a short story."""
    by_gate = dict[Part, list[Part]]()
    for one in kinds:
        with suppress(EmptyResultSet):
            by_gate.setdefault(one.only_if.query.sql_with_params() if one.only_if is not None else ("", ()), []).append(part_of(one))

    def whole(parts: Sequence[Part]) -> Part:
        sql, values = settled(join(parts), tuple(value for _sql, values in parts for value in values))
        return intern(sql), values

    told = {gate: whole(parts) for gate, parts in by_gate.items()}
    return Gated(told.pop(("", ()), ("", ())), tuple(told.items()))


@lru_cache(2048)
def _questions(
    actor: Actor, mine: tuple[Held, ...], campaign_id: int, today: date, _rooms_known: int
) -> tuple[Part, dict[str, Part], dict[str, int]]:
    """The question that counts all kinds, with a row that says of each gate whether it is open; by the names of these rows the questions behind
    the gates; and the place of each kind's room. Putting them together takes ten times as long as answering them."""
    kinds = [(place, one) for place, room in enumerate(_rooms) for one in room(actor, mine, campaign_id, today)]

    def join(parts: Sequence[Part]) -> str:
        return " UNION ALL ".join(f"SELECT * FROM ({sql}) k{n}" for n, (sql, _values) in enumerate(parts))  # noqa: S608 - values stay apart

    told = _gated((one for _place, one in kinds), lambda one: _of_kind(one, today), join)
    rows = [told.always] if told.always[0] else []
    for n, ((sql, values), _part) in enumerate(told.behind):
        rows.append((f"SELECT '{n}', CASE WHEN EXISTS ({sql}) THEN 1 ELSE 0 END, 0, NULL", values))  # noqa: S608 - values stay apart
    whole = intern(" UNION ALL ".join(sql for sql, _values in rows)), tuple(value for _sql, values in rows for value in values)
    return whole, {str(n): part for n, (_gate, part) in enumerate(told.behind)}, {one.name: place for place, one in kinds}


def _of_kind(kind: Wait, today: date) -> tuple[str, tuple[Any, ...]]:
    late: Any = Count("pk", filter=Q(**{f"{kind.due}__lt": today})) if kind.due else Value(0, IntegerField())
    nearest: Any = Min(kind.due) if kind.due else Cast(Value(None), DateField())
    told = kind.rows.order_by().annotate(desk_kind=Value(kind.name, CharField())).values("desk_kind")  # no row has columns of these names
    counted = told.annotate(desk_many=Count("pk"), desk_late=late, desk_nearest=nearest)
    return counted.values_list("desk_kind", "desk_many", "desk_late", "desk_nearest").query.sql_with_params()


def _first(kind: Wait) -> list[Any]:
    order: list[Any] = [F(kind.due).asc(nulls_last=True)] if kind.due else []
    return list(kind.rows.order_by(*order, "pk")[:ROWS])


def counted_on_desk(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date, most: int) -> Gated:
    """What a badge adds to its question, up to `most` of each kind: sums "(SELECT count(*) …) + …" without a SELECT before them."""

    def join(parts: Sequence[Part]) -> str:
        return " + ".join(f"(SELECT count(*) FROM ({sql}) desk{n})" for n, (sql, _values) in enumerate(parts))  # noqa: S608 - values stay apart

    kinds = waits(actor, mine, campaign_id, today)
    return _gated(kinds, lambda one: one.rows.order_by().values("pk")[:most].query.sql_with_params(), join)
