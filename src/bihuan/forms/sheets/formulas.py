"""Formulas of a workbook, plain or over an array, whose references follow rows that were put in."""

from collections.abc import Iterator
from typing import Any


def text_of(value: Any) -> str:
    """The formula that a value is, beginning with =; empty for any other value."""
    told = value if isinstance(value, str) else getattr(value, "text", "") or ""
    return told if isinstance(told, str) and told.startswith("=") else ""


def is_over_array(value: Any) -> bool:
    """Is it a formula over an array, or a table of what-ifs? Either fills a range as a whole."""
    return hasattr(value, "ref") and not isinstance(value, str)


def arrays(sheet: Any) -> Iterator[tuple[Any, Any]]:
    """(cell, the range that its formula fills) of every formula over an array."""
    from openpyxl.worksheet.cell_range import CellRange

    for cell in list(sheet._cells.values()):
        if is_over_array(cell.value) and cell.value.ref:
            yield cell, CellRange(cell.value.ref)


def moved(formula: str, title: str, same: bool, last: int, count: int, *, inside: bool = False) -> str:
    """A formula whose references into the sheet follow `count` rows put below `last`. `same`: it stands in that sheet; `inside`: in the last
    row itself, where a range that ends in its own row goes on doing so."""
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token

    told = Tokenizer(formula)
    for token in told.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            place, mark, reference = token.value.rpartition("!")
            if (same and not mark) or (mark and place.strip("'").replace("''", "'") == title):
                token.value = f"{place}{mark}{reference if inside and _ends_here(reference, last) else shifted(reference, last, count)}"
    return "=" + "".join(token.value for token in told.items)


def shifted(reference: str, last: int, count: int) -> str:
    """A reference after the growth; a range that ends with the last row takes the new ones in."""
    first, colon, end = reference.partition(":")
    return _after(first, last, count) + (colon + _after(end, last - 1, count) if colon else "")


def _ends_here(reference: str, last: int) -> bool:
    """A range up to the last row that moves along when the formula is filled down: across the row, or a sum so far."""
    end = reference.partition(":")[2]
    letters = end.rstrip("0123456789")
    return bool(end) and end[len(letters) :] == str(last) and not letters.endswith("$")


def _after(part: str, last: int, count: int) -> str:
    letters = part.rstrip("0123456789")
    digits = part[len(letters) :]
    return f"{letters}{int(digits) + count}" if digits and int(digits) > last else part
