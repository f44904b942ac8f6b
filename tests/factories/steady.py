"""How long something takes, told so that nothing else the machine does can blur it: for tests that bound a time.

Where work can be counted it is better counted: `calls` here, steps of the engine in tests.factories.work."""

import sys
import time
from collections.abc import Callable
from typing import Any

FULL_SPEED = 0.008  # seconds that a plain loop of 100,000 takes where nobody else works (bench.work.plain: 0.7 to 0.9 s for ten million)


def seconds(work: Callable[[], Any], bound: float, tries: int = 8, clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of processor: the least of several tries, of which there are no more once one stays below the bound. Where one does not, it is
    told as it would be at full speed."""
    least = float("inf")
    for _try in range(tries):
        begun = clock()
        work()
        took = clock() - begun
        least = min(least, took if took < bound else took / _slowness(time.process_time, 3))
        if least < bound:
            break
    return least


def patience(seconds: float) -> float:
    """So many seconds of a quiet machine, in those that pass on the wall now."""
    return seconds * max(_slowness(time.perf_counter, 30) for _look in range(3))


def _slowness(clock: Callable[[], float], times: int = 1) -> float:
    """How many times slower than at full speed the machine is at this moment, 1 at least."""
    begun = clock()
    for n in range(100_000 * times):
        n + 1
    return max(1.0, (clock() - begun) / (FULL_SPEED * times))


def calls(work: Callable[[], Any]) -> int:
    """How many functions are called, of Python and of its libraries in C."""
    counted, before = [0], sys.getprofile()

    def count(_frame: Any, event: str, _what: Any) -> None:
        counted[0] += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted[0]
