"""Comparing what a file says with the numbers of the issued document: unchanged, reworded, changed, missing, added.

Whatever the alignment finds best, a sequence that differs from the issued one in any number always yields at least one fault.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bihuan.documents.rules.bindings import Number
from bihuan.documents.rules.numerals import LONG, Found, numbers_in, readable, scale, words, words_after, words_before
from bihuan.documents.vocabulary import Fate

_MOST_CELLS = 40_000
_MOST_WEIGHED = 4_000_000
"""Beyond so many pairs, numbers that are everywhere in the file are no landmarks: a foreign text must not take minutes."""
_SAME, _REWORDED, _CHANGED, _OTHER, _GAP = 0, 6, 4, 11, 5
"""What pairing two numbers costs: alike, other words, other value, nothing alike; and what leaving one alone costs."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One number of the document (none for an added one) and what the file shows in its place (nothing for a missing one)."""

    fate: Fate
    number: Number | None
    found: Found | None

    @property
    def was(self) -> str:
        """As issued; of two that differ by what touches them only (12 and 12万), with it."""
        if self.number is None:
            return ""
        return _scaled(self.number.text, _scale_of(self.number)) if self._rescaled else self.number.text

    @property
    def now(self) -> str:
        """As it stands in the file."""
        if self.found is None:
            return ""
        return _scaled(self.found.text, self.found.scale) if self._rescaled else self.found.text

    @property
    def _rescaled(self) -> bool:
        return bool(self.fate is Fate.CHANGED and self.number and self.found and self.number.text == self.found.text)

    @property
    def around(self) -> tuple[str, str]:
        """The words before and after it: as issued, for an added one as read."""
        if self.number:
            return self.number.before, self.number.after
        return self.found.shown if self.found else ("", "")

    @property
    def reads(self) -> tuple[str, str]:
        """The words before and after it in the file; nothing where it is missing."""
        return self.found.shown if self.found else ("", "")


@dataclass(frozen=True, slots=True)
class _Known:
    """A number of the document with the words of its line by which it is known again."""

    number: Number
    before: str
    after: str

    def measures(self, found: Found) -> bool:
        """Is it the same quantity: 12 is not 12万 nor 负12? What stands there on the next line, where a sheet ends it, counts as well."""
        left, right = _scale_of(self.number)
        around = words(self.number.before), words(self.number.after)
        kept = found.before.endswith(left) and found.after.startswith(right)
        return kept and around[0].endswith(found.scale[0]) and around[1].startswith(found.scale[1])

    def fits(self, found: Found) -> bool:
        """Do its words stand around what was found?"""
        return found.before.endswith(self.before) and found.after.startswith(self.after)


_Pair = tuple[_Known | None, Found | None]


def compare(numbers: Sequence[Number], text: str | list[Found], sheets: bool = False) -> list[Compared]:
    """Every number of the document and every number of the text (or those found in it), paired. `sheets`: pages cut the text and table heads
    may repeat."""
    known = [_Known(one, _before(one), words_after(one.after)) for one in numbers]
    there = numbers_in(text) if isinstance(text, str) else text
    told = [_judged(one, found) for one, found in _paired(known, there)]
    heads = [one for one in known if one.number.repeats] if sheets else []
    return [one for one in told if one.fate is not Fate.ADDED or not _repeats(heads, one.found)]


def heads_gone(heads: Iterable[str], text: str) -> list[str]:
    """Which heads of tables (cells parted by tabs) stand in the text less often than they were issued: under other heads a number says
    something else."""
    plain = words(text)
    wanted = Counter(heads)
    return [head for head, many in wanted.items() if (bare := words(head)) and plain.count(bare) < many]


def _scale_of(number: Number) -> tuple[str, str]:
    return scale(readable(number.before), readable(number.after))


def _scaled(text: str, of: tuple[str, str]) -> str:
    return f"{of[0]}{text}{of[1]}"


