"""HEIC: pictures that are items of a box (ISO 23008-12). What is no picture is blanked where it lies."""

import struct
from collections.abc import Iterator

from bihuan.foundation.files.rules.cleaning import exif
from bihuan.foundation.files.rules.cleaning.boxes import Box, boxes, first, free
from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

_PARTS = frozenset({b"ftyp", b"meta", b"mdat"})
_IN_META = frozenset({b"hdlr", b"pitm", b"iinf", b"iref", b"iprp", b"iloc", b"idat", b"grpl", b"dinf"})
_SAID = frozenset({b"udes", b"uuid", b"crtt", b"mdft", b"altt", b"free"})
"""Properties that describe in words or moments (6.5.20 and following)."""
_SHOWN = frozenset(
    {b"hvc1", b"hvt1", b"lhv1", b"av01", b"avc1", b"jpeg", b"j2k1", b"vvc1", b"unci", b"mski", b"grid", b"iden", b"iovl", b"tmap"}
)


def heic(data: bytes) -> tuple[bytes, Traces]:
    """A HEIF picture whose EXIF and XMP items are blanked; which way up is a property of the picture itself. Raises ValueError."""
    out, traces = bytearray(data), set[Trace]()
    meta = first(data, 0, len(data), b"meta")
    if meta is None:
        raise ValueError("no items")
    items = dict(_items(data, meta))
    kept = [(0, 0)]
    for item, start, size in _places(data, meta):
        if not 0 <= start <= start + size <= len(out):
            continue
        kept.append((start, start + size))
        if items.get(item, b"") not in _SHOWN:
            body = bytes(out[start : start + size])
            traces |= exif.told_by(body[body.find(b"II*\0") if b"II*\0" in body else max(0, body.find(b"MM\0*")) :])[0]
            out[start : start + size] = (bytes(4) + exif.NOTHING).ljust(size, b"\0")[:size] if items.get(item) == b"Exif" else b" " * size
    _sweep(out, kept, traces)
    _words(out, meta, traces)
    return bytes(out), traces


_IN_JP2 = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"jpch", b"jplh"})


def jp2(data: bytes) -> tuple[bytes, Traces]:
    """JPEG 2000 as it lies in a PDF: without XML and what cameras add; a bare stream of it has neither (ISO 15444-1, annex I)."""
    out, traces = bytearray(data), set[Trace]()
    if data[4:8] == b"jP  ":
        for box in list(boxes(out, 0, len(out))):
            if box[0] not in _IN_JP2:
                free(out, box, traces)
    return bytes(out), traces


def _sweep(out: bytearray, kept: list[tuple[int, int]], traces: Traces) -> None:
    """Boxes that no picture needs, and what lies between the pictures: a film of the moment before, what was there earlier."""
    for box in list(boxes(out, 0, len(out))):
        if box[0] not in _PARTS:
            free(out, box, traces)
        elif box[0] == b"mdat":
            at = box[1]
            for start, end in [*sorted(one for one in kept if box[1] <= one[0] < box[2]), (box[2], box[2])]:
                if any(out[at:start]) and bytes(out[at:start]).strip(b" \0"):
                    traces.add(Trace.OTHER)
                out[at:start] = bytes(max(0, start - at))
                at = max(at, end)


def _words(out: bytearray, meta: Box, traces: Traces) -> None:
    """Names of items, descriptions among the properties."""
    for box in list(boxes(out, meta[1] + 4, meta[2])):
        if box[0] not in _IN_META:
            free(out, box, traces)
    properties = first(out, meta[1] + 4, meta[2], b"iprp", b"ipco")
    for box in list(boxes(out, *properties[1:])) if properties else ():
        if box[0] in _SAID:
            free(out, box, traces)
    for start, end in _entries(out, meta):
        named = start + (12 if out[start] == 2 else 14)
        if any(out[named:end]):
            out[named:end] = bytes(end - named)
            traces.add(Trace.OTHER)


def _entries(data: bytes | bytearray, meta: Box) -> list[tuple[int, int]]:
    box = first(data, meta[1] + 4, meta[2], b"iinf")
    return [(start, end) for _kind, start, end in boxes(data, box[1] + (8 if data[box[1]] else 6), box[2])] if box else []


def _items(data: bytes, meta: Box) -> Iterator[tuple[int, bytes]]:
    """Items with their kind; one of an older version has none."""
    for start, _end in _entries(data, meta):
        long = data[start] == 3
        item = struct.unpack_from(">I" if long else ">H", data, start + 4)[0]
        yield item, data[start + (10 if long else 8) :][:4] if data[start] in (2, 3) else b""


def _places(data: bytes, meta: Box) -> Iterator[tuple[int, int, int]]:
    """(item, where in the file, how long) of every extent."""
    box = first(data, meta[1] + 4, meta[2], b"iloc")
    if box is None:
        return
    idat = first(data, meta[1] + 4, meta[2], b"idat")
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
