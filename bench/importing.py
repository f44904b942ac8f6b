"""Measures the import of a ledger sheet (bars S1, S3): 10,000 new rows from the file to the commit, then the same sheet again.

    .venv/bin/python -m bench.importing [--rows 10000] [--postgresql URL] [--profile] [--times 3]

The clock runs from the bytes of the xlsx to the committed ledger with versions, records of the book and search index. Beside it stands the
same question without us: reading the xlsx alone, and the same number of plain rows poured into one bare table.
"""

import argparse
import statistics
import sys
from typing import Any

from bench import scene


def bare(data: bytes) -> tuple[float, float]:
    """(seconds to read the xlsx, seconds to insert its rows into a bare table) without anything of ours."""
    import io

    from django.db import connection, transaction
    from python_calamine import CalamineWorkbook

    grid, reading, _busy = scene.timed(lambda: CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python())
    places = ", ".join(["%s"] * len(scene.HEAD))
    columns = ", ".join(f"c{n} text" for n in range(len(scene.HEAD)))

    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE bare ({columns})")
            cursor.executemany(f"INSERT INTO bare VALUES ({places})", [[str(value) for value in row] for row in grid[1:]])
            cursor.execute("DROP TABLE bare")

    _none, writing, _busy = scene.timed(insert)
    return reading, writing


def take(code: str, data: bytes) -> Any:
    """What `bihuan ledger import` does with the bytes."""
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.problems.operations import import_ledger
    from bihuan.problems.sheets import read_ledger

    sheet = read_ledger(data, "ledger.xlsx")
    return import_ledger(campaign=campaign_of(code), rows=sheet.rows, actor=system_actor("cli"), now=timezone.localtime())


def weigh() -> int:
    """Bytes of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3, help="sheets of so many new rows, one after the other")
    parser.add_argument("--postgresql", default="", metavar="URL", help="a server to make a database on; else SQLite")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    bar, engine = (3.0, "PostgreSQL") if options.postgresql else (2.5, "SQLite")
    with scene.prepared(options.postgresql):
        code = scene.county()
        first, again = [], []
        before = weigh()
        for n in range(options.times):
            data = scene.workbook(scene.rows(options.rows, code, seed=n, prefix=f"W{n}"))
            if options.profile and n == options.times - 1:
                profile(lambda data=data: take(code, data))
            result, wall, busy = scene.timed(lambda data=data: take(code, data))
            if not options.profile:
                assert (result.new, result.changed, result.errors) == (options.rows, 0, ()), result
            first.append((wall, busy))
            if n == 0:
                print(f"on disk an item: {(weigh() - before) / options.rows / 1000:.2f} kB ({engine})")
            result, wall, busy = scene.timed(lambda data=data: take(code, data))
            assert (result.new, result.changed, result.same) == (0, 0, options.rows), result
            again.append((wall, busy))
        reading, writing = bare(data)
        for label, runs, goal in (("new rows", first, bar), ("the same sheet again", again, 1.0)):
            wall, busy = (statistics.median(run[at] for run in runs) for at in (0, 1))
            print(f"{engine}: {options.rows:,} {label}: median {wall:.2f} s wall, {busy:.2f} s processor (bar {goal} s)")
        print(f"limit: reading the xlsx {reading:.2f} s, bare rows into a bare table {writing:.2f} s")
        return 0 if statistics.median(run[0] for run in first) <= bar and statistics.median(run[0] for run in again) <= 1.0 else 1


def profile(what: Any) -> None:
    """Where the time goes."""
    import cProfile
    import pstats

    with cProfile.Profile() as seen:
        what()
    pstats.Stats(seen, stream=sys.stdout).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    sys.exit(main())
