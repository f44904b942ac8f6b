"""Two texts side by side: what stands in one alone."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `alone`: the other text has them not, or not here."""

    text: str
    alone: bool


def differences(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces."""
    mine, yours = list[Piece](), list[Piece]()
    for word, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        alone = word != "equal"
        mine += [Piece(one[a:b], alone)] if b > a else []
        yours += [Piece(other[c:d], alone)] if d > c else []
    return mine, yours
