"""When an item may be urged, and how firmly."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from bihuan.foundation.kernel import BadInput, NotNow, _
from bihuan.problems.vocabulary.reminders import ReminderLevel


def day_of(today: date, is_working: Callable[[date], bool]) -> date:
    """The working day that a reminder counts for: today, or the next one."""
    while not is_working(today):
        today += timedelta(days=1)
    return today


def check_reminder(level: ReminderLevel, sent: Sequence[ReminderLevel], text: str, answer_by: date | None, today: date) -> None:
    """Refused: a level whose lower one was not sent before, no words, a day of answer that is past."""
    below = level_below(level)
    if below and below not in sent:
        raise NotNow(_("先发过“%(before)s”，才能发“%(level)s”。"), before=below.label, level=level.label)
    if not text.strip():
        raise BadInput(_("请写明催办什么、要求怎么办。"))
    if answer_by is not None and answer_by < today:
        raise BadInput(_("要求答复的日期不能早于今天。"))


def level_below(level: ReminderLevel) -> ReminderLevel | None:
    """What must have been sent before this level; None: it is the first."""
    place = list(ReminderLevel).index(level)
    return list(ReminderLevel)[place - 1] if place else None


def levels_open(sent: Collection[ReminderLevel]) -> list[ReminderLevel]:
    """The levels that may be sent after these."""
    return [one for one in ReminderLevel if (below := level_below(one)) is None or below in sent]


def next_level(sent: Sequence[ReminderLevel]) -> ReminderLevel:
    """The firmest that may be sent now: one above the firmest that was sent."""
    levels = list(ReminderLevel)
    return levels[min(max((levels.index(one) for one in sent), default=-1) + 1, len(levels) - 1)]
