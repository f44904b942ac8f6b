"""What came back, as pieces in order and questions: each number that is not the draft's, each that is gone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from bihuan.documents.rules.paper import Paper
from bihuan.documents.rules.returned.aligning import Came, Part, Place, aligned, numbering, places
from bihuan.documents.rules.returned.pairing import Gone, Slot, moved, paired
from bihuan.documents.vocabulary import Fate
from bihuan.foundation.kernel import BadInput, _

_KNOWN = 0.4
"""Share of the draft's text that must be found again before a file is taken for it."""
_TITLE_LONGEST = 40
_SHOWN = 6
_MOST_MARKED = 9_000_000
_NUMBER = re.compile(r"\d[\d.,]*")
_SIGNS = re.compile(r"[\d.,]+|.", re.DOTALL)
"""A number is one sign: it is another number, never one digit of it."""


@dataclass
class Piece:
    """One paragraph of the new text. `block` and `item` say what it was (-1: it is new), `level` that it is a heading."""

    text: str
    slots: list[Slot]
    block: int = -1
    item: int = 0
    level: int = 0
    is_table: bool = False
    part: Part = Part.BODY
    was: str = ""

    @property
    def is_changed(self) -> bool:
        """Is it worded otherwise than the draft, or new?"""
        return self.block < 0 or "".join(self.text.split()) != "".join(self.was.split())

    @property
    def is_reworded(self) -> bool:
        """Do its words differ? Numbers are asked about one by one and make no wording."""
        return self.block < 0 or _words(self.text) != _words(self.was)

    @property
    def marked(self) -> list[tuple[str, str]]:
        """The text by what became of it: ("same" | "del" | "ins", words)."""
        found: list[tuple[str, str]] = []
        old, new = _SIGNS.findall(self.was), _SIGNS.findall(self.text)
        if len(old) * len(new) > _MOST_MARKED:  # sign against sign would take minutes, and nobody follows so many marks
            return [(kind, words) for kind, words in (("del", self.was), ("ins", self.text)) if words]
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            gone, come = "".join(old[a:b]), "".join(new[c:d])
            found += [("same", come)] if tag == "equal" else [(kind, words) for kind, words in (("del", gone), ("ins", come)) if words]
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """One number to decide on: `key` is its name in the answers, `piece` the paragraph it stands in (-1: in none any more)."""

    key: str
    fate: Fate
    was: str
    now: str
    before: str
    after: str
    definition: str = ""
    piece: int = -1
    lost: int = -1


@dataclass
class Returned:
    """The title and the pieces of the text in order, what is asked, and blocks that are gone."""

    title: str
    pieces: list[Piece] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    @property
    def changed(self) -> list[Piece]:
        """Paragraphs that are worded otherwise, or new."""
        return [one for one in self.pieces if one.is_reworded and not one.is_table]


def _words(text: str) -> str:
    """A text without blanks, each number as the same sign."""
    return _NUMBER.sub("#", "".join(text.split()))


def what_came_back(paper: Paper, came: Sequence[Came]) -> Returned:
    """The file held against the draft. Raises BadInput for a file that is not this draft edited."""
    lines = places(paper)
    said = [one for one in came if one.text.strip()]
    pairs = aligned(lines, said)
    _refuse_another(lines, pairs)
    back = Returned(next((said[b].text for a, b in pairs if a is not None and b is not None and lines[a].part is Part.TITLE), ""))
    gone: list[Gone] = []
    _pieces(back, lines, said, pairs, gone)
    for one in back.pieces:
        one.slots = moved(one.slots, one.text, gone)
    _ask(back, gone)
    return back


def _refuse_another(lines: list[Place], pairs: list[tuple[int | None, int | None]]) -> None:
    body = {at for at, one in enumerate(lines) if one.block >= 0}
    kept = sum(len(lines[a].text) for a, b in pairs if a in body and b is not None and a is not None)
    if kept < _KNOWN * sum(len(lines[at].text) for at in body):
        raise BadInput(_("这份文件和这份草稿对不上，像是另一份文件。请交回由这份草稿下载、修改后保存的 docx。"))


def _pieces(back: Returned, lines: list[Place], said: list[Came], pairs: list[tuple[int | None, int | None]], gone: list[Gone]) -> None:
    """Walk the pairs: known lines become pieces; so do new ones between the title and what stands below the text."""
    first, last = _span(lines, pairs)
    for at, (a, b) in enumerate(pairs):
        place, here = None if a is None else lines[a], None if b is None else said[b]
        if place and place.block >= 0:
            slots, missing = paired(place.runs, _body(place, here) if here else "")
            gone += [replace(one, block=place.block) for one in missing]
            if here:
                back.pieces.append(_known(place, here, slots))
            else:
                back.lost.append(place.block)
        elif here and not place and not here.is_table and first < at < last:
            back.pieces.append(_new(here))


def _known(place: Place, came: Came, slots: list[Slot]) -> Piece:
    return Piece(_body(place, came), slots, place.block, place.item, place.level, place.is_table, place.part, place.text)


def _span(lines: list[Place], pairs: list[tuple[int | None, int | None]]) -> tuple[int, int]:
    """Between which pairs the text stands: after the last line above it, before the first below it."""
    fixed = [at for at, (a, b) in enumerate(pairs) if a is not None and b is not None and lines[a].part in (Part.FIXED, Part.TITLE)]
    body = [at for at, (a, _b) in enumerate(pairs) if a is not None and lines[a].part is Part.BODY]
    first, last = (min(body, default=0), max(body, default=0))
    return max((at for at in fixed if at < first), default=-1), min((at for at in fixed if at > last), default=len(pairs))


def _body(place: Place, came: Came) -> str:
    """The words of a line without the number that the layout writes before it."""
    return numbering(came.text)[1].strip() if place.level or _is_item(place, came) else came.text.strip("\n")


def _is_item(place: Place, came: Came) -> bool:
    return not place.is_table and numbering(came.text)[0] == 3 and numbering(place.text)[0] != 3


def _new(came: Came) -> Piece:
    level, rest = numbering(came.text)
    is_heading = level in (1, 2) and len(rest) <= _TITLE_LONGEST and not rest.rstrip().endswith(("。", "；", "："))
    text = rest.strip() if is_heading else came.text.strip()
    return Piece(text, paired((), text)[0], level=level if is_heading else 0)


def _ask(back: Returned, gone: list[Gone]) -> None:
    for at, piece in enumerate(back.pieces):
        for n, slot in enumerate(piece.slots):
            if not slot.settled:
                around = piece.text[max(0, slot.start - 12) : slot.start], piece.text[slot.end : slot.end + 12]
                was = slot.number.text if slot.number else ""
                definition = slot.figure.definition if slot.figure else ""
                back.questions.append(Question(f"n{at}-{n}", slot.fate, was, slot.text, *around, definition, at))
    for n, one in enumerate(one for one in gone if one.block not in back.lost):
        definition = one.figure.definition if one.figure else ""
        told = (one.number.text, "", one.number.before, one.number.after, definition)
        back.questions.append(Question(f"g{n}", Fate.MISSING, *told, lost=one.block))
    for block in dict.fromkeys(one.block for one in gone if one.block in back.lost):
        back.questions.append(_whole(block, [one for one in gone if one.block == block]))


def _whole(block: int, gone: Sequence[Gone]) -> Question:
    """A paragraph or table that was taken out with all its numbers: asked about once."""
    shown = "、".join(one.number.text for one in gone[:_SHOWN]) + ("…" if len(gone) > _SHOWN else "")
    return Question(f"b{block}", Fate.MISSING, shown, "", gone[0].number.before, "", lost=block)
