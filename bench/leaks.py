"""Whose rows somebody sees: random organisations, every kind of row of finding, institutions, inspections, meetings and tasks, held against the
rules said anew in words (tests/rights). Bar: no leak in 2,000 organisations.

    .venv/bin/python -m bench.leaks [--count 2000] [--first 0]

In each organisation five people with duties of their own and lent ones look at all rows; each row that somebody sees against the words is a leak,
each that is kept from him against them is told as hidden. Exit code 1 names the first of each kind with its seed."""

import argparse
import random
import sys
import time
from collections import Counter

from bench.scene import prepared


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.leaks", description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first organisation")
    arguments = parser.parse_args()
    with prepared():
        return _look(range(arguments.first, arguments.first + arguments.count))


def _look(seeds: range) -> int:
    from django.db import transaction

    from tests.rights.organisations import drawn, world
    from tests.rights.rooms import KINDS, compare

    asked, found, begun = 0, Counter[str](), time.process_time()
    with transaction.atomic():
        at = world()
        for seed in seeds:
            dice = random.Random(seed)  # noqa: S311 - no secret
            with transaction.atomic():
                many, wrong = compare(at, drawn(dice), dice)
                transaction.set_rollback(True)
            asked += many
            if (seed + 1) % 100 == 0:
                print(f"  {seed + 1}, {time.process_time() - begun:.0f} s", flush=True)
            for one in wrong:
                found["leaks" if one.leak else "hidden"] += 1
                if found[f"{one.leak} {one.kind}"] == 0:
                    print(f"{seed}: {one}", flush=True)
                found[f"{one.leak} {one.kind}"] += 1
        transaction.set_rollback(True)
    print(f"{len(seeds)} organisations, {len(KINDS)} kinds of row, {asked} times somebody and a row: {found['leaks']} leaks, "
          f"{found['hidden']} hidden; {time.process_time() - begun:.0f} s of processor time")  # fmt: skip
    return 1 if found["leaks"] or found["hidden"] else 0


if __name__ == "__main__":
    sys.exit(main())
