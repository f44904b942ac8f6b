"""What a file tells farther inside: files within files, who refreshed a table, paths of somebody's machine, parts that only cameras know."""

import io
import struct
import zipfile
from typing import Any

import pytest

from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.files.vocabulary import Trace
from tests.factories.pictures import MARK
from tests.foundation.files.telling import BYTES, SAMPLES, WIDE, _avi, _chunk, _riff
from tests.foundation.files.test_cleaning import laid_open
from tests.plan_import.readers.made import ole, zipped

_TOLD = {
    "ppt/media/media1.mp4": lambda: SAMPLES[K.MP4](), "ppt/media/media2.wav": lambda: SAMPLES[K.WAV](),
    "word/embeddings/oleObject1.bin": lambda: SAMPLES[K.DOC](), "xl/embeddings/old.xls": lambda: SAMPLES[K.XLS](),
    "word/embeddings/a.pdf": lambda: SAMPLES[K.PDF](),
    "ppt/changesInfos/changesInfo1.xml": lambda: f'<c><d name="{MARK}" userId="1" providerId="AD"/></c>'.encode(),
    "xl/pivotCache/pivotCacheDefinition1.xml": lambda: f'<p refreshedBy="{MARK}" refreshedDate="46000.5"><f/></p>'.encode(),
    "package/services/metadata/core-properties/1.psmdcp": lambda: f"<c>{MARK}</c>".encode(),
    "word/document2.xml": lambda: f'<d><p descr="C:\\Users\\{MARK}\\照片.jpg"/></d>'.encode(),
    "xl/connections.xml": lambda: f'<c><p sourceFile="file:///C:/Users/{MARK}/a.csv"/></c>'.encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", _TOLD)
def test_what_lies_inside_an_office_file_tells_nothing_either(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(SAMPLES[K.PPTX]())) as archive:
        parts: dict[str, Any] = {one: archive.read(one) for one in archive.namelist()}
    told = _TOLD[name]()
    assert MARK.encode() in laid_open(told) or WIDE in told
    made = clean(zipped({**parts, name: told}), K.PPTX)
    assert MARK.encode() not in laid_open(made.data) and WIDE not in laid_open(made.data)
    assert made.traces


def test_a_file_inside_that_cannot_be_opened_stays_and_stands_in_nobodys_way() -> None:
    locked = bytearray(zipped({"word/document.xml": "<a/>"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    with zipfile.ZipFile(io.BytesIO(SAMPLES[K.PPTX]())) as archive:
        parts: dict[str, Any] = {one: archive.read(one) for one in archive.namelist()}
    made = clean(zipped({**parts, "ppt/embeddings/a.docx": bytes(locked)}), K.PPTX)
    assert zipfile.ZipFile(io.BytesIO(made.data)).read("ppt/embeddings/a.docx") == bytes(locked)


def test_a_part_that_stands_twice_in_a_package_is_read_once() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive, pytest.warns(UserWarning):
        for text in ("<a/>", "<b/>", "<c/>"):
            archive.writestr("word/_rels/a.rels", text)
    assert open_package(held.getvalue()).names() == ["word/_rels/a.rels"]


def test_what_cameras_write_into_the_gaps_of_an_avi_is_gone_and_nothing_moves() -> None:
    whole, gap = _avi(), _chunk(b"JUNK", BYTES * 3)
    data = (
        _riff(b"AVI ", whole[12:], gap)
        + _riff(b"AVIX", _chunk(b"LIST", b"movi" + _chunk(b"00dc", b"FRAME")), _chunk(b"_PMX", BYTES))
        + BYTES
    )
    made = clean(data, K.AVI)
    assert BYTES not in made.data and len(made.data) == len(data) and Trace.OTHER in made.traces
    assert made.data.find(b"movi", 200) == data.find(b"movi", 200) and made.data.count(b"FRAME") == data.count(b"FRAME") == 5


@pytest.mark.parametrize("size", (0, 40))
def test_an_avi_that_does_not_say_how_long_it_is_keeps_its_frames(size: int) -> None:
    """As a camera leaves it whose battery went empty."""
    data = bytearray(_avi())
    struct.pack_into("<I", data, 4, size)
    made = clean(bytes(data), K.AVI)
    assert made.data.count(b"FRAME") == 4 and BYTES not in made.data


def test_a_fragmented_film_has_no_user_data_in_its_fragments() -> None:
    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body) + 8) + kind + body

    data = (
        box(b"ftyp", b"isom" + bytes(8)) + box(b"moof", box(b"traf", box(b"udta", BYTES)) + box(b"udta", BYTES)) + box(b"mdat", b"FRAMES")
    )
    made = clean(data, K.MP4)
    assert BYTES not in made.data and len(made.data) == len(data)


def test_objects_in_an_old_office_file_lose_their_own_properties() -> None:
    data = bytearray(
        ole({"WordDocument": b"W" * 4096, "ObjectPool": b"", "\x05SummaryInformation": (bytes(60) + BYTES).ljust(4096, b"\0")})
    )
    at = data.find("ObjectPool".encode("utf-16-le"))
    data[at + 66] = 1  # a storage, and the properties lie in it
    struct.pack_into("<iii", data, at + 68, -1, -1, 3)
    struct.pack_into("<Q", data, at + 120, 0)
    assert BYTES in data
    assert BYTES not in clean(bytes(data), K.DOC).data


def test_initials_of_who_commented_an_old_word_file_are_gone() -> None:
    note = struct.pack("<II", 0, 9) + (struct.pack("<H", 9) + WIDE[:18]).ljust(30, b"\0")
    head = bytearray(1472)
    head[:2], head[11] = b"\xec\xa5", 0x02
    struct.pack_into("<II", head, 154 + 8 * 4, 16, len(note))
    made = clean(ole({"WordDocument": bytes(head).ljust(4096, b"W"), "1Table": (bytes(16) + note).ljust(4096, b"T")}), K.DOC)
    assert WIDE[:18] not in made.data and Trace.COMMENTERS in made.traces


def test_an_object_inside_that_leads_its_opener_astray_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def astray(*_given: object, **_more: object) -> None:
        raise TypeError("a sector that is none")

    monkeypatch.setattr("bihuan.foundation.files.rules.cleaning.compound.olefile.OleFileIO", astray)
    with zipfile.ZipFile(io.BytesIO(SAMPLES[K.PPTX]())) as archive:
        parts: dict[str, Any] = {one: archive.read(one) for one in archive.namelist()}
    made = clean(zipped({**parts, "ppt/embeddings/oleObject1.bin": b"x" * 600}), K.PPTX)
    assert zipfile.ZipFile(io.BytesIO(made.data)).read("ppt/embeddings/oleObject1.bin") == b"x" * 600
