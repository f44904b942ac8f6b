"""Cells of an old workbook (xls, et) whose value is an error: readers of values bring them as nothing ([MS-XLS] 2.4.24 BoolErr, 2.4.127 Formula)."""

import re
import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise

from bihuan.foundation.files.rules.kinds import open_ole
from bihuan.foundation.files.rules.peeking import Peeked
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind

_BOUND_SHEET, _END, _FORMULA, _VALUE = 0x85, 0x0A, 0x06, 0x205
_WORDS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_CODE = b"[" + b"".join(re.escape(bytes([code])) for code in _WORDS) + b"]"
_ANY = re.compile(rb"\x05\x02\x08\x00.{6}" + _CODE + rb"\x01|\x06\x00.{8}\x02." + _CODE + rb".{3}\xff\xff", re.DOTALL)
"""What such a cell looks like, wherever it stands: most books hold none, and need not be walked through."""


def peeked_of(data: bytes) -> dict[str, Peeked]:
    """For each sheet its cells that hold an error, places counted from 0. Raises DamagedFile; records that are not what they should be tell
    nothing."""
    raw = _stream(data)
    if not _ANY.search(raw):
        return {}
    begins = dict(_sheets(raw))
    parts = pairwise([*sorted(begins), len(raw)])  # never into the next: whatever the offsets are, each record is read once
    return {begins[at]: Peeked(broken=broken) for at, end in parts if (broken := _errors(raw, at, min(end, len(raw))))}


def _stream(data: bytes) -> bytes:
    try:
        with open_ole(data) as ole:
            name = next((one for one in ("Workbook", "Book") if ole.exists(one)), "")
            return bytes(ole.openstream(name).read()) if name else b""
    except OSError as broken:  # sectors that lead nowhere
        raise DamagedFile(kind=FileKind.XLS.label) from broken


def _records(raw: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and length of the body of each whole record from here to the end of its part."""
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", raw, at)
        if at + 4 + length > end:
            return
        yield kind, at + 4, length
        if kind == _END:
            return
        at += 4 + length


def _sheets(raw: bytes) -> Iterator[tuple[int, str]]:
    """Where each sheet begins, and its name. Books of before 1997 have names in a code page, without a byte of flags."""
    is_new = raw[4:6] == b"\x00\x06"
    for kind, at, length in _records(raw, 0, len(raw)):
        if kind == _BOUND_SHEET and length > 8:
            told = raw[at + (8 if is_new else 7) : at + length]
            signs = "gbk" if not is_new else "utf-16-le" if raw[at + 7] & 1 else "latin-1"
            yield struct.unpack_from("<I", raw, at)[0], told.decode(signs, "replace")


def _errors(raw: bytes, start: int, end: int) -> Mapping[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for kind, at, length in _records(raw, start, end):
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
