"""Pictures byte by byte: which segments, chunks and blocks stay, where a picture ends, what a cut one is."""

import struct
import zlib

import pytest

from bihuan.foundation.files.rules.cleaning import blips, exif, riff
from bihuan.foundation.files.rules.cleaning.blips import blank_pictures
from bihuan.foundation.files.rules.cleaning.drawings import emf, is_emf, svg
from bihuan.foundation.files.rules.cleaning.heif import heic, jp2
from bihuan.foundation.files.rules.cleaning.pictures import PNG_KEPT, _marker, _scan_end, gif, is_picture, jpeg, jpeg_end, png
from bihuan.foundation.files.rules.cleaning.scans import bmp, tiff
from bihuan.foundation.files.vocabulary import Trace as T
from tests.foundation.files.test_places_in_films import box
from tests.foundation.files.test_tags_and_boxes import directory


def seg(kind: int, body: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body


SCAN = seg(0xDA, b"scan") + b"pixels\xff\0\xff\xd0more\xff\xff\xd7"
TABLE = seg(0xDB, b"table")
DEVICE = directory((0x010F, 4, 1, 0), (exif.ORIENTATION, 3, 1, 6))


def turned(way: int) -> bytes:
    return seg(0xE1, b"Exif\0\0" + exif.upright(way))


def photograph(*made: bytes, end: bytes = b"\xff\xd9") -> bytes:
    return b"\xff\xd8" + b"".join(made) + SCAN + end


@pytest.mark.parametrize(
    ("made", "kept", "told"),
    [
        (TABLE, TABLE, set()), (b"\xff\x01" + TABLE, TABLE, set()), (b"\xff\xd0\xff\xd7" + TABLE, TABLE, set()), (b"\xff\xff\xff" + TABLE, TABLE, set()),
        (seg(0xE1, b"Exif\0\0" + DEVICE), turned(6), {T.OTHER, T.DEVICE}), (seg(0xE1, b"Exif\0\0" + exif.NOTHING), b"", {T.OTHER}),
        (turned(6) + seg(0xE1, b"http"), turned(6), {T.OTHER}), (seg(0xE2, b"Exif\0\0" + DEVICE), b"", {T.OTHER}),
        (turned(6) + turned(3), turned(3), {T.OTHER}),
        (seg(0xFE, b"comment"), b"", {T.OTHER}), (seg(0xE0, b"JFIF\0" + b"v1upXXYY" + b"\1\1abc"), seg(0xE0, b"JFIF\0v1upXXY\0\0"), {T.THUMBNAIL}),
        (seg(0xE0, b"JFIF\0v1upXXY\0\0"), seg(0xE0, b"JFIF\0v1upXXY\0\0"), set()),
        (seg(0xE0, b"JFIF\0v"), seg(0xE0, b"JFIF\0v".ljust(14, b"\0")), {T.THUMBNAIL}),
        (seg(0xEE, b"Adobe1234567"), seg(0xEE, b"Adobe1234567"), set()), (seg(0xEE, b"Adobe12345678"), seg(0xEE, b"Adobe1234567"), {T.THUMBNAIL}),
        (seg(0xEE, b"Adobe"), seg(0xEE, b"Adobe"), set()), (seg(0xE2, b"ICC_PROFILE\0" + b"p" * 20), seg(0xE2, b"ICC_PROFILE\0" + b"p" * 20), set()),
        (seg(0xC8, b"reserved"), b"", {T.OTHER}), (seg(0xBF, b"reserved"), b"", {T.OTHER}), (seg(0xE0, b"JFXX\0"), b"", {T.OTHER}),
    ],
)  # fmt: skip
def test_a_photograph_keeps_what_picture_and_colour_need(made: bytes, kept: bytes, told: set[T]) -> None:
    first = kept if kept.startswith(b"\xff\xe1") else b""
    assert jpeg(photograph(made)) == (photograph(kept) if first else photograph(kept), told)
    assert jpeg(photograph(made) + b"\0\0")[1] == told and jpeg(photograph(made) + b"?")[1] == told | {T.OTHER}
    assert jpeg(photograph(TABLE, made))[0] == photograph(first, TABLE, kept.removeprefix(first)), "which way up comes first"


def test_a_photograph_that_is_cut_is_none() -> None:
    whole = photograph(TABLE)
    for cut in (1, 3, 9, len(whole) - 1, len(whole) - 2):
        with pytest.raises(ValueError):  # noqa: PT011  whichever sentence
            jpeg(whole[:cut])
    with pytest.raises(ValueError, match="no JPEG"):
        jpeg(b"\xff\xd9" + whole[2:])
    with pytest.raises(ValueError, match="marker"):
        jpeg(b"\xff\xd8" + b"xx" + whole[2:])
    assert (
        jpeg_end(whole + b"behind", 2) == len(whole)
        and jpeg_end(b"?" + photograph(b"\xff\x01", b"\xff\xd3", TABLE) + b"x", 3) == len(whole) + 5
    )
    assert jpeg_end(b"\xff\xd8" + TABLE + b"\xff\xd9\xff\xd9", 2) == 4 + len(TABLE)


@pytest.mark.parametrize(
    ("data", "at", "found"),
    [(b"\xff\xdb\0\0", 0, 0), (b"??\xff\xff\xff\xdb\0\0", 2, 4), (b"\xff\xd9", 0, 0), (b"\xff\xff\xd9", 0, 1), (b"\xff\xdb\0", 0, None),
     (b"\xff\xff", 0, None), (b"", 0, None), (b"x\xd9\0\0\0", 0, None), (b"\xff", 0, None)],
)  # fmt: skip
def test_a_marker_stands_behind_its_fill_bytes(data: bytes, at: int, found: int | None) -> None:
    if found is None:
        with pytest.raises((ValueError, IndexError)):
            _marker(data, at)
    else:
        assert _marker(data, at) == found


def test_packed_pixels_end_at_the_next_marker_that_is_one() -> None:
    for inner in (b"\xff\0", *(bytes((0xFF, one)) for one in range(0xD0, 0xD8)), b"\xff\xff\0"):
        assert _scan_end(b"pix" + inner + b"els\xff\xd9", 0) == 6 + len(inner) and _scan_end(inner + b"\xff\xda", 0) == len(inner)
    assert (
        _scan_end(b"\xff\xcf", 0) == 0
        and _scan_end(b"\xff\xd8", 0) == 0
        and _scan_end(b"\xff\xff\xd9", 0) == 1
        and _scan_end(b"\xff\xd9?\xff\xd9", 1) == 3
    )
    for cut in (b"", b"pixels", b"pixels\xff", b"\xff\0"):
        with pytest.raises(ValueError, match="cut off"):
            _scan_end(cut, 0)


def test_every_kind_of_segment_is_needed_or_not() -> None:
    needed = {*range(0xC0, 0xC8), *range(0xC9, 0xD0), *range(0xDA, 0xE0)}
    for kind in range(256):
        assert is_picture(kind, b"JFIF\0ICC_PROFILE\0Adobe") is (kind in needed or kind == 0xE0), kind
    for kind, head in ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe")):
        assert is_picture(kind, head) and not is_picture(kind, head[:-1]) and not is_picture(kind + 1, head)


# ---- PNG, GIF

SIGN = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def drawn(*made: bytes, behind: bytes = b"") -> bytes:
    return SIGN + chunk(b"IHDR", b"h") + b"".join(made) + chunk(b"IDAT", b"pixels") + chunk(b"IEND") + behind


def test_a_drawing_keeps_the_chunks_that_it_needs() -> None:
    assert set(PNG_KEPT) == set(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs acTL fcTL fdAT cICP mDCV cLLI".split())
    assert png(drawn(chunk(b"PLTE", b"c"))) == (drawn(chunk(b"PLTE", b"c")), set())
    for kind, told in ((b"tIME", T.TIMES), (b"tEXt", T.OTHER), (b"iTXt", T.OTHER), (b"sPLT", T.OTHER)):
        assert png(drawn(chunk(kind, b"told"))) == (drawn(), {told})
    up = chunk(b"eXIf", exif.upright(6))
    assert png(drawn(chunk(b"PLTE"), chunk(b"eXIf", DEVICE))) == (drawn(up, chunk(b"PLTE")), {T.OTHER, T.DEVICE})
    assert png(drawn(chunk(b"eXIf", exif.upright(1)))) == (drawn(), {T.OTHER}) and png(drawn(chunk(b"eXIf", exif.upright(2))))[0] == drawn(
        chunk(b"eXIf", exif.upright(2))
    )
    assert png(drawn(behind=b"told")) == (drawn(), {T.OTHER}) and png(drawn(behind=b"\0")) == (drawn(), set())
    with pytest.raises(ValueError, match="cut off"):
        png(drawn()[:-1])


def moving(*made: bytes, flags: int = 0, colours: bytes = b"", behind: bytes = b";") -> bytes:
    return b"GIF89a" + b"wwhh" + bytes((flags, 0, 0)) + colours + b"".join(made) + behind


LINES = b"\3abc\1d\0"


@pytest.mark.parametrize(
    "kept",
    [b"\x2c" + b"xxyywwhh" + b"\0" + b"\x08" + LINES, b"\x2c" + b"xxyywwhh" + b"\x81" + b"c" * 12 + b"\x08" + LINES, b"\x2cxxyywwhh\x80" + b"c" * 6 + b"\x08\0",
     b"\x2cxxyywwhh\x07\x08" + LINES, b"\x21\xf9\4abcd\0", b"\x21\x01" + LINES, b"\x21\xff\x0bNETSCAPE2.0\3abc\0", b"\x21\xff\x0bANIMEXTS1.0\3abc\0"],
)  # fmt: skip
def test_frames_timing_and_looping_stay(kept: bytes) -> None:
    for flags, colours in ((0, b""), (0x80, b"c" * 6), (0x82, b"c" * 24), (0x07, b""), (0x87, b"c" * 768)):
        whole = moving(kept, kept, flags=flags, colours=colours)
        assert gif(whole) == (whole, set())
        for gone in (b"\x21\xfe" + LINES, b"\x21\xff\x0bXMP DataXMP\3abc\0", b"\x21\xfe\x0bNETSCAPE2.0\3abc\0", b"\x21\xf8\4abcd\0"):
            assert gif(moving(kept, gone, kept, flags=flags, colours=colours)) == (whole, {T.OTHER})
        with pytest.raises(ValueError, match="no block"):
            gif(moving(kept, b"x", flags=flags, colours=colours))
        with pytest.raises(IndexError):
            gif(whole[:-1])


# ---- in a longer stream


def stream(*made: bytes) -> tuple[bytes, set[T]]:
    out, told = bytearray(b"before" + b"".join(made) + b"after"), set[T]()
    blank_pictures(out, told)
    assert out.startswith(b"before") and out.endswith(b"after") and len(out) == len(b"".join(made)) + 11
    return bytes(out[6:-5]), told


def test_a_photograph_in_a_stream_is_blanked_where_it_lies() -> None:
    told = b"told" * 20
    assert stream(photograph(seg(0xFE, told))) == (photograph(seg(0xFE, bytes(80))), {T.OTHER})
    assert stream(photograph(TABLE)) == (photograph(TABLE), set()) == (stream(photograph(TABLE))[0], set())
    assert stream(photograph(seg(0xFE, bytes(9)))) == (photograph(seg(0xFE, bytes(9))), set())
    way = b"Exif\0\0" + exif.upright(6)
    assert stream(photograph(seg(0xE1, (b"Exif\0\0" + DEVICE).ljust(80, b"x")))) == (
        photograph(seg(0xE1, way.ljust(80, b"\0"))),
        {T.OTHER, T.DEVICE},
    )
    assert stream(photograph(seg(0xE1, (b"Exif\0\0" + exif.upright(1)).ljust(80, b"x"))))[0] == photograph(seg(0xE1, bytes(80)))
    short = b"Exif\0\0" + b"II*\0" + struct.pack("<IHHHIH", 8, 1, exif.ORIENTATION, 3, 1, 6)
    assert stream(photograph(seg(0xE1, short)))[0] == photograph(seg(0xE1, way[: len(short)])) if exif.told_by(short[6:])[1] > 1 else True
    for broken in (seg(0xFE, told)[:2] + b"\0\1" + told, seg(0xFE, told) + b"no marker here", seg(0xFE, told)[:2] + b"\xff\xff" + told):
        whole = b"\xff\xd8" + broken + b"\xff\xdb\0\0"
        assert stream(whole) == (whole, set())
    no_pixels = b"\xff\xd8" + seg(0xFE, told)
    assert stream(no_pixels) == (no_pixels, set())
    assert stream(b"\xff\xd8\xff\xbf" + told) == (b"\xff\xd8\xff\xbf" + told, set())


def test_the_last_segment_may_end_with_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    body = bytearray(b"\xff\xd8" + seg(0xFE, b"told"))
    assert blips._segments(body, 0) == [] and blips._segments(body + b"\xff\xda\0\2", 0) == [(0xFE, 6, 10)]
    assert (
        blips._segments(bytearray(b"?" + body + b"\xff\xda\0\2"), 1) == [(0xFE, 7, 11)] and blips._segments(body + b"\xff\xda\0", 0) == []
    )
    assert blips._segments(bytearray(b"\xff\xd8" + seg(0xFE, b"") + b"\xff\xda\0\2"), 0) == [(0xFE, 6, 6)]
    many = bytearray(b"\xff\xd8" + seg(0xFE, b"x") * 4 + b"\xff\xda\0\2")
    assert blips._MOST_SEGMENTS == 2_000 and blips._MOST_PHOTO == 50_000_000
    for most, found in ((4, 0), (5, 4)):
        monkeypatch.setattr(blips, "_MOST_SEGMENTS", most)
        assert len(blips._segments(many, 0)) == found


def test_a_drawing_in_a_stream_keeps_its_length() -> None:
    def quiet(kind: bytes, body: bytes) -> bytes:
        return chunk(b"noNe", bytes(len(body)))

    assert stream(drawn(chunk(b"tEXt", b"told"), chunk(b"PLTE"), chunk(b"eXIf", DEVICE))) == (
        drawn(quiet(b"tEXt", b"told"), chunk(b"PLTE"), quiet(b"eXIf", DEVICE)), {T.OTHER},
    )  # fmt: skip
    assert stream(drawn(chunk(b"noNe", b"told"))) == (drawn(chunk(b"noNe", b"told")), set())
    for broken in (SIGN + chunk(b"tEXt", b"told")[:-1], SIGN + chunk(b"t1Xt", b"told"), SIGN):
        out = bytearray(broken)
        blank_pictures(out, told := set[T]())
        assert bytes(out) == broken and not told
    assert (
        blips._png(bytearray(SIGN + chunk(b"IEND") + b"x"), 0, set()) == 20 and blips._png(bytearray(SIGN + chunk(b"tEXt")), 0, set()) == 0
    )
    assert blips._png(bytearray(b"?" + SIGN + chunk(b"IEND")), 1, set()) == 21


@pytest.mark.parametrize("kind", [0xF01D, 0xF01E, 0xF02A])
@pytest.mark.parametrize("before", [17, 33])
@pytest.mark.parametrize("inner", [photograph(TABLE), drawn()])
def test_behind_a_picture_its_record_is_empty(kind: int, before: int, inner: bytes) -> None:
    def record(behind: bytes, of: int = kind, size: int = 0) -> bytes:
        body = b"m" * before + inner + behind
        return struct.pack("<HHI", 0x46A0, of, size or len(body)) + body

    assert stream(record(b"film")) == (record(bytes(4)), {T.OTHER}) and stream(record(bytes(4))) == (record(bytes(4)), set())
    assert stream(record(b"")) == (record(b""), set())
    assert stream(record(b"film", kind + 3)) == (record(b"film", kind + 3), set())
    assert stream(record(b"film", size=before)) == (record(b"film", size=before), set())
    far = bytearray(record(b"film", size=9_999))
    blank_pictures(far, set())
    assert bytes(far) == record(bytes(4), size=9_999)
    assert stream(inner + b"film") == (inner + b"film", set())


# ---- RIFF


def part(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)


def held(form: bytes, *made: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + sum(map(len, made))) + form + b"".join(made)


def test_a_picture_of_the_web_keeps_pixels_movement_and_way_up() -> None:
    plain = held(b"WEBP", part(b"VP8 ", b"pix"), part(b"ICCP", b"p"), part(b"ANIM", b"aa"), part(b"ALPH", b"a"), part(b"VP8L", b"ll"))
    assert riff.webp(plain) == (plain, set()) == riff.webp(plain + b"behind")
    assert riff.webp(held(b"WEBP", part(b"XMP ", b"told"), part(b"VP8 ", b"pix"))) == (held(b"WEBP", part(b"VP8 ", b"pix")), {T.OTHER})
    for flags, without in ((0xFF, 0xF3), (0x0C, 0x00), (0x10, 0x10)):
        head = bytes((flags,)) + b"rest"
        for way, more, bit in ((6, part(b"EXIF", exif.upright(6)), 8), (2, part(b"EXIF", exif.upright(2)), 8), (1, b"", 0)):
            for lead in (b"", b"Exif\0\0"):
                found, told = riff.webp(held(b"WEBP", part(b"VP8X", head), part(b"EXIF", lead + exif.upright(way)), part(b"VP8 ", b"p")))
                made = (part(b"VP8X", bytes((without | bit,)) + b"rest"), part(b"VP8 ", b"p"), *([more] if more else []))
                assert found == held(b"WEBP", *made) and told == {T.OTHER}
    assert riff.webp(held(b"WEBP", part(b"EXIF", DEVICE)))[1] == {T.OTHER, T.DEVICE}
    frame = b"sixteen bytes on" + part(b"ALPH", b"a") + part(b"VP8 ", b"p")
    still = held(b"WEBP", part(b"ANMF", frame), part(b"ANMF", b"sixteen bytes on" + part(b"VP8L", b"pp")))
    assert riff.webp(still) == (still, set())
    assert riff.webp(held(b"WEBP", part(b"ANMF", frame + part(b"XMP ", b"told")))) == (held(b"WEBP", part(b"ANMF", frame)), {T.OTHER})
    for cut in (held(b"WEBP", part(b"VP8 ", b"pixels"))[:-1], held(b"WEBP", part(b"ANMF", frame[:-2]))):
        with pytest.raises(ValueError, match="cut off"):
            riff.webp(cut)


def test_a_sound_keeps_format_samples_and_cues() -> None:
    kept = [part(kind, b"odd") for kind in (b"fmt ", b"data", b"fact", b"cue ", b"wavl", b"slnt", b"plst")]
    whole = held(b"WAVE", *kept)
    assert riff.wav(whole) == (whole, set())
    for gone in (b"LIST", b"bext", b"id3 ", b"VP8 "):
        assert riff.wav(held(b"WAVE", part(gone, b"told"), *kept)) == (whole, {T.OTHER})


def film(*made: bytes, form: bytes = b"AVI ") -> bytes:
    return held(form, part(b"LIST", b"hdrl" + part(b"avih", b"head") + b"".join(made)), part(b"idx1", b"index"))


def test_a_film_of_the_older_kind_keeps_its_length_and_what_is_needed() -> None:
    needed = [part(kind, b"odd") for kind in (b"avih", b"strh", b"strf", b"indx", b"vprp", b"dmlh", b"idx1")]
    for lists in (b"hdrl", b"strl", b"odml"):
        whole = film(part(b"LIST", lists + b"".join(needed)))
        assert riff.avi(whole) == (whole, set())
        for gone, told in ((b"IDIT", T.TIMES), (b"strd", T.OTHER), (b"strn", T.OTHER), (b"JUNK", T.OTHER)):
            more = film(part(b"LIST", lists + part(gone, b"told!") + needed[0]))
            assert riff.avi(more) == (film(part(b"LIST", lists + part(b"JUNK", bytes(5)) + needed[0])), {told})
        assert riff.avi(film(part(b"strd", b""))) == (film(part(b"JUNK", b"")), {T.OTHER})
    blank = film(part(b"JUNK", bytes(4)))
    assert riff.avi(blank) == (blank, set())
    other = film(part(b"LIST", b"INFO" + part(b"IART", b"told")))
    assert riff.avi(other) == (film(part(b"JUNK", bytes(16))), {T.OTHER})
    assert riff.avi(blank + held(b"AVIX", part(b"idx1", b"i"))) == (blank + held(b"AVIX", part(b"idx1", b"i")), set())
    assert riff.avi(blank + b"behind") == (blank + bytes(6), {T.OTHER}) and riff.avi(blank + bytes(3)) == (blank + bytes(3), set())
    long = b"told" + struct.pack("<I", 99) + b"more"
    assert riff.avi(blank + long) == (blank + bytes(12), {T.OTHER})
    with pytest.raises(ValueError, match="cut off"):
        riff.avi(film()[:-3])


def test_between_the_frames_of_a_film_is_nothing() -> None:
    frames = [part(kind, b"shown") for kind in (b"00dc", b"01wb", b"0Adb", b"ffpc", b"00tx", b"00sb", b"00iv", b"ix00", b"idx1")]
    for listed in (b"movi", b"rec "):

        def body(*made: bytes) -> bytes:
            return held(b"AVI ", part(b"LIST", listed + b"".join(made)))  # noqa: B023

        assert riff.avi(body(*frames)) == (body(*frames), set())
        for gone in (b"JUNK", b"GPSx", b"0xdc", b"00zz", b"00DC"):
            assert riff.avi(body(frames[0], part(gone, b"told!"), frames[1])) == (
                body(frames[0], part(b"JUNK", bytes(5)), frames[1]),
                {T.OTHER},
            )
        assert riff.avi(body(part(b"GPSx", bytes(3)), frames[0])) == (body(part(b"JUNK", bytes(3)), frames[0]), set())
        group = part(b"LIST", b"rec " + frames[0] + part(b"GPSx", b"told"))
        assert riff.avi(body(group, frames[1])) == (
            body(part(b"LIST", b"rec " + frames[0] + part(b"JUNK", bytes(4))), frames[1]),
            {T.OTHER},
        )
        assert riff.avi(body(b"GPSx" + struct.pack("<I", 99) + b"told")) == (body(b"JUNK" + struct.pack("<I", 99) + bytes(4)), {T.OTHER})
        assert riff.avi(body(b"GPSx" + struct.pack("<I", 0))) == (body(b"JUNK" + struct.pack("<I", 0)), set())
        assert riff.avi(body(frames[0], b"seven??"))[0] == body(frames[0], b"seven??")


# ---- scans, bitmaps, drawings


def test_a_bitmap_of_any_head_is_head_colours_and_pixels() -> None:
    def old(bits: int, wide: int = 3, high: int = 2, colours: bytes = b"", gap: bytes = b"", behind: bytes = b"", cut: int = 0) -> bytes:
        row = (wide * bits + 31) // 32 * 4
        at = 26 + len(colours) + len(gap)
        size = at + row * high - cut + len(behind)
        return b"BM" + struct.pack("<IIIIHHHH", size, 0, at, 12, wide, high, 1, bits) + colours + gap + b"p" * (row * high - cut) + behind

    for bits, colours in ((1, 6), (4, 48), (8, 768), (24, 0), (16, 0)):
        whole = old(bits, colours=b"c" * colours)
        assert bmp(whole) == (whole, set())
        assert bmp(old(bits, colours=b"c" * colours, behind=b"told")) == (whole, {T.OTHER})
        assert bmp(old(bits, colours=b"c" * colours, gap=b"told")) == (old(bits, colours=b"c" * colours, gap=bytes(4)), {T.OTHER})
        assert bmp(old(bits, colours=b"c" * colours, cut=2))[0] == old(bits, colours=b"c" * colours, cut=2)
        if colours:
            with pytest.raises(ValueError, match="before"):
                bmp(old(bits, colours=b"c" * (colours - 1)))
    assert bmp(old(24, wide=4, behind=bytes(3))) == (old(24, wide=4), set())


@pytest.mark.parametrize("high", [2, -2])
@pytest.mark.parametrize(
    ("size", "bits", "packed", "told", "colours", "masks"),
    [(40, 24, 0, 0, 0, 0), (40, 8, 0, 0, 256, 0), (40, 8, 0, 7, 7, 0), (40, 4, 0, 0, 16, 0), (40, 1, 0, 2, 2, 0), (40, 16, 3, 0, 0, 12), (40, 32, 6, 0, 0, 16),
     (56, 32, 3, 0, 0, 0), (108, 24, 0, 0, 0, 0), (40, 24, 0, 300, 256, 0), (40, 8, 1, 0, 256, 0)],
)  # fmt: skip
def test_a_bitmap_is_as_long_as_its_head_says(high: int, size: int, bits: int, packed: int, told: int, colours: int, masks: int) -> None:
    wide = 5
    many = (wide * bits + 31) // 32 * 4 * 2 if packed != 1 else 11
    at = 14 + size + 4 * colours + masks

    def whole(gap: bytes = b"", behind: bytes = b"") -> bytes:
        head = struct.pack("<IiiHHIIIIII", size, wide, high, 1, bits, packed, many if packed == 1 else 0, 0, 0, told, 0).ljust(size, b"h")
        length = at + len(gap) + many + len(behind)
        return b"BM" + struct.pack("<III", length, 0, at + len(gap)) + head + b"m" * (4 * colours + masks) + gap + b"p" * many + behind

    assert bmp(whole()) == (whole(), set()) and bmp(whole(b"told")) == (whole(bytes(4)), {T.OTHER})
    assert bmp(whole(behind=b"told")) == (whole(), {T.OTHER})
    broken = bytearray(whole())
    struct.pack_into("<I", broken, 10, at - 1)
    with pytest.raises(ValueError, match="before"):
        bmp(bytes(broken))
    struct.pack_into("<I", broken, 10, len(broken) + 1)
    with pytest.raises(ValueError, match="before"):
        bmp(bytes(broken))


@pytest.mark.parametrize(
    ("space", "fresh", "told"), [(b"KNIL", b"BGRs", {T.PATHS, T.OTHER}), (b"DEBM", b"DEBM", set()), (b"BGRs", b"BGRs", {T.OTHER})]
)
def test_a_bitmap_keeps_the_colours_that_it_holds(space: bytes, fresh: bytes, told: set[T]) -> None:
    def whole(space: bytes, profile: bytes, start: int, many: int, gap: bytes = b"") -> bytes:
        head = (
            struct.pack("<IiiHHIIIIII", 124, 2, 1, 1, 24, 0, 0, 0, 0, 0, 0)
            + bytes(16)
            + space
            + bytes(52)
            + struct.pack("<III", start, many, 0)
        )
        return b"BM" + struct.pack("<III", 14 + len(head) + 8 + len(gap + profile), 0, 138) + head + b"p" * 8 + gap + profile

    kept = space == b"DEBM"
    made = whole(fresh, b"profile" if kept else b"", 132 if kept else 0, 7 if kept else 0)
    assert bmp(whole(space, b"profile", 132, 7)) == (made, told)
    if kept:
        assert bmp(whole(space, b"profile", 135, 7, b"gap")) == (made, {T.OTHER})


def test_a_scan_has_its_moments_and_devices_blanked_where_they_lie() -> None:
    for order in "<>":
        inner = struct.pack(order + "H", 1) + struct.pack(order + "HHII", 0x9003, 2, 8, 80) + bytes(4)
        made = directory((256, 3, 1, 7), (0x8769, 4, 1, 50), (0x010F, 2, 6, 70), order=order).ljust(50, b"\0") + inner
        data = made.ljust(70, b"\0") + b"camera" + b"\0" * 4 + b"moments!" + b"tail"
        out, told = tiff(data)
        assert out == directory((256, 3, 1, 7), order=order).ljust(len(data), b"\0") and told == {T.OTHER, T.DEVICE, T.TIMES}


def test_a_drawing_by_its_kind() -> None:
    head = b"\1\0\0\0".ljust(40, b"h") + b" EMF"
    assert is_emf(head) and not is_emf(b"\2" + head[1:]) and not is_emf(head[:40] + b"xEMF") and not is_emf(head[:43])
    for letters, at, told in ((3, 80, True), (3, 79, False), (0, 80, False), (3, 82, True)):
        data = head.ljust(60, b"h") + struct.pack("<II", letters, at)
        data = data.ljust(90, b"t")
        fresh = data[:at] + bytes(2 * letters) + data[at + 2 * letters :] if told else data
        assert emf(data) == (fresh, {T.OTHER} if told else set())
    quiet = head.ljust(60, b"h") + struct.pack("<II", 3, 80) + bytes(30)
    assert emf(quiet) == (quiet, set())
    cut = head.ljust(60, b"h") + struct.pack("<II", 30, 80) + b"t" * 20
    assert emf(cut) == (cut[:80] + bytes(len(cut) - 80), {T.OTHER})


def test_a_drawing_of_lines_loses_what_its_program_wrote_of_itself() -> None:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:p="urn:program" xmlns:l="http://www.w3.org/1999/xlink"'

    def made(inside: str, more: str = "") -> tuple[str, set[T]]:
        data, told = svg(
            f"<svg {space} {more}>{inside}</svg>".encode(), lambda name, data: (data.upper(), {T.PLACE}) if name == "x" else (b"", set())
        )
        return data.decode().partition("?>\n")[2], told

    plain = '<svg xmlns="http://www.w3.org/2000/svg" width="1"><g/></svg>'
    assert made("<g/>", 'width="1"') == (plain, set())
    for gone in ("<metadata>x</metadata>", "<script/>", "<p:view><g/></p:view>", "<!-- told -->"):
        assert made(f"<g/>{gone}", 'width="1"') == (plain, {T.OTHER})
    assert made("<g/>", 'width="1" p:path="C:/a"') == (plain, {T.OTHER})
    picture = made('<image l:href="data:image/png;base64,YWI=" title="data:text"/>')
    assert 'href="data:image/png;base64,QUI="' in picture[0] and 'title="data:text"' in picture[0] and picture[1] == {T.PLACE}
    assert (
        svg(b'<!DOCTYPE svg PUBLIC "a" "b"><svg xmlns="http://www.w3.org/2000/svg" xml:space="x"/>', lambda _n, d: (d, set()))[1] == set()
    )
    assert svg(b'<p:svg xmlns:p="urn:own"/>', lambda _n, d: (d, set()))[1] == set(), "the root stays"


# ---- HEIF


def item(number: int, kind: bytes, name: bytes = b"", version: int = 2) -> bytes:
    told = struct.pack(">I" if version == 3 else ">H", number) + b"\0\0" if version > 1 else struct.pack(">HH", number, 0)
    return box(b"infe", bytes((version, 0, 0, 0)) + told + (kind if version > 1 else b"") + b"\0" + name)


def located(rows: list[tuple[int, int, list[tuple[int, int]]]], version: int, widths: tuple[int, int, int, int], inside: int = 0) -> bytes:
    number = 4 if version == 2 else 2
    body = bytes((version, 0, 0, 0, widths[0] << 4 | widths[1], widths[2] << 4 | (widths[3] if version else 0))) + len(rows).to_bytes(
        number, "big"
    )
    for one, base, extents in rows:
        body += one.to_bytes(number, "big") + (struct.pack(">H", inside) if version else b"") + b"\0\0" + base.to_bytes(widths[2], "big")
        body += struct.pack(">H", len(extents))
        for at, size in extents:
            body += b"\x01" * (widths[3] if version else 0) + at.to_bytes(widths[0], "big") + size.to_bytes(widths[1], "big")
    return box(b"iloc", body)


def telephone(
    version: int, widths: tuple[int, int, int, int], items: list[bytes], kinds: int, *more: bytes, wide_list: bool = False, big: int = 2
) -> tuple[bytes, int]:
    """A picture and `kinds` further items of 20 bytes each in one box; the file and where these bytes begin."""
    listed = box(
        b"iinf",
        (b"\1\0\0\0" + struct.pack(">I", len(items)) if wide_list else b"\0\0\0\0" + struct.pack(">H", len(items))) + b"".join(items),
    )
    for_size = 0
    for _twice in range(2):
        rows = [
            (
                number + 1,
                for_size if widths[2] else 0,
                [((0 if widths[2] else for_size) + 20 * number, 12), ((0 if widths[2] else for_size) + 20 * number + 12, 8)],
            )
            for number in range(kinds)
        ]
        meta = box(b"meta", bytes(4), box(b"hdlr", b"handler"), listed, located(rows, version, widths), *more)
        head = box(b"ftyp", b"heic") + meta
        for_size = len(head) + 8
    return head, for_size


@pytest.mark.parametrize("version", [0, 1, 2])
@pytest.mark.parametrize("widths", [(4, 4, 0, 0), (4, 4, 4, 0), (8, 4, 0, 4), (4, 8, 8, 8), (2, 2, 2, 0)])
@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("form", [2, 3])
def test_items_that_are_no_picture_are_blank(version: int, widths: tuple[int, int, int, int], listed: bool, form: int) -> None:
    items = [item(1, b"hvc1", version=form), item(2, b"Exif", version=form), item(3, b"mime", version=form)]
    head, _at = telephone(version, widths, items, 4, wide_list=listed)
    nothing = (bytes(4) + exif.NOTHING).ljust(20, b"\0")
    bodies = [b"PIXELS OF A PICTURE!", (b"\0\0\0\0" + DEVICE)[:20], b"<x>told by somebody>", b"of no item whatever!"]
    out, told = heic(head + box(b"mdat", *bodies))
    first, second = (bytes(4) + exif.NOTHING).ljust(12, b"\0")[:12], (bytes(4) + exif.NOTHING).ljust(8, b"\0")[:8]
    assert out == head + box(b"mdat", bodies[0], first + second, b" " * 20, b" " * 20) and T.OTHER in told and len(nothing) == 20


def test_pictures_of_every_kind_stay_and_what_lies_between_goes() -> None:
    for kind in (
        b"hvc1",
        b"hvt1",
        b"lhv1",
        b"av01",
        b"avc1",
        b"jpeg",
        b"j2k1",
        b"vvc1",
        b"unci",
        b"mski",
        b"grid",
        b"iden",
        b"iovl",
        b"tmap",
    ):
        head, _at = telephone(1, (4, 4, 0, 0), [item(1, kind)], 1)
        assert heic(head + box(b"mdat", b"P" * 20)) == (head + box(b"mdat", b"P" * 20), set())
    assert heic(head + box(b"mdat", b"P" * 20, b"told")) == (head + box(b"mdat", b"P" * 20, bytes(4)), {T.OTHER})
    assert heic(head + box(b"mdat", b"P" * 20, b" \0 ")) == (head + box(b"mdat", b"P" * 20, bytes(3)), set())
    assert heic(head + box(b"mdat", b"P" * 20) + box(b"mdat", b"told")) == (
        head + box(b"mdat", b"P" * 20) + box(b"mdat", bytes(4)),
        {T.OTHER},
    )
    assert heic(head + box(b"mdat", b"P" * 20) + box(b"uuid", b"GPS")) == (
        head + box(b"mdat", b"P" * 20) + box(b"free", bytes(3)),
        {T.PLACE},
    )
    named, _at = telephone(1, (4, 4, 0, 0), [item(1, b"hvc1", b"told\0")], 1)
    blank, _at = telephone(1, (4, 4, 0, 0), [item(1, b"hvc1", bytes(5))], 1)
    assert heic(named + box(b"mdat", b"P" * 20)) == (blank + box(b"mdat", b"P" * 20), {T.OTHER})
    said, _at = telephone(
        1, (4, 4, 0, 0), [item(1, b"hvc1")], 1, box(b"iprp", box(b"ipco", box(b"irot", b"1"), box(b"udes", b"told"))), box(b"xml ", b"told")
    )
    kept, _at = telephone(
        1,
        (4, 4, 0, 0),
        [item(1, b"hvc1")],
        1,
        box(b"iprp", box(b"ipco", box(b"irot", b"1"), box(b"free", bytes(4)))),
        box(b"free", bytes(4)),
    )
    assert heic(said + box(b"mdat", b"P" * 20)) == (kept + box(b"mdat", b"P" * 20), {T.OTHER})
    with pytest.raises(ValueError, match="no items"):
        heic(box(b"ftyp", b"heic"))


@pytest.mark.parametrize("kind", [b"udes", b"uuid", b"crtt", b"mdft", b"altt"])
def test_properties_in_words_are_empty(kind: bytes) -> None:
    def made(one: bytes) -> bytes:
        return telephone(1, (4, 4, 0, 0), [item(1, b"hvc1")], 1, box(b"iprp", box(b"ipco", one)))[0] + box(b"mdat", b"P" * 20)

    assert heic(made(box(kind, b"told"))) == (made(box(b"free", bytes(4))), {T.OTHER})


def test_an_item_may_lie_in_the_head_itself() -> None:
    listed = box(b"iinf", bytes(4) + struct.pack(">H", 1), item(1, b"mime"))
    for inside, fresh in ((1, b"0123      89"), (0, b"0123456789..")):
        rows = located([(1, 4, [(0, 6)])], 1, (4, 4, 4, 0), inside)
        data = box(b"ftyp", b"heic") + box(
            b"meta", bytes(4), listed, rows, box(b"idat", b"0123456789.." if not inside else b"012345678989")
        )
        out = heic(data)[0]
        assert (b"0123      89" in out) is (inside == 1), fresh


def test_a_photograph_of_the_newer_kind_in_a_paper() -> None:
    kept = b"".join(box(kind, b"k") for kind in (b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"jpch", b"jplh"))
    assert jp2(kept + box(b"xml ", b"told")) == (kept + box(b"free", bytes(4)), {T.OTHER}) and jp2(kept) == (kept, set())
    bare = b"\xff\x4f\xff\x51" + box(b"xml ", b"told")
    assert jp2(bare) == (bare, set())
