"""Many rows into a table at the speed of the engine: executemany on SQLite, COPY on PostgreSQL.

For rows whose keys are given or need not be read back. Values are what the model's fields would hold; nothing is validated here."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from django.db import connection, models

from bihuan.foundation.kernel import Term

Convert = Callable[[Any], Any]


def pour(model: type[models.Model], rows: Sequence[models.Model], beside: Mapping[str, Iterable[Any]] = MappingProxyType({})) -> None:
    """Store rows of one kind. A key that is None is given by the engine (and not told). `beside` are values, one a row, for columns of the
    table that the model does not know."""
    held = [vars(row) for row in rows]
    # what is empty in every row is left out: the engine writes NULL by itself, and half of a new problem's columns are empty
    told = [
        one.attname for one in model._meta.concrete_fields if not (_may_be_empty(one) and all(row[one.attname] is None for row in held))
    ]
    values = ([*map(row.__getitem__, told)] for row in held)
    if beside:
        values = ([*row, *more] for row, *more in zip(values, *beside.values(), strict=True))
    pour_values(model, told, values, tuple(beside))


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
    if connection.vendor == "postgresql":
        return rows.extra(where=[f"{name} = ANY(%s)"], params=[list(keys)])  # noqa: S610 - names of the model only
    return rows.extra(where=[f"{name} IN (SELECT value FROM json_each(%s))"], params=[json.dumps(list(keys))])  # noqa: S608, S610


def change_values(model: type[models.Model], names: Sequence[str], rows: Sequence[models.Model]) -> None:
    """Write these attributes of rows that are stored already, one short statement a row, all in one go."""
    by_name = {one.attname: one for one in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    table, key = connection.ops.quote_name(model._meta.db_table), model._meta.pk
    assert key is not None
    sets = ", ".join(f"{connection.ops.quote_name(str(one.column))} = %s" for one in fields)
    read = attrgetter(*names, key.attname)
    ready = _converted((list(read(row)) for row in rows), [(n, convert) for n, one in enumerate(fields) if (convert := _convert(one))])
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE {connection.ops.quote_name(str(key.column))} = %s", list(ready))  # noqa: S608 - names of the model only


def pour_values(model: type[models.Model], names: Sequence[str], rows: Iterable[list[Any]], beside: Sequence[str] = ()) -> None:
    """Store rows given as plain values in the order of `names` (attribute names, `unit_id` for a key) and then of the columns `beside`."""
    by_name = {one.attname: one for one in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    columns = ", ".join(connection.ops.quote_name(name) for name in [*(str(one.column) for one in fields), *beside])
    table = connection.ops.quote_name(model._meta.db_table)
    ready = _converted(rows, [(n, convert) for n, one in enumerate(fields) if (convert := _convert(one))])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # the cursor's own COPY lets the driver's errors through: callers know Django's
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for values in ready:
                    copy.write_row(values)
        else:
            places = ", ".join(["%s"] * (len(fields) + len(beside)))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", ready)  # type: ignore[arg-type]  # noqa: S608 - names of the model only; rows come one by one


def _converted(rows: Iterable[list[Any]], converts: Sequence[tuple[int, Convert]]) -> Iterator[list[Any]]:
    for values in rows:
        for place, convert in converts:
            if values[place] is not None:
                values[place] = convert(values[place])
        yield values


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
        return _moments() if on_sqlite else None
    if isinstance(field, models.DateField):
        return date.isoformat if on_sqlite else None
    return _plain if isinstance(field, models.CharField) and not on_sqlite else None


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Term) else value


def _moments() -> Convert:
    """As Django writes moments on SQLite: UTC, without a zone, a blank between day and time. Rows of one write share their moment."""
    last: datetime | None = None
    text = ""

    def written(value: datetime) -> str:
        nonlocal last, text
        if value is not last:
            last, text = value, value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
        return text

    return written
