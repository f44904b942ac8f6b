"""How numbers and dates are written in official documents (domain.md F1: 发文字号, 成文日期, levels; F3: 第×期)."""

from datetime import date

from bihuan.documents.rules.paper import Gap

DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, for 1 to 99; larger ones stay in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """The number before a heading: 一、 （一） 1. （1）."""
    return (f"{chinese_number(number)}、", f"（{chinese_number(number)}）", f"{number}.", f"（{number}）")[level - 1]


def official_date(day: date | Gap | None) -> str:
    """2026年11月21日: Arabic digits, full, no leading zero; a gap prints 待补, None nothing."""
    if isinstance(day, date):
        return f"{day.year}年{day.month}月{day.day}日"
    return str(day or "")


def date_span(first: date, last: date) -> str:
    """From day to day; the year is said once where it is the same: 2026年9月8日—10月27日."""
    end = official_date(last)
    return f"{official_date(first)}—{end.split('年')[1] if first.year == last.year else end}"


def document_number(code: str, year: int, serial: int) -> str:
    """发文字号: 机关代字〔年〕N号, six-corner brackets, no 第, no leading zero."""
    return f"{code}〔{year}〕{serial}号"


def issue_number(number: int, total: int | None = None) -> str:
    """第×期（总第×期） of a bulletin; without a total only 第×期."""
    return f"第{number}期" + (f"（总第{total}期）" if total else "")


class Outline:
    """Counts headings while a paper is laid out: a higher heading starts the lower ones again."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        """The number text of the next heading of this level (1 to 4)."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (4 - level)
        return heading_number(level, self.counts[level - 1])
