"""Terms of time: deadlines in working days, days, months, quarters and years (domain.md section 0).

Counting: the first day is not counted; 以内 and 届满 include the last; a month ends on the matching day or, where the month
is shorter, on its last day; a last day that is a holiday rolls forward to the next working day where the rule says so.
Still days (a pause) never count. A clock can be paused, extended and stopped; it is never deleted.
"""

import calendar as _months
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bihuan.foundation.kernel.refusals import BadInput, NotNow
from bihuan.foundation.kernel.terms import Term, _

IsWorkingDay = Callable[[date], bool]
_DAY = timedelta(days=1)


class Span(Term):
    """The units a deadline can be counted in."""

    WORKING_DAYS = "wd", _("个工作日")
    DAYS = "d", _("日")
    MONTHS = "m", _("个月")
    QUARTERS = "q", _("个季度")
    YEARS = "y", _("年")


MONTHS_IN = {Span.MONTHS: 1, Span.QUARTERS: 3, Span.YEARS: 12}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: `count` (0: at once) of `span`; `rolls` True moves a last day that is no working day forward."""

    count: int
    span: Span
    rolls: bool = True

    def __post_init__(self) -> None:
        if self.count < 0:
            raise BadInput(_("时限不能是负数。"))


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `start` (first still day) to `end` (first day it runs again); an open pause has no end."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise BadInput(_("中止的结束日期早于开始日期。"))


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, decided by somebody for a reason. It is counted from the end of what went before, not from a rolled day."""

    length: Length
    approved_by: str
    reason: str

    def __post_init__(self) -> None:
        if not self.approved_by.strip() or not self.reason.strip():
            raise BadInput(_("延期须写明批准人和理由。"))
        if self.length.count == 0:
            raise BadInput(_("请填写延长多久。"))


