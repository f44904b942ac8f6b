"""The lamp of an item, from its dates and state alone, never typed in (domain.md H: design notes)."""

from datetime import date

from bihuan.problems.vocabulary import DONE, STILL, UNCOUNTED, Lamp


def lamp(state: str, due_on: date | None, today: date, near_until: date) -> Lamp:
    """`near_until` is the last day that counts as near: today plus the campaign's working days (default 3)."""
    if state in UNCOUNTED:
        return Lamp.NONE
    if state in DONE:
        return Lamp.CLOSED
    if state in STILL:
        return Lamp.STILL
    if due_on is None or due_on > near_until:
        return Lamp.ON_TIME
    return Lamp.OVERDUE if due_on < today else Lamp.NEAR
