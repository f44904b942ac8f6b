"""Pictures: JPEG, PNG and GIF without what is not picture. No pixel is decoded."""

import struct
import zlib

from bihuan.foundation.files.rules.cleaning import exif
from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_NEEDED = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)}) - {0xC8}
"""Tables, frames, scans (ITU-T T.81, table B.1); the rest is reserved, and nobody knows what lies there."""


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
        if is_picture(kind, data[at + 4 : at + 16]):
            kept.append(_without_picture_of_itself(kind, data[at:end]))
            traces |= {Trace.THUMBNAIL} if len(kept[-1]) != end - at else set()
        else:
            turned = _note(kind, data[at + 4 : at + 2 + size], traces) or turned
        at = end
    traces |= {Trace.OTHER} if len(data) - at > 2 and data[at + 2 :].strip(b"\0") else set()
    return b"\xff\xd8" + (_app1(turned) if turned > 1 else b"") + b"".join(kept) + b"\xff\xd9", traces


def jpeg_end(data: bytes, at: int) -> int:
    """Where the JPEG ends whose first segment begins at `at`. Raises ValueError, IndexError, struct.error."""
    while data[(at := _marker(data, at)) + 1] != 0xD9:
        kind = data[at + 1]
        size = 0 if kind in _ALONE else struct.unpack_from(">H", data, at + 2)[0]
        at = _scan_end(data, at + 2 + size) if kind == 0xDA else at + 2 + size
    return at + 2


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


def _without_picture_of_itself(kind: int, segment: bytes) -> bytes:
    """JFIF may hold a small picture, which shows what was cut off the large one; Adobe's mark has twelve bytes."""
    if kind == 0xE0:
        return b"\xff\xe0\0\x10" + segment[4:16].ljust(12, b"\0") + b"\0\0"
    return b"\xff\xee\0\x0e" + segment[4:16] if kind == 0xEE and len(segment) > 16 else segment


def is_picture(kind: int, head: bytes) -> bool:
    """Does picture or colour need a segment that begins like this?"""
    if kind == 0xFE or 0xE0 <= kind <= 0xEF:
        wanted = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}.get(kind)
        return wanted is not None and head.startswith(wanted)
    return kind in _NEEDED


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


PNG_KEPT = frozenset(
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
        if kind in PNG_KEPT:
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
