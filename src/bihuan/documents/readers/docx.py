"""A docx as its reader sees it: paragraphs and cells in order, then notes; deleted and hidden words left out, each drawn box once.

Clues come from its properties."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from bihuan.documents.readers.page_numbers import counted
from bihuan.documents.readers.unseen import Unseen, W, is_turned
from bihuan.documents.rules.held import Held, printed_check, without_furniture
from bihuan.foundation.files.rules.archives import Package, open_package
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}delInstrText", f"{W}rPr", f"{W}pPr", f"{MC}Fallback"}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
"""No paper of ours has notes: whatever number stands in them was added."""
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_WORDS = {f"{W}t", f"{M}t"}
_EDGE = re.compile(r"word/(?:header|footer)\d*\.xml")
_NOTHING = Unseen()


_PICTURED = re.compile(r"(?:Wing|Web)dings", re.I)
"""Fonts that have little pictures in the places of letters and figures: a ticked box is no R, a folder no 1."""
_RINGED = {at + many: str(many) for at in (0x80, 0x8B) for many in range(11)}
"""Where Wingdings has figures in a ring, white and black."""


def _symbol(node: Any) -> str:
    """A sign out of a font of symbols: those lie from F000 on (17.3.3.30)."""
    try:
        code = int(node.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    place, font = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code, node.get(f"{W}font", "")
    if _PICTURED.match(font):
        return _RINGED.get(place, "□") if font.lower() == "wingdings" else "□"
    return chr(place) if 0 < place < 0x110000 else ""


def _along(node: Any) -> str:
    """Words drawn along a path."""
    return f"\n{node.get('string', '')}\n"


_DRAWN = {f"{W}sym": _symbol, f"{V}textpath": _along}


def read_docx(data: bytes) -> Held:
    """Raises UnreadableFile for a package that is none, is locked or broken."""
    package = open_package(data, FileKind.DOCX.label)
    body = package.read("word/document.xml")
    if body is None:
        raise DamagedFile(kind=FileKind.DOCX.label)
    told = _properties(package)
    unseen = _unseen(package)
    text = "".join(_text(part, unseen) for part in (body, *map(package.read, _NOTES)) if part)
    edges = "\n".join(_edges(package, unseen))
    number, check = printed_check(f"{edges}\n{text}")
    return Held("docx", without_furniture(f"{text}\n{edges}"), told.get("BihuanDocument") or number, told.get("BihuanFigures", ""), check)


def _unseen(package: Package) -> Unseen:
    part = package.read("word/styles.xml")
    return Unseen(None if part is None else tree(part))


def _edges(package: Package, unseen: Unseen) -> list[str]:
    """What stands above and below the sheets, each text once: code and page numbers, and whatever was added there."""
    parts = (package.read(name) for name in package.names() if _EDGE.fullmatch(name))
    return list(dict.fromkeys(_text(part, unseen) for part in parts if part))


def tree(data: bytes) -> Any:
    """A part of the package as a tree; nothing outside is fetched, and none is deeper than its readers go."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as broken:
        raise DamagedFile(kind=FileKind.DOCX.label) from broken


def _text(data: bytes, unseen: Unseen) -> str:
    part = tree(data)
    for one in list(counted(part)):
        one.text = ""
    return "".join(pieces(part, unseen))


def pieces(node: Any, unseen: Unseen = _NOTHING) -> Iterator[str]:
    """Text of a part in reading order: a box drawn in a paragraph comes where it is anchored, on lines of its own."""
    if node.tag in _SKIPPED or not isinstance(node.tag, str) or unseen.covers(node):
        return
    if node.tag in _WORDS:
        yield node.text or ""
    elif node.tag in _SIGNS:
        yield _SIGNS[node.tag]
    elif node.tag in _DRAWN:
        yield _DRAWN[node.tag](node)
    elif is_turned(node):
        yield "".join(piece for child in node for piece in pieces(child, unseen))[::-1]
    else:
        for child in node:
            yield from pieces(child, unseen)
        if node.tag == f"{W}p":
            yield "\n"


def _properties(package: Package) -> dict[str, str]:
    part = package.read("docProps/custom.xml")
    if part is None:
        return {}
    named = ((one.get("name") or "", one) for one in tree(part))  # a remark among them has no name
    return {name: "".join(one.itertext()).strip() for name, one in named if name.startswith("Bihuan")}
