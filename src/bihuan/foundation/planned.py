"""Questions that every page asks: PostgreSQL plans each once a connection, for planning takes it several times as long as answering (bar S14)."""

import re
from enum import Enum
from functools import cache
from typing import Any

from django.db import connection

_KEPT = 24
"""Plans a connection keeps. Each takes a tenth of a megabyte in the server, that of a badge two and a half, that of who sits in a body nine."""

_PLACE = re.compile("%%|%s")  # a sign of the text, or the place of a value


def settled(sql: str, values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """The question with the words of our own vocabularies (states, kinds) in its text; what differs from person to person stays a value.

    SQLite makes the plan of a question anew each time it is asked when one of its values is held against the condition of an index ("only
    those in this state"): long questions took ten times as long to plan as to answer. PostgreSQL may use such an index only for a word that
    it reads in the text, for its plan is made once for any value."""
    left, rest = list[Any](), iter(values)

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return found[0]
        value = next(rest)
        if isinstance(value, Enum) and isinstance(value.value, str) and value.value.isidentifier() and value.value.isascii():
            return f"'{value.value}'"
        left.append(value)
        return found[0]

    return _PLACE.sub(put, sql), tuple(left)


def answers(sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """All rows that a question of ours finds. For questions whose values differ from person to person but hardly in how rare they are: the
    plan is made for any of them. Moments come back as the server tells them."""
    connection.ensure_connection()
    if connection.vendor != "postgresql" or connection.queries_logged:  # the log reads a question's words off an ordinary cursor
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()
    line = connection.connection
    before, line.prepare_threshold, line.prepared_max = line.prepare_threshold, 0, _KEPT
    try:
        with connection.make_cursor(_planning()(line)) as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()
    finally:
        line.prepare_threshold = before


@cache
def _planning() -> Any:
    """A cursor whose statements are planned once and sent without their values; of the driver, which SQLite does without."""
    from psycopg import Cursor

    class Planning(Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            return super().execute(query, params, prepare=True)

    return Planning
