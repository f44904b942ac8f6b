"""RIFF containers: WebP and WAV written anew without foreign chunks, AVI blanked in place because its index counts bytes."""

import re
import struct
from collections.abc import Iterator

from bihuan.foundation.files.rules.cleaning import exif
from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"})
_WAV = frozenset({b"fmt ", b"data", b"fact", b"cue ", b"wavl", b"slnt", b"plst"})
_AVI_LISTS = frozenset({b"hdrl", b"strl", b"odml"})
_AVI = frozenset({b"avih", b"strh", b"strf", b"indx", b"vprp", b"dmlh", b"idx1"})
_IN_FRAME = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_SHOWN = re.compile(rb"[0-9A-Fa-f]{2}(?:d[bc]|wb|pc|tx|sb|iv)|ix[0-9A-Fa-f]{2}|rec |idx1")
"""Pictures, sound, colours, subtitles and index in the body of an AVI; cameras put their places between them."""
_AS_EXIF = frozenset({b"EXIF"})


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where its body begins, where it ends). Raises ValueError beyond the end."""
    while at + 8 <= end:
        kind, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if at + 8 + size > len(data):
            raise ValueError("cut off")
        yield kind, at + 8, at + 8 + size
        at += 8 + size + (size & 1)


def _riff(form: bytes, chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = _joined(chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + form + body


def _joined(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join(kind + struct.pack("<I", len(one)) + one + b"\0" * (len(one) & 1) for kind, one in chunks)


def _end(data: bytes) -> int:
    return min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])


def webp(data: bytes) -> tuple[bytes, Traces]:
    """Pixels, movement, colour profile; which way up, where it was said. Raises ValueError, struct.error."""
    kept, traces, turned = [], set[Trace](), 1
    for kind, start, end in _chunks(data, 12, _end(data)):
        if kind in _WEBP:
            kept.append((kind, _frame(data[start:end], traces) if kind == b"ANMF" else data[start:end]))
        elif kind in _AS_EXIF:
            told, turned = exif.told_by(data[start:end].removeprefix(b"Exif\0\0"))
            traces |= told
        else:
            traces.add(Trace.OTHER)
    flags = 0x08 if turned > 1 else 0
    kept = [(kind, bytes([one[0] & ~0x0C | flags]) + one[1:] if kind == b"VP8X" else one) for kind, one in kept]
    return _riff(b"WEBP", kept + ([(b"EXIF", exif.upright(turned))] if turned > 1 else [])), traces


def _frame(body: bytes, traces: Traces) -> bytes:
    """A picture of a moving one: sixteen bytes of place and time, then its pixels; anything may follow them."""
    found = list(_chunks(body, 16, len(body)))
    kept = [(kind, body[start:end]) for kind, start, end in found if kind in _IN_FRAME]
    traces |= {Trace.OTHER} if len(kept) != len(found) else set()
    return body[:16] + _joined(kept)


def wav(data: bytes) -> tuple[bytes, Traces]:
    """Format, samples and cue points. Raises ValueError, struct.error."""
    found = list(_chunks(data, 12, _end(data)))
    foreign = any(kind not in _WAV for kind, _start, _stop in found)
    return _riff(b"WAVE", [(kind, data[start:end]) for kind, start, end in found if kind in _WAV]), {Trace.OTHER} if foreign else set()


def avi(data: bytes) -> tuple[bytes, Traces]:
    """Everything that neither picture, sound nor index needs becomes JUNK of the same length, empty: cameras write of themselves into it.
    A long film is several containers one behind the other. Raises ValueError, struct.error."""
    out, traces, at = bytearray(data), set[Trace](), 0
    while at + 8 <= len(data):
        if data[at : at + 4] == b"RIFF":  # what it says of its length is wrong where a camera's battery went empty
            at += 12
            continue
        size = struct.unpack_from("<I", data, at + 4)[0]
        if at + 8 + size > len(data) and data[at : at + 4] not in _AVI | {b"LIST"}:
            break
        _blank_avi(data, out, at, at + 8 + size, traces)
        at += 8 + size + (size & 1)
    traces |= {Trace.OTHER} if any(data[at:]) else set()
    out[at:] = bytes(max(0, len(data) - at))
    return bytes(out), traces


def _blank_avi(data: bytes, out: bytearray, at: int, stop: int, traces: Traces) -> None:
    for kind, start, end in _chunks(data, at, stop):
        form = data[start : start + 4] if kind == b"LIST" else b""
        if form in _AVI_LISTS:
            _blank_avi(data, out, start + 4, end, traces)
        elif form in (b"movi", b"rec "):
            _blank_between(data, out, start + 4, end, traces)
        elif kind not in _AVI:
            traces |= {Trace.TIMES if kind == b"IDIT" else Trace.OTHER} if kind != b"JUNK" or any(data[start:end]) else set()
            out[start - 8 : start - 4] = b"JUNK"
            out[start:end] = bytes(end - start)


def _blank_between(data: bytes, out: bytearray, at: int, stop: int, traces: Traces) -> None:
    """What lies between the frames and is none."""
    while at + 8 <= stop:
        kind, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        end = min(at + 8 + size, stop)
        if kind == b"LIST":
            end = at + 12  # a group of frames: what is in it comes next
        elif not _SHOWN.match(kind):
            traces |= {Trace.OTHER} if any(data[at + 8 : end]) else set()
            out[at : at + 4], out[at + 8 : end] = b"JUNK", bytes(max(0, end - at - 8))
        at = end + (end - at & 1)
