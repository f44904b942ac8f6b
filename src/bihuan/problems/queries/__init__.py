"""Reading the ledger: what a step still needs, what somebody may see, pages of rows, counts, the story, to-dos. Never writes."""

from bihuan.problems.queries.ledger import Today, condition, count_of, counts_by, find, narrowed, page, visible_to
from bihuan.problems.queries.needs import unmet
from bihuan.problems.queries.story import Button, buttons, story, text_for
from bihuan.problems.queries.todo import Due, count_due, due_from

__all__ = [
    "Button", "Due", "Today", "buttons", "condition", "count_due", "count_of", "counts_by", "due_from", "find", "narrowed", "page", "story",
    "text_for", "unmet", "visible_to",
]  # fmt: skip
