"""What of a problem can be found by its words, in the order in which the index keeps it."""

from operator import attrgetter
from typing import Any

from bihuan.problems.rules.bigrams import phrases_of, words_of

_NAMES = ("unit", "person", "doer", "leader")
_TEXTS = ("owner_name", "text", "cause", "measures_text", "progress_text", "how", "external_number", "origin_label")
SEARCHED = frozenset({*_TEXTS, *(f"{name}_id" for name in _NAMES)})
"""The columns of a problem that its words come from: when one moves, the index follows."""
_texts_of = attrgetter(*_TEXTS)


def searched_text(row: Any) -> str:
    """Number, unit, people and texts of a problem, one a line; unit and people of the row should be loaded."""
    names = (one.name if one else "" for one in (row.unit, row.person, row.doer, row.leader))
    return "\n".join(part for part in (f"{row.number:04d}", *names, *_texts_of(row)) if part)


def stands_in(row: Any, text: str) -> bool:
    """Does every part of the text stand in this row as it is in hand? The same answer as the search index gives for the rows of today."""
    phrases, told = phrases_of(text), f" {' '.join(words_of(searched_text(row)))}"
    return bool(phrases) and all(f" {' '.join(words)}" in told for words in phrases)
