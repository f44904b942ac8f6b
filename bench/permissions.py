"""The whole permission matrix: every address × everybody × what he is to the matter behind it (own, other unit, named, keeps away by unit and by person,
closed campaign, matter over), GET and POST, against the table written by hand in tests/interfaces/web/relations.py. Bar: at least 50,000 questions,
0 unexpected.

    python -m bench.permissions                        all of it
    python -m bench.permissions --relation "own"       one relation (may be given more than once)
    python -m bench.permissions --room accountability  addresses of one room
    python -m bench.permissions --some 5000 --seed 3   a drawn part of it

Everything is taken back question by question. Exit code 1 names what was unexpected."""

import argparse
import logging
import random
import sys
import time
from collections import Counter

from bench.scene import prepared

LEAST = 50_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.permissions", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--relation", action="append", default=[])
    parser.add_argument("--room", default="")
    parser.add_argument("--some", type=int, default=0, help="so many, drawn from all that were asked for")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with prepared():
        return _ask(arguments.relation, arguments.room, arguments.some, arguments.seed)


def _ask(names: list[str], room: str, some: int, seed: int) -> int:
    from django.conf import settings
    from django.db import transaction
    from django.test.utils import setup_test_environment

    settings.BIHUAN_DEMO = True  # no second factor
    setup_test_environment()
    logging.disable(logging.CRITICAL)  # a line for each question is not wanted
    from tests.interfaces.web.doors import house
    from tests.interfaces.web.relations import asked, every_check

    every = [one for one in every_check() if (not names or one.relation.name in names) and one.name.startswith(room)]
    if some:
        every = [every[at] for at in sorted(random.Random(seed).sample(range(len(every)), some))]  # noqa: S311 - a draw, no secret
    counted, begun, wrong = Counter(one.relation.name for one in every), time.process_time(), 0
    with transaction.atomic():
        built = house()
        for relation, many in counted.items():
            found = asked(built, [one for one in every if one.relation.name == relation])
            wrong += len(found)
            print(f"{relation}: {many} questions, {len(found)} unexpected, {time.process_time() - begun:.0f} s", flush=True)
            for one in found:
                print(f"  {one}", flush=True)
        transaction.set_rollback(True)
    whole = not names and not room and not some
    print(f"{len(every)} questions, {wrong} unexpected; {time.process_time() - begun:.0f} s of processor time")
    return 1 if wrong or (whole and len(every) < LEAST) else 0


if __name__ == "__main__":
    sys.exit(main())
