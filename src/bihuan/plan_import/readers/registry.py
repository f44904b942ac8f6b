"""The table of readers: which module reads which kind. Modules are loaded when their kind first comes."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

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

_PICTURED = ("scan", "pdf")
"""Modules whose files may hold pages that are pictures."""


def reader_of(kind: FileKind, pages: Any = None) -> Callable[[bytes], ReadText]:
    """The `read(data)` of the module for this kind; `pages` (`scan.Pages`) recognises pages that are pictures."""
    name = READERS[kind]
    read: Callable[..., ReadText] = import_module(f"{__package__}.{name}").read
    return partial(read, pages=pages) if name in _PICTURED else read
