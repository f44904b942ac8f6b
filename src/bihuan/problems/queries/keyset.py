"""Where a row stands in an order of the ledger, and the rows next to it: the thousandth page costs what the first does."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from bihuan.problems.rules.filters import ORDERS

_LONGEST_KEY = 15
"""Digits of a number that every engine takes."""
_MAY_BE_EMPTY = "due_on"


def order_of(sort: str, backward: bool = False) -> tuple[str, ...]:
    """The fields of an order, each with its direction."""
    names = ORDERS[sort]
    return tuple(name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in names) if backward else names


def in_order(rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
    """The rows in one of the orders that the ledger offers."""
    return rows.order_by(*order_of(sort))


def mark_of(row: Any, sort: str) -> str:
    """The place of a row in an order, as it stands in an address; a day that there is not leaves its place empty."""
    values = [getattr(row, name.removeprefix("-")) for name in ORDERS[sort]]
    return "_".join("" if value is None else value.isoformat() if isinstance(value, date) else str(value) for value in values)


def _read(name: str, text: str) -> Any:
    """One value of a mark; ValueError for what somebody typed."""
    if name == _MAY_BE_EMPTY:
        return date.fromisoformat(text) if text else None
    if name not in ("number", "unit_id"):
        return text
    if len(text) > _LONGEST_KEY:
        raise ValueError(text)
    return int(text)


def beyond(rows: QuerySet[Any], sort: str, mark: str, size: int, *, backward: bool = False) -> QuerySet[Any]:
    """Of these the first `size` rows after (or the last before) the one that `mark` names in the order `sort`, and perhaps some behind
    them: to be put in order and cut. ValueError: no such mark.

    The rest of the mark's own group and what follows the group are asked for separately, each in the index's own order: as one condition
    the engine would enter its index where the group begins, and walk over all of the group that lies before the mark."""
    return first_of(rows, further(sort, mark, backward), order_of(sort, backward), size)


def first_of(rows: QuerySet[Any], parts: Sequence[Q], order: Sequence[Any], size: int) -> QuerySet[Any]:
    """Of each of several parts of the rows the first `size` in an order: every row that can be among the first of all."""
    if len(parts) == 1:
        return rows.filter(parts[0])
    asked = []
    for part in parts:
        with suppress(EmptyResultSet):
            asked.append(rows.filter(part).order_by(*order).values_list("pk")[:size].query.sql_with_params())
    if not asked:
        return rows.none()
    keys = " UNION ALL ".join(f"SELECT * FROM ({sql}) p{n}" for n, (sql, _values) in enumerate(asked))  # noqa: S608 - questions themselves
    where = [f"{rows.model._meta.db_table}.id IN ({keys})"]
    return rows.model._default_manager.extra(where=where, params=[value for _sql, values in asked for value in values])  # noqa: S610


def further(sort: str, mark: str, backward: bool = False) -> list[Q]:
    """What lies beyond a mark, cut into ranges of the index, the nearest first. ValueError: no such mark."""
    names = order_of(sort, backward)
    texts = mark.rsplit("_", len(names) - 1)
    if len(texts) < len(names):
        raise ValueError(mark)
    plain = [name.removeprefix("-") for name in names]
    values = [_read(name, text) for name, text in zip(plain, texts, strict=True)]
    found: list[Q] = []
    for at in reversed(range(len(names))):
        same = Q(**dict(zip(plain[:at], values[:at], strict=True)))  # = NULL is told as IS NULL
        found += [same & one for one in _behind(names[at], values[at])]
    return found


def _behind(name: str, value: Any) -> Iterator[Q]:
    """The values of one field that follow this one in the engine's order; for PostgreSQL what is empty is the largest, for SQLite the
    smallest."""
    field, way = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
    empty_last = connection.features.order_by_nulls_first == (way == "lt")
    if value is not None:
        yield Q(**{f"{field}__{way}": value})
    if field == _MAY_BE_EMPTY and (value is None) != empty_last:
        yield Q(**{f"{field}__isnull": value is not None})
