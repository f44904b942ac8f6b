"""TIFF and BMP: pictures in which values stand at places that a head names. No pixel is decoded."""

import struct

from bihuan.foundation.files.rules.cleaning import exif
from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

_TIFF = frozenset(
    {*range(254, 267), 273, 274, *range(277, 285), *range(290, 294), 296, 297, 301, *range(317, 326), 332, 334, 336, 338, 339, 340, 341,
     342, 347, *range(512, 522), 529, 530, 531, 532, 34675}
)  # fmt: skip


_COMPRESSION, _OLD_JPEG = 259, 6
_PIXELS = ((273, 279), (324, 325), (513, 514))
"""Tags of the places and of the sizes of strips, tiles and of a JPEG."""
Span = tuple[int, int]


def tiff(data: bytes) -> tuple[bytes, Traces]:
    """Directories with the tags that a picture needs; every other value is blanked where it lies. Raises ValueError, struct.error."""
    out, order = bytearray(data), exif.byte_order(data)
    traces: Traces = set()
    belongs: list[Span] | None = [(0, 8)]
    for at in list(exif.directories(data, order)):
        found = exif.entries(data, order, at)
        kept = [one for one in found if one.tag in _TIFF]
        for one in found:
            if one.tag not in _TIFF:
                traces |= exif.told_by(data)[0]
                _blank(out, order, one)
        rest = data[at + 2 + 12 * len(found) : at + 6 + 12 * len(found)]
        fresh = struct.pack(order + "H", len(kept)) + b"".join(data[one.at : one.at + 12] for one in kept) + rest
        out[at : at + len(fresh)] = fresh
        out[at + len(fresh) : at + 6 + 12 * len(found)] = bytes(12 * (len(found) - len(kept)))
        belongs = None if belongs is None or (spans := _spans(data, order, kept)) is None else [*belongs, (at, at + len(fresh)), *spans]
    return (bytes(out) if belongs is None else _only(out, belongs, traces)), traces


def _spans(data: bytes, order: str, entries: list[exif.Entry]) -> list[Span] | None:
    """Where values and pixels of a directory lie; None where that cannot be told (TIFF 6.0, section 22: JPEG of the older kind)."""
    held = {one.tag: one for one in entries}
    if _COMPRESSION in held and exif.number(data, order, held[_COMPRESSION]) == _OLD_JPEG:
        return None
    found = [(one.value_at, one.value_at + one.size) for one in entries if one.size > 4]
    for place, size in _PIXELS:
        if place in held:
            if size not in held:
                return None
            pairs = zip(_numbers(data, order, held[place]), _numbers(data, order, held[size]), strict=False)
            found += [(at, at + many) for at, many in pairs]
    return found


def _numbers(data: bytes, order: str, entry: exif.Entry) -> tuple[int, ...]:
    letter, width = ("H", 2) if entry.kind == 3 else ("I", 4)
    return struct.unpack_from(f"{order}{min(entry.count, (len(data) - entry.value_at) // width)}{letter}", data, entry.value_at)


def _only(out: bytearray, belongs: list[Span], traces: Traces) -> bytes:
    """Nothing but what belongs to something: directories of further pictures and what earlier programs left are gone."""
    fresh = bytearray(len(out))
    for start, end in belongs:
        fresh[start : min(end, len(out))] = out[start : min(end, len(out))]
    traces |= {Trace.OTHER} if fresh != out else set()
    return bytes(fresh)


def _blank(out: bytearray, order: str, entry: exif.Entry) -> None:
    if entry.tag in (exif.EXIF_IFD, exif.GPS_IFD):
        inner = exif.number(out, order, entry)
        found = exif.entries(out, order, inner)
        for one in found:
            _blank(out, order, one)
        out[inner : inner + 6 + 12 * len(found)] = bytes(6 + 12 * len(found))
    if entry.size > 4:
        size = max(0, min(entry.size, len(out) - entry.value_at))
        out[entry.value_at : entry.value_at + size] = bytes(size)


_BMP, _CORE, _V5 = 14, 12, 124
_MASKS = {3: 12, 6: 16}
_LINKED, _EMBEDDED, _USUAL = b"KNIL", b"DEBM", b"BGRs"
"""How a head says where its colours are described: in a file of somebody's machine, inside, as everywhere. Written from behind."""


def bmp(data: bytes) -> tuple[bytes, Traces]:
    """Head, colours and pixels; nothing between and behind them. Raises ValueError, struct.error."""
    (at,), (size,) = struct.unpack_from("<I", data, 10), struct.unpack_from("<I", data, _BMP)
    head, pixels = _measures(data, size)
    end = min(at + pixels, len(data)) if pixels else len(data)
    if head > at or at > len(data):
        raise ValueError("pixels before their head ends")
    out, profile, traces = bytearray(data[:end]), b"", set[Trace]()
    out[head:at] = bytes(at - head)
    if size == _V5 and data[70:74] == _LINKED:
        out[70:74] = _USUAL
        traces.add(Trace.PATHS)
    if size == _V5 and data[70:74] == _EMBEDDED:
        start, many = struct.unpack_from("<II", data, 126)
        profile = data[_BMP + start : _BMP + start + many]
        struct.pack_into("<II", out, 126, end - _BMP, len(profile))
    elif size == _V5:
        out[126:134] = bytes(8)
    fresh = bytes(out) + profile
    traces |= (
        {Trace.OTHER}
        if len(fresh) < len(data) and data[end:].strip(b"\0") != profile.strip(b"\0") or out[head:at] != data[head:at]
        else set()
    )
    return fresh[:2] + struct.pack("<I", len(fresh)) + fresh[6:], traces


def _measures(data: bytes, size: int) -> tuple[int, int]:
    """Bytes before the pixels at least, and of the pixels (0 where that cannot be told)."""
    if size == _CORE:
        wide, high, _planes, bits = struct.unpack_from("<HHHH", data, 18)
        return _BMP + size + (3 << bits if bits <= 8 else 0), (wide * bits + 31) // 32 * 4 * high
    wide, high, _planes, bits, packed, many = struct.unpack_from("<iiHHII", data, 18)
    (colours,) = struct.unpack_from("<I", data, 46)
    colours = min(colours or (1 << bits if bits <= 8 else 0), 256)
    head = _BMP + size + 4 * colours + (_MASKS.get(packed, 0) if size == 40 else 0)
    return head, (wide * bits + 31) // 32 * 4 * abs(high) if packed in (0, 3, 6) else many
