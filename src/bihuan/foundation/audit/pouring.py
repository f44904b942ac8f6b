"""Many rows into a table at the speed of the engine: executemany on SQLite, COPY on PostgreSQL.

For rows whose keys are given or need not be read back. Values are what the model's fields would hold; nothing is validated here."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain, islice
from operator import attrgetter, itemgetter
from typing import Any

from django.db import connection, models

from bihuan.foundation.audit.unindexed import unindexed
from bihuan.foundation.kernel import Term

Convert = Callable[[Any], Any]
Fields = Sequence["models.Field[Any, Any]"]
Beside = Callable[[Sequence[Any], Sequence[str]], AbstractContextManager[None]]
_beside: dict[type[models.Model], Beside] = {}


def keep_beside(model: type[models.Model], what: Beside) -> None:
    """What a room keeps beside its rows by triggers, brought up once for many: `what(keys, names)` stands around each write here of rows with
    these keys and columns. Told once from the room's `apps.py`."""
    _beside[model] = what


def _around(model: type[models.Model], rows: Sequence[models.Model], names: Sequence[str]) -> AbstractContextManager[None]:
    return _beside[model]([row.pk for row in rows], names) if model in _beside else nullcontext()


def pour(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Store rows of one kind. A key that is None is given by the engine (and not told)."""
    held, told, columns = [vars(row) for row in rows], [], []
    for one in model._meta.concrete_fields:
        column = [*map(itemgetter(one.attname), held)]
        # what is empty in every row is left out: the engine writes NULL by itself, and half of a new problem's columns are empty
        if not _may_be_empty(one) or column.count(None) < len(column):
            told.append(one)
            columns.append(_converted(column, one))
    with _around(model, rows, [one.attname for one in told]), unindexed(model._meta.db_table, len(rows)):
        pour_into(model._meta.db_table, _names(told), zip(*columns, strict=True))


def _may_be_empty(field: "models.Field[Any, Any]") -> bool:
    return field.primary_key or field.null and field.db_default is models.NOT_PROVIDED


def give_keys(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Take keys for rows that have none yet, so that others can point to them before they are stored. Inside the transaction that stores."""
    key = model._meta.pk
    assert key is not None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            name = f"{connection.ops.quote_name(model._meta.db_table)}"
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [name, key.column, len(rows)])
            keys = [one for (one,) in cursor.fetchall()]
        else:
            last = model._base_manager.aggregate(last=models.Max(key.name))["last"] or 0
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            last = max(last, *(seq for (seq,) in cursor.fetchall()), 0)
            keys = list(range(last + 1, last + 1 + len(rows)))
    for row, one in zip(rows, keys, strict=True):
        setattr(row, key.attname, one)


def among(rows: "models.QuerySet[Any]", column: str, keys: Sequence[Any]) -> "models.QuerySet[Any]":
    """The rows whose whole-number column is one of these keys, however many: they go over as one value, and no statement grows with them."""
    name = f"{connection.ops.quote_name(rows.model._meta.db_table)}.{connection.ops.quote_name(column)}"
    listed, told = as_one(keys)
    return rows.extra(where=[f"{name} {listed}"], params=[told])  # noqa: S610 - names of the model only


def as_one(keys: Sequence[Any]) -> tuple[str, Any]:
    """What says "is one of these keys" behind a name, and the one value to go with it."""
    if connection.vendor == "postgresql":
        return "= ANY(%s::bigint[])", f"{{{','.join(map(str, keys))}}}"  # the driver would turn them one by one
    return "IN (SELECT value FROM json_each(%s))", json.dumps(list(keys))


def change_values(model: type[models.Model], names: Sequence[str], rows: Sequence[models.Model]) -> None:
    """Write these attributes of rows that are stored already, all in one go: on PostgreSQL as one statement, on SQLite a short one a row."""
    if not rows:
        return
    by_name, key = {one.attname: one for one in model._meta.concrete_fields}, model._meta.pk
    assert key is not None
    fields = [*(by_name[name] for name in names), key]
    values = [_converted([*map(attrgetter(one.attname), rows)], one) for one in fields]
    table, (*columns, of_key) = connection.ops.quote_name(model._meta.db_table), _columns(fields)
    with _around(model, rows, names), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            same = [one[0] == one[-1] and one.count(one[0]) == len(one) for one in values[:-1]]  # one value for all goes over once
            lists = [n for n in range(len(fields)) if n == len(columns) or not same[n]]
            sets = ", ".join(f"{column} = {_new(n, fields[n], same[n])}" for n, column in enumerate(columns))
            given, new = ", ".join(f"%s::{_kind(fields[n])}[]" for n in lists), ", ".join(f"new{n}" for n in lists)
            statement = f"UPDATE {table} SET {sets} FROM unnest({given}) AS new({new}) WHERE {table}.{of_key} = new{len(columns)}"  # noqa: S608 - names of the model only
            cursor.execute(
                statement, [*(one[0] for one, told in zip(values, same, strict=False) if told), *(_listed(values[n]) for n in lists)]
            )
        else:
            sets = ", ".join(f"{column} = %s" for column in columns)
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {of_key} = %s", list(zip(*values, strict=True)))  # noqa: S608 - names of the model only


