"""One door for all kinds that a page can show."""

from bihuan.foundation.files.rules.previewing.blocks import Preview
from bihuan.foundation.files.vocabulary import FileKind as K

PICTURES = frozenset({K.PNG, K.JPG, K.GIF, K.WEBP, K.BMP, K.TIF, K.HEIC})
_TEXTS = frozenset({K.TXT, K.MD})
_TABLES = frozenset({K.XLSX, K.XLS, K.ET})
SHOWN = PICTURES | _TEXTS | _TABLES | {K.PDF, K.DOCX, K.PPTX}
"""Kinds with a preview. Films and sounds are downloaded; DOC, PPT, OFD and the WPS texts too."""


def preview(data: bytes, kind: K) -> Preview:
    """What the page shows of a file of a kind in SHOWN. Raises a subclass of UnreadableFile."""
    # Each library costs up to 100 ms to load: only the one that is needed.
    if kind in PICTURES:
        from bihuan.foundation.files.rules.previewing.shots import opened, shot

        with opened(data, kind) as picture:
            return Preview(shots=[shot(picture)], total=1)
    if kind is K.PDF:
        from bihuan.foundation.files.rules.previewing.pages import pages

        return pages(data)
    if kind in _TABLES:
        from bihuan.foundation.files.rules.previewing.tables import tables

        return tables(data, kind)
    from bihuan.foundation.files.rules.previewing import words

    return words.document(data) if kind is K.DOCX else words.slides(data) if kind is K.PPTX else words.plain(data)
