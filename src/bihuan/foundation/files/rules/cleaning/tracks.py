"""Tracks of a film: whose they are, and where their samples lie, in one piece (ISO 14496-12, 8.7) or in fragments (8.8)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.foundation.files.rules.cleaning.boxes import Box, boxes, first

_MOST_SAMPLES = 2_000_000
_BASE, _FORMAT, _TIME, _SIZE = 1, 2, 8, 16
_OFFSET, _FIRST, _RUN_TIME, _RUN_SIZE, _RUN_FLAGS, _RUN_SHIFT = 1, 4, 0x100, 0x200, 0x400, 0x800


def handler(out: bytearray, start: int, end: int) -> bytes:
    """What a track is for: `vide`, `soun` …; empty where it does not say."""
    found = first(out, start, end, b"mdia", b"hdlr")
    return bytes(out[found[1] + 8 : found[1] + 12]) if found else b""


def number_of(out: bytearray, start: int, end: int) -> int:
    """The number of a track, 0 where it has none."""
    found = first(out, start, end, b"tkhd")
    return int(struct.unpack_from(">I", out, found[1] + (20 if out[found[1]] == 1 else 12))[0]) if found else 0


def _table(out: bytearray, box: Box | None, shape: str) -> list[tuple[int, ...]]:
    if box is None:
        return []
    (count,) = struct.unpack_from(">I", out, box[1] + 4)
    width = struct.calcsize(shape)
    many = min(count, (box[2] - box[1] - 8) // width, _MOST_SAMPLES)
    return [struct.unpack_from(shape, out, box[1] + 8 + number * width) for number in range(many)]


def _sizes(out: bytearray, box: Box | None) -> list[int]:
    if box is None:
        return []
    same, count = struct.unpack_from(">II", out, box[1] + 4)
    if same:
        return [same] * min(count, _MOST_SAMPLES)
    many = min(count, (box[2] - box[1] - 12) // 4, _MOST_SAMPLES)
    return list(struct.unpack_from(f">{many}I", out, box[1] + 12))


def blank_samples(out: bytearray, start: int, end: int) -> None:
    """Zero what a metadata track has in the body of the film (places along the way)."""
    table = first(out, start, end, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    sizes, runs = _sizes(out, first(out, *table[1:], b"stsz")), _table(out, first(out, *table[1:], b"stsc"), ">III")
    places = _table(out, first(out, *table[1:], b"stco"), ">I") or _table(out, first(out, *table[1:], b"co64"), ">Q")
    sample, run = 0, 0
    for chunk, (place,) in enumerate(places, start=1):
        while run + 1 < len(runs) and runs[run + 1][0] <= chunk:
            run += 1
        many = runs[run][1] if runs else 0
        size = sum(sizes[sample : sample + many])
        out[place : place + size] = bytes(max(0, min(size, len(out) - place)))
        sample += many


@dataclass(frozen=True, slots=True)
class _Head:
    """What a fragment says of a track before its runs: number, where offsets count from, how long a sample is that does not say it."""

    number: int
    base: int | None
    size: int


def blank_fragments(out: bytearray, hidden: set[int]) -> None:
    """Zero what fragments have of these tracks. Raises ValueError, struct.error."""
    if not hidden:
        return
    usual = _usual_sizes(out)
    for kind, start, end in list(boxes(out, 0, len(out))):
        if kind == b"moof":
            _fragment(out, start, end, hidden, usual)


def _usual_sizes(out: bytearray) -> dict[int, int]:
    found = first(out, 0, len(out), b"moov", b"mvex")
    held = [one for one in boxes(out, *found[1:]) if one[0] == b"trex"] if found else []
    return dict(struct.unpack_from(">I8xI", out, start + 4) for _kind, start, _end in held)


def _fragment(out: bytearray, start: int, end: int, hidden: set[int], usual: dict[int, int]) -> None:
    """Runs without an offset go on where the run before ended, be it of another track (8.8.8)."""
    moof = out.rindex(b"moof", 0, start) - 4
    last = moof
    for box in list(boxes(out, start, end)):
        if box[0] != b"traf" or (found := first(out, *box[1:], b"tfhd")) is None:
            continue
        head = _head(out, found, usual, moof)
        at = head.base if head.base is not None else last
        for run in [one for one in boxes(out, *box[1:]) if one[0] == b"trun"]:
            (flags,) = struct.unpack_from(">I", out, run[1])
            if flags & _OFFSET:
                at = (head.base if head.base is not None else moof) + struct.unpack_from(">i", out, run[1] + 8)[0]
            size = sum(_run(out, run, head.size))
            if head.number in hidden and at >= 0:
                out[at : at + size] = bytes(max(0, min(size, len(out) - at)))
            at += size
        last = at


def _head(out: bytearray, box: Box, usual: dict[int, int], moof: int) -> _Head:
    flags, number = struct.unpack_from(">II", out, box[1])
    at, base, size = box[1] + 8, None, usual.get(number, 0)
    if flags & _BASE:
        (base,) = struct.unpack_from(">Q", out, at)
    elif flags & 0x020000:
        base = moof
    at += (8 if flags & _BASE else 0) + (4 if flags & _FORMAT else 0) + (4 if flags & _TIME else 0)
    if flags & _SIZE:
        (size,) = struct.unpack_from(">I", out, at)
    return _Head(number, base, size)


def _run(out: bytearray, box: Box, usual: int) -> Iterator[int]:
    """How long each sample of a run is."""
    flags, many = struct.unpack_from(">II", out, box[1])
    if not flags & _RUN_SIZE:
        yield usual * min(many, _MOST_SAMPLES)
        return
    at = box[1] + 8 + (4 if flags & _OFFSET else 0) + (4 if flags & _FIRST else 0)
    width = 4 * bin(flags & (_RUN_TIME | _RUN_SIZE | _RUN_FLAGS | _RUN_SHIFT)).count("1")
    at += 4 if flags & _RUN_TIME else 0
    for number in range(min(many, _MOST_SAMPLES)):
        if at + number * width + 4 > box[2]:
            return
        yield struct.unpack_from(">I", out, at + number * width)[0]
