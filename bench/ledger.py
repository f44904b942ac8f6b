"""Measures the ledger page at 100,000 problems (bars S4, S5, S12): first page, page 1,000, every order, filters, and the search of
two-character names against a brute-force oracle, as office and liaison.

    .venv/bin/python -m bench.ledger [--size 100000] [--postgresql URL] [--times 60] [--profile]

A request is a whole one inside this process: session, rights, queries, template. Beside it stands the same question in raw SQL: the 50
rows with their names, and the count up to 10,001. Medians of one run; on a busy machine read the processor time of this process and
the ratios instead of the wall time.
"""

import argparse
import statistics
import sys
import time
import zlib
from collections.abc import Callable
from typing import Any

from bench import scene

COLUMNS = ("category", "source", "state", "due", "cause", "measures", "progress", "leader", "weight")  # with the fixed ones: twelve
P50, P95, WEIGHT, DEEP, QUERIES, SEARCH = 25.0, 50.0, 60_000, 1.1, 8, 40.0
BASE = 5_000
_STATES = ("recorded", "recorded", "analysed", "rectifying", "rectifying", "asked", "confirmed", "verified", "closed", "closed")


def fill(code: str, size: int) -> None:
    """So many problems in every state: `BASE` are imported, the rest are copies of them made by the database itself."""
    from bench.importing import take

    base = min(BASE, size)
    take(code, scene.workbook(scene.rows(base, code)))
    _spread()
    for start in range(base, size, base):
        _copy(start, min(base, size - start))
    _tidy()


def _do(*statements: str) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _spread() -> None:
    """States as in a campaign at half time. The bench alone writes past the book: these rows are never looked up in it."""
    words = " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(_STATES))
    _do(
        "UPDATE problems_problem SET closed_at = recorded_at, evidence_count = 1 WHERE number % 10 IN (8, 9)",
        f"UPDATE problems_problem SET state = CASE number % 10 {words} END",
    )


def _copy(start: int, count: int) -> None:
    from django.db import connection

    from bihuan.problems.models import Problem

    columns, key = [str(one.column) for one in Problem._meta.concrete_fields], "rowid" if connection.vendor == "sqlite" else "id"
    moved = {"id": f"id + {start}", "number": f"number + {start}", "external_number": f"external_number || '-{start}'"}
    names, values = ", ".join(columns), ", ".join(moved.get(name, name) for name in columns)
    _do(f"INSERT INTO problems_problem ({names}) SELECT {values} FROM problems_problem WHERE number <= {count}")
    _do(f"INSERT INTO problems_search ({key}, words) SELECT {key} + {start}, words FROM problems_search WHERE {key} <= {count}")


def _tidy() -> None:
    """What the server does by itself within a minute of so many new rows (autovacuum), done before anything is measured."""
    from django.db import connection

    from bihuan.foundation.statistics import refresh

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list('problems_search_words')")
            cursor.execute("VACUUM (ANALYZE)")
        else:
            refresh()


class Reader:
    """Somebody who opens pages, and how long each took."""

    def __init__(self, code: str, name: str) -> None:
        from django.test import Client

        from bihuan.foundation.accounts.queries import account_named

        self.client, self.home, self.name = Client(), f"/c/{code}/ledger/", name
        self.client.force_login(account_named(name))
        self.client.cookies["look_density"] = "normal"

    def ask(self, query: str) -> tuple[float, int, Any]:
        start = time.perf_counter()
        answer = self.client.get(f"{self.home}?{query}")
        took = (time.perf_counter() - start) * 1000
        assert answer.status_code == 200, answer.status_code
        return took, len(answer.content), answer

    def times(self, query: str, count: int) -> list[float]:
        self.ask(query)
        return [self.ask(query)[0] for _n in range(count)]


