"""Dealing lists out to reviewers: never one of the list's own unit, never one who keeps away, and evenly (M54, P04)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dealt:
    """Which list goes to whom; `left` nobody of those chosen may have."""

    to: Mapping[int, int]
    left: tuple[int, ...]


def deal(lists: Sequence[int], reviewers: Sequence[int], barred: Mapping[int, Collection[int]], load: Mapping[int, int]) -> Dealt:
    """Give each list to whoever of `reviewers` has least to do and is not barred from it; where equal, the first named. The lists that most
    are barred from come first, so that they do not go without."""
    busy, to, left = dict(load), dict[int, int](), list[int]()
    for one in sorted(lists, key=lambda pk: (-len(set(barred.get(pk, ())) & set(reviewers)), pk)):
        free = [who for who in reviewers if who not in barred.get(one, ())]
        if not free:
            left.append(one)
            continue
        chosen = min(free, key=lambda who: (busy.get(who, 0), reviewers.index(who)))
        to[one], busy[chosen] = chosen, busy.get(chosen, 0) + 1
    return Dealt(to, tuple(left))
