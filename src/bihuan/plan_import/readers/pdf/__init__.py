"""PDF: the text layer page by page, as it stands on the page (hard line ends and page numbers are left to the cleaner).
Pages that are only pictures go to the optional text recognition."""

from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from bihuan.foundation.files.rules.charset import PLAUSIBLE, chinese_share
from bihuan.foundation.files.rules.pdf import MOST_PAGES, open_pdf
from bihuan.foundation.files.rules.refusals import DamagedFile, NeedsRecognition, TooManyPages
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _
from bihuan.plan_import.readers import scan
from bihuan.plan_import.readers.pdf.order import in_reading_order
from bihuan.plan_import.readers.text import PlaceKind, ReadText, joined

LEAST_ON_PAGE = 8
"""A page with fewer characters than this and a picture on it counts as scanned (a page number is not a text)."""


def read(data: bytes) -> ReadText:
    """Text of a PDF. Raises PasswordProtected, DamagedFile, TooManyPages, NeedsRecognition."""
    with open_pdf(data) as document:
        if len(document) > MOST_PAGES:
            raise TooManyPages(count=len(document), most=MOST_PAGES)
        pages = [_page_text(document, index) for index in range(len(document))]
        blank = [index for index, text in enumerate(pages) if not _has_text(text) and _is_picture(document, index)]
        notes: tuple[str, ...] = ()
        if blank:
            notes = _recognise(document, pages, blank)
    text, places = joined(pages, PlaceKind.PAGE)
    return ReadText(text, FileKind.PDF, places, notes)


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            return in_reading_order(text)
    except pypdfium2.PdfiumError as broken:
        raise DamagedFile(kind=FileKind.PDF.label) from broken


def _has_text(text: str) -> bool:
    """Enough characters, and not the rubbish of a font without a character table."""
    letters = "".join(text.split())
    private = sum("\ue000" <= letter <= "\uf8ff" or letter == "\ufffd" for letter in letters)
    return len(letters) >= LEAST_ON_PAGE and private * 5 < len(letters) and chinese_share(letters) >= PLAUSIBLE


def _is_picture(document: pypdfium2.PdfDocument, index: int) -> bool:
    with closing(document[index]) as page:
        found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3)
        return next(iter(found), None) is not None


def _recognise(document: pypdfium2.PdfDocument, pages: list[str], blank: list[int]) -> tuple[str, ...]:
    """Read the scanned pages where that is installed; without it a wholly scanned file is refused, a partly scanned one noted."""
    numbers = "、".join(str(index + 1) for index in blank[:20])
    if not scan.is_installed():
        if not any(_has_text(page) for page in pages):
            raise NeedsRecognition(kind=FileKind.PDF.label)
        return (_("第 %s 页是图片，没有读入文字；如有正文，请安装识别组件或补充文字。") % numbers,)
    for index in blank:
        with closing(document[index]) as page:
            pages[index] = scan.recognise(page.render(scale=200 / 72).to_pil())
    return (_("第 %s 页由图片识别而来，请逐字核对。") % numbers,)
