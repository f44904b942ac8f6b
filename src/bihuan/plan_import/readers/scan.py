"""Pictures of text: read by rapidocr where the optional extra `ocr` is installed (offline; about 10 s a page)."""

import io
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import Any

from bihuan.foundation.files.rules.refusals import DamagedFile, NeedsRecognition, TooManyPages
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _
from bihuan.plan_import.readers.text import ReadText, joined
from bihuan.plan_import.vocabulary import PlaceKind

MOST_PIXELS = 60_000_000
MOST_PAGES = 40
"""Scanned pages of one file; each takes about 6 s."""
_SAME_LINE = 0.6
"""Two boxes whose middles are nearer than this share of their height stand on one line."""


def is_installed() -> bool:
    """Is the extra there?"""
    return find_spec("rapidocr") is not None


class TakesLong(Exception):
    """Pages must be recognised, and whoever reads does not wait for it; `pages` is how many."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


class Pages:
    """Recognises the pages of a file one after the other. Whoever watches, keeps or postpones it has a class of his own."""

    def begin(self, total: int) -> None:
        """So many pages are pictures."""

    def text(self, number: int, picture: Callable[[], Any]) -> str:
        """The text of the page with this number in the file; `picture` makes its picture."""
        return recognise(picture())


class Postponed(Pages):
    """Raises TakesLong as soon as it is clear that pages must be recognised, which is after all refusals that need no recognition."""

    def begin(self, total: int) -> None:
        """Not now."""
        raise TakesLong(total)


def read(data: bytes, pages: Pages | None = None) -> ReadText:
    """Text of a picture. Raises NeedsRecognition where the extra is missing, DamagedFile for a broken or huge picture."""
    if not is_installed():
        raise NeedsRecognition(kind=_("图片"))
    pages, (picture, count) = pages or Pages(), _opened(data)
    pages.begin(count)
    text, places = joined([pages.text(at + 1, partial(_page, picture, at)) for at in range(count)], PlaceKind.PAGE)
    return ReadText(text, FileKind.PNG, places, (_("文字由图片识别而来，请逐字核对。"),))


def _opened(data: bytes) -> tuple[Any, int]:
    """The picture and its pages: a fax or a scanner makes one TIFF of many. Pictures that move are one page."""
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(data))
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        raise DamagedFile(kind=_("图片")) from broken
    if count > MOST_PAGES:
        raise TooManyPages(count=count, most=MOST_PAGES)
    return picture, count


def _page(picture: Any, at: int) -> Any:
    from PIL import Image

    try:
        picture.seek(at)
        if picture.width * picture.height > MOST_PIXELS:
            raise DamagedFile(kind=_("图片"))
        return picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        raise DamagedFile(kind=_("图片")) from broken


_ENGINE: list[Any] = []


def recognise(picture: Any) -> str:
    """Lines of a picture from top to bottom, pieces of one line from left to right."""
    if not _ENGINE:
        from rapidocr import RapidOCR

        _ENGINE.append(RapidOCR(params={"Global.log_level": "error"}))  # where its models lie is nothing for the reader of a plan
    result = _ENGINE[0](_pixels(picture))
    boxes, texts = getattr(result, "boxes", None), getattr(result, "txts", None) or ()
    return "\n".join(in_lines([(_outline(box), text) for box, text in zip(boxes, texts, strict=True)])) if boxes is not None else ""


def _pixels(picture: Any) -> Any:
    import numpy

    return numpy.asarray(picture.convert("RGB"))[:, :, ::-1]


def _outline(box: Any) -> tuple[float, float, float]:
    """(left, middle, height) of a box given by its corners."""
    ys = [float(corner[1]) for corner in box]
    return min(float(corner[0]) for corner in box), (min(ys) + max(ys)) / 2, max(ys) - min(ys)


def in_lines(pieces: list[tuple[tuple[float, float, float], str]]) -> list[str]:
    """Pieces ((left, middle, height), text) as lines of text."""
    lines: list[list[tuple[tuple[float, float, float], str]]] = []
    for piece in sorted(pieces, key=lambda piece: piece[0][1]):
        if lines and abs(lines[-1][-1][0][1] - piece[0][1]) < _SAME_LINE * min(lines[-1][-1][0][2], piece[0][2]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [" ".join(text for _place, text in sorted(line, key=lambda piece: piece[0][0])) for line in lines]
