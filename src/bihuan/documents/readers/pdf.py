"""A PDF by pdfium: pages as text in the order they were written, clues from the keywords and from the printed code."""

import re

import pypdfium2

from bihuan.documents.rules.held import Held, printed_check, without_furniture
from bihuan.foundation.files.rules.pdf import MOST_PAGES, open_pdf, refuse_costly
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import BadInput, _

_KEYWORD = re.compile(r"BihuanCheck=([0-9]{1,12})-([0-9A-F]{4})-([0-9A-F]{4})")


def read_pdf(data: bytes) -> Held:
    """Raises UnreadableFile for a broken one, BadInput for one without text (a scan) or with too many pages."""
    refuse_costly(data)
    with open_pdf(data) as document:
        if len(document) > MOST_PAGES:
            raise BadInput(_("这份 PDF 有 %(pages)d 页，最多核对 %(most)d 页。"), pages=len(document), most=MOST_PAGES)
        try:
            text = "\n".join(_page(document, at) for at in range(len(document))).replace("\r\n", "\n")
        except pypdfium2.PdfiumError as broken:
            raise DamagedFile(kind=FileKind.PDF.label) from broken
        keywords = str(document.get_metadata_dict().get("Keywords") or "")
    if not text.strip():
        raise BadInput(_("这份 PDF 里没有文字，可能是扫描件。请用印发的 Word 文件或由它导出的 PDF 核对。"))
    told = _KEYWORD.search(keywords)
    number, check = (told[1], (told[2] + told[3]).lower()) if told else printed_check(text)
    return Held("pdf", without_furniture(text), document=number, check=check, sheets=True)


def _page(document: pypdfium2.PdfDocument, at: int) -> str:
    page = document[at]
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()
