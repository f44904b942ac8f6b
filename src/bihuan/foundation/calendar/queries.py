"""Reading the calendar: one query, remembered in this process."""

import logging
from datetime import date

from django.db.models import QuerySet

from bihuan.foundation.audit.alone import hold, hold_shared
from bihuan.foundation.calendar.models import SpecialDay
from bihuan.foundation.calendar.rules import WorkCalendar
from bihuan.foundation.kernel.remembering import Remembered

logger = logging.getLogger(__name__)
_LOCK = 0x6361_6C65  # "cale": the advisory lock of the calendar on PostgreSQL


def as_kept() -> WorkCalendar:
    """The calendar as it stands in this transaction, asked anew."""
    return WorkCalendar.of(dict(SpecialDay.objects.values_list("day", "works")))


def held_still() -> WorkCalendar:
    """The calendar as it stands, which nobody changes before this transaction ends: for clocks that are kept as their last day. A day that is
    entered meanwhile waits, and finds them. SQLite writers are alone anyway."""
    hold_shared(_LOCK)
    return as_kept()


def lock() -> None:
    """Nobody else changes the calendar, or begins a clock by it, before this transaction ends."""
    hold(_LOCK)


def _ask() -> WorkCalendar:
    found = as_kept()
    this_year = date.today()
    if doubt := found.doubts(this_year):
        logger.warning(doubt)
    return found


calendar = Remembered(_ask)
"""calendar() -> WorkCalendar. One query; other processes notice a change after half a minute at the latest."""


def near_until(today: date, days: int) -> date:
    """The last day that counts as near (临期): `days` working days after `today`."""
    return calendar().near_until(today, days)


def special_days(year: int) -> QuerySet[SpecialDay]:
    """The days out of the ordinary of one year, in order."""
    return SpecialDay.objects.filter(day__year=year).order_by("day")


def special_day(day: date) -> SpecialDay | None:
    """This day's entry, or None for an ordinary day."""
    return SpecialDay.objects.filter(day=day).first()
