"""Findings that tell of the same thing in nearly the same words: what is compared, what counts as alike, what is looked up.

Alike are two texts which, without marks and in one spelling, have most of their pairs of characters in common (of the shorter one), and in
which nothing that identifies a matter is another: no number, no letter, no name, no word put in the place of another. A slip of the hand,
other marks, clauses in another order, a clause left out, words before it: alike. Another person, place, unit, day or amount: not alike."""

from bihuan.problems.rules.likeness.alike import LEAST, LOWEST, Attested, Text, clash, degree
from bihuan.problems.rules.likeness.gathering import ATTESTED, TWINS, Ground, closest, enough, likenesses, probes
from bihuan.problems.rules.likeness.marking import Piece, differences
from bihuan.problems.rules.likeness.plain import digest, numbers, plain

__all__ = [
    "ATTESTED", "Attested", "Ground", "LEAST", "LOWEST", "Piece", "TWINS", "Text", "clash", "closest", "degree", "differences", "digest",
    "enough", "likenesses", "numbers", "plain", "probes",
]  # fmt: skip
