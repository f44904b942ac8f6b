"""Terms of time: deadlines in working days, days, months, quarters and years (domain.md section 0).

Counting: the first day is not counted; 以内 and 届满 include the last; a month ends on the matching day or, where the month
is shorter, on its last day; a last day that is a holiday rolls forward to the next working day where the rule says so.
"""

import calendar as _months
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bihuan.foundation.kernel.terms import Term, _

IsWorkingDay = Callable[[date], bool]


class Span(Term):
    """The units a deadline can be counted in."""

    WORKING_DAYS = "wd", _("个工作日")
    DAYS = "d", _("日")
    MONTHS = "m", _("个月")
    QUARTERS = "q", _("个季度")
    YEARS = "y", _("年")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: `count` of `span`; `rolls` True moves a last day that is no working day forward."""

    count: int
    span: Span
    rolls: bool = True


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `start` (first still day) to `end` (first day it runs again); an open pause has no end."""

    start: date
    end: date | None = None


def add_months(day: date, months: int) -> date:
    """The matching day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _months.monthrange(year, month + 1)[1]))


def add_working_days(start: date, count: int, is_working: IsWorkingDay) -> date:
    """The `count`-th working day after `start` (`start` itself is never counted)."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def roll_forward(day: date, is_working: IsWorkingDay) -> date:
    """`day`, or the next working day after it."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


def _plain_end(start: date, length: Length) -> date:
    match length.span:
        case Span.DAYS:
            return start + timedelta(days=length.count)
        case Span.MONTHS:
            return add_months(start, length.count)
        case Span.QUARTERS:
            return add_months(start, 3 * length.count)
        case _:
            return add_months(start, 12 * length.count)


def is_still(day: date, pauses: tuple[Pause, ...]) -> bool:
    """Does the clock stand still on this day?"""
    return any(pause.start <= day and (pause.end is None or day < pause.end) for pause in pauses)


def _pushed_by(start: date, due: date, pauses: tuple[Pause, ...]) -> date:
    """`due` moved by one day for each still day after `start`, those that the move itself reaches included."""
    day, left = start, (due - start).days
    while left > 0:
        day += timedelta(days=1)
        left -= not is_still(day, pauses)
    return day


def due_on(start: date, length: Length, is_working: IsWorkingDay, pauses: tuple[Pause, ...] = ()) -> date | None:
    """The last day of `length` counted from `start`; None while a pause is open: a stopped clock has no due day.

    Still days are added at the end: working days where the length is counted in them, else calendar days.
    """
    if any(pause.end is None for pause in pauses):
        return None
    if length.span is Span.WORKING_DAYS:
        due = add_working_days(start, length.count, lambda day: is_working(day) and not is_still(day, pauses))
    else:
        due = _plain_end(start, length)
        due = _pushed_by(start, due, pauses) if pauses else due
    return roll_forward(due, is_working) if length.rolls else due


def working_days_between(start: date, end: date, is_working: IsWorkingDay) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start, is_working)
    return sum(is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
