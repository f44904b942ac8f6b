"""A paper as a docx: python-docx brings the package, the body is written in one piece."""

from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bihuan.documents.rendering.docx import body, foot, furniture
from bihuan.documents.rendering.docx.fonts import BODY, HEI, KAI, font_table
from bihuan.documents.rendering.docx.head import head
from bihuan.documents.rendering.docx.measures import SIZE_3
from bihuan.documents.rendering.docx.page import Section, Sheets
from bihuan.documents.rendering.docx.pen import Pen
from bihuan.documents.rendering.docx.stamp import stamp
from bihuan.documents.rendering.docx.wordml import FLUSH, TEXT, Face, face_xml, paragraph, printable, run
from bihuan.documents.rules.pages import ends_on_odd_page, leaves_no_room
from bihuan.documents.rules.paper import Paper
from bihuan.documents.vocabulary import Layout

FIXED = datetime(2000, 1, 1)
"""Creation time written into the file, so that the same paper gives the same bytes."""

PARAGRAPH_DEFAULTS = '<w:widowControl w:val="0"/><w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def render_docx(paper: Paper, kept: str = "", seal: str = "") -> bytes:
    """The paper as docx in the national layout (GB/T 9704-2012, domain.md F1; F3 for bulletins), figures bound in order.

    An issued one carries the list that the register keeps and its signature."""
    document, pen = docx.Document(), Pen(paper)
    _defaults(document)
    _properties(document, paper)
    marks = furniture.references(document, pen)
    xml = _body(pen)
    for placeholder, told in marks.items():
        xml = xml.replace(placeholder, told)
    old = document.element.body
    old.getparent().replace(old, parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>"))
    stamp(document, paper, kept, seal)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _body(pen: Pen) -> str:
    paper, sheets = pen.paper, Sheets(first_page=pen.paper.form is Layout.LETTER)
    laid = pen.laid
    sheets.add(head(pen) + _opening(pen), laid.turned)
    body.parts(pen, laid.parts, sheets, stays=laid.turned, tied=bool(laid.signed))
    closing = foot.attachment_list(laid.listed) + foot.signature(pen) + (paragraph(run(laid.note), TEXT) if laid.note else "")
    if closing:
        sheets.add(closing)
    foot.attachments(pen, sheets)
    imprint = foot.imprint(pen)
    if imprint and ends_on_odd_page(paper):
        return sheets.finish(Section(numbered=False, start="evenPage"), foot.LAST + imprint)
    if imprint:
        sheets.add(foot.NEW_PAGE + imprint if leaves_no_room(paper) else imprint)
    return sheets.finish()


def _opening(pen: Pen) -> str:
    """Editor's note, title, addressee."""
    paper = pen.paper
    said = paragraph(run("编者按：", Face(HEI)) + pen.runs(paper.editors_note, Face(KAI)), TEXT) if paper.editors_note else ""
    told = paragraph(pen.one(pen.laid.addressee), FLUSH) if paper.addressee else ""
    return said + body.title(pen, pen.laid.title) + body.blank_lines(1) + told


def _defaults(document: Document) -> None:
    """Fonts and paragraph defaults of the whole file, its table of fonts."""
    styles = document.styles.element
    defaults = styles.find(f"{{{styles.nsmap['w']}}}docDefaults")
    new = (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault>{face_xml(Face(BODY, SIZE_3))}</w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{PARAGRAPH_DEFAULTS}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    styles.replace(defaults, parse_xml(new))
    _normal(document)
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = font_table()


def _normal(document: Document) -> None:
    """The style Normal carries the face too: the width of a grid character is taken from it."""
    normal = document.styles["Normal"].element
    for old in normal.findall(f"{{{normal.nsmap['w']}}}rPr"):
        normal.remove(old)
    for old in normal.findall(f"{{{normal.nsmap['w']}}}pPr"):
        normal.remove(old)
    normal.append(parse_xml(f"<w:pPr {nsdecls('w')}>{PARAGRAPH_DEFAULTS}</w:pPr>"))
    normal.append(parse_xml(face_xml(Face(BODY, SIZE_3)).replace("<w:rPr>", f"<w:rPr {nsdecls('w')}>", 1)))


def _properties(document: Document, paper: Paper) -> None:
    core = document.core_properties
    core.title, core.author = printable(str(paper.title))[:255], printable(str(paper.issuer))[:255]
    core.comments, core.language = "", "zh-CN"
    core.created = core.modified = FIXED
