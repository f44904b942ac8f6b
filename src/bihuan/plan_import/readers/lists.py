"""Automatic numbering, the same for docx and doc: levels, counters, and the text a level writes before its paragraph."""

import re
from dataclasses import dataclass, field

from bihuan.plan_import.readers.numerals import written

_SLOT = re.compile(r"%(\d)")
_NEEDS_BLANK = re.compile(r"[0-9A-Za-z章节条款项篇部]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, its number format, its text with slots %1 … %9.
    `all_figures`: every slot in figures (Word's "legal" numbering); `restart`: number of the level above which it restarts (0: never)."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    all_figures: bool = False
    restart: int | None = None


@dataclass(slots=True)
class ListCounter:
    """Counters of one list while its paragraphs pass by in order."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """The written number of the next paragraph on this level (0 = outermost); empty for bullets and unknown levels."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        self._restart_below(depth)
        return "" if level.form == "bullet" else spaced(self._text(level))

    def restart_at(self, depth: int, value: int) -> None:
        """The next paragraph of this level gets this number."""
        self.counts[depth] = value - 1

    def _restart_below(self, depth: int) -> None:
        for lower in [one for one in self.counts if one > depth]:
            restart = self.levels[lower].restart if lower in self.levels else None
            if restart is None or (restart > 0 and depth < restart):
                del self.counts[lower]

    def _text(self, level: Level) -> str:
        def slot(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            other = self.levels.get(depth, Level())
            value = self.counts.get(depth, other.start)
            return written(value, "decimal" if level.all_figures else other.form)

        return _SLOT.sub(slot, level.text)


def spaced(number: str) -> str:
    """A number that ends in a figure, a letter or 章 is kept off the heading by a blank; 一、 （一） 1. are not."""
    number = number.strip()
    return number + " " if _NEEDS_BLANK.search(number) else number
