"""How long a clue is kept (个人信息保护法 第十九条: no longer than needed; 第四十七条: gone when the time is over), on plain values."""

from datetime import date

from bihuan.clues.vocabulary.keeping import EndNeed as N
from bihuan.foundation.kernel.time import Length, due_on

KEEP, WAIT = "clue_keep", "clue_end_wait"
"""Rules of the pack: how long after the closing, and how long between agreeing and the day."""


def kept_until(closed_on: date, length: Length) -> date:
    """The last day on which it is kept."""
    return due_on(closed_on, length, lambda _day: True) or closed_on


def unmet(*, same_hand: bool, kept_until: date | None, held: bool, on: date | None, today: date) -> tuple[N, ...]:
    """All needs that are missing; a step asks for its own only."""
    missing = {
        N.OTHER_HAND: same_hand, N.IS_DUE: kept_until is None or today <= kept_until, N.NOT_HELD: held,
        N.DAY_HAS_COME: on is None or today < on,
    }  # fmt: skip
    return tuple(need for need, is_missing in missing.items() if is_missing)
