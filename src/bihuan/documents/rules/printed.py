"""Every line of a paper as it is printed, from the first word of its head to the last of its imprint, in the order of docx and PDF.

Page numbers and what stands in page headers belong to the sheet, not to the text, and are not among them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.documents.rules.laid import Laid, Leaf, Part
from bihuan.documents.rules.paper import Paper, Run, Table, cell_runs
from bihuan.documents.vocabulary import Layout

TAB = "\t"


@dataclass(frozen=True, slots=True)
class Printed:
    """One line: its runs; a row of a table is one line whose cells are parted by tabs, under `columns`. `repeats`: later sheets print
    it again (the head of a table)."""

    runs: tuple[Run, ...]
    columns: tuple[str, ...] = ()
    repeats: bool = False

    def place(self, text: str, at: int) -> str:
        """Row and column of the cell at a position of the line's text; nothing outside tables and in the first column."""
        column = text.count("\t", 0, at)
        return f"{text.partition(TAB)[0]} · {self.columns[column]}" if column and column < len(self.columns) else ""


def printed(paper: Paper) -> Iterator[Printed]:
    """The lines of a paper."""
    laid = Laid(paper)
    yield from above(laid)
    yield from _parts(laid.parts)
    yield from map(_line, below(laid))
    for leaf in laid.leaves:
        yield from _leaf(leaf)
    for left, right in laid.imprint:
        yield from (_line(left), _line(right))


def above(laid: Laid) -> Iterator[Printed]:
    """The lines above the text: head, editor's note, title, addressee."""
    yield from map(_line, _head(laid))
    if laid.paper.editors_note:
        yield Printed(("编者按：", *laid.paper.editors_note))
    yield from map(_line, (*laid.title, laid.addressee))


def below(laid: Laid) -> tuple[Run, ...]:
    """What stands right below the text: the names of attachments, signature, note."""
    return (*laid.listed, *(each.run for each in laid.signed), laid.note)


def _line(run: Run) -> Printed:
    return Printed((run,))


def _head(laid: Laid) -> tuple[Run, ...]:
    head, signer = laid.head, laid.paper.marks.signer
    match laid.paper.form:
        case Layout.OFFICIAL:
            return (*laid.marks, head.masthead, head.number, f"签发人：{signer}" if signer else "")
        case Layout.BULLETIN | Layout.MINUTES:
            return (*laid.marks, head.masthead, head.number, head.issuer, laid.issued)
        case Layout.LETTER:
            return (head.number,)
        case _:
            return ()


def _leaf(leaf: Leaf) -> Iterator[Printed]:
    yield from map(_line, (leaf.label, *leaf.title))
    yield from _parts(leaf.parts)


def _parts(parts: tuple[Part, ...]) -> Iterator[Printed]:
    for part in parts:
        if isinstance(part, Table):
            yield from _table(part)
        else:
            yield Printed((part.lead, *part.runs) if part.lead else part.runs)


def _table(table: Table) -> Iterator[Printed]:
    yield _line(table.caption)
    yield Printed(_beside([(text,) for text in table.head]), repeats=True)
    for row in table.rows:
        yield Printed(_beside([cell_runs(cell) for cell in row]), table.head)
    yield _line(table.note)


def _beside(cells: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    return tuple(run for at, cell in enumerate(cells) for run in ((TAB, *cell) if at else cell))
