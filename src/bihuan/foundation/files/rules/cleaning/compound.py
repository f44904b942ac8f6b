"""Office files of 1997 to 2003 (DOC, XLS, PPT and the WPS kinds): properties and names of authors blanked in place."""

import io
import struct

import olefile

from bihuan.foundation.files.rules.cleaning.traces import Trace, Traces

_SUMMARIES = {
    "\x05SummaryInformation": "e0859ff2f94f6810ab9108002b27b3d9",
    "\x05DocumentSummaryInformation": "02d5cdd59c2e1b10939708002b2cf9ae",
}
_COMMENTS, _ASSOCIATED, _COMMENTERS, _REVISERS, _SAVED_BY = 4, 32, 36, 51, 71
_COMMENT, _INITIALS = 30, 20
"""Bytes of what the table of comments has of each (behind its place in the text), and of the initials with which that begins."""
_NOTE, _USER_OF_A_BOOK = 0x001C, 0x005C
_COMMENT_OF_A_SLIDE, _STRING = 12000, 0x0FBA


def compound(data: bytes) -> tuple[bytes, Traces]:
    """The same container with the same lengths; what told of people is spaces. Raises OSError, ValueError, struct.error."""
    held, traces = io.BytesIO(data), set[Trace]()
    ole = olefile.OleFileIO(held, write_mode=True)
    for path in ole.listdir():  # objects that lie inside have properties of their own
        kind = _SUMMARIES.get(path[-1])
        if kind and (size := ole.get_size(path)) >= 56:
            ole.write_stream(path, _nothing(bytes.fromhex(kind), size))
            traces.add(Trace.AUTHOR)
    _each(ole, traces)
    return held.getvalue(), traces


def _nothing(kind: bytes, size: int) -> bytes:
    """A set of properties with none in it, as long as the one before."""
    head = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0x00020005, bytes(16), 1, kind, 48)
    return (head + struct.pack("<II", 8, 0)).ljust(size, b"\0")


def _each(ole: olefile.OleFileIO, traces: Traces) -> None:
    if ole.exists("WordDocument"):
        _word(ole, traces)
    for name in ("Workbook", "Book"):
        if ole.exists(name):
            _rewrite(ole, name, _book, traces)
    if ole.exists("Current User"):
        _rewrite(ole, "Current User", _user_of_slides, traces)
    if ole.exists("PowerPoint Document"):
        _rewrite(ole, "PowerPoint Document", lambda body, told: _slides(body, 0, len(body), told), traces)


def _rewrite(ole: olefile.OleFileIO, name: str, blank: object, traces: Traces) -> None:
    before = ole.openstream(name).read()
    after = bytearray(before)
    blank(after, traces)  # type: ignore[operator]
    if after != before:
        ole.write_stream(name, bytes(after))


def _word(ole: olefile.OleFileIO, traces: Traces) -> None:
    head = ole.openstream("WordDocument").read(1024)
    table = "1Table" if len(head) > 12 and head[11] & 0x02 else "0Table"
    if len(head) < 154 + 8 * (_SAVED_BY + 1) or head[:2] != b"\xec\xa5" or not ole.exists(table):
        return

    def blank(body: bytearray, told: Traces) -> None:
        for number, trace in ((_ASSOCIATED, Trace.AUTHOR), (_REVISERS, Trace.REVISERS), (_SAVED_BY, Trace.AUTHOR)):
            start, size = struct.unpack_from("<II", head, 154 + 8 * number)
            told |= {trace} if _blank_strings(body, start, min(start + size, len(body))) else set()
        start, size = struct.unpack_from("<II", head, 154 + 8 * _COMMENTERS)
        told |= {Trace.COMMENTERS} if _blank_counted(body, start, min(start + size, len(body))) else set()
        start, size = struct.unpack_from("<II", head, 154 + 8 * _COMMENTS)
        told |= {Trace.COMMENTERS} if _blank_initials(body, start, min(start + size, len(body))) else set()

    _rewrite(ole, table, blank, traces)


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


def _book(body: bytearray, traces: Traces) -> None:
    """Records of a workbook: who had it open, who wrote a note."""
    at = 0
    while at + 4 <= len(body):
        kind, size = struct.unpack_from("<HH", body, at)
        if kind == _USER_OF_A_BOOK and size >= 4:
            body[at + 4 : at + 4 + size] = b"\x01\0\0".ljust(size, b" ")
            traces.add(Trace.AUTHOR)
        elif kind == _NOTE and size > 11:
            wide = 2 if body[at + 14] & 1 else 1
            letters = min(struct.unpack_from("<H", body, at + 12)[0] * wide, size - 11)
            body[at + 15 : at + 15 + letters] = (b" \0" if wide == 2 else b" ") * (letters // wide)
            traces.add(Trace.COMMENTERS)
        at += 4 + size


def _user_of_slides(body: bytearray, traces: Traces) -> None:
    if len(body) < 28:
        return
    letters = struct.unpack_from("<H", body, 20)[0]
    body[28 : 28 + letters] = b" " * max(0, min(letters, len(body) - 28))
    wide = 28 + letters + 4
    body[wide : wide + 2 * letters] = b" \0" * max(0, min(letters, (len(body) - wide) // 2))
    traces |= {Trace.AUTHOR} if letters else set()


def _slides(body: bytearray, at: int, end: int, traces: Traces, deep: int = 0) -> None:
    while at + 8 <= end and deep < 12:
        form, kind, size = struct.unpack_from("<HHI", body, at)
        stop = min(at + 8 + size, end)
        if kind == _COMMENT_OF_A_SLIDE:
            _comment(body, at + 8, stop)
            traces.add(Trace.COMMENTERS)
        elif form & 15 == 15:
            _slides(body, at + 8, stop, traces, deep + 1)
        at += 8 + size


def _comment(body: bytearray, at: int, end: int) -> None:
    """Name and initials; the words of the comment stay."""
    while at + 8 <= end:
        form, kind, size = struct.unpack_from("<HHI", body, at)
        if kind == _STRING and form >> 4 in (0, 2):
            body[at + 8 : at + 8 + size] = b" \0" * (min(size, end - at - 8) // 2)
        at += 8 + size
