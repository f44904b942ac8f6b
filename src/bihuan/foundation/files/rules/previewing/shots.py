"""Pictures for the page: bounded before they are decoded, turned upright, made smaller, written anew as WebP."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError

from bihuan.foundation.files.rules.previewing.blocks import Shot
from bihuan.foundation.files.rules.refusals import DamagedFile, NeedsHeic, TooManyPixels
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
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=_KNOWN)
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels(count=picture.width * picture.height // 10_000, most=MOST_PIXELS // 10_000)
            picture.draft("RGB", (side, side))
            picture.load()
    except Image.DecompressionBombError as bomb:
        raise TooManyPixels(count=2 * MOST_PIXELS // 10_000, most=MOST_PIXELS // 10_000) from bomb
    except _BROKEN as broken:
        raise DamagedFile(kind=kind.label) from broken
    with picture:
        yield picture


def shot(picture: Image.Image, side: int = WIDEST) -> Shot:
    """A decoded picture for the page."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in ("RGB", "RGBA"):
        upright = upright.convert("RGBA" if "transparency" in upright.info or upright.mode in ("LA", "PA") else "RGB")
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    held = io.BytesIO()
    upright.save(held, "WEBP", quality=80, method=4, exif=b"", xmp=b"", icc_profile=None)
    return Shot(held.getvalue(), upright.width, upright.height)
