"""Days as offices write them in cells: 2026.3.1, 2026年3月1日, 二〇二六年三月一日, 46082, ３月１日."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from bihuan.foundation.kernel import _

DAY_FORMS = _("请写成 2026-03-01、2026/3/1 或 2026年3月1日，也可以用日期格式的单元格。")
ACCEPTED = ("2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日")
_TIME = r"(?:[\sT]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_WEEKDAY = r"(?:\s*[(]?(?:星期|周)[一二三四五六日天][)]?)?"
_DAY = re.compile(
    rf"(\d{{4}})(?:\s*年\s*|\s*[-/.．－／]\s*)(\d{{1,2}})(?:\s*月\s*|\s*[-/.．－／]\s*)(\d{{1,2}})\s*[日号]?{_WEEKDAY}{_TIME}"
)
_MONTH_DAY = re.compile(rf"(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?{_WEEKDAY}")
_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_CHINESE = re.compile(r"([〇○零一二三四五六七八九]{4})年(正|元|[一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅初]{1,4})[日号]?")
_CHINESE_MONTH_DAY = re.compile(r"(正|元|[一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅初]{1,4})[日号]?")
_BEFORE = re.compile(r"(.+?)(?:之前|以前|前)")
_MONTHS_END = re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*份?\s*(?:底|末)")
_YEARS_END = re.compile(r"(?:(\d{4})\s*年?|本年|今年)?\s*(?:年\s*)?(?:底|末)")
_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_ANY_YEAR = date(2024, 1, 1), date(2024, 12, 31)
"""A leap year: it has every day that a year may have."""
_COUNTED_FROM = date(1899, 12, 30)


def day_in(text: str, span: tuple[date, date] | None = None) -> date | None:
    """The day that a cell names, or None where it names none. Without a year it is the one day of that name between the days of `span`,
    both included; where there is none or more than one, it is no day."""
    return _read(text, span)


@lru_cache(maxsize=4096)
def _read(text: str, span: tuple[date, date] | None) -> date | None:
    found = _DAY.fullmatch(text) or _PLAIN_DAY.fullmatch(text)
    if found:
        return _day(*map(int, found.groups()))
    text = unicodedata.normalize("NFKC", text.replace("○", "〇")).strip()
    if found := _DAY.fullmatch(text) or _PLAIN_DAY.fullmatch(text):
        return _day(*map(int, found.groups()))
    if found := _SERIAL.fullmatch(text):
        return _checked(_COUNTED_FROM + timedelta(days=int(found[1])))
    squeezed = "".join(text.split())
    if found := _CHINESE.fullmatch(squeezed):
        return _day(int("".join(str(_FIGURES[one]) for one in found[1])), _number(found[2]), _number(found[3]))
    if found := _MONTH_DAY.fullmatch(text):
        return _within(int(found[1]), int(found[2]), span)
    if found := _CHINESE_MONTH_DAY.fullmatch(squeezed):
        return _within(_number(found[1]), _number(found[2]), span)
    return None


def due_day_in(text: str, span: tuple[date, date] | None = None) -> date | None:
    """The last day on which something may be done: besides days also 12月31日前, 2026年12月底, 年底前. No other words are guessed at."""
    if day := day_in(text, span):
        return day
    text = unicodedata.normalize("NFKC", text).strip()
    if found := _BEFORE.fullmatch(text):
        text = found[1].strip()
    return _ending(text, span) or day_in(text, span)


def without_year(text: str, today: date | None, *, to_come: bool) -> date | None:
    """The day next to today, ahead or behind, that a cell means which names one without its year; None for any other text."""
    if today is None or due_day_in(text, _ANY_YEAR) is None or due_day_in(text) is not None:
        return None
    span = (today, today + timedelta(days=1460)) if to_come else (today - timedelta(days=1460), today)
    years = (day for year in range(span[0].year, span[1].year + 1) if (day := due_day_in(text, (date(year, 1, 1), date(year, 12, 31)))))
    found = [day for day in years if span[0] <= day <= span[1]]
    return found[0 if to_come else -1] if found else None


def _ending(text: str, span: tuple[date, date] | None) -> date | None:
    """The last day of the month or year whose end a cell names."""
    if found := _MONTHS_END.fullmatch(text):
        year, month = found[1], int(found[2])
    elif (found := _YEARS_END.fullmatch(text)) and "年" in text:
        year, month = found[1], 12
    else:
        return None
    if not 1 <= month <= 12:
        return None
    if not year:
        return next((day for day in _ends(month, span) if span and span[0] <= day <= span[1]), None)
    return _last(int(year), month) if _FIRST_YEAR <= int(year) <= _LAST_YEAR else None


def _ends(month: int, span: tuple[date, date] | None) -> list[date]:
    return [_last(year, month) for year in range(span[0].year, span[1].year + 1)] if span else []


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _number(text: str) -> int:
    """三 3, 十二 12, 二十 20, 廿一 21, 初五 5."""
    if text in ("正", "元"):
        return 1
    text = text.replace("初", "").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _FIGURES.get(text, 0)
    return 10 * (_FIGURES.get(tens, 0) if tens else 1) + (_FIGURES.get(ones, 0) if ones else 0)


def _within(month: int, day: int, span: tuple[date, date] | None) -> date | None:
    if span is None:
        return None
    first, last = span
    days = (_day(year, month, day) for year in range(first.year, last.year + 1))
    found = [one for one in days if one and first <= one <= last]
    return found[0] if len(found) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return _checked(date(year, month, day))
    except ValueError:
        return None


def _checked(day: date) -> date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def spans_of(start: date | None, end: date | None, today: date) -> Mapping[str, tuple[date, date]]:
    """Where days without a year lie: what was found or closed within the year before today, what falls due in the campaign's own days or
    within the year from half a year before today."""
    before = today - timedelta(days=364)
    half = today - timedelta(days=182)
    due = (start, end) if start and end and start <= end and (end - start).days < 365 else (half, half + timedelta(days=364))
    return {"found": (before, today), "closed": (before, today), "due": due}
