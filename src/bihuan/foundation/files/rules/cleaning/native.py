"""Objects of other programs in an OLE container: a file dropped in with the places it came from (MS-OLEDS 2.3.6), a link (2.3.3)."""

import struct
from collections.abc import Callable

from bihuan.foundation.files.rules.cleaning.parts import without_folders
from bihuan.foundation.files.rules.cleaning.traces import Traces, Uncleanable
from bihuan.foundation.files.vocabulary import Trace

Inner = Callable[[str, bytes], tuple[bytes, Traces]]
_LINKED = 20
"""Bytes that tell nothing but that something lies here; what follows leads to a file."""


def dropped_in(stream: bytes, inner: Inner, traces: Traces) -> bytes:
    """The file with its name alone, itself cleaned where it does not grow by that; as long as before. Raises ValueError, struct.error."""
    size, form = struct.unpack_from("<IH", stream, 0)
    if form != 2:
        return stream
    label, at = _text(stream, 6)
    path, at = _text(stream, at)
    (long,) = struct.unpack_from("<I", stream, at + 4)
    mark, temporary, at = stream[at : at + 4], stream[at + 8 : at + 8 + long], at + 8 + long
    (many,) = struct.unpack_from("<I", stream, at)
    body = stream[at + 4 : at + 4 + many]
    if len(body) != many:
        raise ValueError("cut off")
    names = [without_folders(_read(one)) for one in (label, path, temporary.rstrip(b"\0"))]
    told: Traces = set() if [_read(one) for one in (label, path)] == names[:2] else {Trace.PATHS}
    clean, more = inner(names[0], body)
    for held, found in ((clean, told | more), (body, told)):
        fresh = _written(names, mark, held, wide=len(stream) - at - 4 - many >= 12)
        if len(fresh) <= len(stream):
            traces |= found
            return fresh.ljust(len(stream), b"\0")
    raise Uncleanable("no room")


def _text(stream: bytes, at: int) -> tuple[bytes, int]:
    end = stream.index(b"\0", at)
    return stream[at:end], end + 1


def _read(name: bytes) -> str:
    try:
        return name.decode("gb18030")
    except UnicodeDecodeError:
        return name.decode("latin-1")


def _written(names: list[str], mark: bytes, body: bytes, *, wide: bool) -> bytes:
    label, path, temporary = (one.encode("gb18030", errors="replace") + b"\0" for one in names)
    fresh = struct.pack("<H", 2) + label + path + mark + struct.pack("<I", len(temporary)) + temporary + struct.pack("<I", len(body)) + body
    if wide:
        fresh += b"".join(struct.pack("<I", len(one)) + one.encode("utf-16-le") for one in (names[2], names[0], names[1]))
    return struct.pack("<I", len(fresh)) + fresh


def linked(stream: bytes, traces: Traces) -> bytes:
    """What leads to the file at the other end of a link, on somebody's machine, is gone; the picture of it stays where it is."""
    if not any(stream[_LINKED:]):
        return stream
    traces.add(Trace.PATHS)
    return stream[:4] + bytes(len(stream) - 4)
