"""A docx paragraph by paragraph: what an edited draft says, changes still under review as if they were accepted."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from bihuan.documents.readers.docx import W, pieces, tree
from bihuan.documents.rules.held import without_furniture
from bihuan.documents.rules.returned import Came
from bihuan.foundation.files.rules import examine
from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import BadInput, _

MOST_PARAGRAPHS = 3000
"""Each is held against each line of the draft; the longest papers have some hundreds."""
MOST_READ = 100_000
"""Blank ones among them."""


def read_paragraphs(data: bytes, name: str) -> list[Came]:
    """Paragraphs and tables in order. Raises a subclass of UnreadableFile for anything but a sound docx, BadInput for one with too many."""
    examine(data, name, frozenset({FileKind.DOCX}))
    package = open_package(data, FileKind.DOCX.label)
    body = package.read("word/document.xml")
    if body is None:
        raise DamagedFile(kind=FileKind.DOCX.label)
    root = tree(body).find(f"{W}body")
    if root is None:
        raise DamagedFile(kind=FileKind.DOCX.label)
    found = [
        Came(text, one.is_table) for one in islice(_of(root), MOST_READ) if (text := without_furniture(one.text)).strip() or one.is_table
    ]
    if len(found) > MOST_PARAGRAPHS:
        raise BadInput(_("交回的文件有 %(most)d 段以上，不像是从这份草稿改出来的。请核对是不是选错了文件。"), most=MOST_PARAGRAPHS)
    return found


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
