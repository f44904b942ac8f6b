"""What an export says of each of its cells, so that a sheet that comes back tells its edits from what the ledger did meanwhile (F5).

A stamp stands in a hidden cell of the row and travels with it when rows are sorted or filtered. It holds, for each column that was exported,
a 32-bit mark of the column and its text; which columns these are; and a mark of the row's own number, so that a stamp that was dragged into
another row is none. Order, width and further columns of the sheet mean nothing to it."""

from __future__ import annotations

import binascii
import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from bihuan.problems.rules.sheet.shape import Column
from bihuan.problems.rules.sheet.values import plain

_PLACES = {column: 1 << place for place, column in enumerate(Column)}
_SEEDS = {column: crc32(column.value.encode()) for column in Column}
_UNMARKED = frozenset({Column.NUMBER, Column.OWN})
_WHOLE = crc32(b"row")
_SHORT, _MOST = 16, 5000


def mark_of(column: Column, text: str) -> int:
    """The mark of a cell."""
    return crc32(text.encode(), _SEEDS[column])


def mark_of_key(key: str, text: str) -> int:
    """The mark of a cell of a campaign's own column."""
    return crc32(text.encode(), crc32(key.encode()))


class Stamper:
    """Stamps the rows of one export. Short texts come again and again: their marks are remembered."""

    def __init__(self, columns: Iterable[Column], own: Iterable[str] = ()) -> None:
        self._own = tuple(own)
        self._columns = [(column, _SEEDS[column], dict[str, int]()) for column in columns if column not in _UNMARKED]
        self._mask = sum(_PLACES[column] for column, _seed, _known in self._columns)

    def stamp(self, cells: Mapping[Column, str]) -> str:
        """The stamp of a row."""
        numbers = [self._mask, crc32(cells[Column.OWN].encode(), _WHOLE)]
        for column, seed, known in self._columns:
            text = cells[column]
            mark = known.get(text)
            if mark is None:
                mark = crc32(text.encode(), seed)
                if len(text) <= _SHORT and len(known) < _MOST:
                    known[text] = mark
            numbers.append(mark)
        numbers += [mark_of_key(key, cells[key]) for key in self._own]  # type: ignore[index]
        return _packed(numbers)


def _packed(numbers: list[int]) -> str:
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return b64encode(packed.tobytes()).decode()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a row was when it was exported."""

    mask: int
    marks: frozenset[int]
    own: int = 0
    """So many columns of the campaign's own were exported."""

    def exported(self, column: Column) -> bool:
        """Did the export have this column?"""
        return bool(self.mask & _PLACES[column])

    def has(self, mark: int) -> bool:
        """Did a cell with this mark stand in the row when it was exported?"""
        return mark in self.marks

    def was(self, column: Column, text: str) -> bool:
        """Did the cell say this when it was exported?"""
        return mark_of(column, plain(text)) in self.marks


def stamp_in(text: str, own: str) -> Stamp | None:
    """The stamp of the row with this number; None where there is none, or one that was spoilt or belongs to another row."""
    try:
        raw = b64decode(text, validate=True) if text else b""
    except (binascii.Error, ValueError):
        return None
    if len(raw) < 8 or len(raw) % 4:
        return None
    numbers = array("I", raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    if numbers[1] != crc32(own.encode(), _WHOLE):
        return None
    return Stamp(numbers[0], frozenset(numbers[2:]), len(numbers) - 2 - numbers[0].bit_count())
