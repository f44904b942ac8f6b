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


def _plain_end(start: date, term: Length, is_working: IsWorkingDay) -> date:
    match term.span:
        case Span.WORKING_DAYS:
            return add_working_days(start, term.count, is_working)
        case Span.DAYS:
            return start + timedelta(days=term.count)
        case Span.MONTHS:
            return add_months(start, term.count)
        case Span.QUARTERS:
            return add_months(start, 3 * term.count)
        case _:
            return add_months(start, 12 * term.count)


def still_days(pauses: tuple[Pause, ...], until: date, counts: IsWorkingDay) -> int:
    """Days on which the clock stood still before `until`, as told by `counts` (every day, or working days only).
    Overlapping pauses count once."""
    still: set[date] = set()
    for pause in pauses:
        day = pause.start
        while day < (pause.end or until):
            if counts(day):
                still.add(day)
            day += timedelta(days=1)
    return len(still)


def due_on(start: date, term: Length, is_working: IsWorkingDay, pauses: tuple[Pause, ...] = ()) -> date | None:
    """The last day of `term` counted from `start`; None while a pause is open: a stopped clock has no due day.

    Days of a pause are added at the end, in working days where the term is counted in them, else in calendar days.
    """
    if any(pause.end is None for pause in pauses):
        return None
    due = _plain_end(start, term, is_working)
    by_work = term.span is Span.WORKING_DAYS
    still = still_days(pauses, due, is_working if by_work else (lambda _day: True)) if pauses else 0
    if still:
        due = add_working_days(due, still, is_working) if by_work else due + timedelta(days=still)
    return roll_forward(due, is_working) if term.rolls else due


def working_days_between(start: date, end: date, is_working: IsWorkingDay) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start, is_working)
    return sum(is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
