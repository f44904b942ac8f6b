"""The few words of WordprocessingML a paper needs, as text: run, paragraph, border, field. Text is escaped here and nowhere else."""

import re
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from bihuan.documents.rendering.docx.fonts import BODY
from bihuan.documents.rendering.docx.measures import BLACK, CHARACTER, LINE_PITCH, SIZE_3

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

OVERHANG = '<w:overflowPunct w:val="1"/>'
"""Word's own default, said aloud: LibreOffice lets marks hang beyond the margin unless it is said (it reads the word the other way)."""

CLOSER = '<w:spacing w:val="-6"/>'
"""0.3 pt off each character: 28 of 三号 to a line in every office program. The section's grid is not used for it, since
LibreOffice fills each run of digits up to whole cells of the grid, which tears numbers away from their words."""

OFF_GRID = '<w:snapToGrid w:val="0"/>'

START, END = '<w:t xml:space="preserve">', "</w:t>"


@dataclass(frozen=True, slots=True)
class Face:
    """How a run looks: font, size in points, colour. `shade` marks a gap."""

    font: str = BODY
    size: float = SIZE_3
    colour: str = BLACK
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """How a paragraph stands. Indents in characters of the grid, `line`, `before`, `after` in twips, `rule` a border in XML."""

    align: str = "both"
    first: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    line: int = LINE_PITCH
    before: int = 0
    after: int = 0
    rule: str = ""
    tabs: str = ""
    extra: str = ""
    level: int | None = None


PLAIN = Face()
FLUSH = Form(align="left")
TEXT = Form(first=2)


def printable(text: str) -> str:
    """Text without the control characters that no XML may hold."""
    return FORBIDDEN.sub("", text)


def clean(text: str) -> str:
    """Text as it may stand in XML: control characters dropped, the rest escaped."""
    return escape(printable(text))


@cache
def face_xml(face: Face) -> str:
    """Run properties: the font for both scripts, so that a substitute replaces both together."""
    name, size = quoteattr(face.font), round(face.size * 2)
    colour = f'<w:color w:val="{face.colour}"/>' if face.colour != BLACK else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{face.shade}"/>' if face.shade else ""
    fonts = f'<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name} w:hint="eastAsia"/>'
    tight = CLOSER if face.size == SIZE_3 else ""
    return f'<w:rPr>{fonts}{OFF_GRID}{colour}{tight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{shade}</w:rPr>'


def run(text: str, face: Face = PLAIN) -> str:
    """A run of text; line feeds become line breaks, tabs tabs."""
    shown = clean(text).replace("\n", f"{END}<w:br/>{START}").replace("\t", f"{END}<w:tab/>{START}")
    return f"<w:r>{face_xml(face)}{START}{shown}{END}</w:r>"


def field(code: str, face: Face = PLAIN) -> str:
    """A field such as PAGE."""
    properties = face_xml(face)
    begin = f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
    told = f'<w:r>{properties}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    shown = f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>{run("1", face)}'
    return f'{begin}{told}{shown}<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'


def paragraph(content: str, form: Form = FLUSH) -> str:
    """A paragraph around runs."""
    return f"<w:p>{form_xml(form)}{content}</w:p>"


@cache
def form_xml(form: Form) -> str:
    """Paragraph properties in the order the schema asks for."""
    spacing = f'<w:spacing w:before="{form.before}" w:after="{form.after}" w:line="{form.line}" w:lineRule="exact"/>'
    outline = f'<w:outlineLvl w:val="{form.level}"/>' if form.level is not None else ""
    rule = f"<w:pBdr>{form.rule}</w:pBdr>" if form.rule else ""
    return f'<w:pPr>{form.extra}{rule}{form.tabs}{OVERHANG}{OFF_GRID}{spacing}{_indent(form)}<w:jc w:val="{form.align}"/>{outline}</w:pPr>'


def _indent(form: Form) -> str:
    sides = {"left": form.left, "right": form.right, "firstLine": form.first, "hanging": form.hanging}
    told = {name: value for name, value in sides.items() if value or name == "left"}
    parts = [f'w:{name}Chars="{round(value * 100)}" w:{name}="{round(value * CHARACTER)}"' for name, value in told.items()]
    return f"<w:ind {' '.join(parts)}/>"


def rule(side: str, eighths: int, colour: str = BLACK, space: int = 0) -> str:
    """A border of a paragraph: side, thickness in eighths of a point, distance in points."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def right_tab(characters: float) -> str:
    """A tab stop whose text ends `characters` from the left margin."""
    return f'<w:tabs><w:tab w:val="right" w:pos="{round(characters * CHARACTER)}"/></w:tabs>'


def bookmark(content: str, number: int, name: str) -> str:
    """Content between the two ends of a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{content}<w:bookmarkEnd w:id="{number}"/>'
