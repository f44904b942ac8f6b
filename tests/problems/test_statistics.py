"""The engine plans by what it knows of its tables: it is told when a ledger grew, and what every page asks goes by its own indexes before."""

from datetime import date

import pytest
from django.db import connection

from bihuan.foundation.statistics import refresh
from bihuan.interfaces.clock.table import refresh_statistics
from bihuan.problems.operations import import_ledger
from bihuan.problems.policy import _reach
from bihuan.problems.rules.sheet import Column, RawRow
from tests.factories.town import LIAISON, NOW, WATER, Town, town

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its statistics by itself"),
]


def known() -> dict[str, int]:
    """Rows of each table as the statistics have them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if not cursor.fetchone()[0]:
            return {}
        cursor.execute("SELECT tbl, max(CAST(stat AS integer)) FROM sqlite_stat1 GROUP BY tbl")
        return dict(cursor.fetchall())


def bring(place: Town, first: int, count: int) -> None:
    rows = [
        RawRow(n, {Column.UNIT: WATER, Column.SOURCE: "督查反馈", Column.TEXT: f"第{n}件", Column.EXTERNAL: f"W{n}"})
        for n in range(first, first + count)
    ]
    done = import_ledger(campaign=place.campaign, rows=rows, actor=place.machine, now=NOW)
    assert done.new == count


def test_a_ledger_that_grew_is_looked_at_and_a_few_rows_are_not(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    place = town()
    with django_capture_on_commit_callbacks(execute=True):
        bring(place, 1, 250)
    assert known()["problems_problem"] == 250
    with django_capture_on_commit_callbacks(execute=True):
        bring(place, 251, 50)
    assert known()["problems_problem"] == 250
    refresh_statistics.call()  # its hour comes
    assert known()["problems_problem"] == 300


def test_what_every_page_asks_needs_no_statistics() -> None:
    place = town()
    actor = place.actor(LIAISON)
    sql, values = _reach(actor, place.campaign.pk, date(2026, 3, 2))
    for _twice in range(2):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            steps = [row[3] for row in cursor.fetchall() if "problems_problem" in row[3]]
        assert len(steps) == 3 and all("campaign_id" not in step for step in steps), steps
        bring(place, 1, 60) if not _twice else None
        refresh()
