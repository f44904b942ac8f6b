"""The best chain of pairs that keep their order on both sides, in a time that grows with the pairs."""

from collections.abc import Sequence

Pair = tuple[int, int, float]
"""A place on the left, one on the right, what pairing them is worth."""


def best(pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    """Pairs that rise on both sides, worth most together. Where several are, the one with the earliest ends."""
    if not pairs:
        return []
    tops = _Tops(max(left for left, _right, _worth in pairs) + 1)
    before: list[int] = []
    pending: list[tuple[int, float, int]] = []
    row = -1
    for at, (left, right, worth) in sorted(enumerate(pairs), key=lambda it: it[1][1]):
        if right != row:  # pairs of one paragraph exclude each other: they count from the next on
            for told in pending:
                tops.put(*told)
            pending, row = [], right
        whole, last = tops.below(left)
        pending.append((left, whole + worth, at))
        before += [-1] * (at + 1 - len(before))
        before[at] = last
    for told in pending:
        tops.put(*told)
    _whole, at = tops.below(tops.size)
    found = []
    while at >= 0:
        found.append(pairs[at][:2])
        at = before[at]
    return found[::-1]


class _Tops:
    """The best sum that ends at or before each place on the left (a tree of prefixes): asked and told in the logarithm of their number."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._tops: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def put(self, place: int, whole: float, pair: int) -> None:
        """A chain that ends at `place` with `pair`."""
        at = place + 1
        while at <= self.size:
            if whole > self._tops[at][0]:
                self._tops[at] = (whole, pair)
            at += at & -at

    def below(self, place: int) -> tuple[float, int]:
        """The best chain that ends before `place`: its worth, its last pair (-1: none)."""
        found, at = (0.0, -1), place
        while at > 0:
            if self._tops[at][0] > found[0]:
                found = self._tops[at]
            at -= at & -at
        return found
