"""Random lives of problems among people with several duties: none may close without all its conditions or with one person in two roles (F3).

    python -m bench.random_lives                  100,000 lives in all, a third in each of the three ways
    python -m bench.random_lives --lives 3000 --portion 2     others than portion 1 walked
    python -m bench.random_lives --minutes 30     as many as the time allows

The walk is that of tests/problems/test_random_lives.py. Each life is undone after it was judged, so that the last is as quick as the first;
one in a hundred stays, and the book is verified at the end. Exit code 1 names the moves of the life that went wrong."""

import argparse
import random
import sys
import time
from collections import Counter
from typing import Any

from bench.scene import prepared

_KEPT = 100  # one life in so many stays in the ledger


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.random_lives", description=__doc__)
    parser.add_argument("--lives", type=int, default=100_000)
    parser.add_argument("--portion", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0.0)
    return parser


def main() -> int:
    arguments = _parser().parse_args()
    with prepared():
        return _walk(arguments)


def _moves(rng: random.Random) -> list[tuple[int, ...]]:
    from tests.problems.lives import LONGEST, MOVE

    return [tuple(rng.randint(*span) for span in MOVE) for _step in range(rng.randint(6, LONGEST))]


def _walk(arguments: argparse.Namespace) -> int:
    from tests.problems.lives import WAYS

    start, begun, seen = time.monotonic(), time.process_time(), Counter[str]()
    for at, name in enumerate(WAYS):
        until = start + arguments.minutes * 60 * (at + 1) / len(WAYS) if arguments.minutes else float("inf")
        seen += _town(name, range(at, arguments.lives, len(WAYS)), random.Random(f"{arguments.portion} {name}"), until)  # noqa: S311 - a walk, no secret
    print(
        f"{seen['lives']} lives, {seen['done'] + seen['refused']} steps ({seen['refused']} refused), {seen['judged']} times a closed one was judged"
    )
    print(f"wrong: {seen['wrong']}; faults of the book: {seen['faults']}", end="; ")
    print(f"{time.monotonic() - start:.0f} s, {time.process_time() - begun:.0f} s of processor time")
    return 1 if seen["wrong"] or seen["faults"] else 0


def _town(name: str, lives: range, rng: random.Random, until: float) -> Counter[str]:
    """One way's lives in a town that is taken down afterwards."""
    from django.db import transaction

    from bihuan.foundation.audit import chain
    from tests.problems.lives import WAYS, Lives

    with transaction.atomic():
        town, told = Lives(*WAYS[name]), Counter[str]()
        for order, _number in enumerate(lives):
            if time.monotonic() > until:
                break
            told["lives"] += 1
            told["wrong"] += not _lived(town, _moves(rng), name, keep=order % _KEPT == 0)
        told["faults"] = len(list(chain.faults()))
        transaction.set_rollback(True)
    print(f"{name}: {told['lives']} lives, wrong: {told['wrong']}, states reached: {dict(sorted(town.seen.items()))}", flush=True)
    return told + town.seen


def _lived(town: Any, moves: list[tuple[int, ...]], name: str, *, keep: bool) -> bool:
    from django.db import transaction

    with transaction.atomic():
        try:
            town.live(moves)
        except AssertionError as fault:
            print(f"{name} {moves}: {fault}", flush=True)
            return False
        finally:
            transaction.set_rollback(not keep)
    return True


if __name__ == "__main__":
    sys.exit(main())
