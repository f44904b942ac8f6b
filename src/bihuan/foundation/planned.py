"""Questions that every page asks: PostgreSQL plans each once a connection, for planning takes it several times as long as answering (bar S14)."""

from functools import cache
from typing import Any

from django.db import connection

_KEPT = 24
"""Plans a connection keeps; each takes up to a tenth of a megabyte in the server."""


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
