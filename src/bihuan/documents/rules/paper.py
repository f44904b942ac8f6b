"""The content tree of a document: what it says, nothing about how it looks (domain.md F1, F3).

Every number that was computed stands in the text as a kernel `Figure`, never as typed digits, so that an issued number can be
led back to its rows and compared later (promise 2). What nobody has answered yet stands there as a `Gap` and prints 待补 (M01).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bihuan.documents.vocabulary import LAYOUTS, Kind, Layout
from bihuan.foundation.kernel import Figure


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is still to be filled in: `what` names it (制定依据, 研究决定的会议 …).

    `by_issuing` marks what issuing itself fills in, such as the number: nobody need look for it, and it is not counted as 待补.
    """

    what: str = ""
    by_issuing: bool = False

    def __str__(self) -> str:
        if self.by_issuing:
            return f"【{self.what}】"
        return f"【待补：{self.what}】" if self.what else "【待补】"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in 黑体 inside a paragraph (labels such as 出席：)."""

    text: str

    def __str__(self) -> str:
        return self.text


Run = str | Figure | Gap | Strong
Text = str | Gap


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading, `level` 1 to 4: 一、 （一） 1. （1）; the number is written by the layout, not in `text`.

    `key` names a part of a report that is composed anew for each issue, so that another wording of it can be kept."""

    level: int
    text: Text
    numbered: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of text, figures and gaps in reading order. `indent` False keeps it flush left, `lead` is a run-in heading, `key` as above."""

    runs: tuple[Run, ...]
    indent: bool = True
    lead: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """Short items below each other; `ordered` numbers them 1. 2. 3."""

    items: tuple[tuple[Run, ...], ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `head` one row of texts, `rows` of cells (each a run or several), `widths` relative, `caption` above it.

    `landscape` puts it on pages turned by 90 degrees (horizontal ledgers). `size` is that of its text in points (五号).
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Run | tuple[Run, ...], ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""
    landscape: bool = False
    size: float = 10.5
    note: str = ""


Block = Heading | Para | List | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs (落款), above the date. `seal` True leaves the place for a seal (domain.md F1)."""

    issuers: tuple[Text, ...]
    on: date | Gap
    seal: bool = True


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that travels with the paper: its title is listed under the text, its blocks begin a new page."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """The imprint (版记). Official documents use `copies` (抄送); bulletins `report_to`, `send_to`, `issue_to` (报、送、发)."""

    office: Text = ""
    on: date | None = None
    copies: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    send_to: tuple[str, ...] = ()
    issue_to: tuple[str, ...] = ()
    prints: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks above the head: 份号 (six digits), 密级★期限, 紧急程度; `signer` is the 签发人 of an upward document."""

    copy_no: int | None = None
    secrecy: str = ""
    urgency: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. `issuer` is the name in the red head (without 文件), `number` the 发文字号 or 第×期, `date` the day of issue.
    `code` is the 机关代字 it will be numbered under; without one, the series it is drafted in.

    `masthead` is what stands in red: the series' name of a bulletin; an official document without one shows `issuer` and 文件.
    `as_of` is the moment the figures were taken, as text. `draft` marks it as a draft; a paper with gaps is one in any case.
    `document_id` is stored in the file, so that its numbers can be compared with the register later; `check` is the code printed for that.
    """

    kind: Kind
    title: Text
    blocks: tuple[Block, ...] = ()
    issuer: Text = ""
    masthead: Text = ""
    number: Text = ""
    code: str = ""
    date: date | Gap | None = None
    addressee: Text = ""
    signature: Signature | None = None
    attachments: tuple[Attachment, ...] = ()
    copy: Copy | None = None
    marks: Marks = field(default_factory=Marks)
    note: str = ""
    editors_note: tuple[Run, ...] = ()
    as_of: str = ""
    draft: bool = False
    document_id: str = ""
    check: str = ""
    layout: Layout | None = None

    @property
    def form(self) -> Layout:
        """The layout it is set in: its own, else that of its kind."""
        return self.layout or LAYOUTS[self.kind]


def cell_runs(cell: Run | tuple[Run, ...]) -> tuple[Run, ...]:
    """A table cell as a tuple of runs."""
    return cell if isinstance(cell, tuple) else (cell,)


def block_lines(block: Block) -> Iterator[tuple[Run, ...]]:
    """The lines of one block in reading order, each as its runs (table cells one by one)."""
    match block:
        case Heading():
            yield (block.text,)
        case Para():
            yield (block.lead, *block.runs) if block.lead else block.runs
        case List():
            yield from block.items
        case Table():
            yield (block.caption,)
            yield from ((cell,) for cell in block.head)
            yield from (cell_runs(cell) for row in block.rows for cell in row)
            yield (block.note,)


def body_lines(paper: Paper) -> Iterator[tuple[Run, ...]]:
    """Lines of the paper that may hold figures, in the order in which every layout prints them: text first, then attachments."""
    if paper.editors_note:
        yield paper.editors_note
    for block in paper.blocks:
        yield from block_lines(block)
    for attachment in paper.attachments:
        for block in attachment.blocks:
            yield from block_lines(block)


def run_text(run: Run) -> str:
    """What one run prints. A figure without a value is a gap and says why."""
    return figure_text(run) if isinstance(run, Figure) else str(run)


def figure_text(figure: Figure) -> str:
    """The digits of a figure as printed: whole numbers plain, others with at most two decimals, none as 待补."""
    if figure.value is None:
        return str(Gap(figure.reason))
    if isinstance(figure.value, int):
        return str(figure.value)
    return f"{figure.value:.2f}".rstrip("0").rstrip(".")


def line_text(runs: tuple[Run, ...]) -> str:
    """The text of a line."""
    return "".join(run_text(run) for run in runs)
