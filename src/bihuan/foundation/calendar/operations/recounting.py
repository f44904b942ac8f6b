"""When the calendar changes, the rooms above that keep clocks as their last day count them anew in the same transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.calendar.queries import as_kept, calendar, lock
from bihuan.foundation.calendar.rules import Moved, WorkCalendar
from bihuan.foundation.kernel import Actor, _

Recount = Callable[[WorkCalendar, WorkCalendar, datetime, str], Sequence[Moved]]
"""(calendar before, calendar after, moment, reason) → the clocks that moved."""
_recounts: list[Recount] = []


def when_days_change(recount: Recount) -> None:
    """Said once by a room above that keeps clocks, as it is loaded."""
    if recount not in _recounts:
        _recounts.append(recount)


@contextmanager
def recounting(what: str, actor: Actor, now: datetime) -> Iterator[list[Moved]]:
    """The change inside, and whatever it moves: all or nothing."""
    told: list[Moved] = []
    with one_write():
        lock()  # two who change days at once do not count from one calendar twice
        before = as_kept()
        yield told
        after = as_kept()
        for recount in _recounts if after != before else ():
            told.extend(
                recount(before, after, now, _("节假日安排有变：%(what)s；录入人：%(who)s") % {"what": what[:200], "who": actor.name})
            )
    calendar.forget()
