"""What every reader hands back: the text, where its places begin, and what to know about the reading."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import Term, _


class PlaceKind(Term):
    """What a place in the source is counted in."""

    PAGE = "page", _("页")
    PARAGRAPH = "paragraph", _("段")
    LINE = "line", _("行")


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
    """A table as lines: cells kept apart by tabs, one line a row, breaks inside a cell as blanks, empty rows left out."""
    told = []
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            told.append("\t".join(cells).rstrip())
    return told
