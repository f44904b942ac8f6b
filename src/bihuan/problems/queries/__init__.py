"""Reading the ledger: what a step still needs, what somebody may see, pages of rows, counts, the story, to-dos. Never writes."""

from bihuan.problems.policy import Reach, may_read, reach
from bihuan.problems.queries.blocks import Looked, look_over, texts_of
from bihuan.problems.queries.counting import counted_to
from bihuan.problems.queries.edits import News, changed_since, edits_of, find_edit, find_undone, label_of, last_mark, news_since
from bihuan.problems.queries.gates import silent_subjects, unmet_of_stage
from bihuan.problems.queries.handover import (
    ELSE,
    OpenWork,
    conflicts,
    divided,
    find_handover,
    handovers_of,
    hands_over,
    leavers,
    open_work,
    refuse_who_may_not,
)
from bihuan.problems.queries.keyset import beyond, in_order, mark_of
from bihuan.problems.queries.ledger import (
    SOURCES_OF_LIST,
    Today,
    condition,
    counts_by_source,
    find,
    find_within,
    names_seen,
    sees_several_units,
    units_seen,
    visible_to,
)
from bihuan.problems.queries.likeness import count_alike, may_decide, unmet_apart
from bihuan.problems.queries.mine import Line, Lines, done_by_me, started_by_me, told_to_me
from bihuan.problems.queries.moved_away import refuse_moved_away
from bihuan.problems.queries.naming import names_on
from bihuan.problems.queries.narrowing import narrowed, page_of
from bihuan.problems.queries.needs import unmet
from bihuan.problems.queries.paging import Page, count_of, page, shown
from bihuan.problems.queries.parts import decisions_of, evidence_of, find_evidence, objections_of, progress_of, proof_of
from bihuan.problems.queries.passing_on import carried_over, left_open, shared_counts, shown_elsewhere
from bihuan.problems.queries.past import PartsThen, Then, counted_then, find_then, parts_then, rows_then, seen_then, then
from bihuan.problems.queries.relations import Channel, Relations, mergers_of, relations_of
from bihuan.problems.queries.sheet import cells_of, choices_of, may_import, names_of, preview_import
from bihuan.problems.queries.story import Button, Told, book_of, buttons, days_to_close, refuse_unless_open, story
from bihuan.problems.queries.todo import MOST, Due, count_within, due_from
from bihuan.problems.queries.twins import Repeat, Repeats, Twin, may_compare, may_compare_all, may_take_original, repeats, twins_of

__all__ = [
    "carried_over", "left_open", "shared_counts", "shown_elsewhere",
    "silent_subjects",
    "ELSE", "OpenWork", "conflicts", "divided", "find_handover", "handovers_of", "hands_over", "leavers", "open_work", "refuse_who_may_not",
    "Looked", "News", "changed_since", "edits_of", "find_edit", "find_undone", "label_of", "last_mark", "look_over", "news_since", "texts_of",
    "Button", "Channel", "Due", "Line", "Lines", "MOST", "Page", "PartsThen", "Reach", "Relations", "SOURCES_OF_LIST", "Then", "Today",
    "Repeat", "Repeats", "may_compare_all", "repeats",
    "Told", "Twin", "beyond", "book_of", "buttons", "cells_of", "choices_of", "condition", "count_of", "count_within", "counted_then",
    "count_alike", "counted_to", "counts_by_source", "days_to_close", "decisions_of", "done_by_me", "due_from", "evidence_of", "find",
    "find_evidence", "find_within", "find_then", "in_order", "mark_of", "may_compare", "may_decide", "may_import", "may_read", "may_take_original",
    "mergers_of", "names_of", "names_on", "names_seen", "narrowed", "objections_of", "page", "page_of", "parts_then", "preview_import",
    "progress_of", "proof_of",
    "reach", "refuse_moved_away", "refuse_unless_open", "relations_of", "rows_then", "seen_then", "sees_several_units", "shown", "started_by_me", "story",
    "then", "told_to_me", "twins_of", "units_seen", "unmet", "unmet_apart", "unmet_of_stage", "visible_to",
]  # fmt: skip
