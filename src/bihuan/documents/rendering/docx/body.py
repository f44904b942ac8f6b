"""The text of a paper: title, addressee, headings, paragraphs, lists (domain.md F1)."""

from dataclasses import replace

from bihuan.documents.rendering.docx.fonts import BODY, HEI, KAI, TITLE
from bihuan.documents.rendering.docx.measures import SIZE_2
from bihuan.documents.rendering.docx.page import Sheets
from bihuan.documents.rendering.docx.pen import Pen
from bihuan.documents.rendering.docx.tables import table
from bihuan.documents.rendering.docx.wordml import FLUSH, TEXT, Face, Form, paragraph, run
from bihuan.documents.rules.laid import Line, Part
from bihuan.documents.rules.pages import wrapped
from bihuan.documents.rules.paper import Run, Table, line_text

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


def title(pen: Pen, lines: tuple[Run, ...]) -> str:
    """2号 小标宋, centred, one grid line each."""
    face = Face(TITLE, SIZE_2)
    return paragraph(run("\n", face).join(pen.one(line, face) for line in lines), Form(align="center", level=0))


def parts(pen: Pen, content: tuple[Part, ...], sheets: Sheets, stays: bool = False, tied: bool = False) -> None:
    """Parts one after the other, tables that want it on turned pages; where all `stays` turned, nothing turns back.

    `tied` keeps the last paragraph with the signature below it: no page holds a signature without text (domain.md F1).
    """
    for at, each in enumerate(content, 1):
        if isinstance(each, Table):
            sheets.add(table(pen, each), stays or each.landscape)
        else:
            sheets.add(line(pen, each, tie=KEEP if tied and at == len(content) and is_short(each) else ""), stays)


def is_short(each: Line) -> bool:
    """A paragraph of a few lines: LibreOffice moves a tied paragraph whole, so a long one is not tied."""
    return wrapped(each.lead + line_text(each.runs)) <= SHORT


def line(pen: Pen, each: Line, tie: str = "") -> str:
    """A heading or a paragraph; `tie` keeps it with what follows."""
    if each.level:
        return paragraph(pen.runs(each.runs, Face(HEADING_FONTS[each.level - 1])), Form(first=2, extra=KEEP, level=each.level))
    lead = run(each.lead, Face(KAI)) if each.lead else ""
    return paragraph(lead + pen.runs(each.runs), replace(TEXT if each.indent else FLUSH, extra=tie))
