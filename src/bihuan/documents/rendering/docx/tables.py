"""Tables of a paper, upright or on turned pages. Written as text in one go: a ledger of 10,000 rows must not take minutes."""

from bihuan.documents.rendering.docx.fonts import HEI, SONG
from bihuan.documents.rendering.docx.measures import AREA_HEIGHT, AREA_WIDTH, SIZE_3, twips
from bihuan.documents.rendering.docx.pen import Pen
from bihuan.documents.rendering.docx.wordml import Face, Form, paragraph, rule, run
from bihuan.documents.rules.laid import centred_columns
from bihuan.documents.rules.paper import Table, cell_runs

CAPTION = Form(align="center", extra="<w:keepNext/>", before=120)
SIDES = "".join(rule(side, 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
MARGINS = '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'


def table(pen: Pen, content: Table) -> str:
    """The table with its caption and note. A line always follows it, as Word wants between a table and whatever comes."""
    return _caption(content) + _grid(pen, content) + _note(content)


def _caption(content: Table) -> str:
    return paragraph(run(content.caption, Face(HEI, SIZE_3)), CAPTION) if content.caption else ""


def _note(content: Table) -> str:
    return paragraph(run(content.note, Face(SONG, content.size)), _form("left", content.size))


def _form(align: str, size: float) -> Form:
    """A line of table text is half as high again as its letters."""
    return Form(align=align, line=round(size * 1.52 * 20))


def _grid(pen: Pen, content: Table) -> str:
    widths = column_widths(content)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    total = sum(widths)
    properties = (
        f'<w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{SIDES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{MARGINS}</w:tblPr>'
    )
    bold, face = Face(HEI, content.size), Face(SONG, content.size)
    head = _row("<w:tblHeader/>", [paragraph(run(text, bold), _form("center", content.size)) for text in content.head], widths)
    forms = [_form("center" if centred else "left", content.size) for centred in centred_columns(content)]
    cells = ([paragraph(pen.runs(cell_runs(cell), face), form) for cell, form in zip(row, forms, strict=True)] for row in content.rows)
    rows = (_row("", row, widths) for row in cells)
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{head}{''.join(rows)}</w:tbl>"


def _row(extra: str, cells: list[str], widths: list[int]) -> str:
    shown = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{extra}</w:trPr>{shown}</w:tr>"


def column_widths(content: Table) -> list[int]:
    """Widths of the columns in twips: shares of the type area; without shares, all alike."""
    shares = content.widths or (1.0,) * len(content.head)
    area = twips(AREA_HEIGHT if content.landscape else AREA_WIDTH)
    return [int(area * share / sum(shares)) for share in shares]
