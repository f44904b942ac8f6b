"""What a changed calendar does to a clock that runs: as many working days as were given, counted anew; what has run out stays as it ran out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bihuan.foundation.calendar.rules.working_days import WorkCalendar
from bihuan.foundation.kernel.time import add_working_days, working_days_between


@dataclass(frozen=True, slots=True)
class Running:
    """A clock in working days that is kept as its last day: whose, the day from which it counts (itself not counted), its last day."""

    key: int
    from_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Moved:
    """A clock whose last day moved: of what kind, where it runs (a campaign), whose, from and to which day."""

    kind: str
    place: str
    key: int
    old: date
    new: date


def moved(clocks: Iterable[Running], old: WorkCalendar, new: WorkCalendar, today: date) -> Iterator[tuple[Running, date]]:
    """Clocks that end on another day by the new calendar, with that day. A clock that ended before today stays; none ends before today,
    for people were told that they have until then."""
    known: dict[tuple[date, date], date] = {}
    for one in clocks:
        span = one.from_on, one.ends_on
        if span not in known:
            length = working_days_between(*span, old)
            known[span] = max(add_working_days(one.from_on, length, new), min(today, one.ends_on))
        if one.ends_on >= today and known[span] != one.ends_on:
            yield one, known[span]
