"""Whether two findings tell of the same thing in nearly the same words, and how nearly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bihuan.problems.rules.likeness.plain import numbers

LEAST = 8
"""Characters of a plain text below which only equal texts are alike: too little is said to tell a slip from another matter."""
LOWEST = 60
"""Percent below which nothing is called alike, whatever a campaign asks for."""
_SHORTENED = 2
"""The longer text has at most so many times the characters of the shorter one; else one merely mentions what the other tells."""
_PLACES = frozenset("村镇乡街县区市州省局委院校厂路巷桥库湖河山沟湾站所社")
"""What comes right before one of these is a name: 东关村, 河西街."""
Attested = Callable[[str], bool]
"""Is this pair of characters written elsewhere too, in several other texts?"""


@dataclass(frozen=True)
class Text:
    """A finding's plain text with what comparing asks of it, made once."""

    plain: str

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Its numbers and Latin words."""
        return numbers(self.plain)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two characters that stand together."""
        return frozenset(map(str.__add__, self.plain, self.plain[1:]))

    @cached_property
    def triples(self) -> frozenset[str]:
        """Every three; beginning and end count as characters."""
        told = f"^^{self.plain}$$"
        return frozenset(map("".join, zip(told, told[1:], told[2:], strict=False)))


def degree(one: Text, other: Text, attested: Attested | None = None) -> int:
    """How nearly the two tell the same, in percent of the shorter one's pairs of characters; 0 where something that identifies a matter is
    another. `attested` tells a name from a slip where one single character is another (without it: a slip).

    A quick no comes first; the same answer whichever of the two comes first."""
    if one.plain == other.plain:
        return 100
    short, long = sorted((one, other), key=lambda text: len(text.plain))
    if len(short.plain) < LEAST or len(long.plain) > _SHORTENED * len(short.plain):
        return 0
    if clash(one.numbers, other.numbers):
        return 0
    common = len(one.pairs & other.pairs)
    nearly = 100 * common // min(len(one.pairs), len(other.pairs))
    return 0 if nearly < LOWEST or _tells_of_another(one, other, attested) else min(nearly, 99)


def clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Does each have a number that the other has not?"""
    return bool(one - other) and bool(other - one)


def _tells_of_another(one: Text, other: Text, attested: Attested | None) -> bool:
    """Does a word of one stand where the other has another word?"""
    here, there = _alone(one, other), _alone(other, one)
    return any(not _is_slip(mine, yours, attested) for mine in here for yours in there if _same_place(mine, yours, here, there))


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that stand in no three characters of the other text, with the one that stands before and the two behind."""

    before: str
    told: str
    behind: str

    def between_the_same(self, other: "_Run") -> bool:
        """Do both stand between the same two characters?"""
        return self.before == other.before and self.behind[0] == other.behind[0]


def _same_place(mine: _Run, yours: _Run, here: list[_Run], there: list[_Run]) -> bool:
    """Between the same characters; or, where clauses were moved, beside one that is the same when neither has its own place."""
    before, behind = mine.before == yours.before, mine.behind[0] == yours.behind[0]
    if before == behind:
        return before
    return not any(map(mine.between_the_same, there)) and not any(map(yours.between_the_same, here))


def _alone(text: Text, other: Text) -> list[_Run]:
    return list(_runs(f"^^{text.plain}$$", other.triples))


def _runs(told: str, known: frozenset[str]) -> Iterator[_Run]:
    covered = bytearray(len(told))
    covered[:2] = covered[-2:] = b"\1\1"
    for at in range(len(told) - 2):
        if told[at : at + 3] in known:
            covered[at] = covered[at + 1] = covered[at + 2] = 1
    begin = covered.find(0)
    while begin >= 0:
        end = covered.find(1, begin)
        yield _Run(told[begin - 1], told[begin:end], told[end : end + 2])
        begin = covered.find(0, end)


def _is_slip(mine: _Run, yours: _Run, attested: Attested | None) -> bool:
    """Two neighbours changed over, or single characters taken for others, each by itself and none of them a figure or part of a name."""
    one, other = mine.told, yours.told
    if len(one) != len(other):
        return False
    if len(one) == 2 and one == other[::-1]:
        return not one.isascii()
    differ = [at for at, (this, that) in enumerate(zip(one, other, strict=True)) if this != that]
    if any(later - earlier < 3 for earlier, later in zip(differ, differ[1:], strict=False)):
        return False
    whole, wholly = (f"{run.before}{run.told}{run.behind}" for run in (mine, yours))
    return all(_is_slip_at(whole, wholly, at + 1, attested) for at in differ)


def _is_slip_at(one: str, other: str, at: int, attested: Attested | None) -> bool:
    if one[at].isascii() or other[at].isascii():
        return False
    if attested is not None:
        words = _stands(one, at, attested), _stands(other, at, attested)
        if any(words):
            return not all(words)
    return not _is_in_a_name(one, at)


def _is_in_a_name(told: str, at: int) -> bool:
    return any(one in _PLACES for one in told[at + 1 : at + 3])


def _stands(told: str, at: int, attested: Attested) -> bool:
    """Is the character written between its neighbours elsewhere too? The ends of a text are no neighbours."""
    return all(attested(pair) for pair in (told[at - 1 : at + 1], told[at : at + 2]) if pair[0] != "^" and pair[1] != "$")
