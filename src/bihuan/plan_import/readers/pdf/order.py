"""Put right what pdfium changes, by the place of each character on the page.

Quotation marks from another font are told before or behind the words they enclose: a line whose marks do not stand where they are
told is told again from left to right. And the hair of air that layout puts between Chinese and figures is told as a blank: it goes.
"""

from itertools import pairwise

import pypdfium2

from bihuan.plan_import.readers.pdf.glyphs import Glyph, glyph_lines, same_height
from bihuan.plan_import.readers.pdf.tables import Grid, Table, new_table

_MARKS = frozenset("“”‘’\"'")
_TOUCH = 1.0
_NOTHING = dict.fromkeys(map(ord, "\x00\x02\ufffd\ufffe\uffff"))
_HAIR = 0.6
"""A gap below this share of the character's height is no gap between words or columns."""


def in_reading_order(text: pypdfium2.PdfTextPage, grid: Grid | None = None) -> str:
    """Text of a page: moved quotation marks put back, blanks of the layout left out, tables row by row where ruled lines show them."""
    lines = glyph_lines(text)
    told = _with_tables(lines, grid) if grid else [_told(line) for line in lines]
    return "\n".join(told).translate(_NOTHING)


def _with_tables(lines: list[list[Glyph]], grid: Grid) -> list[str]:
    """Each table stands where its first character was told."""
    tables: dict[tuple[float, float], Table] = {}
    told: list[str | Table] = []
    for line in lines:
        outside = []
        for glyph in line:
            found = None if glyph.made else _place(glyph, grid, tables)
            if found is None:
                outside.append(glyph)
                continue
            table, cell = found
            if not table.cells:
                told.append(table)
            table.cells.setdefault(cell, []).append(glyph)
        if any(not glyph.made for glyph in outside) or not line:
            told.append(_told(outside))
    return [line for piece in told for line in (piece.lines() if isinstance(piece, Table) else [piece])]


def _place(glyph: Glyph, grid: Grid, tables: dict[tuple[float, float], Table]) -> tuple[Table, tuple[float, float]] | None:
    """Table and cell of a glyph; a frame of one column is no table."""
    cell = grid.cell(glyph)
    if cell is None:
        return None
    block = grid.block(glyph.middle)
    table = tables.setdefault(block, new_table(grid, block))
    return (table, cell) if len(table.columns) > 1 else None


def _told(line: list[Glyph]) -> str:
    if _is_mixed_up(line):
        line = _from_left_to_right(line)
    return "".join(glyph.sign for at, glyph in enumerate(line) if not _is_hair(line, at)).rstrip()


def _is_mixed_up(line: list[Glyph]) -> bool:
    """One line of writing with a mark that stands left of what is told before it, or right of what is told after it."""
    real = [glyph for glyph in line if not glyph.made]
    pairs = [(before, after) for before, after in pairwise(real) if after.right <= before.left + _TOUCH]
    level = all(same_height(real[0], glyph) for glyph in real)
    return level and any(before.sign in _MARKS or after.sign in _MARKS for before, after in pairs)


def _from_left_to_right(line: list[Glyph]) -> list[Glyph]:
    """The glyphs as they stand, with a blank where there is room for one."""
    told: list[Glyph] = []
    for glyph in sorted((glyph for glyph in line if not glyph.made), key=lambda glyph: glyph.left):
        if told and glyph.left - told[-1].right > _HAIR / 3 * (glyph.high - glyph.low):
            told.append(Glyph(" ", told[-1].right, glyph.left, glyph.low, glyph.high, True))
        told.append(glyph)
    return told


def _is_hair(line: list[Glyph], at: int) -> bool:
    """A blank that pdfium made of the small gap between a Chinese character and a figure or letter."""
    if not (line[at].made and line[at].sign == " " and 0 < at < len(line) - 1):
        return False
    before, after = line[at - 1], line[at + 1]
    gap = after.left - before.right
    return 0 <= gap < _HAIR * (after.high - after.low) and before.sign.isascii() != after.sign.isascii()
