"""What the engine knows of its tables, by which it plans its questions.

PostgreSQL looks by itself (autovacuum). SQLite is told: without statistics it takes the first index that fits, and a page of a long ledger
costs twice what it should."""

from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Q
from django.db.models.lookups import Exact

_ROWS_AN_INDEX = 1000
"""So many entries of each index are looked at: some ten milliseconds for a whole database."""
_whole: set[str] = set()


def look_whole(table: str) -> None:
    """A table of which every row is looked at (a quarter of a second for 100,000): of the first thousand the engine would not learn how rare a
    value is, and walk a whole ledger for the few rows that have it. Told once from the room's `apps.py`."""
    _whole.add(table)


def refresh() -> None:
    """Look at every table anew. Connections that are open learn of it when they are made again (`CONN_MAX_AGE`)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {_ROWS_AN_INDEX}")
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA analysis_limit = 0")
        for table in sorted(_whole):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


FEW, SOME = 0.0001, 0.06
"""Of all rows, one person's; those of one state."""


def rare(name: str, value: Any, share: float = FEW) -> Q:
    """Rows whose field has this value, which only a share of all have: worth an index of its own. SQLite is told so, for it counts what is empty
    as a value like any other and, where most rows are empty or alike, thinks the index is worth nothing. PostgreSQL knows better. None finds no
    row."""
    if value is None:
        return Q(pk__in=())
    if connection.vendor != "sqlite":
        return Q(**{name: value})
    return Q(Func(Exact(F(name), value), template=f"likelihood(%(expressions)s, {share})", output_field=BooleanField()))
