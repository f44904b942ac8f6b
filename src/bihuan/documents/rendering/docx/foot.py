"""What stands below the text: list of attachments, signature and date, note, attachments, imprint (domain.md F1, F3)."""

from bihuan.documents.rendering.docx.body import KEEP, blank_lines, kept_lines, parts, title
from bihuan.documents.rendering.docx.fonts import BODY, HEI
from bihuan.documents.rendering.docx.measures import AREA_WIDTH, CHARACTERS, LEFT, SIZE_3, SIZE_4, THICK_RULE, THIN_RULE, twips
from bihuan.documents.rendering.docx.page import Sheets
from bihuan.documents.rendering.docx.pen import Pen
from bihuan.documents.rendering.docx.wordml import Face, Form, paragraph, right_tab, rule, run

LAST = paragraph("", Form(line=20))
"""A table must stand before something: a line of 1 pt."""

NEW_PAGE = paragraph("", Form(line=20, extra="<w:pageBreakBefore/>"))
"""A line of 1 pt at the head of a page."""

NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'

SMALL = Face(BODY, SIZE_4)
WIDTH = twips(AREA_WIDTH)
FLOATING = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
    f' w:tblpX="{twips(LEFT)}" w:tblpYSpec="bottom"/>'
)


def attachment_list(names: tuple[str, ...]) -> str:
    """附件：1.名称 one line below the text; later names stand under the first, wrapped lines under their name."""
    if not names:
        return ""
    if len(names) == 1:
        return kept_lines(1) + paragraph(run(f"附件：{names[0]}"), Form(align="left", left=5, hanging=3, extra=KEEP))
    first = paragraph(run(f"附件：{names[0]}"), Form(align="left", left=6, hanging=4, extra=KEEP))
    return kept_lines(1) + first + "".join(paragraph(run(name), Form(align="left", left=6, hanging=1, extra=KEEP)) for name in names[1:])


def signature(pen: Pen) -> str:
    """Issuing bodies and date at the right; with a seal two lines stay free above them for it."""
    signed = pen.laid.signed
    if not signed:
        return ""
    extras = [KEEP] * (len(signed) - 1) + [""]
    lines = (
        paragraph(pen.one(each.run), Form(align="right", right=each.right, extra=extra)) for each, extra in zip(signed, extras, strict=True)
    )
    return kept_lines(pen.laid.room_for_seal) + "".join(lines)


def attachments(pen: Pen, sheets: Sheets) -> None:
    """Each attachment on a new page: 附件N in 黑体 in its first line, its title in the third, then its text."""
    for leaf in pen.laid.leaves:
        start = "" if leaf.turned != sheets.turned else "<w:pageBreakBefore/>"
        first = paragraph(run(leaf.label, Face(HEI)), Form(align="left", extra=start))
        sheets.add(first + blank_lines(1) + title(pen, leaf.title) + blank_lines(1), leaf.turned)
        parts(pen, leaf.parts, sheets)


def imprint(pen: Pen) -> str:
    """版记 at the foot of the last page, between rules of 0.35 mm, parted by 0.25 mm."""
    lines = [pen.one(left, SMALL) + (run(f"\t{right}", SMALL) if right else "") for left, right in pen.laid.imprint]
    if not lines:
        return ""
    rows = "".join(_imprint_row(line, at == 0, at == len(lines) - 1) for at, line in enumerate(lines))
    properties = f'<w:tblPr>{FLOATING}<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{NO_MARGINS}</w:tblPr>'
    return f'<w:tbl>{properties}<w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>{rows}</w:tbl>{LAST}'


def _imprint_row(content: str, first: bool, last: bool) -> str:
    rules = rule("top", THICK_RULE if first else THIN_RULE) + (rule("bottom", THICK_RULE) if last else "")
    one = SIZE_4 / SIZE_3
    form = Form(align="left", left=one, right=one, tabs=right_tab(CHARACTERS - one), line=520)
    properties = f'<w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/><w:tcBorders>{rules}</w:tcBorders></w:tcPr>'
    return f"<w:tr><w:tc>{properties}{paragraph(content, form)}</w:tc></w:tr>"
