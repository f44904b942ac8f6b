"""Measures the disk that the ledger takes (bar S16): bytes an item, freshly imported, with its history and search, and bytes a further step.

    .venv/bin/python -m bench.disk [--rows 10000] [--postgresql URL]

Items come from a sheet as `bench.importing` makes it. Then three steps are taken with each of them (analysed, planned, marked as a key
item), each with its version and its record in the book, a tenth of the rows at a time: on PostgreSQL the server tidies up in between, as
its own cleaner does over a working day. Beside it stands the same sheet as plain rows in a bare table.
"""

import argparse
import sys
from typing import Any

from bench import scene

BARS = {"SQLite": (3.5, 0.7), "PostgreSQL": (5.0, 0.7)}


def tidy() -> None:
    """What the server's own cleaner does with the tables that steps write."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM problems_problem, problems_problemversion, problems_problemreplaced")


def weigh() -> int:
    """Bytes that are in use, once the server has tidied up and the journal is written back."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM")
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT (c.page_count - f.freelist_count) * s.page_size"
                           " FROM pragma_page_count AS c, pragma_freelist_count AS f, pragma_page_size AS s")  # fmt: skip
        return int(cursor.fetchone()[0])


def heaviest() -> list[tuple[str, int]]:
    """The tables and indexes that weigh most, with their bytes."""
    from django.db import connection

    asked = {
        "postgresql": "SELECT relname, pg_relation_size(oid) AS b FROM pg_class WHERE relkind IN ('r', 'i', 't') ORDER BY b DESC LIMIT 14",
        "sqlite": "SELECT name, sum(pgsize) AS b FROM dbstat GROUP BY name ORDER BY b DESC LIMIT 14",
    }
    with connection.cursor() as cursor:
        try:
            cursor.execute(asked[connection.vendor])
        except Exception:  # noqa: BLE001 - an engine that was built without this table tells its whole weight alone
            return []
        return [(name, int(size)) for name, size in cursor.fetchall()]


def bare(grid: list[list[Any]]) -> int:
    """Bytes of the same sheet in one bare table."""
    from django.db import connection

    before, places = weigh(), ", ".join(["%s"] * len(scene.HEAD))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare ({', '.join(f'c{n} text' for n in range(len(scene.HEAD)))})")
        cursor.executemany(f"INSERT INTO bare VALUES ({places})", [[str(value) for value in row] for row in grid])
    after = weigh()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare")
    return after - before


def steps(keys: list[int]) -> int:
    """Take the steps with a tenth of the rows at a time; how many were taken."""
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.foundation.audit.changing import changing_many
    from bihuan.problems.models import Problem
    from bihuan.problems.vocabulary import Action

    taken, lot = 0, max(len(keys) // 10, 1)
    for action, given in ((Action.ANALYSE, {}), (Action.PLAN, {}), (Action.PRIORITISE, {"priority": True})):
        for at in range(0, len(keys), lot):
            rows = list(Problem.objects.filter(pk__in=keys[at : at + lot]))
            done, _refused = changing_many(rows, action, actor=system_actor("cli"), now=timezone.localtime(), given=given)
            taken += len(done)
            tidy()
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--postgresql", default="", metavar="URL", help="a server to make a database on; else SQLite")
    parser.add_argument("--parts", action="store_true", help="also the tables and indexes that weigh most")
    options = parser.parse_args()
    engine = "PostgreSQL" if options.postgresql else "SQLite"
    fresh_bar, step_bar = BARS[engine]
    with scene.prepared(options.postgresql):
        from bench.importing import take
        from bihuan.problems.models import Problem

        code = scene.county()
        grid = scene.rows(options.rows, code)
        limit, before = bare(grid) / options.rows, weigh()
        take(code, scene.workbook(grid))
        fresh = (weigh() - before) / options.rows
        if options.parts:
            print("\n".join(f"  {name:45} {size / options.rows:7.0f} B an item" for name, size in heaviest()))
        keys, before = list(Problem.objects.order_by("pk").values_list("pk", flat=True)), weigh()
        taken = steps(keys)
        each = (weigh() - before) / max(taken, 1)
        print(f"{engine}, {options.rows:,} items: {fresh / 1000:.2f} kB an item (bar {fresh_bar}), {each / 1000:.2f} kB a step"
              f" (bar {step_bar}; {taken:,} taken); bare rows {limit / 1000:.2f} kB")  # fmt: skip
        return 0 if fresh / 1000 <= fresh_bar and each / 1000 <= step_bar and taken else 1


if __name__ == "__main__":
    sys.exit(main())
