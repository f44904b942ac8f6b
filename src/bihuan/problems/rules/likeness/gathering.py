"""Which of many texts are worth comparing: those that have rare runs of four characters in common.

A ledger repeats its phrases thousands of times; what two findings of one matter share beside them is rare: a number, a name, a turn of words.
So each text is marked by its rarest runs, and only texts that share marks are compared. Source: measured, bench.near_duplicates."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import add
from zlib import crc32

from bihuan.problems.rules.likeness.alike import LEAST, Attested, Text, clash, degree
from bihuan.problems.rules.likeness.plain import numbers

MARKS = 12
"""Marks a text."""
COMMON = 250
"""A run that stands in more texts than this marks none."""
TWINS = 10
"""So many likenesses of one text are kept."""
ATTESTED = 3
"""Two characters that stand together in so many texts are a word, not a slip."""
_COMPARED = TWINS
_PARTS = 8
_BUCKETS = (1 << 24) - 1


def runs_of(plain: str) -> set[str]:
    """Every four characters that stand together."""
    return set(map("".join, zip(plain, plain[1:], plain[2:], plain[3:], strict=False))) if len(plain) >= LEAST else set()


def mark_of(run: str) -> int:
    """32 bits, the same on every machine, as a signed whole number."""
    return crc32(run.encode()) - (1 << 31)


def probes(plain: str) -> list[int]:
    """Under which marks texts like this one may stand."""
    return [mark_of(run) for run in runs_of(plain)]


class Ground:
    """How often runs and pairs stand in a ledger, as far as it was looked at: from all its texts, or from a `share` of them."""

    def __init__(self, share: float = 1.0) -> None:
        self._common = max(2, round(COMMON * share))
        self._runs = bytearray(_BUCKETS + 1)
        self._pairs = Counter[str]()

    def add(self, plain: str) -> None:
        """Count a text."""
        counts = self._runs
        for run in runs_of(plain):
            at = hash(run) & _BUCKETS
            if counts[at] < 255:
                counts[at] += 1
        self._pairs.update(set(map(add, plain, plain[1:])))

    def marks(self, plain: str) -> "array[int]":
        """The rarest runs of a text; none of a text that is made of common phrases alone."""
        counts = self._runs
        often = sorted((counts[hash(run) & _BUCKETS], run) for run in runs_of(plain))
        return array("i", [mark_of(run) for n, run in often[:MARKS] if n <= self._common])

    def attested(self, pair: str) -> bool:
        """Are these two characters written together in several texts?"""
        return self._pairs[pair] >= ATTESTED


Candidates = Iterator[tuple[int, list[int]]]


def candidates(marks: Sequence[Sequence[int]], fresh: int = 0) -> Candidates:
    """For each text from `fresh` on, by its place: the earlier texts that share marks with it, those that share most first."""
    groups: dict[int, list[list[int]]] = {}
    for part in range(_PARTS):  # a part of the marks at a time: a hundred thousand texts have more than a million
        for group in _groups(sorted((mark << 32) + at for at, some in enumerate(marks) for mark in some if mark % _PARTS == part)):
            for at in group:
                if at >= fresh:
                    groups.setdefault(at, []).append(group)
    for at in sorted(groups):
        shared: dict[int, int] = {}
        for group in groups.pop(at):
            for other in group:
                if other >= at:
                    break
                shared[other] = shared.get(other, 0) + 1
        if wanted := closest(shared, len(marks[at])):
            yield at, wanted


def enough(marks: int) -> int:
    """So many of a text's marks another one must share to be compared: a quarter."""
    return max(2, -(-min(marks, MARKS) // 4))


def closest(shared: Mapping[int, int], marks: int) -> list[int]:
    """Of texts that share so many of a text's marks, those worth comparing: most shared first, later ones first."""
    least = enough(marks)
    wanted = sorted((-n, -other) for other, n in shared.items() if n >= least)
    return [-other for _n, other in wanted[:_COMPARED]]


def likenesses(
    plains: Sequence[str], marks: Sequence[Sequence[int]], attested: Attested, least: int, fresh: int = 0
) -> Iterator[tuple[int, int, int]]:
    """(place, place of an earlier text, degree) for every two texts that are alike by `least` percent, the later from `fresh` on."""
    told = [numbers(one) for one in plains]
    for at, others in candidates(marks, fresh):
        some = [other for other in others if not clash(told[at], told[other])]
        one = Text(plains[at])
        for other in some:
            if (nearly := degree(one, Text(plains[other]), attested)) >= least:
                yield at, other, nearly


def _groups(told: list[int]) -> Iterator[list[int]]:
    """The places that share a mark, in order, where there are several and not too many."""
    last, group = None, list[int]()
    for one in told:
        mark, at = one >> 32, one & 0xFFFFFFFF
        if mark != last:
            if 1 < len(group) <= COMMON:
                yield group
            last, group = mark, []
        group.append(at)
    if 1 < len(group) <= COMMON:
        yield group
