"""What the door for phones carries: one's own to-dos, items, self-check and what is decided about oneself; nothing by which somebody runs a
campaign."""

from django.conf import settings

_SHELL = ("style", "live", "ready", "language", "look")
_HOME = ("start", "activate", "todo", "done", "started", "told", "digests", "read_digest")
_ITEMS = (
    "problem", "step", "add_evidence", "evidence", "evidence_copy", "evidence_shot", "person_lists", "people",
)  # fmt: skip
_SELF_CHECK = (
    "self_check", "submit_self_check", "fetch_self_check", "pledge", "withdraw_pledge", "self_check_sheet", "self_check_blank", "write_item",
    "change_item", "complete_item", "withdraw_item", "pledge_file",
)  # fmt: skip
_MINE = (
    "own_matters", "own_matters_of", "own_matter", "own_state", "own_tolerance", "own_waive", "own_unwaive", "own_material", "own_recusal", "own_appeal",
    "own_withdraw_appeal", "own_withdraw_tolerance", "own_accept", "own_export",
    "own_papers", "own_record",
    "motion", "motion_step", "motion_appeal", "motion_paper", "card_review", "card", "card_hat_off", "training_paper", "rating", "rating_hat_off",
    "return_visit", "visit_step", "visits_file", "drop_note", "tolerance", "correct", "clarification", "ask_clarification",
    "announcement", "right_step", "right_paper", "exemplar", "exemplar_step",
)  # fmt: skip
PHONE_PAGES = frozenset(
    f"{room}:{name}"
    for room, names in (("shell", _SHELL), ("home", _HOME), ("problems", _ITEMS), ("finding", _SELF_CHECK), ("accountability", _MINE))
    for name in names
)
"""Names of the addresses that answer there."""


def carries(name: str) -> bool:
    """Does this door carry the address of this name?"""
    return settings.BIHUAN_OPEN is None or name in settings.BIHUAN_OPEN


def door() -> str:
    """By which door whoever asks here comes in: what is done is written down with it."""
    return str(settings.BIHUAN_DOOR)
