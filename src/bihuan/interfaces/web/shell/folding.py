"""Rows of lists: short enough to be looked over, and told by themselves where a phone folds them into cards."""

from collections.abc import Iterable, Sequence
from typing import Any

LONG = 120
"""So much of a text a list shows of what opens whole elsewhere: two lines of a wide screen."""


def short(one: dict[str, Any]) -> dict[str, Any]:
    """A cell of a list: what leads to the whole text shows its beginning."""
    text = one.get("text", "")
    return {**one, "text": f"{text[:LONG]}…"} if one.get("href") and len(text) > LONG else one


def labelled(head: Sequence[str], rows: Iterable[Sequence[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """A folded row has no head above it: a number, and where nothing stands, is told with the word of its column."""
    return [
        [{**short(one), "label": word if one.get("num") or not one.get("text") else ""} for word, one in zip(head, row, strict=False)]
        for row in rows
    ]
