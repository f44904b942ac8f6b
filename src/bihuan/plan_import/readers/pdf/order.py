"""Put right what pdfium changes, by the place of each character on the page.

A quotation mark from another font may be told at the end of its line: a mark whose box lies left of the character told before it,
on the same line, goes back. And the hair of air that layout puts between Chinese and figures is told as a blank: it goes.
"""

from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_MARKS = frozenset("“”‘’\"'《》（）")
_NOTHING = dict.fromkeys(map(ord, "\x00\x02\ufffd\ufffe\uffff"))
_HAIR = 0.6
"""A gap below this share of the character's height is no gap between words or columns."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box on the page; `made` for blanks and line ends that pdfium added."""

    sign: str
    left: float
    right: float
    low: float
    high: float
    made: bool


def in_reading_order(page: pypdfium2.PdfTextPage) -> str:
    """Text of a page, moved quotation marks put back, blanks of the layout left out."""
    return "\n".join(_told(line) for line in _lines(page)).translate(_NOTHING)


def _lines(page: pypdfium2.PdfTextPage) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = [[]]
    for index in range(page.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(page.raw, index))
        if sign == "\n":
            lines.append([])
        elif sign != "\r":
            left, low, right, high = page.get_charbox(index, loose=True)
            lines[-1].append(Glyph(sign, left, right, low, high, pdfium.FPDFText_IsGenerated(page.raw, index) == 1))
    return lines


def _same_height(one: Glyph, other: Glyph) -> bool:
    return min(one.high, other.high) > max(one.low, other.low)


def _told(line: list[Glyph]) -> str:
    line = [glyph for at, glyph in enumerate(line) if not _is_hair(line, at)]
    moved = {at for at in range(1, len(line)) if line[at].sign in _MARKS and _is_moved(line, at)}
    if not moved:
        return "".join(glyph.sign for glyph in line)
    kept = [glyph for at, glyph in enumerate(line) if at not in moved]
    for at in sorted(moved):
        _put_back(kept, line[at])
    return "".join(glyph.sign for glyph in kept).rstrip()


def _is_hair(line: list[Glyph], at: int) -> bool:
    """A blank that pdfium made of a small gap beside a Chinese character."""
    if not (line[at].made and line[at].sign == " " and 0 < at < len(line) - 1):
        return False
    before, after = line[at - 1], line[at + 1]
    gap = after.left - before.right
    return 0 <= gap < _HAIR * (after.high - after.low) and not (before.sign.isascii() and after.sign.isascii())


def _is_moved(line: list[Glyph], at: int) -> bool:
    """Left of a character told before it, and as high on the page as it."""
    mark = line[at]
    before = next((glyph for glyph in reversed(line[:at]) if not glyph.made and glyph.sign not in _MARKS), None)
    if before is None:
        return False
    return mark.right <= before.left and _same_height(mark, before)


def _put_back(line: list[Glyph], mark: Glyph) -> None:
    """Insert before the first character that stands right of it; the gap pdfium filled with a blank was the mark's own."""
    at = next((at for at, glyph in enumerate(line) if not glyph.made and glyph.left >= mark.right - 0.5), len(line))
    if at and line[at - 1].made and line[at - 1].sign == " ":
        line.pop(at - 1)
        at -= 1
    line.insert(at, mark)