def change_one(row: models.Model, names: Collection[str]) -> None:
    """Write these fields of one stored row in one statement."""
    fields = [one for one in row._meta.concrete_fields if one.name in names or one.attname in names]
    key = row._meta.pk
    assert key is not None
    values = [*(one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields), row.pk]
    sets = ", ".join(f"{column} = %s" for column in _columns(fields))
    table, of_key = map(connection.ops.quote_name, (row._meta.db_table, str(key.column)))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {sets} WHERE {of_key} = %s", values)  # noqa: S608 - names of the model only


def _names(fields: Fields) -> list[str]:
    return [str(one.column) for one in fields]


def _columns(fields: Fields) -> list[str]:
    return [*map(connection.ops.quote_name, _names(fields))]


def _kind(field: "models.Field[Any, Any]") -> str:
    """The type of a column as values go over, without its limits: what does not fit is refused by the column instead of being cut."""
    told = (field.db_type(connection) or "text").partition("(")[0]
    return "text" if told in ("jsonb", "varchar") else told


def _new(place: int, field: "models.Field[Any, Any]", same: bool) -> str:
    """The new value of a column: the one for all, or the row's own."""
    return f"%s::{_kind(field)}{_again(field)}" if same else f"new{place}{_again(field)}"


def _listed(values: Sequence[Any]) -> Any:
    """A list as the engine takes it: whole numbers as one word, for the driver would turn them one by one."""
    return f"{{{','.join(map(str, values))}}}" if all(type(one) is int for one in values) else values


def _again(field: "models.Field[Any, Any]") -> str:
    return "::jsonb" if isinstance(field, models.JSONField) else ""


def pour_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store rows given as plain values in the order of `names` (attribute names, `unit_id` for a key)."""
    by_name = {one.attname: one for one in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    columns = [_converted(column, one) for column, one in zip(zip(*rows, strict=True), fields, strict=False)]
    with unindexed(model._meta.db_table, len(columns[0]) if columns else 0):
        pour_into(model._meta.db_table, _names(fields), zip(*columns, strict=True))


_FEW = 4
"""From so many rows on COPY is worth its three turns with the server."""


def pour_into(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store rows of plain values, as the engine wants them, in a table that no model need know."""
    table, names = connection.ops.quote_name(name), ", ".join(map(connection.ops.quote_name, columns))
    places, onward = ", ".join(["%s"] * len(columns)), iter(rows)
    some = [*islice(onward, _FEW)] if connection.vendor == "postgresql" else ()
    with connection.cursor() as cursor:
        if 0 < len(some) < _FEW:
            values = [value for one in some for value in one]
            cursor.execute(f"INSERT INTO {table} ({names}) VALUES {', '.join([f'({places})'] * len(some))}", values)  # noqa: S608 - names of the model only
        elif connection.vendor == "postgresql":
            # the cursor's own COPY lets the driver's errors through: callers know Django's
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for one in chain(some, onward):
                    copy.write_row(one)
        else:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # type: ignore[arg-type]  # noqa: S608 - names of the model only; rows come one by one


def _converted(column: Sequence[Any], field: "models.Field[Any, Any]") -> list[Any]:
    """A column as the engine wants it; each different day, moment and word is turned once."""
    convert = _convert(field)
    if convert is None:
        return [*column]
    if isinstance(field, models.JSONField):
        return [None if value is None else _EMPTY if value == {} else convert(value) for value in column]
    told = {value: None if value is None else convert(value) for value in set(column)}
    return [*map(told.__getitem__, column)]


_EMPTY = "{}"
"""Most rows have no columns of their own and nothing beside."""


def _convert(field: "models.Field[Any, Any]") -> Convert | None:
    """How the engine wants a value of this field; None: as it is (SQLite takes a Term for the text that it is)."""
    on_sqlite = connection.vendor == "sqlite"
    if isinstance(field, models.JSONField):
        return (
            json.JSONEncoder(ensure_ascii=False).encode
            if field.encoder is None
            else partial(json.dumps, ensure_ascii=False, cls=field.encoder)
        )
    if isinstance(field, models.DateTimeField):
        return _moment if on_sqlite else None
    if isinstance(field, models.DateField):
        return date.isoformat if on_sqlite else None
    return _plain if isinstance(field, models.CharField) and not on_sqlite else None


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Term) else value


def _moment(value: datetime) -> str:
    """As Django writes moments on SQLite: UTC, without a zone, a blank between day and time."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
