"""Chinese text cut into overlapping pairs of characters, so that any two-character name is found on both databases.

A run of Han characters gives its pairs and then its last character alone; other words stay whole. Equal cuts on both sides make a
query a phrase: 第777号 → 第 · 777 · 号.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain
from operator import add

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[0-9a-z]{1,200}")  # PostgreSQL takes no word beyond 2,046 bytes
# Characters that normalising may turn into letters, digits or Han; ordinary text has none beside marks that part words either way.
_ODD = re.compile(r"[^\x00-\x7f\u3400-\u9fff\u3000-\u301f\u2010-\u2027\u00b7\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]")


def normal(text: str) -> str:
    """Full-width to half-width, lower case: what is compared is what is meant. Marks that part words may stay as they are."""
    return (unicodedata.normalize("NFKC", text) if _ODD.search(text) else text).lower()


@cache
def _others() -> Mapping[str, str]:
    """By a letter or digit the characters that normalising turns into it, as 1 has １ and ①."""
    found: defaultdict[str, str] = defaultdict(str)
    for sign in map(chr, range(0x80, 0x10000)):
        if (plain := normal(sign)).isascii() and len(plain) == 1 and plain.isalnum():
            found[plain] += sign
    return found


def as_written(word: str) -> str:
    """A word of the index as a regular expression for texts that nobody has normalised: 12 is also １２. Han characters as they are."""
    return "".join(f"[{one}{_others().get(one, '')}]" if one.isascii() else one for one in word)


def _is_han(run: str) -> bool:
    return not run[0].isascii()


def _pairs(run: str) -> list[str]:
    return list(map(add, run, run[1:])) or [run]


def words_of(text: str) -> list[str]:
    """Every word of a text, in order, as the index keeps it."""
    return [*chain.from_iterable(map(_cut, _RUN.findall(normal(text))))]


@lru_cache(maxsize=20_000)
def _cut(run: str) -> tuple[str, ...]:
    """The words of one run. Remembered: names of units and people and customary phrases come again and again."""
    return (*map(add, run, run[1:]), run[-1]) if _is_han(run) else (run,)


def phrase_of(query: str) -> list[str]:
    """The words a query must find next to each other, in order; empty when there is nothing to look for."""
    runs = _RUN.findall(normal(query))
    words: list[str] = []
    for run in runs:
        words += _pairs(run) if _is_han(run) else [run]
        words += [run[-1]] if _is_han(run) and len(run) > 1 and run is not runs[-1] else []
    return words


MOST_PARTS = 8
"""Parts of one query that are looked for; what is typed beyond them narrows no further."""


def phrases_of(query: str) -> list[list[str]]:
    """The phrases that must all be found, one for each part between spaces: 周浩 县道 finds what has both, wherever they stand."""
    return [words for part in query.split()[:MOST_PARTS] if (words := phrase_of(part))]
