"""PDF files opened by pdfium (no scripts are run): pages as text, and a clear refusal for locked or broken ones."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2

from bihuan.foundation.files.rules.refusals import DamagedFile, PasswordProtected
from bihuan.foundation.files.vocabulary import FileKind

_WANTS_PASSWORD = 4
MOST_PAGES = 600


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF document, closed at the end. Raises PasswordProtected, DamagedFile."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as broken:
        locked = getattr(broken, "err_code", None) == _WANTS_PASSWORD or "password" in str(broken).lower()
        raise (PasswordProtected if locked else DamagedFile)(kind=FileKind.PDF.label) from broken
    with closing(document):
        if len(document) == 0:
            raise DamagedFile(kind=FileKind.PDF.label)
        yield document


def first_page(data: bytes) -> str:
    """Text of the first page."""
    with open_pdf(data) as document:
        try:
            with closing(document[0]) as page, closing(page.get_textpage()) as text:
                return str(text.get_text_range())
        except pypdfium2.PdfiumError:
            return ""
