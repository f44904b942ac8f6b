"""The numbers of a line that came back: which of the draft's stand in it, where, and which of them are others now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bihuan.documents.rules.bindings import Number, numbers_of_line
from bihuan.documents.rules.checking import Compared, compare
from bihuan.documents.rules.numerals import numerals, readable, words_after, words_before
from bihuan.documents.rules.paper import Run
from bihuan.documents.vocabulary import Fate
from bihuan.foundation.kernel import Figure


@dataclass(frozen=True, slots=True)
class Slot:
    """A number in the text that came back, from `start` to `end` of it, and what it was (None: it was not there before)."""

    start: int
    end: int
    text: str
    fate: Fate
    number: Number | None = None
    figure: Figure | None = None

    @property
    def settled(self) -> bool:
        """Nothing to ask: the number is the draft's."""
        return self.fate in (Fate.UNCHANGED, Fate.REWORDED)


@dataclass(frozen=True, slots=True)
class Gone:
    """A number of the draft that stands nowhere any more, and the block it stood in."""

    number: Number
    figure: Figure | None
    block: int = -1


def paired(runs: tuple[Run, ...], text: str) -> tuple[list[Slot], list[Gone]]:
    """The numbers of `text`, and those of `runs` that are not in it."""
    known = numbers_of_line(runs)
    figures = [run for run in runs if isinstance(run, Figure)]

    def figure(one: Compared) -> Figure | None:
        return figures[one.number.figure - 1] if one.number and one.number.figure else None

    plain, spans = spans_of(text)
    told = list(_replaced(compare(known, plain)))
    here = zip((one for one in told if one.found), spans, strict=True)
    slots = [Slot(*span, one.now, one.fate, one.number, figure(one)) for one, span in here]
    gone = [Gone(one.number, figure(one)) for one in told if one.number and not one.found]
    return slots, gone


def _replaced(told: list[Compared]) -> Iterator[Compared]:
    """A number that is gone beside a new one was replaced, however its sentence reads now: the line is the same."""
    waiting: Compared | None = None
    for one in told:
        if waiting and {waiting.fate, one.fate} == {Fate.MISSING, Fate.ADDED}:
            yield Compared(Fate.CHANGED, waiting.number or one.number, waiting.found or one.found)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = one
    if waiting:
        yield waiting


def spans_of(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text made plain, and where each of its numbers stands in it as it was written (a full-width digit is one sign)."""
    pieces = [readable(sign) for sign in text]
    plain, origin = "".join(pieces), [at for at, piece in enumerate(pieces) for _sign in piece]
    return plain, [(origin[one.start], origin[one.end - 1] + 1) for one in numerals(plain)]


def moved(slots: Sequence[Slot], text: str, gone: list[Gone]) -> list[Slot]:
    """New numbers that are one of those gone elsewhere, words and all: a sentence was moved. What is found leaves `gone`."""
    return [_home(one, text, gone) if one.fate is Fate.ADDED else one for one in slots]


def _home(slot: Slot, text: str, gone: list[Gone]) -> Slot:
    same = [one for one in gone if one.number.text == slot.text]
    before, after = (words_before(text[: slot.start]), words_after(text[slot.end :])) if same else ("", "")
    for one in same:
        known = words_before(one.number.before), words_after(one.number.after)
        if before.endswith(known[0][-3:]) and after.startswith(known[1][:3]):
            gone.remove(one)
            return Slot(slot.start, slot.end, slot.text, Fate.UNCHANGED, one.number, one.figure)
    return slot
