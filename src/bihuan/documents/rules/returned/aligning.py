"""Which paragraph of the file is which line of the paper: the order stays, words decide, numbers do not."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bihuan.documents.rules.laid import Laid, Leaf, Line
from bihuan.documents.rules.numerals import words
from bihuan.documents.rules.paper import Block, Heading, List, Paper, Run, Table, cell_runs, line_text
from bihuan.documents.rules.printed import above, below

ALIKE = 0.34
"""From this share of common pairs of characters on, two lines may be the same."""
_NUMBERED = re.compile(r"\s*(?:([一二三四五六七八九十]{1,3}、)|(（[一二三四五六七八九十]{1,3}）)|(\d{1,2}[.．])(?!\d)|(（\d{1,2}）))\s*")


@dataclass(frozen=True, slots=True)
class Came:
    """A paragraph of the file; a table is one piece, its rows by lines and its cells by tabs."""

    text: str
    is_table: bool = False


class Part(Enum):
    """Where in the paper a line stands."""

    FIXED = "fixed"
    TITLE = "title"
    BODY = "body"
    LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the paper as printed: `block` counts those of the text and then those of the attachments, `item` the items of a list."""

    part: Part
    text: str
    runs: tuple[Run, ...] = ()
    block: int = -1
    item: int = 0
    level: int = 0
    is_table: bool = False


def all_blocks(paper: Paper) -> tuple[Block, ...]:
    """The blocks of the text, then those of the attachments."""
    return (*paper.blocks, *(block for each in paper.attachments for block in each.blocks))


def places(paper: Paper) -> list[Place]:
    """Every line that a file of this paper holds, in order."""
    laid = Laid(paper)
    title = "".join(map(str, laid.title))
    fixed = [line_text(line.runs) for line in above(laid)][: -len(laid.title) - 1]
    found = [Place(Part.FIXED, text) for text in fixed if text]
    found += [Place(Part.TITLE, title), Place(Part.FIXED, str(laid.addressee))]
    found += [place for at, block in enumerate(paper.blocks) for place in _of_block(Part.BODY, at, block)]
    found += [Place(Part.FIXED, str(run)) for run in below(laid)]
    at = len(paper.blocks)
    for leaf, each in zip(laid.leaves, (one for one in paper.attachments if one.blocks), strict=True):
        found += _head_of(leaf) + [place for n, block in enumerate(each.blocks, at) for place in _of_block(Part.LEAF, n, block)]
        at += len(each.blocks)
    found += [Place(Part.FIXED, f"{left}{right}") for left, right in laid.imprint]
    return [one for one in found if one.text.strip() or one.is_table]


def _head_of(leaf: Leaf) -> list[Place]:
    return [Place(Part.FIXED, leaf.label), Place(Part.FIXED, "".join(map(str, leaf.title)))]


def _of_block(part: Part, at: int, block: Block) -> list[Place]:
    match block:
        case Table():
            cells = [*((text,) for text in block.head), *(cell_runs(cell) for row in block.rows for cell in row)]
            rows = tuple(run for cell in cells for run in (*cell, "\t"))
            return [Place(Part.FIXED, block.caption), Place(part, line_text(rows), rows, at, is_table=True), Place(Part.FIXED, block.note)]
        case List():
            return [Place(part, line_text(item), item, at, n) for n, item in enumerate(block.items)]
        case Heading():
            return [Place(part, str(block.text), (block.text,), at, level=block.level)]
    line = Line(block.runs, lead=block.lead)
    return [Place(part, line.lead + line_text(line.runs), line.runs, at)]


def numbering(text: str) -> tuple[int, str]:
    """(level, the rest) of a line that begins with the number of a heading or an item; level 0 for any other."""
    found = _NUMBERED.match(text)
    return (found.lastindex or 0, text[found.end() :]) if found else (0, text)


def aligned(lines: Sequence[Place], came: Sequence[Came]) -> list[tuple[int | None, int | None]]:
    """Pairs (place, paragraph) in order; None where the other side has nothing."""
    head = _alike(lines, came)
    tail = _alike(lines[head:][::-1], came[head:][::-1])
    a, b = len(lines) - tail, len(came) - tail
    middle = _walked(_table(lines[head:a], came[head:b]), a - head, b - head)
    shifted = [(None if x is None else x + head, None if y is None else y + head) for x, y in middle]
    return [*((at, at) for at in range(head)), *shifted, *((a + at, b + at) for at in range(tail))]


def _alike(lines: Sequence[Place], came: Sequence[Came]) -> int:
    pairs = zip(lines, came, strict=False)
    least = min(len(lines), len(came))
    return next((at for at, (one, other) in enumerate(pairs) if not _same(one, other)), least)


def _same(place: Place, came: Came) -> bool:
    bare = numbering(came.text)[1] if place.level else came.text
    return place.is_table == came.is_table and _bare(place.text) == _bare(bare)


def _bare(text: str) -> str:
    return "".join(text.split())


_Cells = list[list[tuple[float, float]]]


def _table(lines: Sequence[Place], came: Sequence[Came]) -> _Cells:
    """For each place from the end: (best sum from here on, what pairing these two is worth)."""
    left, right = [_pairs(one.text) for one in lines], [_pairs(numbering(one.text)[1] if not one.is_table else one.text) for one in came]
    rows: _Cells = [[(0.0, 0.0)] * (len(came) + 1)]
    for at in range(len(lines) - 1, -1, -1):
        under, row = rows[-1], [(0.0, 0.0)] * (len(came) + 1)
        for b in range(len(came) - 1, -1, -1):
            worth = _worth(lines[at], came[b], left[at], right[b])
            row[b] = (max(under[b][0], row[b + 1][0], under[b + 1][0] + worth if worth else 0.0), worth)
        rows.append(row)
    return rows[::-1]


def _worth(place: Place, came: Came, left: Counter[str], right: Counter[str]) -> float:
    if place.is_table != came.is_table:
        return 0.0
    whole = left.total() + right.total()
    share = 2 * (left & right).total() / whole if whole else 0.0
    share += 0.3 if place.level and numbering(came.text)[0] == place.level else 0.0
    return share if share >= ALIKE else 0.0


def _pairs(text: str) -> Counter[str]:
    bare = words(text)
    return Counter(bare[at : at + 2] for at in range(max(1, len(bare) - 1)))


def _walked(cells: _Cells, lines: int, came: int) -> list[tuple[int | None, int | None]]:
    found: list[tuple[int | None, int | None]] = []
    a = b = 0
    while a < lines or b < came:
        best, worth = cells[a][b] if a < lines and b < came else (0.0, 0.0)
        if worth and abs(best - (cells[a + 1][b + 1][0] + worth)) < 1e-9:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif a < lines and (b >= came or abs(best - cells[a + 1][b][0]) < 1e-9):
            found.append((a, None))
            a += 1
        else:
            found.append((None, b))
            b += 1
    return found
