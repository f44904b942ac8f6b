"""A mark in every place of an old office file that may tell something beside its content, and between its streams."""

import io
import struct
import zlib
from typing import Any

import olefile
import pytest
from PIL import Image

from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.rules.refusals import NotCleanable
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.files.vocabulary import Trace
from tests.factories.pictures import MARK, jpeg
from tests.foundation.files.telling import BYTES, SAMPLES, WIDE
from tests.foundation.files.test_cleaning import laid_open
from tests.foundation.files.test_places_in_packages import native
from tests.plan_import.readers.made import ole


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _slide(kind: int, body: bytes, form: int = 0) -> bytes:
    return struct.pack("<HHI", form, kind, len(body)) + body


def _book(*records: bytes) -> bytes:
    return ole({"Workbook": b"".join(records).ljust(4096, b"\0")})


def _fib(pairs: dict[int, tuple[int, int]]) -> bytes:
    head = bytearray(1472)
    head[:2], head[11] = b"\xec\xa5", 0x02
    for number, place in pairs.items():
        struct.pack_into("<II", head, 154 + 8 * number, *place)
    return bytes(head).ljust(4096, b"W")


_PHOTO = jpeg()
_OBJECT = ole({"\x05SummaryInformation": (bytes(60) + BYTES).ljust(4096, b"\0")})
_PNG = SAMPLES[K.PNG]()
_OLD: dict[str, tuple[K, Any]] = {
    "a photograph in a text": (
        K.DOC,
        lambda: ole({"WordDocument": _fib({}), "1Table": b"T" * 4096, "Data": b"head" + _PHOTO[: -len(BYTES)]}),
    ),
    "a picture in a text": (K.DOC, lambda: ole({"WordDocument": _fib({}), "1Table": b"T" * 4096, "Data": b"head" + _PNG})),
    "a photograph on a slide": (K.PPT, lambda: ole({"PowerPoint Document": bytes(4096), "Pictures": b"head" + _PHOTO[: -len(BYTES)]})),
    "a photograph in a sheet": (
        K.XLS,
        lambda: _book(_record(0xEB, _PHOTO[:40]), _record(0x3C, _PHOTO[40:8000]), _record(0x3C, _PHOTO[8000:16000])),
    ),
    "the printer of a text": (K.DOC, lambda: ole({"WordDocument": _fib({27: (8, 40)}), "1Table": (bytes(8) + BYTES).ljust(4096, b"T")})),
    "where a text was rescued": (K.DOC, lambda: ole({"WordDocument": _fib({35: (8, 40)}), "1Table": (bytes(8) + WIDE).ljust(4096, b"T")})),
    "the printer of a sheet": (
        K.XLS,
        lambda: _book(_record(0x4D, b"\0\0" + WIDE.ljust(64, b"\0") + bytes(4) + b"\xdc\0\x20\0" + bytes(148) + WIDE), _record(0x3C, WIDE)),
    ),
    "who keeps a book": (K.XLS, lambda: _book(_record(0x5B, bytes(4) + struct.pack("<HB", len(MARK), 0) + BYTES))),
    "where another book lies": (
        K.XLS,
        lambda: _book(_record(0x1AE, struct.pack("<HHB", 1, len(MARK) + 7, 0) + b"\1\1C" + BYTES + b"\3a.x")),
    ),
    "the head of a note": (
        K.XLS,
        lambda: _book(
            _record(0x1C, bytes(8) + struct.pack("<HB", len(MARK), 0) + BYTES + b"\0"),
            _record(0x1B6, bytes(18)),
            _record(0x3C, b"\0" + BYTES + b":\nxx"),
        ),
    ),
    "an object on a slide": (
        K.PPT,
        lambda: ole({"PowerPoint Document": _slide(0x1011, struct.pack("<I", len(_OBJECT)) + zlib.compress(_OBJECT, 1) + bytes(64), 16)}),
    ),
    "where a film lies": (K.PPT, lambda: ole({"PowerPoint Document": _slide(0x0FBA, f"C:\\Users\\{MARK}\\a.avi".encode("utf-16-le"))})),
    "a file dropped in": (K.DOC, lambda: ole({"WordDocument": _fib({}), "1Table": b"T" * 4096, "\x01Ole10Native": native(b"x" * 5000)})),
    "a package inside": (K.DOC, lambda: ole({"WordDocument": _fib({}), "1Table": b"T" * 4096, "Package": SAMPLES[K.DOCX]()})),
    "who signed": (K.DOC, lambda: ole({"WordDocument": _fib({}), "1Table": b"T" * 4096, "_signatures": BYTES})),
    "custom xml": (K.DOC, lambda: ole({"WordDocument": _fib({}), "1Table": b"T" * 4096, "WpsCustomData": BYTES})),
}


