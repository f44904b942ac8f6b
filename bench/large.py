"""Measures the first page of the ledger, its thousandth page in every order and the search of names at 1,000,000 problems (bar S17: twice what is
allowed at 100,000, S4, S5, S12; less than 2 GB), as office and as the liaison of the largest unit.

    .venv/bin/python -m bench.large [--size 1000000] [--postgresql URL] [--home FOLDER] [--times 20]

S5 on its own is --size 100000. Beside each stands the same question in raw SQL. Judged are processor times of this process and of the server
process; memory is what this process and the whole database server hold together.
"""

import sys
from pathlib import Path
from typing import Any

from bench import province, scene, work

COLUMNS = "col=category,source,state,due,cause,measures,progress,leader,weight"
FIRST, DEEP, SEARCH, MEMORY = 25.0, 1.1, 40.0, 2_000.0


def marks(unit: int | None) -> dict[str, str]:
    """The address of page 1,000 in each order, or of the last page but one where there are fewer."""
    from bihuan.problems.models import Problem
    from bihuan.problems.queries.keyset import in_order, mark_of
    from bihuan.problems.rules.filters import SORTS

    rows = Problem.objects.filter(unit_id=unit) if unit else Problem.objects.all()
    last = min(50_000, rows.count() - 120)
    return {sort: mark_of(in_order(rows, sort)[last], sort) for sort in SORTS}


def names(reader: Any, code: str, count: int = 12) -> tuple[list[float], list[str]]:
    """Milliseconds of processor of searches for two-character names, and the names where the index finds other rows than reading every text does."""
    from django.db import connection

    from bench.ledger import hash_of
    from bihuan.foundation.accounts.queries import account_named
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.organisation.models import Person
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems.queries import Today, narrowed, reach
    from bihuan.problems.rules.filters import Filters

    told = {name[:2] for name in Person.objects.values_list("name", flat=True)}
    asked = sorted(told, key=hash_of)[:count]
    took = [one.busy for one in (work.measured(lambda name=name: reader.ask(f"{COLUMNS}&q={name}"), 3) for name in asked)]
    campaign, actor = campaign_of(code), actor_of_account(account_named(reader.name).pk)
    mine, wrong = reach(actor, campaign.pk), []
    like = " OR ".join(
        f"{column} LIKE %s"
        for column in ("p.text", "u.name", "o.name", "d.name", "l.name", "p.cause", "p.measures_text", "p.progress_text")
    )
    for name in asked[:4]:
        found = narrowed(mine, campaign.pk, Filters(q=name), Today(scene.TODAY, scene.TODAY)).count()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM problems_problem p JOIN organisation_unit u ON u.id = p.unit_id LEFT JOIN organisation_person o ON o.id = p.person_id"
                " LEFT JOIN organisation_person d ON d.id = p.doer_id LEFT JOIN organisation_person l ON l.id = p.leader_id"
                f" WHERE p.state NOT IN ('void', 'merged', 'closed_before') AND ({like})",
                [f"%{name}%"] * 8,
            )
            every = cursor.fetchone()[0]
        wrong += [f"{name}: {found}, read one by one {every}"] if found != every else []
    return took, wrong


def megabytes() -> float:
    """This process and the server with all its processes, shared pages once."""
    import os

    from bench.starting import megabytes as held

    pid, total = work.backend(), held(os.getpid())
    if pid:
        total += held(int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]))
    return total


def measure(code: str, name: str, unit: int | None, options: Any) -> bool:
    from bench.ledger import Reader, raw

    reader = Reader(code, name)
    first, limit = work.in_turn([lambda: reader.ask(COLUMNS), raw(code, unit)], options.times)
    print(f"  {name}: first page {first}; raw SQL {limit}")
    good = first.busy <= FIRST * options.allowed
    for sort, mark in marks(unit).items():
        head, deep = work.in_turn(
            [lambda s=sort: reader.ask(f"{COLUMNS}&sort={s}"), lambda s=sort, m=mark: reader.ask(f"{COLUMNS}&sort={s}&after={m}")],
            options.times,
        )
        print(
            f"    order {sort:12} first {head.busy:6.1f}, page 1,000 {deep.busy:6.1f} ms of processor: {deep.busy / head.busy:.2f};"
            f" to the usual order {head.busy / first.busy:.2f}"
        )
        good = good and deep.busy <= DEEP * options.allowed * head.busy and head.busy <= DEEP * options.allowed * first.busy
    if unit is None:
        took, wrong = names(reader, code)
        print(
            f"    {len(took)} names of two characters: median {sorted(took)[len(took) // 2]:.1f}, longest {max(took):.1f} ms of processor;"
            f" other than reading every text: {wrong or 'none'}"
        )
        good = good and max(took) <= SEARCH * options.allowed and not wrong
    return good


def main() -> int:
    from bench.cockpit import largest

    parser = province.options_of(__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=20)
    options, good = parser.parse_args(), True
    options.allowed = 2.0 if options.size > 100_000 else 1.0
    with province.standing(options) as ground:
        code = ground.at(options.size)
        print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {options.size:,} problems ({work.plain()})")
        for name, unit in (("zhuanban", None), largest()):
            good = measure(code, name, unit, options) and good
        held = megabytes()
        print(f"  {held:.0f} MB held by this process and the server")
    return 0 if good and held < MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
