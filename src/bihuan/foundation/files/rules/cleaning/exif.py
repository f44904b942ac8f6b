"""EXIF, which is a small TIFF: which tags it has, which way up the picture is, and a fresh one that says nothing else."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

ORIENTATION, EXIF_IFD, GPS_IFD = 0x0112, 0x8769, 0x8825
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_TOLD = {
    0x010F: Trace.DEVICE, 0x0110: Trace.DEVICE, 0xA431: Trace.DEVICE, 0xA434: Trace.DEVICE, 0x927C: Trace.DEVICE, 0x013C: Trace.DEVICE,
    0x0131: Trace.DEVICE, 0x0132: Trace.TIMES, 0x9003: Trace.TIMES, 0x9004: Trace.TIMES, 0x013B: Trace.AUTHOR, 0x8298: Trace.AUTHOR,
    0xA430: Trace.AUTHOR, 0x9C9D: Trace.AUTHOR, GPS_IFD: Trace.PLACE, 0x0201: Trace.THUMBNAIL,
}  # fmt: skip
_MOST_ENTRIES, _MOST_DIRECTORIES = 4_000, 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a directory: its tag, type, count, where it stands and where its value lies (bytes from the start)."""

    tag: int
    kind: int
    count: int
    at: int
    value_at: int

    @property
    def size(self) -> int:
        """Bytes of the value."""
        return _SIZES.get(self.kind, 1) * self.count


def byte_order(data: bytes | bytearray) -> str:
    """`<` or `>`. Raises ValueError where this is no TIFF."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]))
    if order is None:
        raise ValueError("no TIFF")
    return order


def entries(data: bytes | bytearray, order: str, at: int) -> list[Entry]:
    """The entries of the directory that begins at `at`. Raises struct.error beyond the end."""
    (count,) = struct.unpack_from(order + "H", data, at)
    found = []
    for place in range(at + 2, at + 2 + 12 * min(count, _MOST_ENTRIES), 12):
        tag, kind, many, pointer = struct.unpack_from(order + "HHII", data, place)
        size = _SIZES.get(kind, 1) * many
        found.append(Entry(tag, kind, many, place, place + 8 if size <= 4 else pointer))
    return found


def directories(data: bytes | bytearray, order: str) -> Iterator[int]:
    """Where the directories of the chain begin."""
    (at,) = struct.unpack_from(order + "I", data, 4)
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST_DIRECTORIES:
        seen.add(at)
        yield at
        (count,) = struct.unpack_from(order + "H", data, at)
        (at,) = struct.unpack_from(order + "I", data, at + 2 + 12 * count)


def number(data: bytes | bytearray, order: str, entry: Entry) -> int:
    """The value of an entry that holds one number."""
    return int(struct.unpack_from(order + ("H" if entry.kind == 3 else "I"), data, entry.value_at)[0])


def told_by(tiff: bytes) -> tuple[Traces, int]:
    """What an EXIF block tells, and its orientation (1 where it has none). A broken one tells something, nobody knows what."""
    traces: Traces = {Trace.OTHER}
    turned = 1
    try:
        order = byte_order(tiff)
        for at in directories(tiff, order):
            for entry in entries(tiff, order, at):
                traces |= {_TOLD[entry.tag]} if entry.tag in _TOLD else set()
                turned = number(tiff, order, entry) if entry.tag == ORIENTATION else turned
                if entry.tag == EXIF_IFD:
                    inner = entries(tiff, order, number(tiff, order, entry))
                    traces |= {_TOLD[one.tag] for one in inner if one.tag in _TOLD}
    except (ValueError, struct.error):
        pass
    return traces, turned if 1 <= turned <= 8 else 1


NOTHING = b"II*\0" + struct.pack("<IHI", 8, 0, 0)
"""An EXIF block with nothing in it."""


def upright(orientation: int) -> bytes:
    """An EXIF block that says which way up the picture is, and nothing else."""
    return b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
