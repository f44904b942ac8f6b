"""Pictures: JPEG, PNG, GIF and TIFF without what is not picture. No pixel is decoded."""

import struct
import zlib

from bihuan.foundation.files.rules.cleaning import exif
from bihuan.foundation.files.rules.cleaning.traces import Trace, Traces

_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def jpeg(data: bytes) -> tuple[bytes, Traces]:
    """Segments that picture or colour need, orientation in a fresh EXIF block; nothing behind the end. Raises ValueError."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    traces: Traces = set()
    kept, turned, at = [], 1, 2
    while True:
        at = _marker(data, at)
        kind = data[at + 1]
        if kind == 0xD9:
            break
        if kind in _ALONE:
            at += 2
            continue
        (size,) = struct.unpack_from(">H", data, at + 2)
        end = _scan_end(data, at + 2 + size) if kind == 0xDA else at + 2 + size
        if _is_picture(kind, data[at + 4 : at + 16]):
            kept.append(data[at:end])
        else:
            turned = _note(kind, data[at + 4 : at + 2 + size], traces) or turned
        at = end
    traces |= {Trace.OTHER} if len(data) - at > 2 and data[at + 2 :].strip(b"\0") else set()
    return b"\xff\xd8" + (_app1(turned) if turned > 1 else b"") + b"".join(kept) + b"\xff\xd9", traces


def _marker(data: bytes, at: int) -> int:
    """Where the next marker stands; fill bytes are passed over."""
    while at + 1 < len(data) and data[at] == 0xFF and data[at + 1] == 0xFF:
        at += 1
    if at + 3 >= len(data) and data[at : at + 2] != b"\xff\xd9" or data[at] != 0xFF:
        raise ValueError("no marker")
    return at


def _scan_end(data: bytes, at: int) -> int:
    """The end of the packed pixels: the next marker that is neither stuffing nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in (0x00, 0xFF) and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    raise ValueError("cut off")


def _is_picture(kind: int, head: bytes) -> bool:
    if kind == 0xFE or 0xE0 <= kind <= 0xEF:
        return kind == 0xE0 and head.startswith(b"JFIF\0") or kind == 0xE2 and head.startswith(b"ICC_PROFILE\0") or kind == 0xEE
    return True


def _note(kind: int, body: bytes, traces: Traces) -> int:
    """Write down what a segment that goes told; its orientation, or 0."""
    if kind == 0xE1 and body.startswith(b"Exif\0"):
        told, turned = exif.told_by(body[6:])
        traces |= told
        return turned
    traces |= {Trace.OTHER}
    return 0


def _app1(orientation: int) -> bytes:
    body = b"Exif\0\0" + exif.upright(orientation)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


_PNG = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL",
     b"fdAT", b"cICP", b"mDCV", b"cLLI"}
)  # fmt: skip


def png(data: bytes) -> tuple[bytes, Traces]:
    """The chunks that picture, colour and movement need. Raises ValueError."""
    kept, traces, at, kind = [data[:8]], set[Trace](), 8, b""
    turned = 1
    while kind != b"IEND":
        (size,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data):
            raise ValueError("cut off")
        if kind in _PNG:
            kept.append(data[at:end])
        elif kind == b"eXIf":
            told, turned = exif.told_by(data[at + 8 : end - 4])
            traces |= told
        else:
            traces.add(Trace.TIMES if kind == b"tIME" else Trace.OTHER)
        at = end
    if turned > 1:
        kept.insert(2, _chunk(b"eXIf", exif.upright(turned)))
    return b"".join(kept), traces | ({Trace.OTHER} if data[at:].strip(b"\0") else set())


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def gif(data: bytes) -> tuple[bytes, Traces]:
    """Frames, their timing and looping; no comments, no application data. Raises ValueError, IndexError."""
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    kept, traces = [data[:at]], set[Trace]()
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            body = at + 10 + (3 << (data[at + 9] & 7) + 1 if data[at + 9] & 0x80 else 0) + 1
        elif data[at] == 0x21:
            body = at + 2
        else:
            raise ValueError("no block")
        end = _blocks_end(data, body)
        if data[at] == 0x21 and not _moves(data, at):
            traces.add(Trace.OTHER)
        else:
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, b";"]), traces


def _moves(data: bytes, at: int) -> bool:
    return data[at + 1] in (0xF9, 0x01) or data[at + 1] == 0xFF and data[at + 3 : at + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def _blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


_TIFF = frozenset(
    {*range(254, 267), 273, 274, *range(277, 285), *range(290, 294), 296, 297, 301, *range(317, 326), 332, 334, 336, 338, 339, 340, 341,
     342, 347, *range(512, 522), 529, 530, 531, 532, 34675}
)  # fmt: skip


def tiff(data: bytes) -> tuple[bytes, Traces]:
    """Directories with the tags that a picture needs; every other value is blanked where it lies. Raises ValueError, struct.error."""
    out, order = bytearray(data), exif.byte_order(data)
    traces: Traces = set()
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
    return bytes(out), traces


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
