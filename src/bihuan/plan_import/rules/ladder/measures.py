"""The measures that a rung names."""

import re

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.ladder.words import ADJUNCT, GRAVE, INTRO, MILD


def measures_in(text: str, start: int, end: int) -> list[str]:
    """Each measure by itself; where none can be told apart, the words as they stand."""
    pieces = [text[first:last] for first, last in lists.by_comma(text, start, end)]
    split = [part for piece in pieces for part in _parts(piece)]
    named = [
        INTRO.sub("", part.strip()).removesuffix("等方式处理").removesuffix("等处理")
        for part in split
        if GRAVE.search(part) or MILD.search(part) or not ADJUNCT.fullmatch(part)
    ]
    return [part for part in named if part] or ([text[start:end]] if end > start else [])


def _parts(piece: str) -> list[str]:
    """Measures joined by 和 or 或, where both sides are measures by themselves."""
    parts = re.split(r"(?<=.{2})(?:和|或者|或|及|并)(?=.{2})", piece)
    return parts if all(GRAVE.search(part) for part in parts) else [piece]
