"""One walk of a paper for every writer: headings numbered, lists marked, attachments named, signature and imprint in lines.

A writer (docx, page, PDF) only knows how each line looks. Everything comes in reading order, the order of `bindings`.
"""

from dataclasses import dataclass
from functools import cached_property

from bihuan.documents.rules.gaps import Head, draft_words, head_of
from bihuan.documents.rules.numbers import Outline, official_date
from bihuan.documents.rules.paper import (
    Attachment,
    Block,
    Copy,
    Gap,
    Heading,
    List,
    Paper,
    Para,
    Run,
    Signature,
    Table,
    Text,
    cell_runs,
    run_text,
)
from bihuan.documents.rules.signature import signature_indents, text_width
from bihuan.documents.rules.title import wrap_title
from bihuan.documents.vocabulary import Layout

SHORT_CELL = 12
"""A column whose cells are all this short is centred."""

IMPRINT_WIDTH = 31.0
"""Characters of 四号 in a line of the imprint."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: a heading of `level` 1 to 4, or text (0), flush left where `indent` is False, after a run-in heading `lead`."""

    runs: tuple[Run, ...]
    level: int = 0
    indent: bool = True
    lead: str = ""


Part = Line | Table


@dataclass(frozen=True, slots=True)
class Signed:
    """A line of the signature and its right indent in characters."""

    run: Run
    right: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """An attachment with its text: 附件 with its number, title by lines, parts; `turned` says that it starts on a turned page."""

    label: str
    title: tuple[Run, ...]
    parts: tuple[Part, ...]
    turned: bool


@dataclass(frozen=True)
class Laid:
    """A paper in lines; what it lacks is empty."""

    paper: Paper

    @cached_property
    def head(self) -> Head:
        """What stands above the title."""
        return head_of(self.paper)

    @property
    def issued(self) -> Run:
        """The day in the head."""
        return self.head.date if isinstance(self.head.date, Gap) else official_date(self.head.date)

    @property
    def draft(self) -> str:
        """What a draft says on every page."""
        return draft_words(self.paper)

    @property
    def corner(self) -> str:
        """What every page says in its upper corner: that it is a draft, or the code by which an issued file is checked."""
        return self.draft or (f"核验码 {self.paper.check}" if self.paper.check else "")

    @property
    def marks(self) -> tuple[str, str, str]:
        """份号, 密级, 紧急程度."""
        marks = self.paper.marks
        return (f"{marks.copy_no:06d}" if marks.copy_no else "", marks.secrecy, marks.urgency)

    @property
    def title(self) -> tuple[Run, ...]:
        """The title by lines."""
        return title_lines(self.paper.title)

    @property
    def addressee(self) -> Run:
        """主送 with its colon."""
        told = self.paper.addressee
        return told if isinstance(told, Gap) or not told else f"{told.rstrip('：')}："

    @property
    def parts(self) -> tuple[Part, ...]:
        """The text."""
        return parts_of(self.paper.blocks)

    @property
    def turned(self) -> bool:
        """A plain paper that begins with a turned table stays turned, title and all."""
        return self.paper.form is Layout.PLAIN and starts_turned(self.paper.blocks)

    @property
    def listed(self) -> tuple[str, ...]:
        """附件说明: the names of the attachments, numbered when there are several."""
        names = [each.title for each in self.paper.attachments]
        return tuple(names) if len(names) < 2 else tuple(f"{at}.{name}" for at, name in enumerate(names, 1))

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Attachments that have a text of their own."""
        several = len(self.paper.attachments) > 1
        numbered = enumerate(self.paper.attachments, 1)
        return tuple(_leaf(f"附件{at}" if several else "附件", each) for at, each in numbered if each.blocks)

    @property
    def room_for_seal(self) -> int:
        """Empty lines above the signature."""
        return 2 if self.paper.signature and self.paper.signature.seal else 1

    @property
    def signed(self) -> tuple[Signed, ...]:
        """Issuing bodies and date."""
        return _signed(self.paper.signature) if self.paper.signature else ()

    @property
    def note(self) -> str:
        """附注 in brackets."""
        words = self.paper.note.strip("（）")
        return f"（{words}）" if words else ""

    @property
    def imprint(self) -> tuple[tuple[Run, str], ...]:
        """版记: lines with a left and a right part."""
        return imprint_of(self.paper.copy) if self.paper.copy else ()


def title_lines(title: Text) -> tuple[Run, ...]:
    """A title by lines; one that is missing in one piece."""
    return (title,) if isinstance(title, Gap) else tuple(wrap_title(title))


def parts_of(blocks: tuple[Block, ...]) -> tuple[Part, ...]:
    """Blocks as lines and tables, headings numbered from the beginning."""
    outline = Outline()
    return tuple(part for block in blocks for part in _parts(block, outline))


def _parts(block: Block, outline: Outline) -> tuple[Part, ...]:
    match block:
        case Heading():
            number = (outline.next(block.level),) if block.numbered else ()
            return (Line((*number, block.text), level=block.level),)
        case Para():
            return (Line(block.runs, indent=block.indent, lead=block.lead),)
        case List():
            return tuple(Line((f"{at}.", *item) if block.ordered else item) for at, item in enumerate(block.items, 1))
        case Table():
            return (block,)


def starts_turned(blocks: tuple[Block, ...]) -> bool:
    """Does the first block want a turned page?"""
    return bool(blocks) and isinstance(blocks[0], Table) and blocks[0].landscape


def centred_columns(table: Table) -> tuple[bool, ...]:
    """Which columns are centred: those of short cells only, so that a column has one edge."""
    widest = [0] * len(table.head)
    for row in table.rows:
        for at, cell in enumerate(row):
            widest[at] = max(widest[at], sum(len(run_text(run)) for run in cell_runs(cell)))
    return tuple(width <= SHORT_CELL for width in widest)


def _leaf(label: str, attachment: Attachment) -> Leaf:
    return Leaf(label, title_lines(attachment.title), parts_of(attachment.blocks), starts_turned(attachment.blocks))


def _signed(signature: Signature) -> tuple[Signed, ...]:
    day = official_date(signature.on)
    indents = [signature_indents(str(name), day, signature.seal) for name in signature.issuers]
    names = [Signed(name, right) for name, (right, _day) in zip(signature.issuers, indents, strict=True)]
    return (*names, Signed(signature.on if isinstance(signature.on, Gap) else day, indents[-1][1] if indents else 4))


def imprint_of(copy: Copy) -> tuple[tuple[Run, str], ...]:
    """抄送, then the printing office with its date; of a bulletin 报、送、发 and the number of prints, beside the last one if it has room."""
    named = (("抄送", copy.copies), ("报", copy.report_to), ("送", copy.send_to), ("发", copy.issue_to))
    rows: list[tuple[Run, str]] = [(f"{label}：{'，'.join(names)}。", "") for label, names in named if names]
    if copy.office or copy.on:
        rows.append((copy.office, f"{official_date(copy.on)}印发" if copy.on else ""))
    if not copy.prints:
        return tuple(rows)
    prints = f"（共印{copy.prints}份）"
    if rows and not rows[-1][1] and text_width(f"{rows[-1][0]}{prints}") < IMPRINT_WIDTH:
        return (*rows[:-1], (rows[-1][0], prints))
    return (*rows, ("", prints))
