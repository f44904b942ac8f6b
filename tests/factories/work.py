"""How much work the engine does for a question, the same on every machine and at every load."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import connection

from bihuan.foundation.statistics import refresh


def work_of(sql: str, values: Sequence[Any], table: str = "") -> int:
    """Steps of SQLite's program, or rows that PostgreSQL's scans (of one table, or of all) look at."""
    if connection.vendor == "sqlite":
        return _steps(sql, values)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values)
        told = cursor.fetchone()[0]
    return _rows(json.loads(told)[0]["Plan"] if isinstance(told, str) else told[0]["Plan"], table)


def known() -> None:
    """The engine looks at its tables: it plans by what lies in them now, as in a house at work (foundation.statistics), not by what a look of
    its own happened to find in the middle of a test, nor by how much room the rows of all tests before left in its indexes."""
    refresh()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # an index is not built anew while checks wait
            cursor.execute("REINDEX TABLE problems_problem")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("ANALYZE")


def _steps(sql: str, values: Sequence[Any]) -> int:
    counted = [0]
    connection.ensure_connection()
    connection.connection.set_progress_handler(partial(_count, counted), 1)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return counted[0]


def _count(counted: list[int]) -> int:
    counted[0] += 1
    return 0


def _rows(node: dict[str, Any], table: str) -> int:
    inner = sum(_rows(one, table) for one in node.get("Plans", ()))
    if "Relation Name" not in node or (table and node["Relation Name"] != table):
        return inner
    return inner + node["Actual Loops"] * int(node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
