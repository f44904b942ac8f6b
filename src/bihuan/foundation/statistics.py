"""What the engine knows of its tables, by which it plans its questions.

PostgreSQL looks by itself (autovacuum). SQLite is told: without statistics it takes the first index that fits, and a page of a long ledger
costs twice what it should."""

from django.db import connection

_ROWS_AN_INDEX = 1000
"""So many entries of each index are looked at: some ten milliseconds for a whole database."""


def refresh() -> None:
    """Look at every table anew. Connections that are open learn of it when they are made again (`CONN_MAX_AGE`)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {_ROWS_AN_INDEX}")
        cursor.execute("ANALYZE")
