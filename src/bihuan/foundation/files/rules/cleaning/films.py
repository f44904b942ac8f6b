"""Films and sounds made of boxes (MP4, MOV, M4A), in one piece or in fragments: what neither picture nor sound needs is emptied in place.

Boxes are kept by a list of what is needed, not left out by a list of what is known to tell: every camera writes others.
"""

import struct

from bihuan.foundation.files.rules.cleaning.boxes import Box, boxes, first, free
from bihuan.foundation.files.rules.cleaning.traces import Traces, Uncleanable
from bihuan.foundation.files.rules.cleaning.tracks import blank_fragments, blank_samples, handler, number_of
from bihuan.foundation.files.vocabulary import Trace

_INSIDE = {
    b"": {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix"},
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"trak": {b"tkhd", b"mdia", b"edts", b"tref", b"tapt", b"clip", b"matt", b"trgr"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"hmhd", b"nmhd", b"sthd", b"gmhd", b"hdlr", b"dinf", b"stbl"},
    b"stbl": {b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stps", b"stsh", b"sdtp", b"stsz", b"stz2", b"stsc", b"stco", b"co64", b"padb",
              b"subs", b"sbgp", b"sgpd", b"saiz", b"saio"},
    b"edts": {b"elst"},
    b"dinf": {b"dref"},
    b"mvex": {b"mehd", b"trex", b"leva", b"trep"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"saiz", b"saio", b"subs", b"senc", b"sdtp"},
}  # fmt: skip
"""What is needed in which box; boxes of other kinds hold no further ones that matter."""
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_SHOWN = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"pict", b"auxv"})
"""Tracks that somebody sees or hears; all others tell of the camera, the way or the moment."""
_HEAD, _NAMES = 78, ((12, 4), (42, 32))
"""Bytes of the head of a format of pictures, and where in it names stand (12.1.3)."""
_HUNG_ON = frozenset({b"uuid", b"udta", b"meta", b"free", b"skip", b"exif", b"Xtra"})


def film(data: bytes) -> tuple[bytes, Traces]:
    """A film without user data, times, names of programs and tracks of places. Raises ValueError, struct.error."""
    out, traces = bytearray(data), set[Trace]()
    end = _without_rest(out, traces)
    moov = first(out, 0, end, b"moov")
    if moov and first(out, *moov[1:], b"cmov"):
        raise Uncleanable("a packed head")
    blank_fragments(out, _tracks(out, moov, traces))
    _clean(out, b"", 0, end, traces)
    return bytes(out), traces


def _without_rest(out: bytearray, traces: Traces) -> int:
    """Where the last box ends: telephones write things of their own behind. A film that was cut off is refused."""
    end, seen = 0, set[bytes]()
    try:
        for box in boxes(out, 0, len(out)):
            end, seen = box[2], {*seen, box[0]}
    except ValueError:
        if b"moov" not in seen or not seen & {b"mdat", b"moof"}:
            raise
    rest = len(out) - end
    if any(out[end:]):
        out[end:] = (struct.pack(">I4s", rest, b"free") if rest >= 8 else b"").ljust(rest, b"\0")
        traces.add(Trace.OTHER)
    return end


def _tracks(out: bytearray, moov: Box | None, traces: Traces) -> set[int]:
    """Empty the tracks that nobody sees, and what the others say of their packers; numbers of the emptied."""
    found = set()
    for box in list(boxes(out, *moov[1:])) if moov else ():
        if box[0] != b"trak":
            continue
        if (use := handler(out, *box[1:])) not in _SHOWN:
            found.add(number_of(out, *box[1:]))
            blank_samples(out, *box[1:])
            free(out, box, set())
            traces.add(Trace.PLACE)
        elif use == b"vide" and (formats := first(out, *box[1:], b"mdia", b"minf", b"stbl", b"stsd")):
            _blank_formats(out, *formats[1:], traces)
    return found


def _clean(out: bytearray, inside: bytes, at: int, stop: int, traces: Traces) -> None:
    end = at
    for box in list(boxes(out, at, stop)):
        kind, start, end = box
        if kind not in _INSIDE[inside]:
            free(out, box, traces)
        elif kind in _INSIDE:
            _clean(out, kind, start, end, traces)
        elif kind in _TIMED:
            _blank_times(out, start, traces)
        elif kind == b"hdlr":
            _blank_name(out, start, end, traces)
        elif kind == b"dref":
            _blank_references(out, start, end, traces)
    if any(out[end:stop]):  # too short for a box
        out[end:stop] = bytes(stop - end)
        traces.add(Trace.OTHER)


def _blank_times(out: bytearray, start: int, traces: Traces) -> None:
    """Made and changed: the first two fields behind the version."""
    size = 16 if out[start] == 1 else 8
    traces |= {Trace.TIMES} if any(out[start + 4 : start + 4 + size]) else set()
    out[start + 4 : start + 4 + size] = bytes(size)


def _blank_name(out: bytearray, start: int, end: int, traces: Traces) -> None:
    """Who makes of the track (8.4.3): maker, and a name that cameras fill with their own."""
    traces |= {Trace.DEVICE} if any(out[start + 12 : end]) else set()
    out[start + 12 : end] = bytes(max(0, end - start - 12))


def _blank_references(out: bytearray, start: int, end: int, traces: Traces) -> None:
    """Where the samples lie: in this file, whatever path stands there (8.7.2)."""
    for _kind, at, stop in list(boxes(out, start + 8, end)):
        traces |= {Trace.PATHS} if any(out[at + 4 : stop]) else set()
        out[at:stop] = b"\0\0\0\1".ljust(stop - at, b"\0")[: stop - at]


def _blank_formats(out: bytearray, start: int, end: int, traces: Traces) -> None:
    """Maker and name of the packer of pictures, and what cameras hang on behind (12.1.3)."""
    for _kind, at, stop in list(boxes(out, start + 8, end)):
        if stop - at < _HEAD:
            continue
        for place, size in _NAMES:
            traces |= {Trace.DEVICE} if any(out[at + place : at + place + size]) else set()
            out[at + place : at + place + size] = bytes(size)
        for box in _further(out, at + _HEAD, stop):
            if box[0] in _HUNG_ON:
                free(out, box, traces)


def _further(out: bytearray, at: int, stop: int) -> list[Box]:
    try:
        return list(boxes(out, at, stop))
    except ValueError:
        return []