def queries(reader: Reader, query: str) -> int:
    """How many questions to the database one page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        reader.ask(query)
    return len(asked)


def raw(code: str, unit: int | None) -> Callable[[], None]:
    """The same question without us: 50 rows with their names, and the count."""
    from django.db import connection

    from bihuan.campaigns.models import Campaign

    pk = Campaign.objects.get(code=code).pk
    of = f"p.campaign_id = {pk}" + (f" AND p.unit_id = {unit}" if unit else "")
    rows = f"SELECT p.*, u.name, o.name, c.name, m.text FROM problems_problem p JOIN organisation_unit u ON u.id = p.unit_id LEFT JOIN organisation_person o ON o.id = p.person_id LEFT JOIN campaigns_category c ON c.id = p.category_id LEFT JOIN campaigns_manifestation m ON m.id = p.manifestation_id WHERE {of} ORDER BY p.number DESC LIMIT 51"  # noqa: E501
    count = f"SELECT count(*) FROM (SELECT 1 FROM problems_problem p WHERE {of} LIMIT 10001) x"

    def ask() -> None:
        with connection.cursor() as cursor:
            for statement in (rows, count):
                cursor.execute(statement)
                cursor.fetchall()

    return ask


def marks(size: int, unit: int | None) -> dict[str, str]:
    """The address of page 1,000 (or of the last page but one) in each order the ledger offers."""
    from bihuan.problems.models import Problem
    from bihuan.problems.queries.keyset import in_order, mark_of
    from bihuan.problems.rules.filters import SORTS

    rows = Problem.objects.filter(unit_id=unit) if unit else Problem.objects.all()
    last = min(50_000, rows.count() - 120)
    return {sort: mark_of(in_order(rows, sort)[last], sort) for sort in SORTS}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--postgresql", default="", metavar="URL", help="a server to make a database on; else SQLite")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with scene.prepared(options.postgresql):
        from django.conf import settings

        settings.ALLOWED_HOSTS, settings.BIHUAN_DEMO = ["*"], True
        code = scene.county()
        _none, wall, _busy = scene.timed(lambda: fill(code, options.size))
        print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {options.size:,} problems (filled in {wall:.0f} s)")
        outcomes = [measure(code, name, options) for name in ("zhuanban", "lianluo")]
        return 0 if all(outcomes) else 1


def measure(code: str, name: str, options: argparse.Namespace) -> bool:
    from bihuan.campaigns.models import Grant

    reader = Reader(code, name)
    unit = (
        None
        if name == "zhuanban"
        else Grant.objects.filter(duty="liaison", person__user__username=name).values_list("unit_id", flat=True)[0]
    )
    columns = "&".join(f"col={one}" for one in COLUMNS)
    if options.profile:
        profile(lambda: reader.times(columns, 20))
    busy = time.process_time()
    first, weight = reader.times(columns, options.times), reader.ask(columns)[1]
    busy = (time.process_time() - busy) * 1000 / (options.times + 2)
    limit, ask = [], raw(code, unit)
    for _n in range(options.times):
        start = time.perf_counter()
        ask()
        limit.append((time.perf_counter() - start) * 1000)
    p50, p95 = statistics.median(first), statistics.quantiles(first, n=20)[-1]
    asked = queries(reader, columns)
    print(
        f"\n{name}: first page p50 {p50:.1f} p95 {p95:.1f} ms, {busy:.1f} ms of this process, {weight / 1000:.1f} kB, "
        f"{asked} queries; raw SQL {statistics.median(limit):.1f} ms"
    )
    good = p50 <= P50 and p95 <= P95 and weight <= WEIGHT and asked <= QUERIES
    for sort, mark in marks(options.size, unit).items():
        pair = (f"{columns}&sort={sort}", f"{columns}&sort={sort}&after={mark}")
        both = [(reader.ask(pair[0])[0], reader.ask(pair[1])[0]) for _n in range(options.times)]
        head, deep = (statistics.median(one[at] for one in both) for at in (0, 1))
        plain = statistics.median(reader.times(columns, options.times // 3))
        print(f"  order {sort:8} first {head:6.1f}  page 1,000 {deep:6.1f}  ratio {deep / head:.2f}, to the usual order {head / plain:.2f}")
        good = good and deep / head <= DEEP and head / plain <= DEEP
    for label, query in (("state", "state=rectifying"), ("source", "source=supervision,talk"), ("overdue", "lamp=overdue"), ("mine", "mine=1"),
                         ("category", "category=1"), ("open", "open=1&sort=due_on"), ("search", "q=没有答复"), ("rare search", "q=第4711号")):  # fmt: skip
        found = reader.times(f"{columns}&{query}", options.times // 3)
        print(f"  {label:12} p50 {statistics.median(found):6.1f} ms")
    return names(reader, code, columns) and good


def names(reader: Reader, code: str, columns: str) -> bool:
    """Searches for two-character names: how long a page takes, and whether it finds what reading every text one by one finds."""
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.accounts.queries import account_named
    from bihuan.foundation.kernel import Actor
    from bihuan.organisation.queries import person_id_of
    from bihuan.problems.queries import Today, narrowed, reach
    from bihuan.problems.rules.filters import Filters

    campaign, account = Campaign.objects.get(code=code), account_named(reader.name)
    mine = reach(Actor(account.pk, account.name, person_id_of(account.pk)), campaign.pk)
    texts, asked, equal = oracle(mine, campaign.pk), two_characters(), True
    busy, took = time.process_time(), []
    for name in asked:
        took.append(reader.ask(f"{columns}&q={name}")[0])
    busy = (time.process_time() - busy) * 1000 / len(asked)
    for name in asked:
        found = set(narrowed(mine, campaign.pk, Filters(q=name), Today(scene.TODAY, scene.TODAY)).values_list("pk", flat=True))
        equal = equal and found == {pk for pk, text in texts if name in text}
    p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(
        f"  {len(asked)} names of two characters: p50 {p50:.1f} p95 {p95:.1f} ms, {busy:.1f} ms of this process; "
        f"the same as reading every text: {'yes' if equal else 'NO'}"
    )
    return equal and p95 <= SEARCH


def two_characters(count: int = 40) -> list[str]:
    """Two-character names, or the first two characters of longer ones, of people who stand on problems."""
    from bihuan.problems.models import Problem

    told = Problem.objects.filter(person__isnull=False).order_by().values_list("person__name", flat=True).distinct()
    return sorted({name[:2] for name in told}, key=lambda name: hash_of(name))[:count]


def hash_of(name: str) -> int:
    """An order that is the same in every run and has nothing to do with the alphabet."""
    return zlib.crc32(name.encode())


def oracle(mine: Any, campaign: int) -> list[tuple[int, str]]:
    """Every row this reader may read, with all that a search looks at."""
    from bihuan.problems.models import Problem
    from bihuan.problems.queries import may_read, visible_to

    kept = ("number", "unit", "person", "doer", "leader", "owner_name", "source", "of_unit_head", "text", "cause", "measures_text",
            "progress_text", "how", "external_number", "origin_label", "campaign")  # fmt: skip
    names = [f"{one}__name" for one in ("unit", "person", "doer", "leader")]
    rows = Problem.objects.filter(pk__in=visible_to(mine, campaign).values("pk")).order_by()
    rows = rows.select_related("unit", "person", "doer", "leader").only(*kept, *names)
    told = []
    for row in rows.iterator(chunk_size=2000):
        if may_read(mine, row):
            people = (one.name for one in (row.person, row.doer, row.leader) if one)
            told.append((row.pk, "\n".join([row.unit.name, *people, row.owner_name, row.text, row.cause, row.measures_text, row.progress_text,
                                            row.how, row.external_number, row.origin_label])))  # fmt: skip
    return told


def profile(what: Callable[[], Any]) -> None:
    """Where the time goes."""
    import cProfile
    import pstats

    with cProfile.Profile() as seen:
        what()
    pstats.Stats(seen, stream=sys.stdout).sort_stats("cumtime").print_stats(70)
    pstats.Stats(seen, stream=sys.stdout).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    sys.exit(main())