def _before(number: Number) -> str:
    """The words before a number; where they are the end of its row's name in a table, as much of that name as a file is read for: names of
    units end alike."""
    before, row = words_before(number.before), words(number.place.partition(" · ")[0])
    return row[-LONG:] if before and row.endswith(before) else before


def _repeats(heads: list[_Known], found: Found | None) -> bool:
    return any(found and one.number.text == found.text and one.fits(found) for one in heads)


def _judged(one: _Known | None, found: Found | None) -> Compared:
    if one is None or found is None:
        return Compared(Fate.ADDED if one is None else Fate.MISSING, one.number if one else None, found)
    if one.number.text != found.text or not one.measures(found):
        return Compared(Fate.CHANGED, one.number, found)
    return Compared(Fate.UNCHANGED if one.fits(found) else Fate.REWORDED, one.number, found)


def _paired(known: list[_Known], found: list[Found]) -> list[_Pair]:
    """Place by place where only values differ; else what is alike from both ends, and the cheapest pairing between."""
    if len(known) == len(found) and all(_cost(one, other) < _OTHER for one, other in zip(known, found, strict=True)):
        return list(zip(known, found, strict=True))
    head = _alike(known, found)
    tail = _alike(known[head:][::-1], found[head:][::-1])
    end, last = len(known) - tail, len(found) - tail
    same: list[_Pair] = [*zip(known[:head], found[:head], strict=True)]
    return [*same, *_between(known[head:end], found[head:last]), *zip(known[end:], found[last:], strict=True)]


def _alike(known: Sequence[_Known], found: Sequence[Found]) -> int:
    """How many are wholly alike from the beginning."""
    pairs = zip(known, found, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if _cost(one, other)), min(len(known), len(found)))


def _between(known: list[_Known], found: list[Found]) -> Iterable[_Pair]:
    if len(known) * len(found) <= _MOST_CELLS:
        return _walked(known, found, _table(known, found))
    pairs: list[_Pair] = []
    matcher = SequenceMatcher(
        None, [one.number.text for one in known], [one.text for one in found], autojunk=len(known) * len(found) > _MOST_WEIGHED
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        pairs += zip(known[a:b], found[c:d], strict=True) if tag == "equal" else _few(known[a:b], found[c:d])
    return pairs


def _few(known: list[_Known], found: list[Found]) -> Iterable[_Pair]:
    """The cheapest pairing; in order only, where there is too much to weigh."""
    if len(known) * len(found) <= _MOST_CELLS:
        return _walked(known, found, _table(known, found))
    most = max(len(known), len(found))
    return [(known[at] if at < len(known) else None, found[at] if at < len(found) else None) for at in range(most)]


def _cost(one: _Known, found: Found) -> int:
    alike = one.fits(found)
    if one.number.text == found.text:
        return _SAME if alike else _REWORDED
    return _CHANGED if alike else _OTHER


def _table(known: list[_Known], found: list[Found]) -> list[list[int]]:
    """The cost of pairing the rest from each place on."""
    rows = [[_GAP * (len(found) - at) for at in range(len(found) + 1)]]
    for one in reversed(known):
        below, row = rows[-1], [0] * (len(found) + 1)
        row[-1] = below[-1] + _GAP
        for at in range(len(found) - 1, -1, -1):
            row[at] = min(below[at + 1] + _cost(one, found[at]), below[at] + _GAP, row[at + 1] + _GAP)
        rows.append(row)
    return rows[::-1]


def _walked(known: list[_Known], found: list[Found], cost: list[list[int]]) -> Iterable[_Pair]:
    a = b = 0
    while a < len(known) or b < len(found):
        if a < len(known) and b < len(found) and cost[a][b] == cost[a + 1][b + 1] + _cost(known[a], found[b]):
            yield known[a], found[b]
            a, b = a + 1, b + 1
        elif a < len(known) and cost[a][b] == cost[a + 1][b] + _GAP:
            yield known[a], None
            a += 1
        else:
            yield None, found[b]
            b += 1
