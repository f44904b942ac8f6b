"""The tables of a Word 97 file (MS-DOC 2.5): who wrote, commented, revised and saved it, on which printer, when."""

import struct
from collections.abc import Callable

from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.vocabulary import Trace

_COMMENTS, _ASSOCIATED, _COMMENTERS, _REVISERS, _SAVED_BY = 4, 32, 36, 51, 71
_GONE = {27: Trace.DEVICE, 28: Trace.DEVICE, 29: Trace.DEVICE, 35: Trace.PATHS}
"""Name of the printer, its settings for either way of the page, where a rescued file lay: without them the file is whole."""
_SETTINGS, _MOMENTS = 31, (20, 38)
"""The settings of the document, and where in them it stands when it was made, revised and printed, how often and how long (2.7.2)."""
_PAIRS = 154
_COMMENT, _INITIALS = 30, 20
"""Bytes of what the table of comments has of each (behind its place in the text), and of the initials with which that begins."""


def word(held: Callable[[str], bytes | None], write: Callable[[str, bytes], object], traces: Traces) -> None:
    """`held(name)` gives a stream beside this one, `write(name, bytes)` puts it back. Raises struct.error."""
    head = bytearray(held("WordDocument") or b"")
    table = "1Table" if len(head) > 12 and head[11] & 0x02 else "0Table"
    before = held(table)
    if len(head) < _PAIRS + 8 * (_SAVED_BY + 1) or head[:2] != b"\xec\xa5" or before is None:
        return
    body, first = bytearray(before), bytes(head)
    _blank(head, body, traces)
    _take_out(head, body, traces)
    for name, old, new in ((table, before, body), ("WordDocument", first, head)):
        if new != old:
            write(name, bytes(new))


def _span(head: bytearray, body: bytearray, number: int) -> tuple[int, int]:
    start, size = struct.unpack_from("<II", head, _PAIRS + 8 * number)
    return start, min(start + size, len(body))


def _blank(head: bytearray, body: bytearray, told: Traces) -> None:
    for number, trace in ((_ASSOCIATED, Trace.AUTHOR), (_REVISERS, Trace.REVISERS), (_SAVED_BY, Trace.AUTHOR)):
        told |= {trace} if _blank_strings(body, *_span(head, body, number)) else set()
    told |= {Trace.COMMENTERS} if _blank_counted(body, *_span(head, body, _COMMENTERS)) else set()
    told |= {Trace.COMMENTERS} if _blank_initials(body, *_span(head, body, _COMMENTS)) else set()


def _take_out(head: bytearray, body: bytearray, told: Traces) -> None:
    for number, trace in _GONE.items():
        start, end = _span(head, body, number)
        if end > start:
            body[start:end] = bytes(end - start)
            struct.pack_into("<II", head, _PAIRS + 8 * number, start, 0)
            told.add(trace)
    start, end = _span(head, body, _SETTINGS)
    start, end = start + _MOMENTS[0], min(start + _MOMENTS[1], end)
    if any(body[start:end]):
        body[start:end] = bytes(end - start)
        told.add(Trace.TIMES)


def _blank_strings(body: bytearray, at: int, end: int) -> bool:
    """A table of strings (STTB) in UTF-16: its counts stay, its letters become spaces."""
    if at + 6 > end or body[at : at + 2] != b"\xff\xff":
        return False
    many, extra = struct.unpack_from("<HH", body, at + 2)
    at, told = at + 6, False
    for _one in range(many):
        if at + 2 > end:
            break
        size = 2 * struct.unpack_from("<H", body, at)[0]
        if at + 2 + size > end:
            break
        body[at + 2 : at + 2 + size] = b" \0" * (size // 2)
        at, told = at + 2 + size + extra, told or size > 0
    return told


def _blank_counted(body: bytearray, at: int, end: int) -> bool:
    told = False
    while at + 2 <= end:
        size = 2 * struct.unpack_from("<H", body, at)[0]
        if at + 2 + size > end:
            break
        body[at + 2 : at + 2 + size] = b" \0" * (size // 2)
        at, told = at + 2 + size, told or size > 0
    return told


def _blank_initials(body: bytearray, at: int, end: int) -> bool:
    """A table of places, one more than there are comments, and then the comments."""
    many = (end - at - 4) // (4 + _COMMENT)
    for number in range(many):
        place = at + 4 * (many + 1) + number * _COMMENT
        body[place + 2 : place + _INITIALS] = b" \0" * (_INITIALS // 2 - 1)
    return many > 0
