"""Chinese text cut into overlapping pairs of characters, so that any two-character name is found on both databases.

A run of Han characters gives its pairs and then its last character alone; other words stay whole. Equal cuts on both sides make a
query a phrase: 第777号 → 第 · 777 · 号.
"""

import re
import unicodedata
from collections.abc import Iterator

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[0-9a-z]+")


def normal(text: str) -> str:
    """Full-width to half-width, lower case: what is compared is what is meant."""
    return unicodedata.normalize("NFKC", text).lower()


def _is_han(run: str) -> bool:
    return not run[0].isascii()


def _pairs(run: str, *, ends: bool) -> Iterator[str]:
    if len(run) == 1:
        yield run
        return
    for i in range(len(run) - 1):
        yield run[i : i + 2]
    if not ends:
        yield run[-1]


def words_of(text: str) -> list[str]:
    """Every word of a text, in order, as the index keeps it."""
    return [word for run in _RUN.findall(normal(text)) for word in (_pairs(run, ends=False) if _is_han(run) else (run,))]


def phrase_of(query: str) -> list[str]:
    """The words a query must find next to each other, in order; empty when there is nothing to look for."""
    runs = _RUN.findall(normal(query))
    last = len(runs) - 1
    return [word for i, run in enumerate(runs) for word in (_pairs(run, ends=i == last) if _is_han(run) else (run,))]
