"""Word 97–2003: paragraph and character properties, kept in 512-byte pages by file position ([MS-DOC] 2.8.5, 2.9.174, 2.6)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_PAGE = 512
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_IN_TABLE, _ROW_END, _LEVEL, _LIST, _STYLE = 0x2416, 0x2417, 0x260A, 0x460B, 0x4600
_ELSEWHERE = 0x6646
_DELETED, _HIDDEN, _INSERTED = 0x0800, 0x083C, 0x0801
_LONG = (0xD606, 0xD608)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What matters of a paragraph: style, list use (0 none, None not said), list level, inside a table, end of a table row."""

    style: int = 0
    list_use: int | None = None
    level: int | None = None
    in_table: bool = False
    row_end: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What matters of a run of characters."""

    deleted: bool = False
    hidden: bool = False
    inserted: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """Properties by file position."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[object, ...]

    def at(self, position: int) -> object | None:
        """The properties at this byte, or None."""
        index = bisect_right(self.starts, position) - 1
        return self.values[index] if index >= 0 and position < self.ends[index] else None


def paragraph_map(main: bytes, bins: bytes, aside: bytes = b"") -> Map:
    """Paragraph properties of the file; `aside` is the stream that holds those too long for a page (rows of wide tables)."""
    return _sorted((start, end, _paragraph(page, slot, aside)) for page, start, end, slot in _entries(main, bins, 13))


def run_map(main: bytes, bins: bytes) -> Map:
    """Character properties of the file; only runs that are deleted, hidden or inserted."""
    found = ((start, end, _run(page, slot)) for page, start, end, slot in _entries(main, bins, 1))
    return _sorted((start, end, run) for start, end, run in found if run != Run())


def _sorted(entries: Iterator[tuple[int, int, object]]) -> Map:
    rows = sorted(entries, key=lambda row: row[0])
    return Map(tuple(row[0] for row in rows), tuple(row[1] for row in rows), tuple(row[2] for row in rows))


def _entries(main: bytes, bins: bytes, slot_size: int) -> Iterator[tuple[bytes, int, int, int]]:
    """(page, from byte, to byte, offset of the properties in the page) of every entry."""
    count = (len(bins) - 4) // 8
    for n in range(max(count, 0)):
        number = struct.unpack_from("<I", bins, 4 * (count + 1) + 4 * n)[0] & 0x3FFFFF
        page = main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE:
            continue
        rows = page[511]
        if 4 * (rows + 1) + slot_size * rows > 511:
            continue
        bounds = struct.unpack_from(f"<{rows + 1}I", page)
        for row in range(rows):
            yield page, bounds[row], bounds[row + 1], page[4 * (rows + 1) + slot_size * row] * 2


def _paragraph(page: bytes, slot: int, aside: bytes) -> Paragraph:
    if not slot:
        return Paragraph()
    length = page[slot] * 2 - 1
    slot += 1
    if length < 0:
        length, slot = page[slot] * 2, slot + 1
    block = page[slot : min(slot + length, 511)]
    if len(block) < 2:
        return Paragraph()
    return paragraph_of(_whole(block[2:], aside), struct.unpack_from("<H", block)[0])


def _whole(block: bytes, aside: bytes) -> bytes:
    """A block together with what it says stands elsewhere."""
    where = dict(modifiers(block)).get(_ELSEWHERE)
    if not where or len(where) < 4:
        return block
    at = struct.unpack("<I", where)[0]
    length = struct.unpack_from("<H", aside, at)[0] if at + 2 <= len(aside) else 0
    return block + aside[at + 2 : at + 2 + length]


def paragraph_of(block: bytes, style: int = 0) -> Paragraph:
    """Properties written in a block of modifiers."""
    told = dict(modifiers(block))
    list_use, level = told.get(_LIST), told.get(_LEVEL)
    return Paragraph(
        style=struct.unpack("<H", told[_STYLE][:2])[0] if len(told.get(_STYLE, b"")) >= 2 else style,
        list_use=struct.unpack("<H", list_use)[0] if list_use else None,
        level=level[0] if level else None,
        in_table=told.get(_IN_TABLE, b"\0") != b"\0",
        row_end=told.get(_ROW_END, b"\0") != b"\0",
    )


def _run(page: bytes, slot: int) -> Run:
    if not slot:
        return Run()
    told = dict(modifiers(page[slot + 1 : min(slot + 1 + page[slot], 511)]))
    return Run(*(told.get(code, b"\0") in (b"\1", b"\x81") for code in (_DELETED, _HIDDEN, _INSERTED)))


def modifiers(block: bytes) -> Iterator[tuple[int, bytes]]:
    """(code, operand) of each modifier; the code says how long its operand is."""
    at = 0
    while at + 3 <= len(block):
        code = struct.unpack_from("<H", block, at)[0]
        at += 2
        size = _SIZES[code >> 13]
        if size == 0:
            head = 2 if code in _LONG else 1
            size = (struct.unpack_from("<H", block, at)[0] - 1 if head == 2 and at + 2 <= len(block) else block[at]) + head
        yield code, block[at : at + size]
        at += size
