"""The body of a docx in reading order: paragraphs with their numbers, text boxes after their anchor, tables row by row."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from bihuan.foundation.files.rules.markup import attribute, child, local
from bihuan.plan_import.readers.docx.numbering import Numbering
from bihuan.plan_import.readers.docx.runs import Words, mark_deleted, words_of
from bihuan.plan_import.readers.docx.styles import list_place
from bihuan.plan_import.readers.text import table_lines

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice", "body", "txbxContent"})


@dataclass(slots=True)
class Body:
    """Walks a document once, counting its lists. `tracked` tells afterwards whether changes had been tracked."""

    numbering: Numbering
    tracked: bool = False
    pending: str = ""
    seen: set[str] = field(default_factory=set)

    def lines(self, container: etree._Element) -> Iterator[str]:
        """The pieces (paragraphs, table rows) of a container in order; a piece may hold line breaks."""
        for block in blocks(container):
            if local(block) == "tbl":
                yield from self._table(block)
            else:
                yield from self._paragraph(block)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        words = words_of(paragraph)
        self.tracked = self.tracked or words.tracked
        if mark_deleted(paragraph):
            self.pending += words.text
            self.tracked = True
        else:
            yield self._numbered(paragraph, words)
        for box in words.boxes:
            yield from self.lines(box)

    def _numbered(self, paragraph: etree._Element, words: Words) -> str:
        properties = child(paragraph, "pPr")
        style = child(properties, "pStyle")
        style_id = attribute(style, "val") if style is not None else None
        if self.numbering.styles.is_contents(style_id):
            self.seen.add("toc")
            return ""
        text, self.pending = self.pending + words.text, ""
        number = self.numbering.number(list_place(properties), style_id)
        return number + text if text else ""

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = [self._row(row) for row in inner_of(table, "tr") if child(row, "trPr", "del") is None]
        if max((len(row) for row in rows), default=0) <= 1:
            # One column is a frame around text, not a table: its paragraphs stay paragraphs.
            yield from (line for row in rows for cell in row for line in cell.split("\n"))
        else:
            yield from table_lines(rows)

    def _row(self, row: etree._Element) -> list[str]:
        cells: list[str] = []
        for cell in inner_of(row, "tc"):
            cells.append("\n".join(line for line in self.lines(cell) if line))
            span = child(cell, "tcPr", "gridSpan")
            value = attribute(span, "val") if span is not None else None
            cells.extend([""] * (min(int(value), 64) - 1 if value and value.isdigit() else 0))
        return cells


def blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables directly inside, through wrappers that mean nothing for reading."""
    for element in container:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name in _WRAPPERS and not _contents_list(element):
            yield from blocks(element)


def inner_of(container: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through wrappers."""
    for element in container:
        if local(element) == wanted:
            yield element
        elif local(element) in _WRAPPERS:
            yield from inner_of(element, wanted)


def _contents_list(element: etree._Element) -> bool:
    """A table of contents that Word made."""
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"
