"""The cleaned text, the way back, the repairs; and the order of the steps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bihuan.plan_import.rules.cleaning import (
    blanks,
    breaks,
    characters,
    chrome,
    markdown,
    masks,
    mojibake,
    pages,
    pinyin,
    punctuation,
    scanned,
    script,
    wraps,
)
from bihuan.plan_import.rules.cleaning.working import Done, Edit, Working
from bihuan.plan_import.rules.facts import Repair, Span

STEPS: tuple[Callable[[str], Iterable[Edit]], ...] = (
    mojibake.edits,
    characters.edits,
    markdown.edits,
    pages.edits,
    wraps.edits_as_read,
    pinyin.edits,
    script.edits,
    scanned.edits,
    blanks.edits,
    chrome.edits,
    chrome.introductions,
    pages.edits,
    punctuation.edits,
    punctuation.wide,
    breaks.edits,
    wraps.edits,
    chrome.edits,
    pages.stuck_digits,
    masks.edits,
)


@dataclass(frozen=True)
class Cleaned:
    """`origin[i]` is the offset in the text as read of character i of `text`."""

    text: str
    original: str
    origin: list[int]
    repairs: list[Repair]


def clean(text: str) -> Cleaned:
    """Run every step in order; linear in the length of the text."""
    working = Working.of(text)
    for step in STEPS:
        working.apply(step(working.text))
    return Cleaned(working.text, text, working.origin, [_repair(working, done) for done in working.done])


def _repair(working: Working, done: Done) -> Repair:
    start = min(working.place_of(done.origin), len(working.text))
    end = start + len(done.repaired)
    if working.text[start:end] != done.repaired:
        end = start
    return Repair(done.kind, _short(done.as_read), _short(done.repaired), Span(start, end))


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
