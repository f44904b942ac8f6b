"""The paper that the answers give: wording as it came back, numbers from the draft unless somebody stands for another one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from bihuan.documents.rules.paper import Block, Gap, Heading, List, Paper, Para, Run, Strong, Table, cell_runs
from bihuan.documents.rules.returned.aligning import Part, all_blocks
from bihuan.documents.rules.returned.pairing import Slot
from bihuan.documents.rules.returned.reading import Piece, Returned
from bihuan.documents.vocabulary import Answer, Fate
from bihuan.foundation.kernel import BadInput, Figure, _

BY_HAND = "hand."
"""What the id of a number begins with that somebody wrote by hand and gave a reason for."""


CHOICES: dict[Fate, tuple[Answer, ...]] = {
    Fate.CHANGED: (Answer.SYSTEM, Answer.HAND),
    Fate.ADDED: (Answer.HAND,),
    Fate.MISSING: (Answer.GONE, Answer.BACK),
}
"""What may be answered to each kind of question; the first is what is offered."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The answers by question, and why numbers were written by hand."""

    answers: Mapping[str, Answer]
    reason: str = ""


def answered(paper: Paper, back: Returned, answers: Mapping[str, Answer], reason: str = "") -> Paper:
    """The draft with the wording that came back. Raises BadInput for a question left open or a number by hand without a reason."""
    for one in back.questions:
        if answers.get(one.key) not in CHOICES[one.fate]:
            told = one.now or one.was
            raise BadInput(_("“%(before)s%(number)s%(after)s”这个数还没有选怎么处理。"), before=one.before, number=told, after=one.after)
    if Answer.HAND in answers.values() and not reason.strip():
        raise BadInput(_("有手工填写的数字，请写明依据，例如：据某次会议纪要。"))
    decided = Decided(answers, reason.strip())
    return replace(paper, **_changed(paper, back, decided))


def _changed(paper: Paper, back: Returned, decided: Decided) -> dict[str, Any]:
    blocks = all_blocks(paper)
    restored = {one.lost for one in back.questions if decided.answers.get(one.key) is Answer.BACK}
    numbered = list(enumerate(back.pieces))
    made = [_block(blocks, list(some), restored, decided) for _key, some in groupby(numbered, lambda one: _group(one[1], blocks))]
    body = _put_back([one for one in made if one[0] is not Part.LEAF], blocks[: len(paper.blocks)], restored)
    leaves = {at: block for part, at, block in made if part is Part.LEAF}
    changed: dict[str, Any] = {"blocks": body, "attachments": _attachments(paper, leaves)}
    title = "".join(back.title.split("\n")).strip()
    return changed | ({"title": title} if title else {})


def _group(piece: Piece, blocks: tuple[Block, ...]) -> object:
    """Items of one list stand together; everything else alone."""
    return piece.block if piece.block >= 0 and isinstance(blocks[piece.block], List) else id(piece)


_Made = tuple[Part, int, Block]


def _block(blocks: tuple[Block, ...], some: list[tuple[int, Piece]], restored: set[int], decided: Decided) -> _Made:
    at, piece = some[0]
    old = blocks[piece.block] if piece.block >= 0 else None
    same = not piece.is_changed and all(slot.settled for slot in piece.slots) and not isinstance(old, List)
    if old is not None and (same or piece.block in restored):
        return piece.part, piece.block, old
    match old:
        case Table():
            return piece.part, piece.block, _table(old, piece, at, decided)
        case List():
            return piece.part, piece.block, replace(old, items=tuple(_runs(each, n, decided, old.items[each.item]) for n, each in some))
        case Heading():
            return piece.part, piece.block, old if not piece.is_changed else replace(old, text=piece.text)
        case Para():
            return piece.part, piece.block, _para(old, _runs(piece, at, decided, old.runs))
    runs = _runs(piece, at, decided)
    return Part.BODY, -1, Heading(piece.level, piece.text) if piece.level else Para(runs)


