"""Many rows into a table at the speed of the engine: executemany on SQLite, COPY on PostgreSQL.

For rows whose keys are given or need not be read back. Values are what the model's fields would hold; nothing is validated here."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models

from bihuan.foundation.kernel import Term

Convert = Callable[[Any], Any]


def pour(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Store rows of one kind. A key that is None is given by the engine (and not told)."""
    fields = [one for one in model._meta.concrete_fields if not (one.primary_key and rows and rows[0].pk is None)]
    names = [one.attname for one in fields]
    pour_values(model, names, ([getattr(row, name) for name in names] for row in rows))


def pour_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store rows given as plain values in the order of `names` (attribute names, `unit_id` for a key)."""
    by_name = {one.attname: one for one in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    columns = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    converts = [_convert(one) for one in fields]
    ready = ([convert(value) for convert, value in zip(converts, row, strict=True)] for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for values in ready:
                    copy.write_row(values)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", ready)  # noqa: S608 - names of the model only


def _convert(field: "models.Field[Any, Any]") -> Convert:
    """How the engine wants a value of this field."""
    on_sqlite = connection.vendor == "sqlite"
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False, cls=field.encoder)
    if isinstance(field, models.DateTimeField):
        return _moment if on_sqlite else _same
    if isinstance(field, models.DateField):
        return _day if on_sqlite else _same
    return _plain


def _same(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Term) else value


def _moment(value: datetime | None) -> str | None:
    """As Django writes moments on SQLite: UTC, without a zone, a blank between day and time."""
    return None if value is None else value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
