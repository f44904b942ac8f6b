"""A table's indexes built once instead of row by row, where as many rows come as lie there (SQLite).

Fourteen indexes cost a new problem more than the row itself; built afterwards, in the order of their keys, they cost a sixth of that.
All of it lies in the transaction of the rows: when that is taken back, so is this. PostgreSQL would shut readers out meanwhile; there
everything stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_WORTH_IT = 2_000
"""Rows from which on it pays; below, making the statements anew costs what it saves."""
Part = tuple[str, str]


@contextmanager
def unindexed(table: str, new: int) -> Iterator[None]:
    """Around the storing of so many new rows: without the table's indexes, if that is quicker."""
    parts = _parts(table, "index") if _is_worth_it(table, new) else []
    known = _known(parts)
    with _away("INDEX", parts):
        yield
    if known:  # what the engine knew of an index went with it
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", known)


@contextmanager
def untold(table: str, rows: int) -> Iterator[None]:
    """Around the writing of so many rows, new or not: without the table's triggers, for whoever does himself for all rows at once what they do.
    Even a trigger whose condition is not met costs a new row as much as the row itself."""
    with _away("TRIGGER", _parts(table, "trigger") if connection.vendor == "sqlite" and rows >= _WORTH_IT else []):
        yield


@contextmanager
def _away(kind: str, parts: list[Part]) -> Iterator[None]:
    with connection.cursor() as cursor:
        for name, _sql in parts:
            cursor.execute(f"DROP {kind} {connection.ops.quote_name(name)}")
        yield
        for _name, sql in parts:
            cursor.execute(sql)


def _is_worth_it(table: str, new: int) -> bool:
    if connection.vendor != "sqlite" or new < _WORTH_IT or not connection.in_atomic_block:
        return False
    name = connection.ops.quote_name(table)
    first, last = _asked(f"SELECT (SELECT min(rowid) FROM {name}), (SELECT max(rowid) FROM {name})")[0]  # noqa: S608 - both at once would read the table
    return last is None or last - first < new


def _parts(table: str, kind: str) -> list[Part]:
    """Name and statement of each, but for what makes up the table itself."""
    return _asked("SELECT name, sql FROM sqlite_master WHERE type = %s AND tbl_name = %s AND sql IS NOT NULL", kind, table)


def _known(parts: list[Part]) -> list[tuple[str, str, str]]:
    names = {name for name, _sql in parts}
    if not names or not _asked("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"):
        return []
    return [one for one in _asked("SELECT tbl, idx, stat FROM sqlite_stat1") if one[1] in names]


def _asked(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
