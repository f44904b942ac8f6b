"""The table of readers: which module reads which kind. Modules are loaded when their kind first comes."""

from collections.abc import Callable
from importlib import import_module

from bihuan.foundation.files.vocabulary import FileKind
from bihuan.plan_import.readers.text import ReadText

READERS: dict[FileKind, str] = {
    FileKind.TXT: "plain",
    FileKind.MD: "markdown",
    FileKind.HTML: "html",
    FileKind.DOCX: "docx",
    FileKind.DOC: "doc",
    FileKind.WPS: "doc",
    FileKind.RTF: "rtf",
    FileKind.PDF: "pdf",
    FileKind.PNG: "scan",
    FileKind.JPG: "scan",
    FileKind.GIF: "scan",
    FileKind.WEBP: "scan",
    FileKind.BMP: "scan",
    FileKind.TIF: "scan",
}


def reader_of(kind: FileKind) -> Callable[[bytes], ReadText]:
    """The `read(data)` of the module for this kind."""
    read: Callable[[bytes], ReadText] = import_module(f"{__package__}.{READERS[kind]}").read
    return read
