"""Tables that fold into cards on a phone."""

from collections.abc import Iterable, Sequence
from typing import Any


def labelled(head: Sequence[str], rows: Iterable[Sequence[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """A folded row has no head above it: a number, and where nothing stands, is told with the word of its column."""
    return [
        [{**one, "label": word if one.get("num") or not one.get("text") else ""} for word, one in zip(head, row, strict=False)]
        for row in rows
    ]
