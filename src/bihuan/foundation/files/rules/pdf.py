"""PDF files opened by pdfium (no scripts are run): pages as text, and a clear refusal for locked or broken ones."""

import re
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2

from bihuan.foundation.files.rules import fonts  # noqa: F401  before the first file is opened
from bihuan.foundation.files.rules.apart import text_of
from bihuan.foundation.files.rules.refusals import DamagedFile, PasswordProtected, ZipBomb
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _

_WANTS_PASSWORD = 4
MOST_PAGES = 600
MOST_CONTENT = 100_000_000
MOST_PICTURE, MOST_PICTURES = 200_000_000, 4_000_000_000
"""Unpacked bytes of one picture and of all: some hundred scanned pages have as many, and to look at them takes some seconds."""
_HARMLESS, _MOST_RATIO, _BLOCK = 4_000_000, 50, 65_536
_STREAM = re.compile(rb">>\s{0,4}stream\r?\n")
_DICTIONARY = 600


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF document, closed at the end. Raises PasswordProtected, DamagedFile, ZipBomb."""
    refuse_swelling(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as broken:
        locked = getattr(broken, "err_code", None) == _WANTS_PASSWORD or "password" in str(broken).lower()
        raise (PasswordProtected if locked else DamagedFile)(kind=FileKind.PDF.label) from broken
    with closing(document):
        if len(document) == 0:
            raise DamagedFile(kind=FileKind.PDF.label)
        yield document


def refuse_swelling(data: bytes) -> None:
    """Inflate what is deflated, with a bound, before pdfium does it without one. Raises ZipBomb. Fonts shrink threefold, page contents
    twentyfold; pictures may be blank paper, so that only their size counts."""
    total = pictures = 0
    for found in _STREAM.finditer(data):
        told = data[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b" obj")[2]
        if b"/Fl" not in told:
            continue
        picture = b"/Image" in told
        packed, size = _inflated(data, found.end(), MOST_PICTURE if picture else MOST_CONTENT)
        total, pictures = (total, pictures + size) if picture else (total + size, pictures)
        swells = size >= MOST_PICTURE if picture else size >= MOST_CONTENT or _is_bomb(packed, size)
        if swells or total > MOST_CONTENT or pictures > MOST_PICTURES:
            raise ZipBomb(why=_("页面数据解压后体积过大"))


def _is_bomb(packed: int, size: int) -> bool:
    return size > _HARMLESS and size > packed * _MOST_RATIO


def _inflated(data: bytes, start: int, most: int) -> tuple[int, int]:
    """(packed, unpacked) bytes of the stream that begins here; unpacking stops at `most` and at the first broken block."""
    machine, size, at = zlib.decompressobj(), 0, start
    try:
        while not machine.eof and size < most and (machine.unconsumed_tail or at < len(data)):
            piece = machine.unconsumed_tail or data[at : (at := at + _BLOCK)]
            size += len(machine.decompress(piece, _BLOCK * 16))
    except zlib.error:
        pass
    return max(min(at, len(data)) - start - len(machine.unused_data) - len(machine.unconsumed_tail), 1), size


def page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    """Text of one page; empty where the page is broken."""
    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            return str(text.get_text_range())
    except pypdfium2.PdfiumError:
        return ""


def refuse_costly(data: bytes) -> None:
    """Before a PDF from outside is read in the service itself. Raises PasswordProtected, DamagedFile, ZipBomb."""
    refuse_swelling(data)
    text_of(data, MOST_PAGES)


def first_page(data: bytes) -> str:
    """Text of the first page, read by a process of its own. Raises PasswordProtected, DamagedFile, ZipBomb."""
    refuse_swelling(data)
    return text_of(data, 1)
