"""How many pages a paper of plain text fills on the grid of 22 lines × 28 characters: the imprint belongs on an even page (F1)."""

from math import ceil

from bihuan.documents.rules.laid import centred_columns, imprint_of
from bihuan.documents.rules.paper import Block, Heading, List, Paper, Para, Table, line_text
from bihuan.documents.rules.signature import text_width
from bihuan.documents.rules.title import wrap_title
from bihuan.documents.vocabulary import Layout

LINES, CHARACTERS = 22, 28
PITCH, ROW, HEAD_OF_LEAF = 28.95, 1.56, 4
"""Points of a line of the grid, height of a table row in sizes of its text, lines above the text of an attachment."""

HEAD_LINES = {Layout.OFFICIAL: 10, Layout.LETTER: 5}
"""Lines above the title, measured."""


def ends_on_odd_page(paper: Paper) -> bool:
    """Would the imprint stand on an odd page? False wherever the pages cannot be told: tables, attachments, bulletins."""
    if paper.form not in HEAD_LINES or paper.copy is None:
        return False
    if any(isinstance(block, Table) for block in paper.blocks) or any(each.blocks for each in paper.attachments):
        return False
    return pages(_lines(paper), len(imprint_of(paper.copy))) % 2 == 1


def leaves_no_room(paper: Paper) -> bool:
    """Does the table of its last attachment fill the page so far that the imprint would push rows away? Only told of one-line rows."""
    last = paper.attachments[-1].blocks if paper.attachments else ()
    if paper.copy is None or len(last) != 1 or not isinstance(last[0], Table) or last[0].landscape or not all(centred_columns(last[0])):
        return False
    row = last[0].size * ROW
    first, full = int(LINES - HEAD_OF_LEAF) * PITCH // row - 1, LINES * PITCH // row - 1
    left = len(last[0].rows) - first
    rest = full - (left % full or full) if left > 0 else -left
    return (rest - 1) * row < (len(imprint_of(paper.copy)) + 1) * PITCH


def pages(lines: int, imprint: int) -> int:
    """Pages of a text of so many lines with an imprint at the foot of the last one, or of one more where it finds no room."""
    full = ceil(lines / LINES)
    return full + (1 if lines - (full - 1) * LINES + imprint > LINES else 0)


def _lines(paper: Paper) -> int:
    text = sum(_block_lines(block) for block in paper.blocks)
    top = HEAD_LINES[paper.form] + len(wrap_title(str(paper.title))) + 1 + (1 if paper.addressee else 0)
    listed = 1 + len(paper.attachments) if paper.attachments else 0
    signed = len(paper.signature.issuers) + 1 + (2 if paper.signature.seal else 1) if paper.signature else 0
    return top + text + listed + signed + (1 if paper.note else 0)


def _block_lines(block: Block) -> int:
    match block:
        case Heading():
            return wrapped(f"（一）{block.text}")
        case Para():
            return wrapped(block.lead + line_text(block.runs))
        case List():
            return sum(wrapped(line_text(runs)) for runs in block.items)
        case _:
            return 0


def wrapped(text: str) -> int:
    """Lines of a paragraph with two characters of indent."""
    return max(1, ceil((text_width(text) + 2) / CHARACTERS))
