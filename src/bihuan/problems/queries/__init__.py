"""Reading the ledger: what a step still needs, what somebody may see, pages of rows, counts, the story, to-dos. Never writes."""

from bihuan.problems.policy import Reach, may_read, reach
from bihuan.problems.queries.ledger import (
    SOURCES_OF_LIST,
    Page,
    Today,
    condition,
    count_of,
    counts_by,
    counts_by_source,
    find,
    narrowed,
    page,
    visible_to,
)
from bihuan.problems.queries.needs import unmet
from bihuan.problems.queries.parts import evidence_of, extensions_of, find_evidence, progress_of
from bihuan.problems.queries.story import Button, Told, buttons, refuse_unless_open, story, text_for
from bihuan.problems.queries.todo import Due, count_due, due_from

__all__ = [
    "SOURCES_OF_LIST", "Button", "Due", "Page", "Reach", "Today", "Told", "buttons", "condition", "count_due", "count_of", "counts_by",
    "counts_by_source", "due_from", "evidence_of", "extensions_of", "find", "find_evidence", "may_read", "narrowed", "page", "progress_of",
    "reach", "refuse_unless_open", "story", "text_for", "unmet", "visible_to",
]  # fmt: skip
