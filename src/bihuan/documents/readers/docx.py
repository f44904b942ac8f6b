"""A docx as its reader sees it: paragraphs and cells in order, deleted words left out, each drawn box once; clues from its properties."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from bihuan.documents.rules.held import Held, printed_check, without_furniture
from bihuan.foundation.files.rules.archives import Package, open_package
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}delInstrText", f"{W}rPr", f"{W}pPr", f"{MC}Fallback"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read_docx(data: bytes) -> Held:
    """Raises UnreadableFile for a package that is none, is locked or broken."""
    package = open_package(data, FileKind.DOCX.label)
    body = package.read("word/document.xml")
    if body is None:
        raise DamagedFile(kind=FileKind.DOCX.label)
    told = _properties(package)
    text = _text(body)
    headers = "\n".join(_text(part) for name in package.names() if name.startswith("word/header") and (part := package.read(name)))
    number, check = printed_check(f"{headers}\n{text}")
    return Held("docx", without_furniture(text), told.get("BihuanDocument") or number, told.get("BihuanFigures", ""), check)


def tree(data: bytes) -> Any:
    """A part of the package as a tree; nothing outside is fetched."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True))
    except etree.XMLSyntaxError as broken:
        raise DamagedFile(kind=FileKind.DOCX.label) from broken


def _text(data: bytes) -> str:
    return "".join(pieces(tree(data)))


def pieces(node: Any) -> Iterator[str]:
    """Text of a part in reading order: a box drawn in a paragraph comes where it is anchored, on lines of its own."""
    if node.tag in _SKIPPED or not isinstance(node.tag, str):
        return
    if node.tag == f"{W}t":
        yield node.text or ""
    elif node.tag in _SIGNS:
        yield _SIGNS[node.tag]
    else:
        yield from (piece for child in node for piece in pieces(child))
        if node.tag == f"{W}p":
            yield "\n"


def _properties(package: Package) -> dict[str, str]:
    part = package.read("docProps/custom.xml")
    if part is None:
        return {}
    return {one.get("name", ""): "".join(one.itertext()).strip() for one in tree(part) if one.get("name", "").startswith("Bihuan")}
