"""Office files of 1997 to 2003 (DOC, XLS, PPT and the WPS kinds), and objects of that make in newer ones: properties, names of authors,
paths and what photographs tell are blanked in place; a file that was dropped in is cleaned itself."""

import io
import struct
from collections.abc import Callable

import olefile

from bihuan.foundation.files.rules.cleaning.blips import blank_pictures
from bihuan.foundation.files.rules.cleaning.native import dropped_in, linked
from bihuan.foundation.files.rules.cleaning.records import book, slides, user_of_slides
from bihuan.foundation.files.rules.cleaning.sectors import entry_places, shrink, swept
from bihuan.foundation.files.rules.cleaning.tables import word
from bihuan.foundation.files.rules.cleaning.traces import Traces, Uncleanable
from bihuan.foundation.files.vocabulary import Trace

_SUMMARIES = {
    "\x05SummaryInformation": "e0859ff2f94f6810ab9108002b27b3d9",
    "\x05DocumentSummaryInformation": "02d5cdd59c2e1b10939708002b2cf9ae",
}
_BLANKED = frozenset({"\x03LinkInfo", "\x03LINKINFO", "WpsCustomData", "_signatures", "EncryptedSIHash"})
_SIGNED = frozenset({"_xmlsignatures"})
"""Storages whose streams tell of who signed."""
_REFUSED = frozenset({"Revision Log"})
"""A shared workbook with everybody's changes: no part of the log can be blanked without breaking the workbook."""
_WITH_PICTURES = frozenset({"Data", "WordDocument", "0Table", "1Table", "Pictures", "PowerPoint Document"})
_WHOLE = frozenset({"Package", "CONTENTS", "Contents"})
Inner = Callable[[str, bytes], tuple[bytes, Traces]]


def compound(data: bytes, inner: Inner) -> tuple[bytes, Traces]:
    """The same container with the same lengths; what told of people is spaces. `inner(name, bytes)` cleans a file that lies inside. Raises
    OSError, ValueError, struct.error."""
    held, traces = io.BytesIO(data), set[Trace]()
    ole = olefile.OleFileIO(held, write_mode=True)
    shorter: dict[int, int] = {}
    for path in ole.listdir():  # objects that lie inside have properties and names of their own
        _stream(ole, path, traces, inner, shorter)
    fresh = bytearray(swept(ole, held.getvalue(), traces))
    for number, size in shorter.items():
        shrink(fresh, entry_places(ole)[number], size)
    return bytes(fresh), traces


def _stream(ole: olefile.OleFileIO, path: list[str], traces: Traces, inner: Inner, shorter: dict[int, int]) -> None:
    name, folder = path[-1], path[:-1]
    if (kind := _SUMMARIES.get(name)) and (size := ole.get_size(path)) >= 56:
        ole.write_stream(path, _nothing(bytes.fromhex(kind), size))
        traces.add(Trace.AUTHOR)
    elif name == "Item" and "MsoDataStore" in path:
        _replace(ole, path, lambda body: b"<x/>".ljust(len(body)) if len(body) > 4 else body)
    elif name in _BLANKED or _SIGNED & set(path):
        _rewrite(ole, path, _blank_whole, traces)
    elif name in _REFUSED:
        raise Uncleanable(name)
    elif name == "WordDocument":
        word(lambda other: _held(ole, [*folder, other]), lambda other, body: ole.write_stream([*folder, other], body), traces)
    elif name in ("Workbook", "Book"):
        _rewrite(ole, path, book, traces)
    elif name == "Current User":
        _rewrite(ole, path, user_of_slides, traces)
    elif name == "PowerPoint Document":
        _rewrite(ole, path, lambda body, told: slides(body, told, inner), traces)
    elif name == "\x01Ole10Native":
        _replace(ole, path, lambda body: dropped_in(body, inner, traces))
    elif name == "\x01Ole":
        _replace(ole, path, lambda body: linked(body, traces))
    elif name in _WHOLE:
        _file(ole, path, traces, inner, shorter)
    if name in _WITH_PICTURES:
        _rewrite(ole, path, blank_pictures, traces)


def _held(ole: olefile.OleFileIO, path: list[str]) -> bytes | None:
    return ole.openstream(path).read() if ole.exists(path) else None


def _file(ole: olefile.OleFileIO, path: list[str], traces: Traces, inner: Inner, shorter: dict[int, int]) -> None:
    """A stream that is a file of its own (a package, a PDF). It ends earlier where it is shorter now; one that grew cannot be put back."""
    before = ole.openstream(path).read()
    after, told = inner("x", before)
    least = ole.mini_stream_cutoff_size if len(before) >= ole.mini_stream_cutoff_size else 1
    if len(after) > len(before):
        raise Uncleanable("no room")
    if after != before:
        ole.write_stream(path, after.ljust(len(before), b"\0"))
        shorter[ole._find(path)] = max(len(after), least)  # olefile has no other way to ask
        traces |= told


def _blank_whole(body: bytearray, traces: Traces) -> None:
    if any(body):
        body[:] = bytes(len(body))
        traces.add(Trace.OTHER)


def _nothing(kind: bytes, size: int) -> bytes:
    """A set of properties with none in it, as long as the one before."""
    head = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0x00020005, bytes(16), 1, kind, 48)
    return (head + struct.pack("<II", 8, 0)).ljust(size, b"\0")


def _replace(ole: olefile.OleFileIO, path: list[str], change: Callable[[bytes], bytes]) -> None:
    before = ole.openstream(path).read()
    if (after := change(before)) != before:
        ole.write_stream(path, after)


def _rewrite(ole: olefile.OleFileIO, path: list[str], blank: Callable[[bytearray, Traces], None], traces: Traces) -> None:
    def changed(before: bytes) -> bytes:
        after = bytearray(before)
        blank(after, traces)
        return bytes(after)

    _replace(ole, path, changed)
