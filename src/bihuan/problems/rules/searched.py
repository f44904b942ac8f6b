"""What of a problem can be found by its words, in the order in which the index keeps it."""

from typing import Any

from bihuan.problems.rules.bigrams import phrases_of, words_of


def searched_text(row: Any) -> str:
    """Number, unit, people and texts of a problem, one a line; unit and people of the row should be loaded."""
    people = (one.name if one else "" for one in (row.person, row.doer, row.leader))
    parts = (
        f"{row.number:04d}", row.unit.name, *people, row.owner_name, row.text, row.cause, row.measures_text, row.progress_text, row.how,
        row.external_number, row.origin_label,
    )  # fmt: skip
    return "\n".join(part for part in parts if part)


def stands_in(row: Any, text: str) -> bool:
    """Does every part of the text stand in this row as it is in hand? The same answer as the search index gives for the rows of today."""
    phrases, told = phrases_of(text), f" {' '.join(words_of(searched_text(row)))}"
    return bool(phrases) and all(f" {' '.join(words)}" in told for words in phrases)