def _para(old: Para, runs: tuple[Run, ...]) -> Para:
    """The run-in heading stays one where the text still begins with it."""
    first = runs[0] if runs else ""
    if old.lead and isinstance(first, str) and first.startswith(old.lead):
        return replace(old, runs=tuple(run for run in (first.removeprefix(old.lead), *runs[1:]) if run != ""))
    return replace(old, runs=runs, lead="")


def _runs(piece: Piece, at: int, decided: Decided, old: tuple[Run, ...] = ()) -> tuple[Run, ...]:
    """The text cut where its figures stand; what was 待补 or set in bold stays so where its words still stand."""
    marked = [run for run in old if isinstance(run, Gap | Strong)]
    runs: list[Run] = []
    end = 0
    for n, slot in enumerate(piece.slots):
        told = _number(slot, decided.answers.get(f"n{at}-{n}"), decided.reason)
        runs += [*_with_marks(piece.text[end : slot.start], marked), told]
        end = slot.end
    return joined([*runs, *_with_marks(piece.text[end:], marked)])


def _with_marks(text: str, marked: list[Gap | Strong]) -> Iterator[Run]:
    """The words, with gaps and bold words told apart."""
    for one in marked:
        before, found, after = text.partition(str(one))
        if found:
            yield from (before, one)
            text = after
    yield text


def joined(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbouring words in one run, empty ones left out."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, str) and found and isinstance(found[-1], str):
            found[-1] += run
        elif run != "":
            found.append(run)
    return tuple(found)


def _number(slot: Slot, answer: Answer | None, reason: str) -> Run:
    """What stands in the place of a number: the draft's figure, its old digits, or what was written by hand."""
    if slot.settled or answer is Answer.SYSTEM:
        return slot.figure or (slot.text if slot.settled or slot.number is None else slot.number.text)
    if slot.figure is None:
        return slot.text
    value = float(slot.text) if "." in slot.text else int(slot.text)
    told = _("手工填写：%(reason)s（系统的数是 %(was)s）") % {"reason": reason, "was": slot.number.text if slot.number else ""}
    return Figure(f"{BY_HAND}{slot.figure.code}", value, told, slot.figure.rows, slot.figure.unit)


def _table(old: Table, piece: Piece, at: int, decided: Decided) -> Table:
    """The table as it was, with the numbers that somebody stands for in place of the figures they replace."""
    new: dict[int, Run] = {}
    for n, slot in enumerate(piece.slots):
        if slot.number and slot.figure and decided.answers.get(f"n{at}-{n}") is Answer.HAND:
            new[slot.number.figure] = _number(slot, Answer.HAND, decided.reason)
    if not new:
        return old
    count = iter(range(1, 10**6))
    rows = tuple(tuple(tuple(_other(run, new, count) for run in cell_runs(cell)) for cell in row) for row in old.rows)
    return replace(old, rows=rows)


def _other(run: Run, new: Mapping[int, Run], count: Any) -> Run:
    return new.get(next(count), run) if isinstance(run, Figure) else run


def _put_back(made: list[_Made], blocks: tuple[Block, ...], restored: set[int]) -> tuple[Block, ...]:
    """The new text in order, with blocks that were gone and are wanted again behind what stood before them."""
    there = {at for _part, at, _new in made}
    found = list(made)
    for at in sorted(one for one in restored if 0 <= one < len(blocks) and one not in there):
        place = max((n for n, (_part, known, _new) in enumerate(found) if 0 <= known < at), default=-1)
        found.insert(place + 1, (Part.BODY, at, blocks[at]))
    return tuple(block for _part, _at, block in found)


def _attachments(paper: Paper, leaves: Mapping[int, Block]) -> tuple[Any, ...]:
    """The attachments with what was changed in their tables; nothing of them is lost."""
    found, at = [], len(paper.blocks)
    for each in paper.attachments:
        blocks = tuple(leaves.get(at + n, block) for n, block in enumerate(each.blocks))
        found.append(replace(each, blocks=blocks))
        at += len(each.blocks)
    return tuple(found)
