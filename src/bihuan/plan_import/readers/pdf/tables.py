"""Tables on a page, found by their ruled lines: which glyph stands in which cell. Merged cells follow from lines that are missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

import pypdfium2
import pypdfium2.raw as pdfium

from bihuan.plan_import.readers.pdf.glyphs import Glyph, same_height
from bihuan.plan_import.readers.text import table_lines

_THIN, _LONG, _NEAR = 3.0, 6.0, 3.0
_MOST_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at x from low to high (upright) or at y from left to right (level)."""

    at: float
    start: float
    end: float

    def spans(self, place: float) -> bool:
        """Does the line pass this place?"""
        return self.start - _NEAR <= place <= self.end + _NEAR


@dataclass(slots=True)
class Grid:
    """The ruled lines of a page."""

    upright: list[Rule] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)

    def cell(self, glyph: Glyph) -> tuple[float, float] | None:
        """(top, left) of the cell a glyph stands in; None outside tables."""
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        lefts = [rule.at for rule in self.upright if rule.at <= x and rule.spans(y)]
        tops = [rule.at for rule in self.level if rule.at >= y and rule.spans(x)]
        closed = any(rule.at > x and rule.spans(y) for rule in self.upright) and any(rule.at < y and rule.spans(x) for rule in self.level)
        return (min(tops), max(lefts)) if lefts and tops and closed else None

    def block(self, y: float) -> tuple[float, float]:
        """(low, high) of the table this height lies in: upright lines that overlap belong together."""
        low = high = y
        for rule in sorted(self.upright, key=lambda rule: -rule.end):
            if rule.start - _NEAR <= high and rule.end + _NEAR >= low:
                low, high = min(low, rule.start), max(high, rule.end)
        return low, high


def grid_of(page: pypdfium2.PdfPage) -> Grid | None:
    """The ruled lines of a page, None where they make no table."""
    grid = Grid()
    for count, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2)):
        if count > _MOST_LINES:
            return None
        _add(grid, *path.get_bounds())
    return grid if len(grid.upright) >= 3 and len(grid.level) >= 2 else None


def _add(grid: Grid, left: float, low: float, right: float, high: float) -> None:
    if right - left < _THIN and high - low > _LONG:
        grid.upright.append(Rule((left + right) / 2, low, high))
    elif high - low < _THIN and right - left > _LONG:
        grid.level.append(Rule((low + high) / 2, left, right))


@dataclass(slots=True)
class Table:
    """Glyphs of one table by cell, in the order they were told."""

    columns: list[float]
    cells: dict[tuple[float, float], list[Glyph]] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The rows, cells kept apart by tabs."""
        tops = _distinct(top for top, _left in self.cells)
        rows = [["" for _column in self.columns] for _top in tops]
        for (top, left), glyphs in self.cells.items():
            rows[_nearest(tops, top)][_nearest(self.columns, left)] += _words(glyphs)
        return table_lines(reversed(rows))


def new_table(grid: Grid, block: tuple[float, float]) -> Table:
    """An empty table with the columns that the upright lines of this block make."""
    inside = _distinct(rule.at for rule in grid.upright if rule.end > block[0] and rule.start < block[1])
    return Table(inside[:-1] or inside)


def _distinct(places: Iterable[float]) -> list[float]:
    """Places in order, those that nearly coincide once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _nearest(places: list[float], wanted: float) -> int:
    return min(range(len(places)), key=lambda at: abs(places[at] - wanted))


def _words(glyphs: list[Glyph]) -> str:
    """Words of a cell, line by line from left to right; where a Chinese line was broken to fit, nothing parted the two halves."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle):
        if lines and same_height(lines[-1][0], glyph) and lines[-1][0].low < glyph.middle:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    told = ""
    for line in lines:
        words = "".join(glyph.sign for glyph in sorted(line, key=lambda glyph: glyph.left))
        told += (" " if _are_two(told, words) else "") + words
    return told


def _are_two(above: str, below: str) -> bool:
    """Two words or two numbers under each other; a figure of a Chinese sentence (202|7年3月) goes on in the next line."""
    if not above or not (above[-1].isascii() and below[:1].isascii()):
        return False
    return not (above[-1].isdigit() and below[0].isdigit()) or (above + below).isascii()


def rows_made_whole(pages: list[str]) -> list[str]:
    """Pages whose tables run on: a row that begins a page with an empty first cell continues the last row of the page before.
    Page numbers may stand between."""
    told = [page.split("\n") for page in pages]
    for upper, lower in pairwise(told):
        last = next((at for at in range(len(upper) - 1, max(len(upper) - 3, -1), -1) if "\t" in upper[at]), None)
        first = next((at for at in range(min(2, len(lower))) if "\t" in lower[at]), None)
        if last is not None and first is not None and lower[first].startswith("\t"):
            cells = zip_longest(upper[last].split("\t"), lower.pop(first).split("\t"), fillvalue="")
            upper[last] = "\t".join(above + below for above, below in cells)
    return ["\n".join(lines) for lines in told]
