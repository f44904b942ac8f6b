"""A docx paragraph by paragraph: what an edited draft says, changes still under review as if they were accepted."""

from collections.abc import Iterator
from typing import Any

from bihuan.documents.readers.docx import W, pieces, tree
from bihuan.documents.rules.held import without_furniture
from bihuan.documents.rules.returned import Came
from bihuan.foundation.files.rules import examine
from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind


def read_paragraphs(data: bytes, name: str) -> list[Came]:
    """Paragraphs and tables in order. Raises a subclass of UnreadableFile for anything but a sound docx."""
    examine(data, name, frozenset({FileKind.DOCX}))
    package = open_package(data, FileKind.DOCX.label)
    body = package.read("word/document.xml")
    if body is None:
        raise DamagedFile(kind=FileKind.DOCX.label)
    root = tree(body).find(f"{W}body")
    if root is None:
        raise DamagedFile(kind=FileKind.DOCX.label)
    return [Came(without_furniture(one.text), one.is_table) for one in _of(root)]


def _of(node: Any) -> Iterator[Came]:
    """The paragraphs below a node; controls and the like are looked through."""
    for child in node:
        if child.tag == f"{W}p":
            yield Came("".join(pieces(child)).rstrip("\n"))
        elif child.tag == f"{W}tbl":
            yield Came(_rows(child), is_table=True)
        elif isinstance(child.tag, str) and child.tag not in {f"{W}sectPr", f"{W}del", f"{W}moveFrom"}:
            yield from _of(child)


def _rows(table: Any) -> str:
    return "\n".join("\t".join("".join(pieces(cell)).strip() for cell in row.findall(f"{W}tc")) for row in table.iter(f"{W}tr"))
