"""From a plan's dates to days: `--09` with the answered year is 1 or 30 September; 上中下旬 and 底 as domain.md J4."""

import calendar
import re
from datetime import date

from bihuan.plan_import.rules.dates.points import read_point

_PARTS = re.compile(r"^(?:(\d{4})|-)(?:-(\d{2}))?(?:-(\d{2}))?([EML])?$")
_WORDS = {"E": "上旬", "M": "中旬", "L": "底"}
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


def in_words(written: str | None) -> str:
    """A date as read, in the words a plan would use: `--05L` → 5月底, `2026-03` → 2026年3月. Empty where it says nothing."""
    found = _PARTS.match(written or "")
    if not found:
        return written or ""
    year, month, day, third = found.groups()
    stated = f"{year}年" if year else ""
    return stated + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "") + _WORDS.get(third or "", "")


def from_words(text: str) -> str | None:
    """The other way: 4月11日, 5月底, 2026年3月, 2026-04-11 → a date as the reader keeps it; None where the words are no date."""
    said = text.strip()
    point = read_point(said, 0) if said else None
    return point.text() if point is not None and point.until == len(said) else None
