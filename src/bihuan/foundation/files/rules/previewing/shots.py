"""Pictures for the page: bounded before they are decoded, turned upright, made smaller, written anew as WebP."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError

from bihuan.foundation.files.rules.cleaning import exif
from bihuan.foundation.files.rules.previewing.blocks import Shot
from bihuan.foundation.files.rules.refusals import ColoursNotShown, DamagedFile, NeedsHeic, TooManyPixels
from bihuan.foundation.files.vocabulary import FileKind

MOST_PIXELS = 120_000_000
WIDEST = 1600
_KNOWN = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "HEIF")
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    Image.DecompressionBombError,
)


def _learn_heic() -> None:
    try:
        import pi_heif
    except ImportError:
        raise NeedsHeic from None
    pi_heif.register_heif_opener(thumbnails=False)


@contextmanager
def opened(data: bytes, kind: FileKind, side: int = WIDEST) -> Iterator[Image.Image]:
    """A picture with its first frame decoded, JPEGs no larger than needed for `side`. Raises TooManyPixels before, DamagedFile at decoding."""
    if kind is FileKind.HEIC:
        _learn_heic()
    Image.MAX_IMAGE_PIXELS, picture = MOST_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=_KNOWN)
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels(count=picture.width * picture.height // 10_000, most=MOST_PIXELS // 10_000)
            picture.draft("RGB", (side, side))
            picture.load()
            shown = _shown(picture)
    except Image.DecompressionBombError as bomb:
        raise TooManyPixels(count=2 * MOST_PIXELS // 10_000, most=MOST_PIXELS // 10_000) from bomb
    except _BROKEN as broken:
        if picture is None and kind is FileKind.TIF and _has_odd_colours(data):
            raise ColoursNotShown(kind=kind.label) from broken
        raise DamagedFile(kind=kind.label) from broken
    with picture, shown:
        yield shown


def _shown(picture: Image.Image) -> Image.Image:
    """The picture in colours that everything here can work with: Lab (CIE 1976) as the screen has it, more than 256 greys as 256."""
    if picture.mode == "LAB":
        return ImageOps.exif_transpose(picture).convert("RGB")
    if picture.mode not in ("F", "I") and not picture.mode.startswith("I;16"):
        return picture
    upright, fixed = ImageOps.exif_transpose(picture), picture.mode.startswith("I;16")
    extremes: tuple[float, float] = (0, 65_535) if fixed else upright.getextrema()  # type: ignore[assignment]
    low, share = extremes[0], 255 / max(extremes[1] - extremes[0], 1)
    grey = upright.convert("F").point(lambda value: value * share - low * share).convert("L")
    from_white = fixed and getattr(picture, "tag_v2", {}).get(_PHOTOMETRIC) == 0  # those of 256 greys are read so already
    return ImageOps.invert(grey) if from_white else grey


def _has_odd_colours(data: bytes) -> bool:
    """Is it a TIFF whose directory is sound and says Lab, or more or wider parts of a colour than are read?"""
    try:
        order = exif.byte_order(data)
        told = {one.tag: exif.number(data, order, one) for at in exif.directories(data, order) for one in exif.entries(data, order, at)}
    except (ValueError, struct.error, IndexError):
        return False
    return told.get(_PHOTOMETRIC) in _ODD


_PHOTOMETRIC, _ODD = 262, frozenset({8, 9, 10})
"""The tag that says what the numbers of a pixel mean; CIE L*a*b*, that of ICC and of ITU."""


def shot(picture: Image.Image, side: int = WIDEST) -> Shot:
    """A decoded picture for the page."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in ("RGB", "RGBA"):
        upright = upright.convert("RGBA" if "transparency" in upright.info or upright.mode in ("LA", "PA") else "RGB")
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    held = io.BytesIO()
    upright.save(held, "WEBP", quality=80, method=4, exif=b"", xmp=b"", icc_profile=None)
    return Shot(held.getvalue(), upright.width, upright.height)
