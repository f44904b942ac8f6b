"""Measures what saving one problem costs (bar S7: 15 ms of processor, the same at 1,000 and at 1,000,000 problems): version, record of the
book, search index, counters, due day.

    .venv/bin/python -m bench.saving [--sizes 10000,100000,1000000] [--postgresql URL] [--home FOLDER] [--times 60] [--profile]

Three savings, each the operation with its transaction: text and due day of a problem (search, clock, version, book), a report of progress, a
cause (which moves the state and the counters); and the first as a whole request of the grid, from the session to the drawn row. Beside them
stands the same in bare statements: one UPDATE with its words, one version, one record, in one transaction. Judged are the three operations.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

from bench import province, work

BAR, FLAT = 15.0, 1.3


def savings(code: str) -> dict[str, Callable[[], Any]]:
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import account_named
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems.models import Problem
    from bihuan.problems.operations import amend, analyse, report_progress
    from bihuan.problems.vocabulary import CauseKind

    campaign, actor, numbers = campaign_of(code), actor_of_account(account_named("zhuanban").pk), count()
    rows = Problem.objects.filter(campaign=campaign)
    moving = iter(
        list(
            rows.filter(state="recorded")
            .exclude(source__in=("self_check", "critique"))
            .order_by("number")
            .values_list("pk", flat=True)[:400]
        )
    )
    early = list(rows.filter(state="recorded", due_on__gt=timezone.localdate()).order_by("-number").values_list("pk", flat=True)[:200])
    going = list(rows.filter(state="rectifying").order_by("number").values_list("pk", flat=True)[:200])

    def text() -> None:
        n = next(numbers)
        row = Problem.objects.get(pk=early[n % len(early)])
        values = {"text": f"{row.text[:40]}，又改第{n}次。", "due_on": date(2099, 1, 1) + timedelta(days=n)}
        amend(problem=row, values=values, actor=actor, now=timezone.localtime(), reason="按核实情况改")

    def progress() -> None:
        n = next(numbers)
        row = Problem.objects.get(pk=going[n % len(going)])
        report_progress(problem=row, text=f"第{n}次通报，已补办{n}件。", actor=actor, now=timezone.localtime())

    def cause() -> None:
        row = Problem.objects.get(pk=next(moving))
        analyse(problem=row, cause="制度执行不严，没有专人跟踪。", kind=CauseKind.MANAGERIAL, actor=actor, now=timezone.localtime())

    return {"text and due day": text, "progress": progress, "cause, next state": cause}


def request(code: str) -> Callable[[], Any]:
    """The text of a problem, saved from its cell in the grid."""
    from django.test import Client

    from bihuan.foundation.accounts.queries import account_named
    from bihuan.problems.models import Problem

    client, numbers = Client(), count()
    client.force_login(account_named("zhuanban"))
    going = list(Problem.objects.filter(state="rectifying").order_by("-number")[:200])

    def ask() -> None:
        row = going[next(numbers) % len(going)]
        row.refresh_from_db()
        given = {"text": f"{row.text[:40]}，再改第{next(numbers)}次。", "was_text": row.text, "seen": str(row.revision)}
        answer = client.post(f"/c/{code}/ledger/{row.number}/cell/text/", given, HTTP_HX_REQUEST="true")
        assert answer.status_code == 200 and answer["HX-Retarget"], answer.content.decode()[:600]

    return ask


def bare(code: str) -> Callable[[], Any]:
    """The same without us."""
    from django.db import connection, transaction

    from bench.province_rows import Dialect, _cut
    from bihuan.problems.models import Problem

    going, numbers = list(Problem.objects.filter(state="rectifying").order_by("number")[200:300]), count()
    dialect = Dialect(connection.vendor)

    def save() -> None:
        row, n = going[next(numbers) % len(going)], next(numbers)
        text = f"{row.text[:40]}，改{n}次。"
        words = _cut(text, dialect)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE problems_problem SET text = %s WHERE id = %s", [text, row.pk])
            if dialect.pg:
                cursor.execute("UPDATE problems_search SET words = %s::tsvector WHERE id = %s", [words, row.pk])
            else:
                cursor.execute("DELETE FROM problems_search WHERE rowid = %s", [row.pk])
                cursor.execute("INSERT INTO problems_search (rowid, words) VALUES (%s, %s)", [row.pk, words])
            cursor.execute("CREATE TABLE IF NOT EXISTS bare (id integer, told text)")
            cursor.execute("INSERT INTO bare VALUES (%s, %s)", [row.pk, text])

    return save


def main() -> int:
    from functools import partial

    parser = province.options_of(__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--profile", action="store_true")
    options, good = parser.parse_args(), True
    first: dict[str, float] = {}
    with province.standing(options) as ground:
        for size in map(int, options.sizes.split(",")):
            code = ground.at(size)
            print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {size:,} problems (bar {BAR:.0f} ms; {work.plain()})")
            things = {**savings(code), "request of a cell": request(code), "bare statements": bare(code)}
            if options.profile:
                from bench.ledger import profile

                for one in savings(code).values():
                    profile(partial(_again, one, 20))
            for label, took in zip(things, work.in_turn(list(things.values()), options.times), strict=True):
                grown = took.busy / first.setdefault(label, took.busy)
                print(f"  {label:18} {took}; to the smallest ledger {grown:.2f}")
                if label in savings(code):
                    good = good and took.busy <= BAR and grown <= FLAT
    print("bar 15 ms, flat: " + ("kept" if good else "MISSED"))
    return 0 if good else 1


def _again(what: Callable[[], Any], times: int) -> None:
    for _n in range(times):
        what()


if __name__ == "__main__":
    sys.exit(main())
