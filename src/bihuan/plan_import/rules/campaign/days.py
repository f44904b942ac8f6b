"""From a plan's dates to days: `--09` with the answered year is 1 or 30 September; 上中下旬 and 底 as domain.md J4."""

import calendar
import re
from datetime import date

_PARTS = re.compile(r"^(?:(\d{4})|-)(?:-(\d{2}))?(?:-(\d{2}))?([EML])?$")
_THIRDS = {"E": (1, 10), "M": (11, 20), "L": (21, 0)}  # 0: the last day of the month


def has_year(written: str | None) -> bool:
    """Does this date state its year?"""
    return written is not None and written[:4].isdigit()


def _range(year: int, month: int, day: int, third: str) -> tuple[date, date]:
    last = calendar.monthrange(year, month)[1]
    if day:
        return date(year, month, min(day, last)), date(year, month, min(day, last))
    first_day, last_day = _THIRDS.get(third, (1, 0))
    return date(year, month, first_day), date(year, month, last_day or last)


def span_of(written: str | None, year: int | None) -> tuple[date, date] | None:
    """First and last day that a date as read can mean; None where it says nothing or lacks a year that nobody answered."""
    found = _PARTS.match(written or "")
    if not found:
        return None
    stated, month, day, third = found.groups()
    used = int(stated) if stated else year
    if used is None or not 1950 <= used <= 2200:
        return None
    if not month:
        return date(used, 1, 1), date(used, 12, 31)
    return _range(used, int(month), int(day or 0), third or "") if 1 <= int(month) <= 12 else None


def range_of(start: str | None, end: str | None, year: int | None) -> tuple[date | None, date | None]:
    """First day of `start` and last day of `end`; an end month before the start month lies in the next year (J4)."""
    begins, ends = span_of(start, year), span_of(end, year)
    if begins and ends and ends[1] < begins[0] and not has_year(end):
        ends = span_of(end, begins[0].year + 1)
    return begins[0] if begins else None, ends[1] if ends else None
