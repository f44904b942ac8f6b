"""Which paragraph of the file is which line of the paper: the order stays, words decide, numbers do not."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bihuan.documents.rules.laid import Laid, Leaf, Line
from bihuan.documents.rules.numerals import words
from bihuan.documents.rules.paper import Block, Heading, List, Paper, Run, Table, cell_runs, line_text
from bihuan.documents.rules.printed import above, below
from bihuan.documents.rules.returned.chaining import best

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
    found = [Place(Part.FIXED, text) for text in fixed]
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
    middle = _filled(best(_worths(lines[head:a], came[head:b])), a - head, b - head)
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


_HEADING = 0.3
"""What the number of a heading of the same level adds to that share."""
_LEAST = ALIKE - _HEADING
_AROUND = 240
"""So many lines with the same pair of characters are looked at: more than a paper has, unless it is a book."""
_FEW = 24
"""So many lines at most are weighed for one paragraph: those most like it, and of equal ones those that stand nearest."""


def _worths(lines: Sequence[Place], came: Sequence[Came]) -> list[tuple[int, int, float]]:
    """(line, paragraph, what pairing these two is worth) of those that may be the same, by paragraph. Only lines that have a pair of
    characters in common are looked at: a paragraph costs what is like it, not what there is."""
    holding: dict[str, list[tuple[int, int]]] = {}
    totals = [_put(at, _pairs(one.text), holding) for at, one in enumerate(lines)]
    found = []
    for b, one in enumerate(came):
        level, bare = (0, one.text) if one.is_table else numbering(one.text)
        pairs, common, near = _pairs(bare), dict[int, int](), b * len(lines) / len(came)
        for pair, many in pairs.items():
            for at, there in _around(holding.get(pair, []), near):
                common[at] = common.get(at, 0) + (many if many < there else there)
        whole = pairs.total()
        told = [(at, 2 * many / (totals[at] + whole)) for at, many in common.items() if 2 * many >= _LEAST * (totals[at] + whole)]
        weighed = [(at, worth) for at, share in told if (worth := _worth(lines[at], one, level, share))]
        weighed.sort(key=lambda it: (-it[1], abs(it[0] - near)))
        found += [(at, b, worth) for at, worth in weighed[:_FEW]]
    return found


def _around(held: list[tuple[int, int]], near: float) -> list[tuple[int, int]]:
    """Of the lines that hold a pair of characters all, or where those are very many (every line of a list begins alike) the nearest."""
    if len(held) <= _AROUND:
        return held
    at = bisect_left(held, (int(near), 0))
    first = min(max(0, at - _AROUND // 2), len(held) - _AROUND)
    return held[first : first + _AROUND]


def _put(at: int, pairs: Counter[str], holding: dict[str, list[tuple[int, int]]]) -> int:
    """Where each pair of characters stands; how many there are."""
    for pair, many in pairs.items():
        holding.setdefault(pair, []).append((at, many))
    return pairs.total()


def _worth(place: Place, came: Came, level: int, share: float) -> float:
    if place.is_table != came.is_table:
        return 0.0
    share += _HEADING if place.level and level == place.level else 0.0
    return share if share >= ALIKE else 0.0


def _pairs(text: str) -> Counter[str]:
    bare = words(text)
    return Counter(bare[at : at + 2] for at in range(max(1, len(bare) - 1)))


def _filled(pairs: Sequence[tuple[int, int]], lines: int, came: int) -> Iterator[tuple[int | None, int | None]]:
    """The pairs, and between them what is in none: first what is gone, then what is new."""
    a = b = 0
    for x, y in [*pairs, (lines, came)]:
        yield from ((at, None) for at in range(a, x))
        yield from ((None, at) for at in range(b, y))
        if x < lines:
            yield x, y
        a, b = x + 1, y + 1
