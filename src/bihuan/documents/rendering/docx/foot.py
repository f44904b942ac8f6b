"""What stands below the text: list of attachments, signature and date, note, attachments, imprint (domain.md F1, F3)."""

from bihuan.documents.rendering.docx.body import KEEP, blank_lines, blocks, kept_lines, starts_turned, title
from bihuan.documents.rendering.docx.fonts import BODY, HEI
from bihuan.documents.rendering.docx.measures import AREA_WIDTH, CHARACTERS, LEFT, SIZE_3, SIZE_4, THICK_RULE, THIN_RULE, twips
from bihuan.documents.rendering.docx.page import Sheets
from bihuan.documents.rendering.docx.pen import Pen
from bihuan.documents.rendering.docx.wordml import TEXT, Face, Form, paragraph, right_tab, rule, run
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Attachment, Copy, Gap, Signature
from bihuan.documents.rules.signature import signature_indents, text_width

LAST = paragraph("", Form(line=20))
"""A table must stand before something: a line of 1 pt."""

NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'

SMALL = Face(BODY, SIZE_4)
SMALL_CHARACTERS = AREA_WIDTH / 25.4 * 72 / SIZE_4
WIDTH = twips(AREA_WIDTH)
FLOATING = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
    f' w:tblpX="{twips(LEFT)}" w:tblpYSpec="bottom"/>'
)


def attachment_list(attachments: tuple[Attachment, ...]) -> str:
    """附件：1.名称 one line below the text; later names stand under the first, wrapped lines under their name."""
    if not attachments:
        return ""
    if len(attachments) == 1:
        return blank_lines(1) + paragraph(run(f"附件：{attachments[0].title}"), Form(align="left", left=5, hanging=3, extra=KEEP))
    lines = [f"{number}.{each.title}" for number, each in enumerate(attachments, 1)]
    first = paragraph(run(f"附件：{lines[0]}"), Form(align="left", left=6, hanging=4))
    return blank_lines(1) + first + "".join(paragraph(run(line), Form(align="left", left=6, hanging=1, extra=KEEP)) for line in lines[1:])


def signature(pen: Pen, signed: Signature | None) -> str:
    """Issuing bodies and date at the right; with a seal two lines stay free above them for it."""
    if signed is None:
        return ""
    day = official_date(signed.on)
    indents = [signature_indents(str(name), day, signed.seal) for name in signed.issuers]
    forms = [Form(align="right", right=right, extra=KEEP) for right, _date in indents]
    names = [paragraph(pen.one(name), form) for name, form in zip(signed.issuers, forms, strict=True)]
    shown = pen.one(signed.on) if isinstance(signed.on, Gap) else run(day)
    return kept_lines(2 if signed.seal else 1) + "".join(names) + paragraph(shown, Form(align="right", right=indents[-1][1]))


def note(text: str) -> str:
    """附注 in brackets, two characters in, below the date."""
    return paragraph(run(f"（{text.strip('（）')}）"), TEXT) if text else ""


def attachments(pen: Pen, sheets: Sheets) -> None:
    """Each attachment on a new page: 附件N in 黑体 in its first line, its title in the third, then its text."""
    many = len(pen.paper.attachments) > 1
    for number, each in enumerate(pen.paper.attachments, 1):
        if each.blocks:
            label = f"附件{number}" if many else "附件"
            turned = starts_turned(each.blocks)
            start = "" if turned != sheets.turned else "<w:pageBreakBefore/>"
            first = paragraph(run(label, Face(HEI)), Form(align="left", extra=start))
            sheets.add(first + blank_lines(1) + title(pen, each.title) + blank_lines(1), turned)
            pen.restart()
            blocks(pen, each.blocks, sheets)


def imprint(pen: Pen, copy: Copy | None) -> str:
    """版记 at the foot of the last page, between rules of 0.35 mm, parted by 0.25 mm."""
    if copy is None:
        return ""
    lines = bulletin_lines(copy) if copy.prints or copy.report_to or copy.send_to or copy.issue_to else official_lines(pen, copy)
    rows = "".join(_imprint_row(line, at == 0, at == len(lines) - 1) for at, line in enumerate(lines))
    properties = f'<w:tblPr>{FLOATING}<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{NO_MARGINS}</w:tblPr>'
    return f'<w:tbl>{properties}<w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>{rows}</w:tbl>{LAST}'


def official_lines(pen: Pen, copy: Copy) -> list[str]:
    """抄送 line and the line of the printing office and date."""
    copies = [run(f"抄送：{'，'.join(copy.copies)}。", SMALL)] if copy.copies else []
    printed = run(f"\t{official_date(copy.on)}印发" if copy.on else "", SMALL)
    return [*copies, pen.one(copy.office or "", SMALL) + printed]


def bulletin_lines(copy: Copy) -> list[str]:
    """报、送、发 lines; the number of prints stands at the right of the last one."""
    named = (("报：", copy.report_to), ("送：", copy.send_to), ("发：", copy.issue_to))
    lines = [f"{label}{'，'.join(names)}。" for label, names in named if names] or [""]
    if copy.prints:
        room = SMALL_CHARACTERS - 2 - text_width(lines[-1]) - 6
        lines = [*lines[:-1], lines[-1] + f"\t（共印{copy.prints}份）"] if room > 0 else [*lines, f"\t（共印{copy.prints}份）"]
    return [run(line, SMALL) for line in lines]


def _imprint_row(content: str, first: bool, last: bool) -> str:
    rules = rule("top", THICK_RULE if first else THIN_RULE) + (rule("bottom", THICK_RULE) if last else "")
    one = SIZE_4 / SIZE_3
    form = Form(align="left", left=one, right=one, tabs=right_tab(CHARACTERS - one), line=520)
    properties = f'<w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/><w:tcBorders>{rules}</w:tcBorders></w:tcPr>'
    return f"<w:tr><w:tc>{properties}{paragraph(content, form)}</w:tc></w:tr>"
