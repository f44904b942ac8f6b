"""Marks that damage has changed: a table of contents printed twice, a number written in the hand of another level."""

from collections import Counter, defaultdict
from dataclasses import replace

from bihuan.plan_import.rules.outline.marks import Mark
from bihuan.plan_import.rules.outline.order import FAMILIES, alike

PAIRS = sorted({(one, other) for family in FAMILIES for one in family for other in family if one != other})


def without_contents(text: str, marks: list[Mark]) -> list[Mark]:
    """Drop the first of two equal runs of bare heading lines: a table of contents without page numbers."""
    at_line = [mark for mark in marks if mark.place == "line"]
    lines = [_line(text, mark) for mark in at_line]
    places = defaultdict(list)
    for i, line in enumerate(lines):
        places[line].append(i)
    run = 0
    while run < len(lines) and len(places[lines[run]]) == 2 and places[lines[run]][0] == run and _bare(text, at_line, run):
        run += 1
    if run < 3:
        return marks
    start = at_line[run].start if run < len(at_line) else 0
    return [mark for mark in marks if mark.start >= start]


def _line(text: str, mark: Mark) -> str:
    end = text.find("\n", mark.start)
    return text[mark.start : end if end >= 0 else len(text)].strip()


def _bare(text: str, marks: list[Mark], i: int) -> bool:
    """Does the next mark stand on the very next line?"""
    following = marks[i + 1].start if i + 1 < len(marks) else len(text)
    return len(text[marks[i].start : following].strip()) == len(_line(text, marks[i]))


def same_hand(marks: list[Mark]) -> list[Mark]:
    """A number that stands alone in its style, between k-1 and k+1 of a style that looks alike, belongs to these."""
    at_line = [mark for mark in marks if mark.place == "line"]
    before = _neighbours(at_line)
    after = _neighbours(list(reversed(at_line)))
    counts = Counter(mark.style for mark in at_line)
    changed = {}
    for mark in at_line:
        for other in sorted(before[mark].keys() | after[mark].keys()):
            rarer = counts[mark.style] < counts[other]
            if alike(mark.style, other) and (mark.n > 1 or rarer) and _belongs(mark, other, before[mark], after[mark]):
                changed[mark] = replace(mark, style=other)
                break
    return [changed.get(mark, mark) for mark in marks]


def _neighbours(marks: list[Mark]) -> dict[Mark, dict[str, Mark]]:
    """For each mark the nearest one before it of every style."""
    last: dict[str, Mark] = {}
    nearest = {}
    for mark in marks:
        nearest[mark] = dict(last)
        last[mark.style] = mark
    return nearest


def _belongs(mark: Mark, other: str, before: dict[str, Mark], after: dict[str, Mark]) -> bool:
    earlier, later = before.get(other), after.get(other)
    own_earlier, own_later = before.get(mark.style), after.get(mark.style)
    if later is None or later.n != mark.n + 1:
        return False
    if own_later is not None and own_later.n == mark.n + 1 and own_later.start < later.start:
        return False
    if earlier is not None and earlier.n == mark.n - 1 and mark.n > 1:
        return own_earlier is None or own_earlier.n != mark.n - 1 or own_earlier.start < earlier.start
    return mark.n == 1 and earlier is None
