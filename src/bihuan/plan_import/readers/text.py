"""What every reader hands back: the text, where its places begin, and what to know about the reading."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.foundation.files.rules.refusals import TooMuchText
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.plan_import.vocabulary import PlaceKind

MOST_CHARACTERS = 500_000
"""A plan has 2,000 to 60,000 characters; beyond this it is something else."""


@dataclass(frozen=True, slots=True)
class Place:
    """The n-th page, paragraph or line of the source begins at this character of the text."""

    start: int
    number: int
    kind: PlaceKind

    def __str__(self) -> str:
        return f"第{self.number}{self.kind.label}"


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file as plain text. `text` has "\\n" line ends and tabs between table cells; `kind` is by content; `places` are in
    order of `start`; `notes` are sentences for the person who reviews (what was left out, what was put right)."""

    text: str
    kind: FileKind
    places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()

    def place_of(self, offset: int) -> Place | None:
        """The place this character of the text stands in."""
        at = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[at - 1] if at else None


def check_length(characters: int) -> None:
    """Raises TooMuchText beyond MOST_CHARACTERS."""
    if characters > MOST_CHARACTERS:
        raise TooMuchText(count=characters // 10_000, most=MOST_CHARACTERS // 10_000)


def joined(pieces: Iterable[str], counted: PlaceKind) -> tuple[str, tuple[Place, ...]]:
    """Pieces one below the other, and the place of each; an empty piece counts but takes no line."""
    lines: list[str] = []
    places: list[Place] = []
    length = 0
    for number, piece in enumerate(pieces, 1):
        piece = piece.strip("\n")
        if piece:
            places.append(Place(length, number, counted))
            lines.append(piece)
            length += len(piece) + 1
    return "\n".join(lines), tuple(places)


def table_lines(rows: Iterable[list[str]]) -> list[str]:
    """A table as lines: one line a row, cells kept apart by tabs, empty rows left out. A cell holds no blanks where Chinese needs
    none, so that a blank never looks like the next cell."""
    told = []
    for row in rows:
        cells = [cell_text(cell) for cell in row]
        if any(cells):
            told.append("\t".join(cells).rstrip())
    return told


def cell_text(cell: str) -> str:
    """A cell's lines as one: a broken short heading (责任/单位) is one word, sentences follow each other, bare items are parted by ；."""
    lines = [line for piece in cell.split("\n") if (line := _BLANKS.sub(_blank, piece.strip()))]
    if sum(map(len, lines)) <= _SHORT_CELL:
        return "".join(lines)
    told = ""
    for line in lines:
        told += ("；" if told and told[-1] not in _ENDS and not _NUMBERED.match(line) else "") + line
    return told


_SHORT_CELL = 8
_ENDS = "。；;：:、，,！？"
_NUMBERED = re.compile(r"[（(]?(?:\d+|[一二三四五六七八九十]+)[）).．、]|[①-⑳]")
_BLANKS = re.compile(r"(?<=(.))\s+(?=(.))")


def _blank(found: re.Match[str]) -> str:
    return " " if found[1].isascii() and found[2].isascii() else ""
