"""The days of one problem against each other."""

from datetime import date

from bihuan.foundation.kernel import _

DUE_BEFORE_FOUND = _("完成时限不能早于发现日期。")


def is_due_before_found(due_on: date | None, found_on: date | None) -> bool:
    """Is it to be put right before it was found? Where a day is not known, no."""
    return due_on is not None and found_on is not None and due_on < found_on
