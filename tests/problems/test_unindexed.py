"""Many new rows are stored without the table's indexes, which are built afterwards: nobody sees a difference, whatever happens in the middle."""

import pytest
from django.db import IntegrityError, connection, transaction

from bihuan.foundation.audit import unindexed as part
from bihuan.foundation.audit.pouring import change_values, give_keys, pour
from bihuan.foundation.audit.unindexed import unindexed, untold
from bihuan.foundation.statistics import refresh
from bihuan.problems.models import Problem
from bihuan.problems.operations import import_ledger
from tests.factories.town import NOW, WATER, Town, town
from tests.problems.test_statistics import bring, known
from tests.problems.test_tallies import counted, tallied

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its indexes: it would shut readers out"),
]


@pytest.fixture(autouse=True)
def from_few_rows_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "_WORTH_IT", 20)


def schema() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%%' ORDER BY name", [])
        return list(cursor.fetchall())


def indexes(table: str) -> int:
    return sum(sql.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")) and f'ON "{table}"' in sql for _name, sql in schema())


def test_the_tables_are_afterwards_what_they_were_and_the_counters_are_the_rows() -> None:
    place, before = town(), schema()
    with transaction.atomic():
        bring(place, 1, 25)
    assert schema() == before
    refresh()
    first = known()
    with transaction.atomic():
        bring(place, 26, 50)
    assert schema() == before and known() == first and first["problems_problem"] == 25
    assert tallied() == counted() and sum(n for (kind, *_), n in counted().items() if kind == "whole") == 75
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]


def test_the_indexes_are_away_only_while_as_many_rows_come_as_lie_there() -> None:
    place, table = town(), Problem._meta.db_table
    bring(place, 1, 25)
    every = indexes(table)
    for new, away in ((19, 0), (24, 0), (25, every), (400, every)):
        with transaction.atomic(), unindexed(table, new):
            assert indexes(table) == every - away
        assert indexes(table) == every


def test_many_steps_at_once_are_counted_and_the_triggers_come_back() -> None:
    place = town()
    bring(place, 1, 60)
    before, moved = schema(), list(Problem.objects.all())
    for row in moved:
        row.state = "rectifying"
    with transaction.atomic(), untold(Problem._meta.db_table, 60):
        assert not [sql for _name, sql in schema() if sql.startswith("CREATE TRIGGER problems_tally")]
    change_values(Problem, ("state",), moved)
    assert schema() == before and tallied() == counted() and ("whole", 0, "rectifying") in tallied()


def rows(place: Town, *numbers: int) -> list[Problem]:
    water = place.units[WATER]
    found = [
        Problem(campaign=place.campaign, number=n, unit=water, source="inspection", text="某件", external_number=f"W{n}", found_on=NOW.date(), recorded_at=NOW)
        for n in numbers
    ]  # fmt: skip
    give_keys(Problem, found)
    return found


def test_a_number_that_comes_twice_is_refused_and_all_is_as_before() -> None:
    place, before = town(), schema()
    twice = rows(place, *range(1, 41))
    twice[7].external_number = "W3"
    with pytest.raises(IntegrityError), transaction.atomic():
        pour(Problem, twice)
    assert schema() == before and not Problem.objects.exists() and tallied() == {}
    with transaction.atomic():
        pour(Problem, rows(place, *range(1, 41)))
    assert schema() == before and tallied() == counted()


def test_a_sheet_that_is_refused_in_the_middle_leaves_the_indexes(monkeypatch: pytest.MonkeyPatch) -> None:
    place, before = town(), schema()

    def fail(*_rows: object, **_how: object) -> None:
        assert schema() == before  # built before the next part begins
        raise OSError("the disk is full")

    monkeypatch.setattr("bihuan.problems.operations.recording.index", fail)
    with pytest.raises(OSError, match="full"):
        bring(place, 1, 30)
    assert schema() == before and not Problem.objects.exists()
    assert import_ledger(campaign=place.campaign, rows=[], actor=place.machine, now=NOW).new == 0
