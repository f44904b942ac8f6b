"""Photographs that lie somewhere in a longer stream: what they tell is blanked where it lies, so that nothing moves."""

import re
import struct
import zlib

from bihuan.foundation.files.rules.cleaning import exif
from bihuan.foundation.files.rules.cleaning.pictures import PNG_KEPT, is_picture, jpeg_end
from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

_BEGINS = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]|\x89PNG\r\n\x1a\n")
_MOST_SEGMENTS, _MOST_PHOTO = 2_000, 50_000_000
_NOTHING = b"noNe"
"""A chunk that no reader of PNG knows and none needs."""
_SCAN = 0xDA
_BEFORE, _KINDS = (8 + 17, 8 + 33), frozenset({0xF01D, 0xF01E, 0xF02A})
Span = tuple[int, int, int]


def blank_pictures(body: bytearray, traces: Traces) -> None:
    """Every JPEG and PNG in it."""
    for found in _BEGINS.finditer(bytes(body)):
        at = found.start()
        end = _jpeg(body, at, traces) if body[at] == 0xFF else _png(body, at, traces)
        stop = _end_of_record(body, at)
        if 0 < end < stop and any(body[end:stop]):  # telephones hang a film behind a photograph
            body[end:stop] = bytes(stop - end)
            traces.add(Trace.OTHER)


def _end_of_record(body: bytearray, at: int) -> int:
    """Where the record ends that holds a picture alone (MS-ODRAW 2.2.23), which stands behind one or two marks and a letter; else 0."""
    for before in _BEFORE:
        if at >= before:
            kind, size = struct.unpack_from("<HI", body, at - before + 2)
            if kind in _KINDS and size > before - 8:
                return int(min(at - before + 8 + size, len(body)))
    return 0


def _jpeg(body: bytearray, start: int, traces: Traces) -> int:
    """Where it ends, 0 where that cannot be told."""
    for kind, at, end in _segments(body, start):
        if not is_picture(kind, bytes(body[at : min(at + 12, end)])) and any(body[at:end]):
            told, turned = exif.told_by(bytes(body[at + 6 : end])) if body[at : at + 5] == b"Exif\0" else ({Trace.OTHER}, 1)
            traces |= told
            fresh = b"Exif\0\0" + exif.upright(turned) if turned > 1 else b""
            body[at:end] = fresh.ljust(end - at, b"\0")[: end - at]
    try:
        return jpeg_end(bytes(body[start : start + _MOST_PHOTO]), 2) + start if _end_of_record(body, start) else 0
    except (ValueError, IndexError, struct.error):
        return 0


def _segments(body: bytearray, start: int) -> list[Span]:
    """(kind, where it begins behind its length, where it ends) up to the pixels; [] where this is no JPEG after all."""
    found: list[Span] = []
    at = start + 2
    for _each in range(_MOST_SEGMENTS):
        if at + 4 > len(body) or body[at] != 0xFF:
            return []
        kind, (size,) = body[at + 1], struct.unpack_from(">H", body, at + 2)
        if kind == _SCAN:
            return found
        if size < 2 or at + 2 + size > len(body):
            return []
        found.append((kind, at + 4, at + 2 + size))
        at += 2 + size
    return []


def _png(body: bytearray, start: int, traces: Traces) -> int:
    at = start + 8
    while at + 12 <= len(body):
        (size,), kind = struct.unpack_from(">I", body, at), bytes(body[at + 4 : at + 8])
        end = at + 12 + size
        if end > len(body) or not kind.isalpha():
            return 0
        if kind == b"IEND":
            return end
        if kind not in PNG_KEPT and kind != _NOTHING:
            fresh = _NOTHING + bytes(size)
            body[at + 4 : end] = fresh + struct.pack(">I", zlib.crc32(fresh))
            traces.add(Trace.OTHER)
        at = end
    return 0
