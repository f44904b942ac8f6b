"""How a picture looks, as 320 bits: two photographs that differ only in size, packing, brightness or turn differ in few of them.

64 bits are the signs of the lowest frequencies (found by an index), 256 the slopes between neighbours of a 17 × 16 picture (tell apart).
"""

import math
from dataclasses import dataclass

from PIL import Image, ImageOps

COARSE_LIMIT, FINE_LIMIT = 7, 30
"""Most bits in which two looks of one photograph differ; measured in tests/foundation/files/test_likeness.py."""
_SIDE, _LOW = 32, 8
_FLAT = 6.0
"""Spread of brightness (of 255) below which a picture shows nothing to compare: blank paper, a covered lens."""
_COSINES = [[math.cos(math.pi * (2 * x + 1) * u / (2 * _SIDE)) for x in range(_SIDE)] for u in range(_LOW + 1)]
_BANDS = 4


@dataclass(frozen=True, slots=True)
class Look:
    """`coarse` of 64 bits, `fine` of 256."""

    coarse: int
    fine: int

    def resembles(self, other: "Look") -> bool:
        """Are these two one photograph?"""
        return (self.coarse ^ other.coarse).bit_count() <= COARSE_LIMIT and (self.fine ^ other.fine).bit_count() <= FINE_LIMIT

    def told(self) -> str:
        """As 80 hexadecimal digits."""
        return f"{self.coarse:016x}{self.fine:064x}"


def read_look(told: str) -> Look:
    """The other way round."""
    return Look(int(told[:16], 16), int(told[16:], 16))


def bands(look: Look) -> tuple[int, ...]:
    """The coarse bits as four numbers of 16 bits, for an index."""
    return tuple(look.coarse >> 16 * number & 0xFFFF for number in range(_BANDS))


def near(band: int) -> list[int]:
    """A band and all that differ in one bit: of up to seven differing bits in four bands, one band has at most one."""
    return [band, *(band ^ 1 << bit for bit in range(16))]


def look_of(picture: Image.Image) -> Look | None:
    """How a decoded picture looks, the way up that it says itself; None where it shows too little to compare."""
    grey = ImageOps.exif_transpose(picture).convert("L")
    small = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX)
    pixels = list(small.tobytes())
    middle = sum(pixels) / len(pixels)
    if math.sqrt(sum((one - middle) ** 2 for one in pixels) / len(pixels)) < _FLAT:
        return None
    return Look(_coarse(pixels), _fine(grey))


def turned(picture: Image.Image) -> list[Look]:
    """The looks of a picture turned by a quarter, a half, three quarters, and mirrored."""
    ways = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270, Image.Transpose.FLIP_LEFT_RIGHT)
    upright = ImageOps.exif_transpose(picture)
    return [look for way in ways if (look := look_of(upright.transpose(way)))]


def _coarse(pixels: list[int]) -> int:
    rows = [[sum(pixels[y * _SIDE + x] * wave[x] for x in range(_SIDE)) for wave in _COSINES] for y in range(_SIDE)]
    waves = [[sum(rows[y][u] * _COSINES[v][y] for y in range(_SIDE)) for u in range(1, _LOW + 1)] for v in range(1, _LOW + 1)]
    flat = [value for line in waves for value in line]
    return sum(1 << number for number, value in enumerate(flat) if value > 0)


def _fine(grey: Image.Image) -> int:
    small = grey.resize((17, 16), Image.Resampling.BOX).tobytes()
    return sum(1 << y * 16 + x for y in range(16) for x in range(16) if small[y * 17 + x] < small[y * 17 + x + 1])
