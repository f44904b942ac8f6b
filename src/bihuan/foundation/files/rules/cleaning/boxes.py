"""Boxes (ISO 14496-12, QuickTime): how they lie in a file, and how one is emptied where it lies, so that every offset holds."""

import struct
from collections.abc import Iterator

from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

Box = tuple[bytes, int, int]
_PLACES = (b"\xa9xyz", b"ISO6709", b"loci", b"GPS", b"gps")
_QUIET = frozenset({b"free", b"skip", b"wide"})


def boxes(data: bytes | bytearray, at: int, end: int) -> Iterator[Box]:
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


def first(data: bytes | bytearray, start: int, end: int, *path: bytes) -> Box | None:
    """The first box along a path of kinds."""
    found: Box | None = None
    for kind in path:
        found = next((one for one in boxes(data, start, end) if one[0] == kind), None)
        if found is None:
            return None
        start, end = found[1], found[2]
    return found


def free(out: bytearray, box: Box, traces: Traces) -> None:
    """The box becomes room that nobody reads, as long as before."""
    kind, start, end = box
    if any(out[start:end]) or kind not in _QUIET:
        body = bytes(out[start:end])
        traces |= {Trace.PLACE} if any(one in body or one == kind for one in _PLACES) else {Trace.OTHER}
    at = out.rindex(kind, 0, start)
    out[at : at + 4] = b"free"
    out[start:end] = bytes(end - start)
