"""Measures the differences between two dates where very many rows moved: 100,000, here all that came since the earlier date.

    .venv/bin/python -m bench.comparing [--size 100000] [--postgresql URL] [--home FOLDER] [--times 3]

Counts and the first page as the page asks for them, the workbook as it goes home; beside the counts stands the bare question of the same rows.
Memory is what each of them needs beyond what the process held before.
"""

import resource
import sys
from collections.abc import Callable
from typing import Any

from bench import province, work

MOST = 150.0
"""Megabytes that the workbook of all of them may need: a few hundred rows at a time, and the finished file."""


def held() -> float:
    """The most that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def raw(code: str) -> Callable[[], Any]:
    """The rows that came since, by state, in SQL."""
    from django.db import connection

    def ask() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT v.state, count(*) FROM problems_problemversion v JOIN campaigns_campaign c ON c.id = v.campaign_id"
                " WHERE c.code = %s AND v.valid_to IS NULL GROUP BY v.state",
                [code],
            )
            return cursor.fetchall()

    return ask


def measure(code: str, times: int) -> bool:
    """One line for each; False where the workbook needs more than it may."""
    from datetime import timedelta

    from django.utils.timezone import localdate

    from bihuan.foundation.accounts.queries import account_named
    from bihuan.foundation.kernel.moments import Written
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems.queries import Today, reach
    from bihuan.problems.queries.comparing import counts, differences, each_difference, editions
    from bihuan.problems.rules.comparing import Part
    from bihuan.problems.sheets.comparing import write_comparison

    campaign, user = campaign_of(code), account_named("zhuanban")
    assert user
    day, old = localdate(), Written.read("2020-01-01")
    assert old

    def both() -> Any:
        mine = reach(actor_of_account(user.pk), campaign.pk)
        return editions(mine, campaign.pk, old, None, Today(day + timedelta(1), day + timedelta(4)))

    found = counts(both())
    counted, bare = work.in_turn([lambda: counts(both()), raw(code)], times)
    print(f"  {sum(found.values()):,} differences counted {counted}; raw SQL {bare}")
    page = work.measured(lambda: differences(both(), Part.ADDED, most=50), times)
    print(f"  counts and a page of 50 {page}")
    before = held()
    book, size = work.measured(lambda: write_comparison({Part.ADDED: each_difference(both(), Part.ADDED)}, {}), 1), held() - before
    print(f"  workbook {book}; {size:.0f} MB more than before")
    return size <= MOST


def main() -> int:
    parser = province.options_of(__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with province.standing(options) as ground:
        code = ground.at(options.size)
        print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {options.size:,} problems ({work.plain()})")
        return 0 if measure(code, options.times) else 1


if __name__ == "__main__":
    sys.exit(main())