@pytest.mark.parametrize("place", _OLD)
def test_nothing_is_left_in_an_old_office_file(place: str) -> None:
    kind, made = _OLD[place]
    data = made()
    names = olefile.OleFileIO(io.BytesIO(data)).listdir()
    assert BYTES in data or WIDE in data or place in ("an object on a slide", "a package inside")
    found = clean(data, kind)
    assert BYTES not in found.data and WIDE not in found.data and found.traces and len(found.data) == len(data)
    opened = olefile.OleFileIO(io.BytesIO(found.data))
    assert opened.listdir() == names
    assert clean(found.data, kind).data == found.data
    if place == "a package inside":
        assert BYTES not in laid_open(opened.openstream("Package").read()) and opened.get_size("Package") < len(SAMPLES[K.DOCX]())
    if place == "an object on a slide":
        body = opened.openstream("PowerPoint Document").read()
        assert BYTES not in zlib.decompressobj().decompress(body[12:])


def test_a_photograph_in_an_old_file_keeps_its_pixels() -> None:
    made = clean(ole({"PowerPoint Document": bytes(4096), "Pictures": _PHOTO[: -len(BYTES)]}), K.PPT)
    after = Image.open(io.BytesIO(olefile.OleFileIO(io.BytesIO(made.data)).openstream("Pictures").read()))
    assert after.tobytes() == Image.open(io.BytesIO(_PHOTO)).tobytes() and after.getexif().get(0x0112) == 6


@pytest.mark.parametrize("marks", (1, 2))
def test_a_film_behind_a_photograph_in_an_old_file_is_gone(marks: int) -> None:
    body = bytes(16 * marks) + b"\xff" + _PHOTO
    record = struct.pack("<HHI", 0x46A0, 0xF01D, len(body)) + body
    made = clean(ole({"PowerPoint Document": bytes(4096), "Pictures": record + b"NEXT"}), K.PPT)
    assert _PHOTO.endswith(BYTES) and BYTES not in made.data and b"NEXT" in made.data


def test_what_lies_between_the_streams_of_an_old_file_isgone() -> None:
    """Freed sectors, the rest of the last one, and when each storage was written."""
    data = bytearray(ole({"WordDocument": _fib({}), "1Table": b"T" * 4096, "Old": BYTES * 600, "Kept": b"K" * 5000}))
    at = data.find("Old".encode("utf-16-le"))
    data[at - 128 + 72 : at - 128 + 76] = data[at + 72 : at + 76]  # the one before leads past it
    data[data.find(b"K" * 5000) + 5000 :][:1] = b""
    slack = data.find(b"K" * 5000) + 5000
    data[slack : slack + len(BYTES)] = BYTES
    root = data.find("Root Entry".encode("utf-16-le"))
    data[root + 108 : root + 116] = b"\1" * 8
    made = clean(bytes(data), K.DOC)
    assert BYTES not in made.data and made.data[root + 100 : root + 116] == bytes(16) and set(made.traces) >= {Trace.EARLIER, Trace.TIMES}
    assert olefile.OleFileIO(io.BytesIO(made.data)).openstream("Kept").read() == b"K" * 5000


def test_a_shared_old_workbook_with_its_log_is_refused_in_words() -> None:
    with pytest.raises(NotCleanable):
        clean(ole({"Workbook": bytes(4096), "Revision Log": BYTES}), K.XLS)
