"""Whom somebody in distress may call (P14): the line of the rule pack, or the one that this installation names. No number stands in code."""

from collections.abc import Callable
from datetime import date

from bihuan.accountability.rules.pack import SupportLine, pack


def support_line(day: date) -> SupportLine:
    """The line of the pack in force on a day; before any was, the first."""
    lines = pack().support
    return next((one for one in reversed(lines) if one.effective_on <= day), lines[0])


def whom_to_call(day: date, own: str, say: Callable[[str], str] = str) -> str:
    """In words: the installation's `own` line where it has one, else the pack's; `say` puts its name into the reader's language."""
    line = support_line(day)
    return own.strip() or f"{say(line.name)} {line.number}"


def source_of(day: date, own: str) -> str:
    """By what and since when it stands; none is told of the installation's own."""
    line = support_line(day)
    return "" if own.strip() else f"{line.article}，{line.effective_on.isoformat()}"
