"""The door of the readers: look a file over, then read it by its kind."""

from bihuan.documents.readers.docx import read_docx
from bihuan.documents.readers.pdf import read_pdf
from bihuan.documents.rules.held import Held
from bihuan.foundation.files.rules import examine
from bihuan.foundation.files.vocabulary import FileKind


def read_held(data: bytes, name: str) -> Held:
    """The text and clues of a docx or PDF. Raises a subclass of UnreadableFile that says what is wrong with any other."""
    seen = examine(data, name, frozenset({FileKind.DOCX, FileKind.PDF}))
    return read_pdf(data) if seen.kind is FileKind.PDF else read_docx(data)
