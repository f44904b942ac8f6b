"""The ladders of a plan: neighbouring rungs under one heading, those of a table, and what each rung offers."""

from bisect import bisect_right
from collections.abc import Iterator

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import LadderStep, Span
from bihuan.plan_import.rules.ladder.counts import Rung
from bihuan.plan_import.rules.ladder.measures import measures_in
from bihuan.plan_import.rules.ladder.rungs import rung_of
from bihuan.plan_import.rules.ladder.tables import Row, find_rows
from bihuan.plan_import.rules.ladder.words import NEXT_RUNG, OPENS, PRAISED, RUNG_ALONE
from bihuan.plan_import.rules.ladder.worth import worthy
from bihuan.plan_import.rules.topics import Topic

MOST = 420
"""Characters beyond which a clause is no rung."""


def read_ladder(doc: Document) -> list[LadderStep]:
    """The rungs of all ladders in the order of the text, each with the number of its ladder and its step there."""
    steps: list[LadderStep] = []
    tabled = [[_row(doc.text, row) for row in rows] for rows in find_rows(doc.text)]
    taken = [(group[0].start, group[-1].end) for group in tabled]
    told = [group for group in _groups(doc) if not _within(taken, group[0].start)]
    for number, group in enumerate(sorted([*tabled, *told], key=lambda group: group[0].start), start=1):
        for step, rung in enumerate(group, start=1):
            steps.append(LadderStep(number, step, rung.trigger, measures_in(doc.text, *rung.rest), Span(rung.start, rung.end)))
    return steps


def _within(taken: list[tuple[int, int]], at: int) -> bool:
    i = bisect_right(taken, at, key=lambda piece: piece[0]) - 1
    return i >= 0 and at < taken[i][1]


def _row(text: str, row: Row) -> Rung:
    case, case_end, start, end = row
    return Rung(case, end, OPENS.sub("", text[case:case_end].removesuffix("的")), (start, end))


def _groups(doc: Document) -> Iterator[list[Rung]]:
    """Neighbouring rungs; two other clauses between them end a ladder."""
    group: list[Rung] = []
    gap = 0
    for start, end in (piece for clause in lists.clauses(doc.text, 0, len(doc.text)) for piece in _pieces(doc, *clause)):
        rung = rung_of(doc, start, end) if end - start <= MOST else None
        if group and not _together(doc, group[-1].start, start):
            yield from worthy(doc, group)
            group, gap = [], 0
        if rung is not None:
            group.append(rung)
            gap = 0
        elif group:
            gap += 1
            if gap > 2:
                yield from worthy(doc, group)
                group, gap = [], 0
    yield from worthy(doc, group)


def _pieces(doc: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The rungs that one sentence strings together by commas: 对甲的予以通报，对乙的进行约谈; 给予警告，情节严重的给予开除."""
    cuts = [cut.end() for cut in NEXT_RUNG.finditer(doc.text, start, end)]
    pieces = list(zip([start, *cuts], [*(cut - 1 for cut in cuts), end], strict=True))
    rungs = sum(rung_of(doc, *piece) is not None for piece in pieces)
    enough = rungs >= 2 or (rungs and (PRAISED.search(doc.text, *pieces[0]) or RUNG_ALONE.match(doc.text, pieces[-1][0])))
    return pieces if enough else [(start, end)]


def _together(doc: Document, one: int, other: int) -> bool:
    """Rungs of one ladder stand under one heading, or are neighbours: numbered sentences, or headings in the section on accountability."""
    here, there = doc.node_at(one), doc.node_at(other)
    if here is there or here is None or there is None:
        return here is there
    sentences = not here.named and not there.named
    return here.parent is there.parent and (sentences or doc.within(here.parent, Topic.ACCOUNTABILITY))
