"""The days of one problem against each other."""

from datetime import date, timedelta

from bihuan.foundation.kernel import _

DUE_BEFORE_FOUND = _("完成时限不能早于发现日期。")


def is_due_before_found(due_on: date | None, found_on: date | None) -> bool:
    """Is it to be put right before it was found? Where a day is not known, no."""
    return due_on is not None and found_on is not None and due_on < found_on


def due_by_default(found_on: date, days: int, planned: date | None, *, at_once: bool) -> date:
    """The due day of a finding that nobody gave one: `days` after it was found, or the day that the plan names for its category (M40), where
    that is still to come then. What is corrected at once (M94) is never given more time by a plan, only less."""
    usual = found_on + timedelta(days=days)
    if planned is None or planned <= found_on:
        return usual
    return min(planned, usual) if at_once else planned
