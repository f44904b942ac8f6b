"""Small numbers are not shown: of one to four clues somebody may know which they are. A total beside the others must not tell them either."""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5
"""Cells from one to four are hidden; none is no secret."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of numbers with its total as everybody may see it; None: hidden."""

    cells: Mapping[str, int | None]
    total: int | None

    @property
    def hides(self) -> bool:
        """Is anything hidden?"""
        return self.total is None or None in self.cells.values()


def shown(counts: Mapping[str, int]) -> Shown:
    """Small cells hidden, and with them as many of the next larger ones as it takes, so that what the total leaves for the hidden ones is shared by two
    at least and no number of them follows from it."""
    total = sum(counts.values())
    if 0 < total < LEAST:
        return Shown(dict.fromkeys(counts), None)
    hidden = {name for name, count in counts.items() if 0 < count < LEAST}
    larger = sorted((name for name, count in counts.items() if count >= LEAST), key=lambda name: counts[name])
    while hidden and larger and (len(hidden) < 2 or sum(counts[name] for name in hidden) < 2 * LEAST):
        hidden.add(larger.pop(0))
    return Shown({name: None if name in hidden else count for name, count in counts.items()}, total)
