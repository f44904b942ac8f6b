"""Which entries something more happens to, and when: the latest that rest long enough, each taken once."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bihuan.interfaces.cli.demo.county import DemoCounty, DemoProblem
from bihuan.interfaces.cli.demo.lives import PLACE
from bihuan.problems.vocabulary import PRIVATE_SOURCES, State

BEFORE_ASKING = (State.RECORDED, State.ANALYSED, State.RECTIFYING)
_MORNING = time(9, 20)


def moment(after: date | datetime, days: int, minute: int = 0) -> datetime:
    """A working day's moment, so many working days after a day."""
    day = after.date() if isinstance(after, datetime) else after
    while days > 0 or day.weekday() > 4:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return datetime.combine(day, _MORNING, PLACE) + timedelta(minutes=minute)


def last_days(today: date, back: int) -> date:
    """The working day so many working days before today."""
    day = today
    while back > 0:
        day -= timedelta(days=1)
        back -= day.weekday() < 5
    return day


class Choice:
    """Open entries that are no secret of anybody's, latest first. What was given out is not given out again."""

    def __init__(self, county: DemoCounty) -> None:
        self.today = county.today
        self._free = [one for one in reversed(county.problems) if one.stands in BEFORE_ASKING and one.source not in PRIVATE_SOURCES]

    def some(self, count: int, rest: int, wanted: Callable[[DemoProblem], bool] = lambda _one: True) -> list[DemoProblem]:
        """Up to `count` entries to which nothing happened in the last `rest` working days."""
        until = last_days(self.today, rest)
        return self._given([one for one in self._free if one.events[-1].at.date() <= until and wanted(one)][:count])

    def together(self, count: int, rest: int, wanted: Callable[[DemoProblem], bool] = lambda _one: True) -> list[DemoProblem]:
        """The same, all of one unit and of no person: as many as asked for, or none."""
        until, units = last_days(self.today, rest), defaultdict[int, list[DemoProblem]](list)
        for one in self._free:
            if one.person is None and one.events[-1].at.date() <= until and wanted(one):
                units[one.unit].append(one)
        return self._given(next((found[:count] for found in units.values() if len(found) >= count), []))

    def _given(self, found: list[DemoProblem]) -> list[DemoProblem]:
        taken = {one.number for one in found}
        self._free = [one for one in self._free if one.number not in taken]
        return found


def only_recorded(one: DemoProblem) -> bool:
    """Entered, and nothing since."""
    return len(one.events) == 1