def add_months(day: date, months: int) -> date:
    """The matching day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _months.monthrange(year, month + 1)[1]))


def add_working_days(start: date, count: int, is_working: IsWorkingDay) -> date:
    """The `count`-th working day after `start` (`start` itself is never counted)."""
    day = start
    while count > 0:
        day += _DAY
        count -= is_working(day)
    return day


def roll_forward(day: date, is_working: IsWorkingDay) -> date:
    """`day`, or the next working day after it."""
    while not is_working(day):
        day += _DAY
    return day


def period_end(day: date, span: Span) -> date:
    """The last day of the calendar month, quarter or year that `day` lies in: when something is due every quarter."""
    months = MONTHS_IN[span]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return add_months(first, months) - _DAY


def is_still(day: date, pauses: tuple[Pause, ...]) -> bool:
    """Does the clock stand still on this day?"""
    return any(pause.start <= day and (pause.end is None or day < pause.end) for pause in pauses)


def _still_for_ever(day: date, pauses: tuple[Pause, ...]) -> bool:
    return any(pause.end is None and pause.start <= day for pause in pauses)


def _counted(start: date, count: int, counts: IsWorkingDay, pauses: tuple[Pause, ...]) -> date | None:
    """The `count`-th day after `start` that counts and is not still; None when an open pause comes before it."""
    day = start
    while count > 0:
        day += _DAY
        if _still_for_ever(day, pauses):
            return None
        count -= counts(day) and not is_still(day, pauses)
    return day


def _end(start: date, length: Length, is_working: IsWorkingDay, pauses: tuple[Pause, ...]) -> date | None:
    """The nominal last day, before it is rolled; None when an open pause comes before it."""
    if length.span is Span.WORKING_DAYS:
        if not pauses:
            return add_working_days(start, length.count, is_working)
        return _counted(start, length.count, is_working, pauses)
    months = MONTHS_IN.get(length.span)
    plain = add_months(start, months * length.count) if months else start + timedelta(days=length.count)
    return _counted(start, (plain - start).days, lambda _day: True, pauses) if pauses else plain


def _joined(lengths: list[Length]) -> list[Length]:
    """Neighbours of one span as one length: a month and a month from 31 January end on 31 March, not on the 28th."""
    joined: list[Length] = []
    for one in lengths:
        if joined and joined[-1].span is one.span:
            joined[-1] = Length(joined[-1].count + one.count, one.span, one.rolls)
        else:
            joined.append(one)
    return joined


def _rolled(day: date, is_working: IsWorkingDay, pauses: tuple[Pause, ...]) -> date | None:
    """`day`, or the next day that is worked and not still. A last day on which the clock ran and people worked stays."""
    if is_working(day) or not pauses:
        return roll_forward(day, is_working)
    return _counted(day, 1, is_working, pauses)


def due_on(
    start: date, length: Length, is_working: IsWorkingDay, pauses: tuple[Pause, ...] = (), extensions: tuple[Extension, ...] = ()
) -> date | None:
    """The last day of `length` (and its extensions) counted from `start`; None while an open pause holds the clock before it.

    A pause that begins after the time had run out changes nothing: what was overdue stays overdue.
    """
    day = start
    lengths = _joined([length, *(extension.length for extension in extensions)])
    for one in lengths:
        end = _end(day, one, is_working, pauses)
        if end is None:
            return None
        day = end
    return _rolled(day, is_working, pauses) if lengths[-1].rolls else day


def working_days_between(start: date, end: date, is_working: IsWorkingDay) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start, is_working)
    return sum(is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@dataclass(frozen=True, slots=True)
class Clock:
    """One running deadline with its whole story. Every step gives a new clock; nothing of the old one is lost.

    `start` is the day of the event (not counted), `stopped_on` the day the duty was done.
    """

    start: date
    length: Length
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    stopped_on: date | None = None

    def due_on(self, is_working: IsWorkingDay) -> date | None:
        """The due day; None while a pause is open. A stopped clock keeps its due day."""
        return due_on(self.start, self.length, is_working, self.pauses, self.extensions)

    def pause(self, on: date) -> "Clock":
        """Stand still from `on` (听证、补正 begin). Raises NotNow when it already stands still or was stopped."""
        self._must_run()
        if any(pause.end is None for pause in self.pauses):
            raise NotNow(_("时限已经中止，不能再次中止。"))
        return replace(self, pauses=(*self.pauses, Pause(on)))

    def resume(self, on: date) -> "Clock":
        """Run again from `on`. Raises NotNow when it runs."""
        open_one = next((pause for pause in self.pauses if pause.end is None), None)
        if open_one is None:
            raise NotNow(_("时限没有中止，不用恢复。"))
        return replace(self, pauses=tuple(Pause(one.start, on) if one is open_one else one for one in self.pauses))

    def extend(self, extension: Extension, at_most: Length | None = None) -> "Clock":
        """Give more time. Raises BadInput when all extensions together would pass `at_most` (same span)."""
        self._must_run()
        spans = [one.length for one in (*self.extensions, extension)]
        if at_most is not None:
            if any(one.span is not at_most.span for one in spans):
                raise BadInput(_("延期须用“%(unit)s”计算。"), unit=at_most.span.label)
            if sum(one.count for one in spans) > at_most.count:
                raise BadInput(_("延期合计不能超过 %(count)d %(unit)s。"), count=at_most.count, unit=at_most.span.label)
        return replace(self, extensions=(*self.extensions, extension))

    def stop(self, on: date) -> "Clock":
        """The duty was done on `on`."""
        self._must_run()
        return replace(self, stopped_on=on)

    def is_late(self, today: date, is_working: IsWorkingDay) -> bool:
        """Was it done after its due day, or is it still not done and past it?"""
        due = self.due_on(is_working)
        return due is not None and (self.stopped_on or today) > due

    def _must_run(self) -> None:
        if self.stopped_on is not None:
            raise NotNow(_("这个时限已经办结，不能再改。"))
