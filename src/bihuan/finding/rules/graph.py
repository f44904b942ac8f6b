"""A back-check as a drawing: events at the left, problems in the middle, responsibilities at the right, one line for each step (M109).

Only places are computed here; a page draws them. Units are those of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.documents.rules.map import wrap
from bihuan.finding.vocabulary.back_checks import NodeKind, Verdict

WIDTH, BOX, EDGE, GAP = 960.0, 248.0, 16.0, 28.0
_LINE, _WORDS, _LINES = 20.0, 14.0, 4
_HEAD = 34.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A node as plain values; `note` stands below its text: unit and person, or its number on the ledger."""

    key: int
    kind: NodeKind
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A link as plain values; `number` is what the list beside the drawing calls it."""

    one: int
    other: int
    number: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at its place."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A node drawn."""

    key: int
    kind: str
    x: float
    y: float
    height: float
    lines: tuple[Line, ...]
    note: Line | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link drawn: a path, and where its number stands."""

    number: int
    verdict: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole."""

    width: float
    height: float
    heads: tuple[tuple[float, str], ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawing(pieces: Sequence[Piece], steps: Sequence[Step]) -> Drawing:
    """Columns by kind, in each the pieces in the order in which they were added, so that the drawing grows and nothing jumps about."""
    space = (WIDTH - 2 * EDGE - BOX) / (len(NodeKind) - 1)
    boxes: dict[int, Box] = {}
    heads, tallest = [], _HEAD
    for column, kind in enumerate(NodeKind):
        x, y = EDGE + column * space, _HEAD + EDGE
        heads.append((x + BOX / 2, kind.label))
        for piece in pieces:
            if piece.kind == kind:
                boxes[piece.key] = box = _box(piece, x, y)
                y += box.height + GAP
        tallest = max(tallest, y - GAP + EDGE)
    return Drawing(
        WIDTH, tallest, tuple(heads), tuple(boxes.values()), tuple(_arrow(boxes[one.one], boxes[one.other], one) for one in steps)
    )


def _box(piece: Piece, x: float, y: float) -> Box:
    rows = wrap(" ".join(piece.text.split()), _WORDS, _LINES)
    lines = tuple(Line(y + 24 + at * _LINE, text) for at, text in enumerate(rows))
    note = Line(y + 24 + len(rows) * _LINE, wrap(piece.note, _WORDS + 2, 1)[0]) if piece.note else None
    return Box(piece.key, piece.kind.value, x, y, 18 + _LINE * (len(rows) + bool(note)), lines, note)


def _arrow(one: Box, other: Box, step: Step) -> Arrow:
    """From the right edge to the left one; within a column, or backwards, round the outside."""
    y1, y2 = one.y + one.height / 2, other.y + other.height / 2
    if other.x > one.x:
        x1, x2 = one.x + BOX, other.x
        middle = (x1 + x2) / 2
        path = f"M{x1:.1f} {y1:.1f} C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        return Arrow(step.number, step.verdict.value, path, middle, (y1 + y2) / 2)
    x1, x2 = one.x + BOX, other.x + BOX
    out = max(x1, x2) + 40
    path = f"M{x1:.1f} {y1:.1f} C{out:.1f} {y1:.1f} {out:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return Arrow(step.number, step.verdict.value, path, out - 10, (y1 + y2) / 2)
