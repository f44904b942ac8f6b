"""Pages of a PDF as pictures, by pdfium: no scripts, no forms, no links."""

from contextlib import closing

import pypdfium2

from bihuan.foundation.files.rules.pdf import open_pdf
from bihuan.foundation.files.rules.previewing.blocks import Preview, Shot
from bihuan.foundation.files.rules.previewing.shots import shot
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind

MOST_PAGES = 20
_WIDTH, _MOST_SIDE = 1100, 2200


def pages(data: bytes) -> Preview:
    """The first pages. Raises PasswordProtected, DamagedFile, ZipBomb."""
    with open_pdf(data) as document:
        total = len(document)
        shots = [_page(document, number) for number in range(min(total, MOST_PAGES))]
    return Preview(shots=shots, total=total, more=total > MOST_PAGES)


def _page(document: pypdfium2.PdfDocument, number: int) -> Shot:
    try:
        with closing(document[number]) as page:
            width, height = page.get_size()
            scale = min(_WIDTH / max(width, 1), _MOST_SIDE / max(height, 1), 4)
            bitmap = page.render(scale=scale, may_draw_forms=False)
            return shot(bitmap.to_pil(), _MOST_SIDE)
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as broken:
        raise DamagedFile(kind=FileKind.PDF.label) from broken
