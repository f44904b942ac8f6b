"""Word 97–2003: the piece table, i.e. where in the file each stretch of the text stands ([MS-DOC] 2.4.1, 2.8.35)."""

import struct
from dataclasses import dataclass

import olefile

from bihuan.foundation.files.rules.refusals import DamagedFile, PasswordProtected
from bihuan.foundation.files.vocabulary import FileKind

_KIND = FileKind.DOC.label
_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COUNTS, _ADDRESSES = 0x4C, 0x9A
CLX, PARAGRAPHS, CHARACTERS, STYLES, LISTS, LIST_USES = 33, 13, 12, 1, 73, 74
"""Places of (offset, length) pairs in the file's head."""
_COMPRESSED = 0x40000000
MOST_STREAM = 60_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: characters start..end of the document stand at byte `at`, one or two bytes each."""

    start: int
    end: int
    at: int
    width: int


@dataclass(frozen=True, slots=True)
class WordFile:
    """The streams of an old Word file, its pieces, and how many characters the body has (headers and notes come after)."""

    main: bytes
    table: bytes
    pieces: tuple[Piece, ...]
    body: int
    aside: bytes = b""

    def part(self, which: int) -> bytes:
        """One of the structures the head points to; empty where there is none."""
        return _part(self.main, self.table, which)

    def onward(self, which: int) -> bytes:
        """The same and all that follows: the levels of the lists stand behind the list table and are not counted in its length."""
        where = _ADDRESSES + 8 * which
        if not self.part(which):
            return b""
        return self.table[struct.unpack_from("<I", self.main, where)[0] :]


class TooOld(Exception):
    """Word 6 or 95: no piece table that we read."""


def open_word(ole: olefile.OleFileIO) -> WordFile:
    """Head and piece table. Raises DamagedFile, PasswordProtected, TooOld."""
    main = _stream(ole, "WordDocument")
    if len(main) < 0x200 or struct.unpack_from("<H", main)[0] != _MAGIC:
        raise TooOld
    version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 10)[0]
    if flags & _ENCRYPTED:
        raise PasswordProtected(kind=_KIND)
    if version < 0xC1:
        raise TooOld
    table = _stream(ole, "1Table" if flags & _SECOND_TABLE else "0Table")
    pieces = _pieces(_part(main, table, CLX), len(main))
    aside = _stream(ole, "Data") if ole.exists("Data") else b""
    return WordFile(main, table, pieces, struct.unpack_from("<i", main, _COUNTS)[0], aside)


def _stream(ole: olefile.OleFileIO, name: str) -> bytes:
    try:
        if ole.get_size(name) > MOST_STREAM:
            raise DamagedFile(kind=_KIND)
        return bytes(ole.openstream(name).read())
    except DamagedFile:
        raise
    except Exception as broken:  # olefile raises whatever the broken sectors lead it to
        raise DamagedFile(kind=_KIND) from broken


def _part(main: bytes, table: bytes, which: int) -> bytes:
    where = _ADDRESSES + 8 * which
    if len(main) < where + 8:
        return b""
    offset, length = struct.unpack_from("<II", main, where)
    return table[offset : offset + length] if length else b""


def _pieces(clx: bytes, size: int) -> tuple[Piece, ...]:
    """Skip the property blocks (1), read the piece table (2)."""
    at = 0
    while at + 5 <= len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        raise DamagedFile(kind=_KIND)
    length = struct.unpack_from("<I", clx, at + 1)[0]
    table = clx[at + 5 : at + 5 + length]
    count = (len(table) - 4) // 12
    if count < 1:
        raise DamagedFile(kind=_KIND)
    bounds = struct.unpack_from(f"<{count + 1}I", table)
    return tuple(
        _piece(bounds[n], bounds[n + 1], struct.unpack_from("<I", table, 4 * (count + 1) + 8 * n + 2)[0], size) for n in range(count)
    )


def _piece(start: int, end: int, address: int, size: int) -> Piece:
    width = 1 if address & _COMPRESSED else 2
    at = (address & ~_COMPRESSED) // (2 if width == 1 else 1)
    if end < start or at + (end - start) * width > size:
        raise DamagedFile(kind=_KIND)
    return Piece(start, end, at, width)
