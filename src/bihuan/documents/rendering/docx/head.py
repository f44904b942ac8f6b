"""What stands above the title: marks, red head, number, red rule; the heads of bulletins and letters (domain.md F1, F3)."""

from bihuan.documents.rendering.docx.body import blank_lines
from bihuan.documents.rendering.docx.fonts import BODY, HEI, KAI, SONG, TITLE
from bihuan.documents.rendering.docx.measures import AREA_WIDTH, CHARACTERS, LINE_PITCH, PAGE_HEIGHT, RED, twips
from bihuan.documents.rendering.docx.pen import Pen
from bihuan.documents.rendering.docx.wordml import FLUSH, Face, Form, paragraph, right_tab, rule, run
from bihuan.documents.vocabulary import Layout

RED_RULE = 12
"""1.5 pt in eighths of a point."""

FOUR_MILLIMETRES = 7
"""Distance in points that puts the red rule 4 mm below the number: the line of 28.95 pt is deeper than its letters."""

LETTER_DROP = twips(12.2)
"""What lowers the letters of a letter's head from the page header's top (15 mm) to 30 mm below the page's edge."""

WIDER_LEFT, WIDER_RIGHT = -8 / AREA_WIDTH * CHARACTERS, -6 / AREA_WIDTH * CHARACTERS
"""Characters by which a letter's rule of 170 mm, centred on the page, exceeds the type area."""

LARGEST_HEAD = 54.0
HEAD_TOP = 35.0
"""Millimetres from the type area's top to the letters of the red head; three lines of marks stand above it."""

LETTER_SLACK = 0.204
"""Share of a letter's size that stays empty above it in a line of 1.3 times its size."""


def head(pen: Pen) -> str:
    """The head of the paper's layout; nothing for a plain one and for a letter (its head stands in the page header)."""
    match pen.paper.form:
        case Layout.OFFICIAL:
            return _marks(pen.laid.marks) + _red_head(pen) + blank_lines(2) + _number_line(pen) + blank_lines(2)
        case Layout.BULLETIN | Layout.MINUTES:
            return _bulletin(pen)
        case Layout.LETTER:
            return paragraph(pen.one(pen.laid.head.number), Form(align="right")) + blank_lines(2)
        case _:
            return ""


def _marks(marks: tuple[str, str, str]) -> str:
    """Three lines: copy number, secrecy, urgency; those that are empty keep their line."""
    return "".join(paragraph(run(text, Face(font)) if text else "") for text, font in zip(marks, (BODY, HEI, HEI), strict=True))


def _red_head(pen: Pen) -> str:
    text = pen.laid.head.masthead
    words = str(text)
    size = min(LARGEST_HEAD, AREA_WIDTH / 25.4 * 72 / max(len(words), 1) - 0.5)
    above = max(twips(HEAD_TOP) - 3 * LINE_PITCH - round(LETTER_SLACK * size * 20), 0)
    form = Form(align="center", line=round(size * 1.3 * 20), before=above)
    return paragraph(pen.one(text, Face(TITLE, max(size, 12.0), RED)), form)


def _number_line(pen: Pen) -> str:
    """The number above the red rule: centred; an upward document has it left and its signer right."""
    border = rule("bottom", RED_RULE, RED, FOUR_MILLIMETRES)
    number, signer = pen.one(pen.laid.head.number), pen.paper.marks.signer
    if not signer:
        return paragraph(number, Form(align="center", rule=border))
    form = Form(align="left", left=0, first=1, rule=border, tabs=right_tab(CHARACTERS - 1))
    return paragraph(f"{number}{run(chr(9) + '签发人：')}{run(signer, Face(KAI))}", form)


def _bulletin(pen: Pen) -> str:
    """Secrecy left and copy number right, red name, 第×期（总第×期）, unit left and date right above a red rule."""
    copy_no, secrecy, _urgency = pen.laid.marks
    top = paragraph(run(secrecy, Face(HEI)) + run(chr(9) + copy_no), Form(align="left", tabs=right_tab(CHARACTERS)))
    number = paragraph(pen.one(pen.laid.head.number), Form(align="center"))
    left, right = pen.one(pen.laid.head.issuer), run("\t") + pen.one(pen.laid.issued)
    border = rule("bottom", RED_RULE, RED, 4)
    unit = paragraph(left + right, Form(align="left", first=1, tabs=right_tab(CHARACTERS - 1), rule=border))
    return top + paragraph("") * 2 + _red_head(pen) + paragraph("") + number + unit + paragraph("")


def letter_head(pen: Pen) -> str:
    """Page header of a letter's first page: red name 30 mm from the page's top, below it a thick-thin rule of 170 mm."""
    words = pen.laid.head.masthead
    size = min(40.0, AREA_WIDTH / 25.4 * 72 / max(len(str(words)), 1))
    double = f'<w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="{FOUR_MILLIMETRES}" w:color="{RED}"/>'
    form = Form(align="center", left=WIDER_LEFT, right=WIDER_RIGHT, rule=double, before=LETTER_DROP, line=round(size * 26))
    return paragraph(pen.one(words, Face(TITLE, size, RED)), form)


def letter_foot() -> str:
    """Page footer of a letter's first page: thin-thick red rule 20 mm from the page's end, no page number."""
    double = f'<w:bottom w:val="thinThickSmallGap" w:sz="24" w:space="0" w:color="{RED}"/>'
    place = f'w:w="{twips(170)}" w:h="{twips(4)}" w:hRule="exact" w:x="{twips(20)}" w:y="{twips(PAGE_HEIGHT - 20 - 4)}"'
    frame = f'<w:framePr {place} w:wrap="around" w:vAnchor="page" w:hAnchor="page"/>'
    return paragraph(run("", Face(SONG)), Form(rule=double, line=twips(4), extra=frame)) + EMPTY


def draft_mark(words: str) -> str:
    """Page header of a draft: says so, and how many places are still 待补."""
    return paragraph(run(words, Face(SONG, 10.5, "808080")), Form(align="right", line=300))


EMPTY = paragraph("", FLUSH)
