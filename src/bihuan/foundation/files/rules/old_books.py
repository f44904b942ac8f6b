"""Cells of an old workbook (xls, et) whose value is an error: readers of values bring them as nothing ([MS-XLS] 2.4.24 BoolErr, 2.4.127 Formula)."""

import re
import struct
from collections.abc import Iterator, Mapping

from bihuan.foundation.files.rules.kinds import open_ole
from bihuan.foundation.files.rules.peeking import Peeked

_BOUND_SHEET, _END, _FORMULA, _VALUE = 0x85, 0x0A, 0x06, 0x205
_WORDS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_CODE = b"[" + b"".join(re.escape(bytes([code])) for code in _WORDS) + b"]"
_ANY = re.compile(rb"\x05\x02\x08\x00.{6}" + _CODE + rb"\x01|\x06\x00.{8}\x02." + _CODE + rb".{3}\xff\xff", re.DOTALL)
"""What such a cell looks like, wherever it stands: most books hold none, and need not be walked through."""


def peeked_of(data: bytes) -> dict[str, Peeked]:
    """For each sheet its cells that hold an error, places counted from 0. A stream that is not what it should be tells nothing."""
    ole = open_ole(data)
    with ole:
        name = next((one for one in ("Workbook", "Book") if ole.exists(one)), "")
        raw = ole.openstream(name).read() if name else b""
    if not _ANY.search(raw):
        return {}
    return {sheet: Peeked(broken=broken) for sheet, at in _sheets(raw) if (broken := _errors(raw, at))}


def _records(raw: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and length of the body of each record from here to the end of its part."""
    while at + 4 <= len(raw):
        kind, length = struct.unpack_from("<HH", raw, at)
        yield kind, at + 4, length
        if kind == _END:
            return
        at += 4 + length


def _sheets(raw: bytes) -> Iterator[tuple[str, int]]:
    """The name of each sheet and where it begins. Books of before 1997 have names in a code page, without a byte of flags."""
    _kind, first, _length = next(_records(raw, 0))
    is_new = raw[first : first + 2] == b"\x00\x06"
    for kind, at, length in _records(raw, 0):
        if kind == _BOUND_SHEET and length > 8:
            told = raw[at + (8 if is_new else 7) : at + length]
            yield (
                told.decode("utf-16-le" if is_new and raw[at + 7] & 1 else "latin-1" if is_new else "gbk", "replace"),
                struct.unpack_from("<I", raw, at)[0],
            )


def _errors(raw: bytes, start: int) -> Mapping[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for kind, at, length in _records(raw, start):
        if kind == _VALUE and length >= 8 and raw[at + 7] == 1:
            code = raw[at + 6]
        elif kind == _FORMULA and length >= 14 and raw[at + 6] == 2 and raw[at + 12 : at + 14] == b"\xff\xff":
            code = raw[at + 8]
        else:
            continue
        if code in _WORDS:
            row, column = struct.unpack_from("<HH", raw, at)
            found[row, column] = _WORDS[code]
    return found
