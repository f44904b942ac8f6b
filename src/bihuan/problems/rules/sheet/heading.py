"""Where the head of a sheet stands and what its columns are: one to three rows, merged or not, in any order, under any of many names."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz import fuzz, process

from bihuan.foundation.files.rules.grids import Grid, text_of
from bihuan.problems.rules.sheet.headers import EMPTY_TAILS, HEADERS, NEVER, STAMP, STAMP_HEADER, VAGUE
from bihuan.problems.rules.sheet.layout import How, Layout
from bihuan.problems.rules.sheet.shape import Column

WITHIN = 30
"""Rows among which the head is looked for: titles and notes may stand above it."""
DEEPEST = 3
LONGEST_TITLE = 40
_TAIL = re.compile(r"[*＊:：（(].*$")
_FIGURE = re.compile(r"[\d.\-/年月日:%]+")
_FILLED_IN = re.compile(r"[:：]\s*\S")
_PART = re.compile(r"[及和与、/（(]")
_LIKE = 80
_SURE = 4
Names = Mapping[str, Collection[str]]
"""Meaning → the words a column of it may be called by."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A head: first row and last row (from 0), for each place what stands above it, its meaning and how that is known."""

    top: int
    last: int
    titles: tuple[str, ...]
    columns: Mapping[int, tuple[str, How]]
    shape: str
    layout: Layout | None = None

    @property
    def meant(self) -> set[str]:
        """The meanings that were found."""
        return {word for word, _how in self.columns.values() if word}


def heading_of(grid: Grid, names: Names, kept: Mapping[str, Layout]) -> Heading | None:
    """The head of a sheet: one that is remembered, else the rows that look most like one; None where nothing does."""
    best: tuple[int, Heading] | None = None
    for top in range(min(WITHIN, len(grid.cells))):
        if not any(grid.cells[top]):
            continue
        for depth in range(1, min(DEEPEST, len(grid.cells) - top) + 1):
            if depth > 1 and not _continues(grid, top, depth):
                break
            found = _read(grid, top, depth, names)
            if found.shape in kept:
                return _remembered(found, kept[found.shape])
            weight = _weight(found)
            # of two that read the same the longer one is the head, unless what is above is a title
            weight = 10 * weight + (depth if _is_head(grid.cells[top]) else -depth) if weight else 0
            if weight and (best is None or weight > best[0]):
                best = weight, found
        if best and not kept and best[1].last < top and _is_sure(best[1]):
            break
    return best[1] if best else None


def _is_sure(found: Heading) -> bool:
    """Is this a head beyond doubt? Then the rows below it are not looked at as heads."""
    known = {word for word, how in found.columns.values() if how is How.KNOWN}
    return {Column.UNIT.value, Column.TEXT.value} <= known and len(known) >= _SURE


def _weight(found: Heading) -> int:
    """How much like a head: what is known counts ten, what is guessed four, any other short text nothing at all."""
    points = sum(10 if how is How.KNOWN else 4 if how is How.GUESSED else 0 for _word, how in found.columns.values())
    if Column.TEXT.value in found.meant:
        points += 15
    if points:
        return points
    return 1 if sum(1 for one in found.titles if 2 <= len(one) <= 12) >= 3 else 0


def _remembered(found: Heading, layout: Layout) -> Heading:
    columns = {place: (layout.columns.get(place, ""), How.CHOSEN if layout.columns.get(place) else How.NONE) for place in found.columns}
    return Heading(found.top, found.last, found.titles, columns, found.shape, layout)


def _continues(grid: Grid, top: int, depth: int) -> bool:
    """Is the next row still the head? Something above it covers several columns, and it holds short words only."""
    row, above = grid.cells[top + depth - 1], grid.cells[top + depth - 2]
    words = [text_of(cell).strip() for cell in row]
    if not any(words) or any(word and (len(word) > LONGEST_TITLE or _FIGURE.fullmatch(word)) for word in words):
        return False
    wide = any(
        first[0] <= top + depth - 2 <= last[0] < top + depth - 1 and last[1] > first[1] for first, last in grid.merged if first[0] >= top
    )
    gap = sum(1 for cell in above if text_of(cell).strip()) > 1 and any(
        text_of(above[at]).strip() and at + 1 < len(words) and words[at + 1] and not text_of(above[at + 1]).strip()
        for at in range(len(above) - 1)
    )
    return wide or gap and not _merged_over(grid, top + depth - 2)


