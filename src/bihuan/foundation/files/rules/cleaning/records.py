"""Records of XLS (MS-XLS 2.4) and PPT (MS-PPT 2.3): names, paths, printers and photographs, each blanked in the room it has."""

import struct
import zlib
from collections.abc import Callable

from bihuan.foundation.files.rules.archives import MOST_PART
from bihuan.foundation.files.rules.cleaning.blips import blank_pictures
from bihuan.foundation.files.rules.cleaning.parts import LOCAL_PATH, without_folders
from bihuan.foundation.files.rules.cleaning.traces import Traces
from bihuan.foundation.files.rules.refusals import ZipBomb
from bihuan.foundation.files.vocabulary import Trace
from bihuan.foundation.kernel import _

_NOTE, _USER_OF_A_BOOK, _KEPT_BY, _PRINTER, _FURTHER = 0x001C, 0x005C, 0x005B, 0x004D, 0x003C
_PICTURES, _OTHER_BOOK, _TEXT_OF_A_NOTE = 0x00EB, 0x01AE, 0x01B6
_COMMENT_OF_A_SLIDE, _STRING, _OBJECT = 12000, 0x0FBA, 0x1011
Inner = Callable[[str, bytes], tuple[bytes, Traces]]


def book(body: bytearray, traces: Traces) -> None:
    """Records of a workbook: who had it open, who keeps it for himself, who wrote a note, on which printer, where others lie."""
    at, pictures, printer, authors = 0, list[tuple[int, int]](), False, set[str]()
    while at + 4 <= len(body):
        kind, size = struct.unpack_from("<HH", body, at)
        start, end = at + 4, min(at + 4 + size, len(body))
        printer = kind == _PRINTER or printer and kind == _FURTHER
        if kind == _PICTURES or pictures and kind == _FURTHER and pictures[-1][1] == at:
            pictures.append((start, end))
        if printer:
            traces |= {Trace.DEVICE} if any(body[start:end]) else set()
            _printer(body, start, end, first=kind == _PRINTER)
        elif kind == _KEPT_BY and size > 6:
            _blank_name(body, start + 4, end)
            traces.add(Trace.AUTHOR)
        elif kind == _OTHER_BOOK and size > 8:
            _other_book(body, start, end, traces)
        elif kind == _USER_OF_A_BOOK and size >= 4:
            body[at + 4 : at + 4 + size] = b"\x01\0\0".ljust(size, b" ")
            traces.add(Trace.AUTHOR)
        elif kind == _NOTE and size > 11:
            authors.add(_blank_name(body, at + 12, end))
            traces.add(Trace.COMMENTERS)
        at += 4 + size
    _photographs(body, pictures, traces)
    _names_in_notes(body, {one for one in authors if one.strip()})


def _printer(body: bytearray, at: int, end: int, *, first: bool) -> None:
    """The settings of a printer (DEVMODE) without its name and what its driver keeps; other programs' lists of them go whole."""
    if not first or body[at + 70 : at + 72] != b"\xdc\0":
        body[at:end] = bytes(end - at)
        return
    body[at + 2 : at + 66] = bytes(64)
    body[at + 72 : at + 74] = bytes(2)
    body[at + 222 : end] = bytes(max(0, end - at - 222))


