"""The floor of an OLE container: what lies between its streams, and when each of its storages was written (MS-CFB 2.6).

Programs of the time took freed room into use without wiping it: earlier text and foreign memory stay readable there.
"""

import struct
from collections.abc import Iterator
from typing import Any

from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

_ENTRY = 128
_TIMES = (100, 116)
_SIZE_AT = 120
_LISTS = frozenset({0xFFFFFFFC, 0xFFFFFFFD})
"""How sectors are marked that hold the lists themselves."""
_LAST = 0xFFFFFFFA
_STREAM = 2


def chain(fat: Any, first: int) -> Iterator[int]:
    """The sectors of a chain. A ring ends where it began anew: no longer than the list."""
    for _step in range(len(fat)):
        if first >= len(fat):  # so are all the marks of an end
            return
        yield first
        first = fat[first]


def entry_places(ole: Any) -> list[int]:
    """Where each entry of the directory lies in the file."""
    size = ole.sector_size
    return [(one + 1) * size + at for one in chain(ole.fat, ole.first_dir_sector) for at in range(0, size, _ENTRY)]


def shrink(out: bytearray, place: int, size: int) -> None:
    """A stream ends earlier; its sectors stay its own."""
    struct.pack_into("<I", out, place + _SIZE_AT, size)


def swept(ole: Any, data: bytes, traces: Traces) -> bytes:
    """Only what belongs to something; no moments. Raises struct.error, ValueError."""
    out, size = bytearray(len(data)), ole.sector_size
    for start, end in _used(ole, size):
        out[start:end] = data[start : min(end, len(data))]
    if out != data:
        traces.add(Trace.EARLIER)
    for number, place in enumerate(entry_places(ole)):
        if place + _ENTRY > len(out):
            break
        if number >= len(ole.direntries) or ole.direntries[number] is None:  # nothing leads to it
            out[place : place + _ENTRY] = bytes(68) + b"\xff" * 12 + bytes(48)
        elif any(out[place + _TIMES[0] : place + _TIMES[1]]):
            out[place + _TIMES[0] : place + _TIMES[1]] = bytes(_TIMES[1] - _TIMES[0])
            traces.add(Trace.TIMES)
    return bytes(out)


def _used(ole: Any, size: int) -> Iterator[tuple[int, int]]:
    def whole(sectors: Any) -> Iterator[tuple[int, int]]:
        return (((one + 1) * size, (one + 2) * size) for one in sectors)

    yield 0, size
    yield from whole(number for number, next_one in enumerate(ole.fat) if next_one in _LISTS)
    yield from whole(_lists(ole))
    yield from whole(chain(ole.fat, ole.first_dir_sector))
    yield from whole(chain(ole.fat, ole.first_mini_fat_sector))
    if ole.minifat is None:
        ole.loadminifat()
    root = list(chain(ole.fat, ole.root.isectStart)) if ole.root.size else []
    for one in filter(None, ole.direntries):
        if one.entry_type == _STREAM and one.size:
            yield from _stream(ole, one, root, size)


def _stream(ole: Any, one: Any, root: list[int], size: int) -> Iterator[tuple[int, int]]:
    """Where the bytes of a stream lie; small ones lie in a stream of the root."""
    left, small = one.size, ole.mini_sector_size
    if one.size >= ole.mini_stream_cutoff_size:
        for sector in chain(ole.fat, one.isectStart):
            yield (sector + 1) * size, (sector + 1) * size + min(left, size)
            left = max(0, left - size)
    else:
        for sector in chain(ole.minifat, one.isectStart):
            at = sector * small
            if at // size < len(root):
                start = (root[at // size] + 1) * size + at % size
                yield start, start + min(left, small)
            left = max(0, left - small)


def _lists(ole: Any) -> Iterator[int]:
    """Sectors of the lists, as the header names them."""
    ole.fp.seek(0)
    head = ole.fp.read(512)
    yield from (one for one in struct.unpack_from("<109I", head, 76) if one < _LAST)
    (further,) = struct.unpack_from("<I", head, 68)
    seen: set[int] = set()
    while further < _LAST and further not in seen:
        seen.add(further)
        yield further
        ole.fp.seek((further + 1) * ole.sector_size)
        body = ole.fp.read(ole.sector_size)
        if len(body) < ole.sector_size:
            return
        table = struct.unpack(f"<{len(body) // 4}I", body)
        yield from (one for one in table[:-1] if one < _LAST)
        further = table[-1]
