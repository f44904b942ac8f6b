"""A mark in every place of pictures and sounds that may tell something: none is left, every pixel and frame is."""

import io
import struct

import pytest
from PIL import Image

from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.rules.refusals import DamagedFile, NotCleanable
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.files.vocabulary import Trace
from tests.factories.pictures import jpeg, photo
from tests.foundation.files.telling import BYTES


def _segment(kind: int, body: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body


def _jpeg_with(*segments: bytes) -> bytes:
    data = jpeg(exif=b"", comment=b"")
    return data[:2] + b"".join(segments) + data[2 : data.index(b"\xff\xda")] + data[data.index(b"\xff\xda") : data.rindex(b"\xff\xd9") + 2]


@pytest.mark.parametrize(
    "segment",
    (
        _segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\4\1" + BYTES + b"++"),
        _segment(0xEE, b"Ducky" + BYTES),
        _segment(0xEE, b"Adobe\0\x64\0\0\0\0\0" + BYTES),
        _segment(0xF3, BYTES),
        _segment(0x77, BYTES),
        _segment(0xE2, b"MPF\0" + BYTES),
        _segment(0xED, b"Photoshop 3.0\0" + BYTES),
    ),
    ids=("small picture", "APP14", "behind Adobe", "reserved", "unknown", "MPF", "IPTC"),
)
def test_nothing_is_left_in_a_photograph(segment: bytes) -> None:
    data = _jpeg_with(segment)
    found = clean(data, K.JPG).data
    assert BYTES in data and BYTES not in found
    assert Image.open(io.BytesIO(found)).tobytes() == Image.open(io.BytesIO(_jpeg_with())).tobytes()


def test_what_no_directory_of_a_tiff_names_is_gone() -> None:
    held = io.BytesIO()
    photo().save(held, "TIFF", compression="tiff_adobe_deflate")
    before = held.getvalue() + BYTES * 9
    after = clean(before, K.TIF)
    assert BYTES not in after.data and Trace.OTHER in after.traces
    assert Image.open(io.BytesIO(after.data)).tobytes() == photo().tobytes()


def test_a_moving_webp_has_nothing_behind_its_frames() -> None:
    held = io.BytesIO()
    photo(1, (64, 48)).save(held, "WEBP", save_all=True, append_images=[photo(2, (64, 48))])
    data = held.getvalue()
    at = data.index(b"ANMF")
    size = struct.unpack_from("<I", data, at + 4)[0]
    told = b"XMP " + struct.pack("<I", len(BYTES)) + BYTES
    body = data[: at + 4] + struct.pack("<I", size + len(told)) + data[at + 8 : at + 8 + size] + told + data[at + 8 + size :]
    body = body[:4] + struct.pack("<I", len(body) - 8) + body[8:]
    found = clean(body, K.WEBP).data
    assert BYTES in body and BYTES not in found and found == clean(data, K.WEBP).data and Image.open(io.BytesIO(found)).n_frames == 2


@pytest.mark.parametrize("bits", ("1", "L", "P", "RGB", "RGBA"))
def test_a_bitmap_keeps_every_pixel(bits: str) -> None:
    held = io.BytesIO()
    photo().convert(bits).save(held, "BMP")
    found = clean(held.getvalue() + BYTES, K.BMP)
    assert found.data == held.getvalue() and found.traces == (Trace.OTHER,)


def test_a_bitmap_tells_no_path_of_its_colours() -> None:
    held = io.BytesIO()
    photo(size=(64, 48)).save(held, "BMP")
    pixels = held.getvalue()[54:]
    head = (
        struct.pack("<IiiHHIIIIII", 124, 64, 48, 1, 24, 0, len(pixels), 0, 0, 0, 0)
        + bytes(16)
        + b"KNIL"
        + bytes(52)
        + struct.pack("<III", 124 + len(pixels), len(BYTES), 0)
    )
    data = b"BM" + bytes(8) + struct.pack("<I", 138) + head + pixels + BYTES
    found = clean(data, K.BMP)
    assert BYTES not in found.data and Trace.PATHS in found.traces
    assert Image.open(io.BytesIO(found.data)).tobytes() == photo(size=(64, 48)).tobytes()


_FRAME = (b"\xff\xfb\x90\x00" + b"SOUND" * 90)[:417]
_ID3 = b"ID3\x03\0\0" + bytes((0, 0, 0, len(BYTES))) + BYTES
_APE = BYTES + b"APETAGEX" + struct.pack("<IIII", 2000, len(BYTES) + 32, 1, 0) + bytes(8)


@pytest.mark.parametrize(
    "tags",
    (
        (_ID3, b"", b""),
        (b"", _ID3, b""),
        (b"", b"", _APE + b"TAG" + BYTES.ljust(125)),
        (b"", b"", b"TAG" + BYTES.ljust(125) + _APE),
        (_ID3 + _ID3, BYTES, BYTES),
    ),
)
def test_tags_of_a_sound_are_gone_wherever_they_stand(tags: tuple[bytes, bytes, bytes]) -> None:
    data = tags[0] + _FRAME * 5 + tags[1] + _FRAME * 4 + tags[2]
    found = clean(data, K.MP3)
    assert BYTES in data and found.data == _FRAME * 9 and found.traces == (Trace.OTHER,)
    assert clean(_FRAME * 9, K.MP3).traces == ()


def test_a_sound_of_another_kind_behind_a_tag_is_refused() -> None:
    """It begins like an MP3, but its own properties would stay."""
    with pytest.raises(NotCleanable):
        clean(_ID3 + b"fLaC" + bytes(40) + BYTES, K.MP3)
    with pytest.raises(DamagedFile):
        clean(_ID3 + bytes(40), K.MP3)


def test_places_between_the_frames_of_an_avi_are_gone() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)

    head = chunk(b"LIST", b"hdrl" + chunk(b"avih", bytes(56)))
    group = chunk(b"LIST", b"rec " + chunk(b"00dc", b"FRAME!") + chunk(b"JUNK", BYTES))
    body = b"AVI " + head + chunk(b"LIST", b"movi" + chunk(b"00dc", b"FRAME!") + chunk(b"JUNK", BYTES) + chunk(b"GPSx", BYTES) + group)
    data = b"RIFF" + struct.pack("<I", len(body)) + body
    found = clean(data, K.AVI)
    assert BYTES not in found.data and found.data.count(b"FRAME!") == 2 and len(found.data) == len(data)
    assert [at for at in range(len(data)) if data.startswith(b"00dc", at)] == [
        at for at in range(len(data)) if found.data.startswith(b"00dc", at)
    ]
