"""Cells that go out: no office program takes one for a formula, nor the next one to which it is copied."""

import re

_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_ACTIVE = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """A text that no office program takes for a formula: with an apostrophe before = + - @ and tab."""
    return f"'{text}" if text and _ACTIVE.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell that `guarded` wrote."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text