def _spaces(size: int, *, wide: bool) -> bytes:
    """Exactly so many bytes, whatever is left of a letter that is cut off: nothing behind them may move."""
    return (b" \0" * (size // 2 + 1))[:size] if wide else b" " * size


def _blank_name(body: bytearray, at: int, end: int) -> str:
    """A string with its count of letters and how wide they are (MS-XLS 2.5.294); what it was."""
    letters, form = struct.unpack_from("<HB", body, at)
    wide, start = bool(form & 1), at + 3
    stop = min(start + letters * (2 if wide else 1), end)
    name = bytes(body[start:stop])
    body[start:stop] = _spaces(len(name), wide=wide)
    return name.decode("utf-16-le" if wide else "latin-1", "ignore")


def _other_book(body: bytearray, at: int, end: int, traces: Traces) -> None:
    """Where another workbook lies (MS-XLS 2.5.277): the letters of its folders become dashes."""
    count, form = struct.unpack_from("<HB", body, at + 2)
    start, step = at + 5, 2 if form & 1 else 1
    letters = [bytes(body[place : place + step]) for place in range(start, min(start + count * step, end - step + 1), step)]
    begin, folder = (mark.ljust(step, b"\0") for mark in (b"\1", b"\3"))
    if letters[:1] != [begin] or folder not in letters:
        return
    last = len(letters) - letters[::-1].index(folder)
    for number, letter in enumerate(letters[:last]):
        letters[number] = letter if letter < b" " and not any(letter[1:]) else b"-".ljust(step, b"\0")
    body[start : start + len(letters) * step] = b"".join(letters)
    traces.add(Trace.PATHS)


def _photographs(body: bytearray, spans: list[tuple[int, int]], traces: Traces) -> None:
    """Pictures run on through several records."""
    joined = bytearray(b"".join(body[start:end] for start, end in spans))
    before, at = bytes(joined), 0
    blank_pictures(joined, traces)
    for start, end in spans if joined != before else ():
        body[start:end] = joined[at : at + end - start]
        at += end - start


def _names_in_notes(body: bytearray, authors: set[str]) -> None:
    """Excel begins a note with the name of who writes it."""
    at, note = 0, False
    while at + 4 <= len(body) and authors:
        kind, size = struct.unpack_from("<HH", body, at)
        if note and kind == _FURTHER and size > 1:
            for name in authors:
                for flag, way in ((0, "latin-1"), (1, "utf-16-le")):
                    began = name.encode(way, "replace")
                    if body[at + 4] & 1 == flag and body.startswith(began + ":".encode(way), at + 5):
                        body[at + 5 : at + 5 + len(began)] = _spaces(len(began), wide=flag == 1)
        note = kind == _TEXT_OF_A_NOTE
        at += 4 + size


def user_of_slides(body: bytearray, traces: Traces) -> None:
    if len(body) < 28:
        return
    letters = struct.unpack_from("<H", body, 20)[0]
    wide = 28 + letters + 4
    body[28 : 28 + letters] = _spaces(len(body[28 : 28 + letters]), wide=False)
    body[wide : wide + 2 * letters] = _spaces(len(body[wide : wide + 2 * letters]), wide=True)
    traces |= {Trace.AUTHOR} if letters else set()


def slides(body: bytearray, traces: Traces, inner: Inner) -> None:
    """Records of slides: who commented, paths, objects that lie inside."""
    _slides(body, 0, len(body), traces, inner)


def _slides(body: bytearray, at: int, end: int, traces: Traces, inner: Inner, deep: int = 0) -> None:
    while at + 8 <= end and deep < 12:
        form, kind, size = struct.unpack_from("<HHI", body, at)
        stop = min(at + 8 + size, end)
        if kind == _COMMENT_OF_A_SLIDE:
            _comment(body, at + 8, stop)
            traces.add(Trace.COMMENTERS)
        elif kind == _OBJECT:
            _object(body, at + 8, stop, form >> 4, traces, inner)
        elif kind == _STRING:
            _path(body, at + 8, stop, traces)
        elif form & 15 == 15:
            _slides(body, at + 8, stop, traces, inner, deep + 1)
        at += 8 + size


def _object(body: bytearray, at: int, end: int, packed: int, traces: Traces, inner: Inner) -> None:
    """An object of another program, mostly packed; it is put back where it did not grow."""
    before = _unpacked(bytes(body[at + 4 : end])) if packed else bytes(body[at:end])
    after, told = inner("x.bin", before)
    fresh = struct.pack("<I", len(after)) + zlib.compress(after, 9) if packed else after
    if after != before and len(fresh) <= end - at:
        body[at:end] = fresh.ljust(end - at, b"\0")
        traces |= told


def _unpacked(data: bytes) -> bytes:
    machine = zlib.decompressobj()
    found = machine.decompress(data, MOST_PART)
    if machine.unconsumed_tail:
        raise ZipBomb(why=_("单个部件解压后体积过大"))
    return found


def _path(body: bytearray, at: int, end: int, traces: Traces) -> None:
    path = bytes(body[at:end]).decode("utf-16-le", "ignore")
    if LOCAL_PATH.match(path):
        body[at:end] = without_folders(path).encode("utf-16-le").ljust(end - at & ~1, b"\0")[: end - at].ljust(end - at, b"\0")
        traces.add(Trace.PATHS)


def _comment(body: bytearray, at: int, end: int) -> None:
    """Name and initials; the words of the comment stay."""
    while at + 8 <= end:
        form, kind, size = struct.unpack_from("<HHI", body, at)
        if kind == _STRING and form >> 4 in (0, 2):
            body[at + 8 : min(at + 8 + size, end)] = _spaces(min(size, end - at - 8), wide=True)
        at += 8 + size
