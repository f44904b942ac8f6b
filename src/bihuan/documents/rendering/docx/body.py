"""The text of a paper: title, addressee, headings, paragraphs, lists (domain.md F1)."""

from dataclasses import replace

from bihuan.documents.rendering.docx.fonts import BODY, HEI, KAI, TITLE
from bihuan.documents.rendering.docx.measures import SIZE_2
from bihuan.documents.rendering.docx.page import Sheets
from bihuan.documents.rendering.docx.pen import Pen
from bihuan.documents.rendering.docx.tables import table
from bihuan.documents.rendering.docx.wordml import FLUSH, TEXT, Face, Form, paragraph, run
from bihuan.documents.rules.pages import wrapped
from bihuan.documents.rules.paper import Block, Heading, List, Para, Table, Text, line_text
from bihuan.documents.rules.title import wrap_title
from bihuan.documents.vocabulary import Layout

HEADING_FONTS = (HEI, KAI, BODY, BODY)
KEEP = "<w:keepNext/>"
SHORT = 4
BLANK = paragraph("")
KEPT = paragraph("", Form(align="left", extra=KEEP))


def blank_lines(count: int) -> str:
    """Empty lines of the grid."""
    return BLANK * count


def kept_lines(count: int) -> str:
    """Empty lines that stay with what follows."""
    return KEPT * count


def title(pen: Pen, text: Text, keep: str = "") -> str:
    """2号 小标宋, centred, one grid line each, wrapped as a trapezoid."""
    face = Face(TITLE, SIZE_2)
    if not isinstance(text, str):
        return paragraph(pen.one(text, face), Form(align="center"))
    form = Form(align="center", extra=keep, level=0)
    return paragraph(run("\n".join(wrap_title(text)), face), form)


def blocks(pen: Pen, content: tuple[Block, ...], sheets: Sheets, tied: bool = False) -> None:
    """Blocks one after the other, tables that want it on turned pages; after a plain paper that starts turned nothing turns back.

    `tied` keeps the last paragraph with the signature below it: no page holds a signature without text (domain.md F1).
    """
    stays = pen.paper.form is Layout.PLAIN and starts_turned(content)
    for at, each in enumerate(content, 1):
        shown = block(pen, each, tie=KEEP if tied and at == len(content) and is_short(each) else "")
        sheets.add(shown, stays or (isinstance(each, Table) and each.landscape))


def is_short(each: Block) -> bool:
    """A paragraph of a few lines: LibreOffice moves a tied paragraph whole, so a long one is not tied."""
    return isinstance(each, Para) and wrapped(each.lead + line_text(each.runs)) <= SHORT


def starts_turned(content: tuple[Block, ...]) -> bool:
    """Does the first block want a turned page?"""
    return bool(content) and isinstance(content[0], Table) and content[0].landscape


def block(pen: Pen, each: Block, tie: str = "") -> str:
    """One block in its form; `tie` keeps a paragraph with what follows."""
    match each:
        case Heading():
            return _heading(pen, each)
        case Para():
            lead = run(each.lead, Face(KAI)) if each.lead else ""
            return paragraph(lead + pen.runs(each.runs), replace(TEXT if each.indent else FLUSH, extra=tie))
        case List():
            return _list(pen, each)
        case Table():
            return table(pen, each)


def _heading(pen: Pen, heading: Heading) -> str:
    face = Face(HEADING_FONTS[heading.level - 1])
    number = run(pen.outline.next(heading.level), face) if heading.numbered else ""
    form = Form(first=2, extra=KEEP, level=heading.level)
    return paragraph(number + pen.one(heading.text, face), form)


def _list(pen: Pen, items: List) -> str:
    marks = (f"{at}." if items.ordered else "" for at in range(1, len(items.items) + 1))
    return "".join(paragraph((run(mark) if mark else "") + pen.runs(item), TEXT) for mark, item in zip(marks, items.items, strict=True))
