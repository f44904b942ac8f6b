"""The characters of a page with their places."""

from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box on the page; `made` for blanks and line ends that pdfium added."""

    sign: str
    left: float
    right: float
    low: float
    high: float
    made: bool

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.low + self.high) / 2


def same_height(one: Glyph, other: Glyph) -> bool:
    """Do they stand on one line?"""
    return min(one.high, other.high) > max(one.low, other.low)


def glyph_lines(page: pypdfium2.PdfTextPage) -> list[list[Glyph]]:
    """The page's characters as pdfium tells them, line by line."""
    lines: list[list[Glyph]] = [[]]
    for index in range(page.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(page.raw, index))
        if sign == "\n":
            lines.append([])
        elif sign != "\r":
            left, low, right, high = page.get_charbox(index, loose=True)
            lines[-1].append(Glyph(sign, left, right, low, high, pdfium.FPDFText_IsGenerated(page.raw, index) == 1))
    return lines
