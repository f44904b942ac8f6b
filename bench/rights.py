"""Measures what row rights cost (bar S6): a liaison's list against the one of an administrator of the ledger, who sees all rows, at 10,000,
100,000 and 1,000,000 problems; and whether the liaison's list costs more the more there is that he does not see.

    .venv/bin/python -m bench.rights [--sizes 10000,100000,1000000] [--postgresql URL] [--home FOLDER] [--times 40]

The liaison's unit has the same 120 problems at every size. A request is a whole one inside this process; beside it stands the same question in
raw SQL: 50 rows with the names on them, and the count up to 10,001. Judged are processor times of this process and of the server process;
the questions alone are told apart, since the page around fifty rows costs more than finding them.
"""

import sys
from collections.abc import Callable
from typing import Any

from bench import province, work

BAR, ROWS = 1.15, 120
COLUMNS = "col=category,source,state,due,cause,measures,progress,leader,weight"
LIAISON, ALL = "lianluo", "zhuanban"


def unit_of(name: str) -> int:
    """The unit whose liaison this is; the first problems of the ledger are his."""
    from bihuan.campaigns.models import Grant
    from bihuan.problems.models import Problem

    unit = Grant.objects.get(duty="liaison", ended_at=None, person__user__username=name).unit_id
    Problem.objects.filter(number__lte=ROWS).exclude(unit_id=unit).update(unit_id=unit, state="rectifying", source="supervision")
    Problem.objects.filter(number__gt=ROWS, unit_id=unit).update(unit_id=Problem.objects.exclude(unit_id=unit)[0].unit_id)
    assert unit
    return unit


def question(code: str, name: str) -> Callable[[], Any]:
    """Rights, count and rows of the first page without the page."""
    from bihuan.foundation.accounts.queries import account_named
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.interfaces.web.shell.days import today_of
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems.queries import page_of, reach
    from bihuan.problems.rules.filters import Filters

    campaign, actor = campaign_of(code), actor_of_account(account_named(name).pk)
    today = today_of(campaign)
    return lambda: page_of(reach(actor, campaign.pk), campaign.pk, Filters(), today)


def measure(code: str, times: int) -> tuple[Any, ...]:
    """Liaison's page, everybody's page, liaison's question, everybody's, and the bare ones."""
    from bench.ledger import Reader, raw

    unit = unit_of(LIAISON)
    liaison, everybody = Reader(code, LIAISON), Reader(code, ALL)
    things = [
        lambda: liaison.ask(COLUMNS),
        lambda: everybody.ask(COLUMNS),
        question(code, LIAISON),
        question(code, ALL),
        raw(code, unit),
        raw(code, None),
    ]
    return tuple(work.in_turn(things, times))


def main() -> int:
    parser = province.options_of(__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--times", type=int, default=40)
    options, good = parser.parse_args(), True
    first: tuple[Any, ...] = ()
    with province.standing(options) as ground:
        for size in map(int, options.sizes.split(",")):
            code = ground.at(size)
            print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {size:,} problems ({work.plain()})")
            told = measure(code, options.times)
            first = first or told
            for name, at in (("page", 0), ("question", 2), ("raw SQL", 4)):
                mine, all_rows, then = told[at], told[at + 1], first[at]
                print(f"  {name:9} liaison {mine}\n{'':12}everybody {all_rows}\n{'':12}ratio {mine.busy / all_rows.busy:.2f}, "
                      f"to the smallest ledger {mine.busy / then.busy:.2f}")  # fmt: skip
            good = good and told[0].busy <= BAR * told[1].busy and told[0].busy <= BAR * first[0].busy
    print("bar 1.15: " + ("kept" if good else "MISSED"))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
