"""Headers and footers: page numbers — 1 — odd right and even left, the draft mark, the head and foot of a letter's first page."""

from dataclasses import replace
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section

from bihuan.documents.rendering.docx.fonts import SONG
from bihuan.documents.rendering.docx.foot import NO_MARGINS
from bihuan.documents.rendering.docx.head import EMPTY, draft_mark, letter_foot, letter_head
from bihuan.documents.rendering.docx.measures import AREA_WIDTH, BOTTOM, LEFT, SIZE_4, twips
from bihuan.documents.rendering.docx.page import REFERENCES
from bihuan.documents.rendering.docx.pen import Pen
from bihuan.documents.rendering.docx.wordml import Face, Form, field, paragraph, run
from bihuan.documents.vocabulary import Layout

NUMBER = Face(SONG, SIZE_4)
ONE = SIZE_4 / 16
"""One character of 四号 on the grid of 三号."""


def page_number(odd: bool) -> str:
    """— N —, one character from the outer edge."""
    content = run("— ", NUMBER) + field("PAGE", NUMBER) + run(" —", NUMBER)
    form = Form(align="right" if odd else "left", line=400)
    return paragraph(content, replace(form, right=ONE) if odd else replace(form, left=ONE))


def turned_page_number(odd: bool) -> str:
    """The same on a turned page: at the edge that is the foot of the upright sheet, turned with it."""
    height, middle = twips(AREA_WIDTH), BOTTOM - 7
    place = f'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{twips(middle) - 200}" w:tblpY="{twips(LEFT)}"'
    table = f'<w:tblPr><w:tblpPr {place}/><w:tblW w:w="400" w:type="dxa"/><w:tblLayout w:type="fixed"/>{NO_MARGINS}</w:tblPr>'
    row = f'<w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
    cell = '<w:tcPr><w:tcW w:w="400" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
    grid = '<w:tblGrid><w:gridCol w:w="400"/></w:tblGrid>'
    return f"<w:tbl>{table}{grid}<w:tr>{row}<w:tc>{cell}{page_number(odd)}</w:tc></w:tr></w:tbl>{EMPTY}"


def references(document: Document, pen: Pen) -> dict[str, str]:
    """Make the parts; the references of numbered and unnumbered sections by their placeholder."""
    document.settings.odd_and_even_pages_header_footer = True
    mark = draft_mark(pen.laid.corner) if pen.laid.corner else EMPTY
    document.add_section()
    document.add_section()
    numbered, unnumbered, turned = document.sections
    _fill(numbered, (mark, mark), (page_number(True), page_number(False)))
    _fill(unnumbered, (mark, mark), (EMPTY, EMPTY))
    _fill(turned, (mark, mark), (turned_page_number(True), turned_page_number(False)))
    if pen.paper.form is Layout.LETTER:
        _write(numbered.first_page_header, letter_head(pen))
        _write(numbered.first_page_footer, letter_foot())
    named = (("numbered", numbered), ("unnumbered", unnumbered), ("turned", turned))
    return {REFERENCES.replace("references", name): _told(section) for name, section in named}


def _fill(section: Section, heads: tuple[str, str], feet: tuple[str, str]) -> None:
    parts = (section.header, section.even_page_header, section.footer, section.even_page_footer)
    for part, xml in zip(parts, (*heads, *feet), strict=True):
        _write(part, xml)


def _write(part: Any, xml: str) -> None:
    """Put paragraphs into a header or footer of its own."""
    part.is_linked_to_previous = False
    root = part._element
    for child in list(root):
        root.remove(child)
    root.extend(list(parse_xml(f"<w:hdr {nsdecls('w')}>{xml}</w:hdr>")))


def _told(section: Section) -> str:
    """The header and footer references of a section, as text."""
    found = [each for each in section._sectPr if each.tag in (qn("w:headerReference"), qn("w:footerReference"))]
    return "".join(f'<w:{each.tag.split("}")[1]} w:type="{each.get(qn("w:type"))}" r:id="{each.get(qn("r:id"))}"/>' for each in found)