def _is_head(row: Sequence[object]) -> bool:
    """Does a row hold several heads, and no “word: what is filled in”?"""
    texts = {text for cell in row if (text := text_of(cell).strip())}
    return len(texts) > 1 and not any(_FILLED_IN.search(text) for text in texts)


def _merged_over(grid: Grid, row: int) -> bool:
    """Is one cell merged over the whole row? Then it is a title."""
    return any(first[0] <= row <= last[0] and last[1] - first[1] + 1 >= len(grid.cells[row]) > 2 for first, last in grid.merged)


def _read(grid: Grid, top: int, depth: int, names: Names) -> Heading:
    levels = [_level(grid, row, spread=row < top + depth - 1) for row in range(top, top + depth)]
    stacks = [_stack(cells) for cells in zip_longest(*levels, fillvalue="")]  # a row of a CSV may be shorter than the next
    titles = tuple("/".join(stack) for stack in stacks)
    shape = hashlib.sha256("\x1f".join(titles).rstrip("\x1f").encode()).hexdigest()[:16]
    return Heading(top, top + depth - 1, titles, _meanings(stacks, names), shape)


def _level(grid: Grid, row: int, *, spread: bool) -> list[str]:
    """One row of a head as short texts; a cell that covers several columns stands above all of them."""
    texts = [squeezed(text_of(cell)) for cell in grid.cells[row]]
    for (first, left), (last, right) in grid.merged:
        if first <= row <= last and left < len(texts) and first < len(grid.cells) and left < len(grid.cells[first]):
            texts[left : right + 1] = [squeezed(text_of(grid.cells[first][left]))] * len(texts[left : right + 1])
    if spread and not grid.merged:  # a table of text has lost its merged cells: a head reaches over the empty places behind it
        below = [squeezed(text_of(cell)) for cell in grid.cells[row + 1]]
        for at in range(1, len(texts)):
            if not texts[at] and at < len(below) and below[at]:
                texts[at] = texts[at - 1]
    return texts


def _stack(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts above a place from top to bottom, each once."""
    found: list[str] = []
    for text in texts:
        if text and text not in found:
            found.append(text)
    return tuple(found)


def squeezed(text: str) -> str:
    """A head without blanks, stars, and what stands in brackets behind it."""
    return _TAIL.sub("", "".join(text.split()))[: LONGEST_TITLE * 2] if text.strip() else ""


def _meanings(stacks: Sequence[tuple[str, ...]], names: Names) -> dict[int, tuple[str, How]]:
    """Place → meaning: what is called by a known word first, each meaning once; then what looks like one."""
    found: dict[int, tuple[str, How]] = {}
    taken: set[str] = set()
    calls = [_calls(stack) for stack in stacks]
    for column, words in names.items():
        place = next((at for word in words for at, call in enumerate(calls) if at not in found and word in call), None)
        if place is not None:
            found[place] = column, How.KNOWN
            taken.add(column)
    for place in range(len(stacks)):
        if place not in found:
            guess = next((one for text in calls[place] if (one := _guess(text, names)) and one not in taken), "")
            found[place] = (guess, How.GUESSED) if guess else ("", How.NONE)
            taken.add(guess)
    return found


def _calls(stack: tuple[str, ...]) -> tuple[str, ...]:
    """What a column may be called: its lowest head, with the one above it, or that alone where the lowest says nothing."""
    if len(stack) < 2:
        return stack
    above, low = stack[-2], stack[-1]
    return (above, above + low) if low in VAGUE else (low, above + low)


def _guess(text: str, names: Names) -> str:
    """The meaning that a head looks like, or ""."""
    if len(text) < 2 or any(word in text for word in NEVER):
        return ""
    first = _PART.split(text)[0]
    for tail in EMPTY_TAILS:
        first = first.removesuffix(tail) if len(first) > len(tail) + 1 else first
    known = {word: column for column, words in names.items() for word in words if len(word) > 1}
    if first in known:
        return known[first]
    ends = max((word for word in known if first.endswith(word)), key=len, default="")
    if ends and len(ends) * 2 >= len(first) - 2:
        return known[ends]
    like = process.extractOne(first, list(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return known[like[0]] if like else ""


def words_of(own: Mapping[str, str] | None = None) -> Names:
    """Everything a column may be called; `own` are a campaign's own columns, key → label."""
    more = {key: (squeezed(label),) for key, label in (own or {}).items()}
    return {**{column.value: words for column, words in HEADERS.items()}, **more, STAMP: (STAMP_HEADER,)}
