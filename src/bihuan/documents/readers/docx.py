"""A docx as its reader sees it: paragraphs and cells in order, then notes; deleted and hidden words left out, each drawn box once.

Clues come from its properties."""

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
_SHOWN = {"0", "false", "off"}
"""What a property says that is written and not meant."""
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
"""No paper of ours has notes: whatever number stands in them was added."""
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read_docx(data: bytes) -> Held:
    """Raises UnreadableFile for a package that is none, is locked or broken."""
    package = open_package(data, FileKind.DOCX.label)
    body = package.read("word/document.xml")
    if body is None:
        raise DamagedFile(kind=FileKind.DOCX.label)
    told = _properties(package)
    text = "".join(_text(part) for part in (body, *map(package.read, _NOTES)) if part)
    headers = "\n".join(_text(part) for name in package.names() if name.startswith("word/header") and (part := package.read(name)))
    number, check = printed_check(f"{headers}\n{text}")
    return Held("docx", without_furniture(text), told.get("BihuanDocument") or number, told.get("BihuanFigures", ""), check)


def tree(data: bytes) -> Any:
    """A part of the package as a tree; nothing outside is fetched, and none is deeper than its readers go."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as broken:
        raise DamagedFile(kind=FileKind.DOCX.label) from broken


def _text(data: bytes) -> str:
    return "".join(pieces(tree(data)))


def pieces(node: Any) -> Iterator[str]:
    """Text of a part in reading order: a box drawn in a paragraph comes where it is anchored, on lines of its own."""
    if node.tag in _SKIPPED or not isinstance(node.tag, str) or _is_hidden(node):
        return
    if node.tag == f"{W}t":
        yield node.text or ""
    elif node.tag in _SIGNS:
        yield _SIGNS[node.tag]
    else:
        for child in node:
            yield from pieces(child)
        if node.tag == f"{W}p":
            yield "\n"


def _is_hidden(node: Any) -> bool:
    """A run that is in the file and neither on the screen nor on paper: an old number hidden so would vouch for the new one beside it."""
    told = node.find(f"{W}rPr/{W}vanish") if node.tag == f"{W}r" else None
    return told is not None and told.get(f"{W}val", "1") not in _SHOWN


def _properties(package: Package) -> dict[str, str]:
    part = package.read("docProps/custom.xml")
    if part is None:
        return {}
    named = ((one.get("name") or "", one) for one in tree(part))  # a remark among them has no name
    return {name: "".join(one.itertext()).strip() for name, one in named if name.startswith("Bihuan")}
