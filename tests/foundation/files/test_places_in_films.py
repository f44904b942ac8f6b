"""A mark in every box of a film or telephone's picture that may tell something: none is left, and no frame has moved."""

import struct
import zlib

import pytest

from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.rules.refusals import NotCleanable
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.files.vocabulary import Trace
from tests.foundation.files.telling import BYTES, SAMPLES


def box(kind: bytes, *bodies: bytes) -> bytes:
    return struct.pack(">I4s", 8 + sum(map(len, bodies)), kind) + b"".join(bodies)


def _track(number: int, use: bytes, name: bytes = b"", formats: bytes = b"") -> bytes:
    head = box(b"tkhd", bytes(12) + struct.pack(">I", number) + bytes(68))
    table = box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1), formats), box(b"stts", bytes(8)))
    data = box(b"dinf", box(b"dref", struct.pack(">II", 0, 1), box(b"url ", b"\0\0\0\0" + (name and b"file:///C:/" + name))))
    return box(b"trak", head, box(b"mdia", box(b"hdlr", bytes(8) + use + bytes(12) + name + b"\0"), box(b"minf", data, table)))


def _format(name: bytes, further: bytes = b"") -> bytes:
    return box(b"avc1", bytes(24) + struct.pack(">HH", 640, 480) + bytes(14) + name.ljust(32, b"\0") + struct.pack(">Hh", 24, -1) + further)


def _fragmented(flags: int = 0x020020) -> bytes:
    """Pictures and a track of places, in a fragment of each kind of head."""
    moov = box(
        b"moov",
        box(b"mvhd", bytes(100)),
        _track(1, b"vide"),
        _track(2, b"camm"),
        box(b"mvex", box(b"trex", struct.pack(">6I", 0, 2, 1, 0, len(BYTES), 0))),
    )
    head = box(b"ftyp", b"isom" + bytes(8)) + moov
    pictures, places = b"PICTURE" * 3, BYTES * 2
    sized = struct.pack(">I", len(BYTES)) if flags & 0x20 else b""

    def fragment(offset: int, base: int) -> bytes:
        of_base = struct.pack(">Q", base) if flags & 1 else b""
        shown = box(
            b"traf",
            box(b"tfhd", struct.pack(">II", flags & ~0x20, 1) + of_base),
            box(b"trun", struct.pack(">IIiII", 0x201, 2, offset, 7, 14)),
        )
        run = (
            struct.pack(">IIi", 1, 2, offset + len(pictures))
            if flags != 0x20
            else struct.pack(">III", 0x200, 2, len(BYTES)) + struct.pack(">I", len(BYTES))
        )
        hidden = box(b"traf", box(b"tfhd", struct.pack(">II", flags, 2) + of_base + sized), box(b"trun", run))
        return box(b"moof", box(b"mfhd", bytes(8)), shown, hidden, box(b"meta", BYTES), box(b"uuid", bytes(16) + BYTES))

    size = len(fragment(0, 0))
    base = len(head)
    return head + fragment(size + 8, base) + box(b"mdat", pictures, places)


@pytest.mark.parametrize("flags", (0x020020, 0x020000, 0x000021, 0x000020), ids=hex)
def test_places_in_fragments_are_gone_and_pictures_stay(flags: int) -> None:
    data = _fragmented(flags)
    made = clean(data, K.MP4)
    assert BYTES in data and BYTES not in made.data and len(made.data) == len(data) and Trace.PLACE in made.traces
    assert made.data.find(b"PICTURE" * 3) == data.find(b"PICTURE" * 3) > 0
    assert clean(made.data, K.MP4).data == made.data


_MOOV = box(b"moov", box(b"mvhd", bytes(100)), _track(1, b"vide"))
_FILMS = {
    "user data of a track": box(b"moov", box(b"trak", box(b"udta", box(b"loci", BYTES)))),
    "a box of a camera": box(b"moov", box(b"gps ", BYTES), box(b"udta", BYTES)),
    "properties by Adobe": _MOOV + box(b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac" + BYTES),
    "events": _MOOV + box(b"emsg", BYTES) + box(b"prft", bytes(8) + BYTES),
    "the name of a track and a path": box(b"moov", _track(1, b"vide", BYTES)),
    "the packer": box(b"moov", _track(1, b"vide", b"", _format(BYTES))),
    "behind the packer": box(b"moov", _track(1, b"vide", b"", _format(b"", box(b"avcC", b"AVC") + box(b"uuid", BYTES)))),
    "the time code": box(b"moov", _track(1, b"tmcd", b"", box(b"tmcd", BYTES))),
    "behind the last box": _MOOV + box(b"mdat", b"PICTURES") + b"SEFT" + BYTES,
    "inside the tables": box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", box(b"uuid", BYTES), box(b"udta", BYTES)))))),
}


@pytest.mark.parametrize("place", _FILMS)
def test_nothing_is_left_in_a_film(place: str) -> None:
    data = box(b"ftyp", b"isom" + bytes(8)) + _FILMS[place]
    made = clean(data, K.MP4)
    assert BYTES in data and BYTES not in made.data and len(made.data) == len(data) and made.traces
    assert b"AVC" not in data or b"AVC" in made.data
    assert clean(made.data, K.MP4).data == made.data


def test_a_film_with_a_packed_head_is_refused() -> None:
    with pytest.raises(NotCleanable):
        clean(box(b"ftyp", b"qt  " + bytes(8)) + box(b"moov", box(b"cmov", zlib.compress(BYTES))), K.MOV)


def test_boxes_of_a_heic_that_no_picture_needs_are_empty() -> None:
    data = SAMPLES[K.HEIC]() + box(b"udta", BYTES) + box(b"mdat", BYTES)
    found = clean(data, K.HEIC).data
    assert BYTES not in found and len(found) == len(data)
