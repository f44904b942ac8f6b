"""TIFF pictures whose colours are not those of a screen: shown rightly, or told in words; the working copy is the same picture."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.rules.likeness import look_of
from bihuan.foundation.files.rules.previewing import preview
from bihuan.foundation.files.rules.previewing.shots import opened
from bihuan.foundation.files.rules.refusals import ColoursNotShown, DamagedFile
from bihuan.foundation.files.vocabulary import FileKind
from tests.factories.pictures import photo

LAB, ICC_LAB, ITU_LAB, RGB, GREY, FROM_WHITE = 8, 9, 10, 2, 1, 0


def tiff(pixel: bytes, meaning: int, bits: int = 8, parts: int = 3) -> bytes:
    """A picture of one colour, 64 × 48."""
    wide, high, pixels = 64, 48, pixel * 64 * 48
    widths_at = 8 + 2 + 12 * 9 + 4
    entries = [
        (256, 4, 1, wide), (257, 4, 1, high), (258, 3, parts, widths_at if parts > 2 else bits), (259, 3, 1, 1), (262, 3, 1, meaning),
        (273, 4, 1, widths_at + 2 * parts), (277, 3, 1, parts), (278, 4, 1, high), (279, 4, 1, len(pixels)),
    ]  # fmt: skip
    told = b"".join(struct.pack("<HHII", *one) for one in entries)
    return b"II*\0" + struct.pack("<IH", 8, 9) + told + struct.pack("<I", 0) + struct.pack(f"<{parts}H", *[bits] * parts) + pixels


def shown(data: bytes) -> tuple[int, ...]:
    return Image.open(io.BytesIO(preview(data, FileKind.TIF).shots[0].data)).getpixel((3, 3))  # type: ignore[return-value]


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("data", "colour"),
    [
        (tiff(bytes([112, 64, 47]), LAB), (200, 30, 30)),
        (tiff(bytes([112, -60 & 255, 40]), LAB), (0, 126, 23)),
        (tiff(struct.pack("<HHH", 200 * 257, 30 * 257, 30 * 257), RGB, 16), (200, 30, 30)),
        (tiff(struct.pack("<H", 40_000), GREY, 16, 1), (156, 156, 156)),
        (tiff(struct.pack("<H", 25_535), FROM_WHITE, 16, 1), (156, 156, 156)),
    ],
)
def test_colours_are_shown_as_they_are(data: bytes, colour: tuple[int, ...]) -> None:
    assert near(shown(data), colour)
    copy = clean(data, FileKind.TIF).data
    assert near(shown(copy), colour) and Image.open(io.BytesIO(copy)).getpixel((3, 3)) == Image.open(io.BytesIO(data)).getpixel((3, 3))


def test_a_photograph_in_lab_is_known_again_and_loses_its_traces() -> None:
    plain = photo(3)
    lab = ImageCms.profileToProfile(plain, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB")
    held = io.BytesIO()
    lab.save(held, "TIFF", tiffinfo={270: "某办公室三楼", 315: "柳浪", 306: "2026:03:02 09:00:00"})  # type: ignore[union-attr]
    with opened(held.getvalue(), FileKind.TIF) as picture:
        ours, theirs = look_of(picture), look_of(plain)
    assert ours and theirs and ours.resembles(theirs)
    copy = clean(held.getvalue(), FileKind.TIF)
    assert "柳浪".encode() not in copy.data and "某办公室三楼".encode() not in copy.data and copy.traces
    assert Image.open(io.BytesIO(copy.data)).tobytes() == Image.open(held).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        tiff(bytes([112, 192, 175]), ICC_LAB), tiff(bytes([112, 192, 175]), ITU_LAB), tiff(struct.pack("<HHH", 28_000, 16_000, 12_000), LAB, 16),
        tiff(bytes([112, 64, 47, 255]), LAB, 8, 4),
    ],
)  # fmt: skip
def test_what_nothing_here_shows_is_told_as_such_and_handed_out_whole(data: bytes) -> None:
    with pytest.raises(ColoursNotShown, match="文件没有坏"):
        preview(data, FileKind.TIF)
    assert data[-64 * 48 :] in clean(data, FileKind.TIF).data


def test_a_file_that_is_cut_off_is_still_told_as_damaged() -> None:
    with pytest.raises(DamagedFile):
        preview(tiff(bytes([112, 64, 47]), LAB)[:400], FileKind.TIF)


def test_the_maker_makes_all_of_it(tmp_path: Path) -> None:
    """In its own process, as it runs: a picture in Lab once took copy and preview down with it."""
    from bihuan.foundation.files.making import _Bench

    (tmp_path / "content").write_bytes(tiff(bytes([112, 64, 47]), LAB))
    bench = _Bench(tmp_path, FileKind.TIF)
    for name, work in (("clean", bench.clean), ("look", bench.looks), ("preview", bench.preview)):
        bench.step(name, work)
    assert (
        bench.told["clean"]
        and bench.told["look"] == ""
        and bench.told["preview"]["shots"]
        and not [one for one in bench.told if one.startswith("no_")]
    )
