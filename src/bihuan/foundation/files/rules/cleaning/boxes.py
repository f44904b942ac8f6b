"""Films and pictures made of boxes (MP4, MOV, M4A, HEIC): what tells of the maker is blanked where it lies, so that every offset holds."""

import struct
from collections.abc import Iterator

from bihuan.foundation.files.rules.cleaning import exif
from bihuan.foundation.files.rules.cleaning.traces import Trace, Traces

_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"minf", b"edts", b"moof", b"traf"})
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"pnot", b"PICT", b"Xtra", b"beam"})
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_MOST_SAMPLES = 2_000_000
Box = tuple[bytes, int, int]


def _boxes(data: bytes | bytearray, at: int, end: int) -> Iterator[Box]:
    """(kind, where its body begins, where it ends). Raises ValueError beyond the end."""
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, at + 8), 16
        size = size or end - at
        if size < head or at + size > end:
            raise ValueError("a box beyond the end")
        yield kind, at + head, at + size
        at += size


def _first(data: bytes | bytearray, start: int, end: int, *path: bytes) -> Box | None:
    """The first box along a path of kinds."""
    found: Box | None = None
    for kind in path:
        found = next((one for one in _boxes(data, start, end) if one[0] == kind), None)
        if found is None:
            return None
        start, end = found[1], found[2]
    return found


def film(data: bytes) -> tuple[bytes, Traces]:
    """MP4, MOV, M4A without user data, times and metadata tracks. Raises ValueError, struct.error."""
    out, traces = bytearray(data), set[Trace]()
    _blank_inside(out, 0, len(data), traces)
    return bytes(out), traces


def _blank_inside(out: bytearray, at: int, stop: int, traces: Traces) -> None:
    for kind, start, end in list(_boxes(out, at, stop)):
        if kind in _TELLING:
            if any(out[start:end]):
                body = bytes(out[start:end])
                traces |= {Trace.PLACE} if b"\xa9xyz" in body or b"ISO6709" in body or b"loci" in body else {Trace.OTHER}
            _free(out, kind, start, end)
        elif kind in _TIMED:
            _blank_times(out, start, traces)
        elif kind == b"trak" and _handler(out, start, end) in (b"meta", b"mebx", b"gpmd", b"camm"):
            _blank_samples(out, start, end)
            _free(out, kind, start, end)
            traces.add(Trace.PLACE)
        elif kind in _INSIDE:
            _blank_inside(out, start, end, traces)


def _free(out: bytearray, kind: bytes, start: int, end: int) -> None:
    at = out.rindex(kind, 0, start)
    out[at : at + 4] = b"free"
    out[start:end] = bytes(end - start)


def _blank_times(out: bytearray, start: int, traces: Traces) -> None:
    """Made and changed: the first two fields behind the version."""
    size = 16 if out[start] == 1 else 8
    traces |= {Trace.TIMES} if any(out[start + 4 : start + 4 + size]) else set()
    out[start + 4 : start + 4 + size] = bytes(size)


def _handler(out: bytearray, start: int, end: int) -> bytes:
    found = _first(out, start, end, b"mdia", b"hdlr")
    return bytes(out[found[1] + 8 : found[1] + 12]) if found else b""


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


def _blank_samples(out: bytearray, start: int, end: int) -> None:
    """Zero what a metadata track has in the body of the film (places along the way)."""
    table = _first(out, start, end, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    sizes, runs = _sizes(out, _first(out, *table[1:], b"stsz")), _table(out, _first(out, *table[1:], b"stsc"), ">III")
    places = _table(out, _first(out, *table[1:], b"stco"), ">I") or _table(out, _first(out, *table[1:], b"co64"), ">Q")
    sample, run = 0, 0
    for chunk, (place,) in enumerate(places, start=1):
        while run + 1 < len(runs) and runs[run + 1][0] <= chunk:
            run += 1
        many = runs[run][1] if runs else 0
        size = sum(sizes[sample : sample + many])
        out[place : place + size] = bytes(max(0, min(size, len(out) - place)))
        sample += many


def heic(data: bytes) -> tuple[bytes, Traces]:
    """A HEIF picture whose EXIF and XMP items are blanked; which way up is a property of the picture itself. Raises ValueError."""
    out, traces = bytearray(data), set[Trace]()
    meta = _first(data, 0, len(data), b"meta")
    if meta is None:
        raise ValueError("no items")
    telling = _telling_items(data, meta)
    for item, start, size in _places(data, meta):
        if item in telling and 0 <= start <= start + size <= len(out):
            body = bytes(out[start : start + size])
            traces |= exif.told_by(body[body.find(b"II*\0") if b"II*\0" in body else max(0, body.find(b"MM\0*")) :])[0]
            out[start : start + size] = (bytes(4) + exif.NOTHING).ljust(size, b"\0")[:size] if telling[item] == b"Exif" else b" " * size
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind == b"uuid":
            _free(out, kind, start, end)
    return bytes(out), traces


def _telling_items(data: bytes, meta: Box) -> dict[int, bytes]:
    """Items that are no picture, with their kind."""
    box = _first(data, meta[1] + 4, meta[2], b"iinf")
    if box is None:
        return {}
    found = {}
    wide = data[box[1]] > 0
    for _kind, start, _end in _boxes(data, box[1] + (8 if wide else 6), box[2]):
        long = data[start] == 3
        item = struct.unpack_from(">I" if long else ">H", data, start + 4)[0]
        kind = data[start + (10 if long else 8) :][:4]
        if kind in (b"Exif", b"mime", b"uri "):
            found[item] = kind
    return found


def _places(data: bytes, meta: Box) -> Iterator[tuple[int, int, int]]:
    """(item, where in the file, how long) of every extent."""
    box = _first(data, meta[1] + 4, meta[2], b"iloc")
    if box is None:
        return
    idat = _first(data, meta[1] + 4, meta[2], b"idat")
    version, at = data[box[1]], box[1] + 4
    widths = (data[at] >> 4, data[at] & 15, data[at + 1] >> 4, data[at + 1] & 15 if version else 0)
    number = 4 if version == 2 else 2
    count, at = int.from_bytes(data[at + 2 : at + 2 + number], "big"), at + 2 + number
    for _item in range(min(count, 10_000)):
        item, at = int.from_bytes(data[at : at + number], "big"), at + number
        inside = version > 0 and data[at + 1] & 15 == 1
        at += (2 if version else 0) + 2
        base, at = int.from_bytes(data[at : at + widths[2]], "big"), at + widths[2]
        extents, at = int.from_bytes(data[at : at + 2], "big"), at + 2
        for _extent in range(min(extents, 1_000)):
            at += widths[3]
            offset, at = int.from_bytes(data[at : at + widths[0]], "big"), at + widths[0]
            size, at = int.from_bytes(data[at : at + widths[1]], "big"), at + widths[1]
            yield item, base + offset + (idat[1] if inside and idat else 0), size
