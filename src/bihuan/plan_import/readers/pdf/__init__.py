"""PDF: the text layer page by page, as it stands on the page (hard line ends and page numbers are left to the cleaner).
Pages that are only pictures go to the optional text recognition."""

from contextlib import closing
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bihuan.foundation.files.rules.charset import PLAUSIBLE, chinese_share
from bihuan.foundation.files.rules.pdf import MOST_PAGES, open_pdf, refuse_costly
from bihuan.foundation.files.rules.refusals import DamagedFile, NeedsRecognition, TooManyPages
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _
from bihuan.plan_import.readers import scan
from bihuan.plan_import.readers.pdf.order import in_reading_order
from bihuan.plan_import.readers.pdf.tables import grid_of, rows_made_whole
from bihuan.plan_import.readers.text import ReadText, joined
from bihuan.plan_import.vocabulary import PlaceKind

LEAST_ON_PAGE = 8
"""A page with fewer characters than this and a picture on it counts as scanned (a page number is not a text)."""
LEAST_IN_FILE = 60
"""A file whose other pages hold fewer characters than this (a cover, page numbers) is as good as wholly scanned."""


def read(data: bytes, pages: scan.Pages | None = None) -> ReadText:
    """Text of a PDF; `pages` recognises those that are scanned. Raises PasswordProtected, DamagedFile, TooManyPages, NeedsRecognition, ZipBomb."""
    refuse_costly(data)
    with open_pdf(data) as document:
        if len(document) > MOST_PAGES:
            raise TooManyPages(count=len(document), most=MOST_PAGES)
        texts = [_page_text(document, index) for index in range(len(document))]
        blank = [index for index, text in enumerate(texts) if is_rubbish(text) or _is_scanned(document, index, text)]
        notes: tuple[str, ...] = ()
        if blank:
            notes = _recognise(document, texts, blank, pages or scan.Pages())
    text, places = joined(rows_made_whole(texts), PlaceKind.PAGE)
    return ReadText(text, FileKind.PDF, places, notes)


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            return in_reading_order(text, grid_of(page))
    except pypdfium2.PdfiumError as broken:
        raise DamagedFile(kind=FileKind.PDF.label) from broken


def is_rubbish(text: str) -> bool:
    """The text layer of a font without a character table: private or rare characters instead of words."""
    letters = "".join(text.split())
    private = sum("\ue000" <= letter <= "\uf8ff" or letter == "\ufffd" for letter in letters)
    return private * 5 > len(letters) or chinese_share(letters) < PLAUSIBLE and len(letters) > 40


def _is_scanned(document: pypdfium2.PdfDocument, index: int, text: str) -> bool:
    if len("".join(text.split())) >= LEAST_ON_PAGE:
        return False
    with closing(document[index]) as page:
        return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _recognise(document: pypdfium2.PdfDocument, texts: list[str], blank: list[int], pages: scan.Pages) -> tuple[str, ...]:
    """Read the scanned pages where that is installed; without it a mostly scanned file is refused, a few pictures noted."""
    numbers = "、".join(str(index + 1) for index in blank[:20])
    if not scan.is_installed():
        if sum(len(page.strip()) for index, page in enumerate(texts) if index not in blank) < LEAST_IN_FILE:
            raise NeedsRecognition(kind=FileKind.PDF.label)
        return (_("第 %s 页是图片，没有读入文字；如有正文，请安装识别组件或补充文字。") % numbers,)
    if len(blank) > scan.MOST_PAGES:
        raise TooManyPages(count=len(blank), most=scan.MOST_PAGES)
    pages.begin(len(blank))
    for index in blank:
        texts[index] = pages.text(index + 1, partial(_picture, document, index))
    return (_("第 %s 页由图片识别而来，请逐字核对。") % numbers,)


def _picture(document: pypdfium2.PdfDocument, index: int) -> Any:
    with closing(document[index]) as page:
        return page.render(scale=200 / 72).to_pil()
