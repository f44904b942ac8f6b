"""The words of a paper of the desk, docx or Excel, with the mark by which it is known."""

from typing import Any

from lxml import etree

from bihuan.clues.rules.prints import lines_of, read_mark
from bihuan.foundation.files.rules import examine
from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.grids import open_workbook, text_of
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_print(data: bytes, name: str) -> tuple[str, str, list[str]]:
    """Number, salt and lines. Raises a subclass of UnreadableFile for what is neither."""
    if name.lower().endswith(".xlsx"):
        rows = [row for grid in open_workbook(data, name).grids() for row in grid.cells]
        text = "\n".join(line for row in rows for cell in row for line in text_of(cell).splitlines())
        return *read_mark(text), lines_of(text)
    examine(data, name, frozenset({FileKind.DOCX}))
    package = open_package(data, FileKind.DOCX.label)
    body, properties = package.read("word/document.xml"), package.read("docProps/custom.xml")
    if body is None:
        raise DamagedFile(kind=FileKind.DOCX.label)
    text = "\n".join(_paragraph(one) for one in _tree(body).iter(f"{_W}p"))
    mark = "".join(_tree(properties).itertext()) if properties else ""
    return *read_mark(mark), lines_of(text)


def _tree(data: bytes) -> Any:
    """A part of the package; nothing outside is fetched."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as broken:
        raise DamagedFile(kind=FileKind.DOCX.label) from broken


def _paragraph(node: Any) -> str:
    return "".join("\n" if one.tag == f"{_W}br" else one.text or "" for one in node.iter(f"{_W}t", f"{_W}br"))
