"""Measures the cockpit at 100,000 and 1,000,000 problems (bar S9: 40 and 150 ms), as office and as the liaison of the largest unit, and finds
whether every tile, every step of the funnel and the units of the map are the count of the list that they open.

    .venv/bin/python -m bench.cockpit [--sizes 100000,1000000] [--postgresql URL] [--home FOLDER] [--times 20] [--profile]

A request is a whole one inside this process: session, rights, questions, template. Beside it stands the same question in raw SQL: units by
state with what is late, findings and closings of ten weeks. Judged is processor time of this process and of the server process.
"""

import random
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bench import province, scene, work

BARS = {100_000: 40.0, 1_000_000: 150.0}


def raw(campaign: int, unit: int | None) -> Callable[[], None]:
    """The same questions without us."""
    from django.db import connection

    of = f"campaign_id = {campaign} AND state NOT IN ('void', 'merged', 'closed_before')" + (f" AND unit_id = {unit}" if unit else "")
    day = scene.now().date()
    asked = [
        f"SELECT unit_id, state, count(*), sum(CASE WHEN due_on < '{day}' THEN 1 ELSE 0 END) FROM problems_problem WHERE {of} GROUP BY 1, 2",
        f"SELECT count(*) FROM problems_problem WHERE {of} AND found_on > '{day}'",
    ]

    def ask() -> None:
        with connection.cursor() as cursor:
            for statement in asked:
                cursor.execute(statement)
                cursor.fetchall()

    return ask


def page(code: str, name: str) -> Callable[[], Any]:
    """Somebody opens the cockpit."""
    from django.test import Client

    from bihuan.foundation.accounts.queries import account_named

    client = Client()
    client.force_login(account_named(name))

    def ask() -> Any:
        answer = client.get(f"/c/{code}/cockpit/")
        assert answer.status_code == 200, answer.status_code
        return answer

    return ask


def unequal(code: str, name: str, lines: int = 12) -> list[str]:
    """The numbers that are not the count of their list; of the map, so many units."""
    from django.http import QueryDict

    from bihuan.foundation.accounts.queries import account_named
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.interfaces.web.shell.days import today_of
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems.queries import narrowed, reach
    from bihuan.problems.rules.filters import Filters
    from bihuan.reports.queries import cockpit

    campaign, actor = campaign_of(code), actor_of_account(account_named(name).pk)
    today, mine = today_of(campaign), reach(actor, campaign.pk)
    told = cockpit(actor, campaign, today)
    some = random.Random(1).sample(list(told.lines), min(lines, len(told.lines)))
    numbers = [(tile.code, tile.value, urlsplit(tile.rows).query) for tile in (*told.tiles, told.before)]
    numbers += [(bar.label, bar.count, bar.query) for bar in told.funnel]
    numbers += [(f"{line.unit} {n}", cell.count, cell.query) for line in some for n, cell in enumerate(line.cells)]
    numbers += [(f"{line.unit}", line.total, f"unit={line.unit.pk}") for line in some]
    numbers += [(f"{line.unit} late", line.late, f"unit={line.unit.pk}&lamp=overdue") for line in some]
    weeks = [(f"found since {week.monday}", week.found, week.monday) for week in told.weeks[-2:]]
    from datetime import timedelta

    numbers += [(what, count, f"found={monday}..{monday + timedelta(days=6)}") for what, count, monday in weeks]
    found = []
    for what, value, query in numbers:
        count = narrowed(mine, campaign.pk, Filters.read(QueryDict(query)), today).count()
        found += [f"{what}: {value}, its list {count}"] if count != value else []
    print(f"    {len(numbers)} numbers compared with their lists: {len(found)} differ")
    return found


def measure(code: str, name: str, unit: int | None, options: Any) -> bool:
    """One person at one size; True when the bar is kept and every number is its list's."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.ledger import profile
    from bihuan.interfaces.cli.looking_up import campaign_of

    ask = page(code, name)
    if options.profile:
        profile(ask)
        with CaptureQueriesContext(connection) as asked:
            ask()
        for one in asked:
            print(one["time"], one["sql"][:400])
    with CaptureQueriesContext(connection) as asked:
        weight = len(ask().content)
    count = len(asked)  # what follows writes over the log
    took, limit = work.in_turn([ask, raw(campaign_of(code).pk, unit)], options.times)
    print(f"  {name}: {took}, {count} queries, {weight / 1000:.0f} kB; raw SQL {limit}")
    wrong = unequal(code, name)
    print(*wrong, sep="\n")
    return took.busy <= options.bar and not wrong


def largest() -> tuple[str, int]:
    """The liaison of the unit with the most problems."""
    from django.db.models import Count

    from bihuan.campaigns.models import Grant
    from bihuan.problems.models import Problem

    unit = Problem.objects.order_by().values_list("unit").annotate(n=Count("pk")).order_by("-n")[0][0]
    told = Grant.objects.get(duty="liaison", unit=unit, person__user__username__startswith="pv-")
    return str(told.person.user.username), unit


def main() -> int:
    parser = province.options_of(__doc__)
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--profile", action="store_true")
    options, good = parser.parse_args(), True
    with province.standing(options) as ground:
        for size in map(int, options.sizes.split(",")):
            code, options.bar = ground.at(size), BARS.get(size, 150.0)
            print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {size:,} problems (bar {options.bar:.0f} ms; {work.plain()})")
            for name, unit in (("zhuanban", None), largest()):
                good = measure(code, name, unit, options) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
