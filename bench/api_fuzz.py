"""Asks every operation of the machine door 500 times, and 5,000 sequences of operations: no answer may be a fault of the server.

    python -m bench.api_fuzz                          500 examples an operation, 5,000 sequences (about an hour on one core)
    python -m bench.api_fuzz --examples 20 --sequences 100
    python -m bench.api_fuzz --only ledger            operations whose address holds a word
    python -m bench.api_fuzz --examples 0 --sequences 500 --portion 3    other sequences than portions 1 and 2 asked

Prints how often each status came, and each wrong answer as it comes. Exit code 1 names the questions that were answered wrongly."""

import argparse
import logging
import os
import sys
import tempfile
import time
from pathlib import Path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.api_fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--sequences", type=int, default=5000)
    parser.add_argument("--only", default="")
    parser.add_argument("--portion", type=int, default=0, help="another seed: long runs in portions")
    return parser


def main() -> int:
    arguments = _parser().parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"BIHUAN_HOME": home, "DJANGO_SETTINGS_MODULE": "bihuan.config.settings", "BIHUAN_SQLITE_SYNC": "OFF"}
        sys.path[:0] = ["src", str(Path.cwd())]
        import django

        django.setup()
        from django.conf import settings

        from bihuan.interfaces.cli.preparing import prepare

        settings.ALLOWED_HOSTS = ["*"]
        prepare()
        return _fuzz(arguments)


def _fuzz(arguments: argparse.Namespace) -> int:
    from tests.factories.town import OFFICE
    from tests.interfaces.api.deep import deep_town
    from tests.interfaces.api.fuzzing import Fuzz
    from tests.interfaces.api.machines import token_for

    place, known = deep_town()
    user = place.people[OFFICE].user
    assert user is not None
    fuzz = Fuzz(token_for(user), known, seed=arguments.portion)
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    fuzz.operations = [one for one in fuzz.operations if arguments.only in one.label]
    start = time.monotonic()
    if arguments.examples:
        fuzz.every_operation(arguments.examples)
    tally = fuzz.sequences(arguments.sequences) if arguments.sequences else fuzz.tally
    statuses = "、".join(f"{status}: {count}" for status, count in sorted(tally.statuses.items()))
    print(f"{len(fuzz.operations)} operations, {sum(tally.asked.values())} questions, {time.monotonic() - start:.0f} s")
    print(f"statuses {statuses}; wrong: {len(tally.wrong)}")
    print(*tally.wrong[:40], sep="\n")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
