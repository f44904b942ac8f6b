"""The yearly notice as it is issued, read by its own wording: 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bihuan.foundation.calendar.rules.special import Special
from bihuan.foundation.kernel import BadInput, _

_YEAR = re.compile(r"(20\d\d)\s*年")
_NAMED = re.compile(r"(?:[一二三四五六七八九十]+、|\d+[.．、]|^)\s*([\u4e00-\u9fff、]{2,12}?)\s*[：:]")
_DAY = re.compile(r"(?:(20\d\d)\s*年\s*)?(?:(\d{1,2})\s*月\s*)?(\d{1,2})\s*[日号](?:\s*[（(][^（）()]{1,12}[）)])?")
_SENTENCE = re.compile(r"[^。；;\n]+")
_TO = re.compile(r"\s*(?:至|到|—|－|-|~|～)\s*")
_LONGEST = 20


def looks_like_a_notice(text: str) -> bool:
    """Is this the text of a notice, rather than a line for each day?"""
    return bool(re.search(r"月\s*\d{1,2}\s*[日号][^\n]{0,40}(?:放假|上班)", text) and re.search(r"[：:]", text))


def read_wording(text: str, source: str) -> list[Special]:
    """The weekdays off and the weekends worked of a notice. Raises BadInput where it names no year, or a day that does not exist."""
    year = _YEAR.search(text) or _YEAR.search(source)
    if year is None:
        raise BadInput(_("通知里没有写是哪一年，请在“依据”里写上，例如“国务院办公厅关于2027年部分节假日安排的通知”。"))
    found = {one.day: one for one in _all(text, int(year[1]), source)}
    return [found[day] for day in sorted(found)]


def _all(text: str, year: int, source: str) -> Iterator[Special]:
    name = _("节假日")
    for line in text.splitlines():
        if named := _NAMED.search(line):
            name = named[1]
        for sentence in _SENTENCE.findall(line[named.end() :] if named else line):
            works = "上班" in sentence and "放假" not in sentence
            if works or "放假" in sentence:
                yield from (Special(day, works, name, source) for day in _days(sentence, year) if (day.weekday() >= 5) == works)


def _days(sentence: str, year: int) -> Iterator[date]:
    month, first, until = 0, None, 0
    for found in _DAY.finditer(sentence):
        month = int(found[2] or month)
        if not month:
            continue
        day = _date(int(found[1] or year), month, int(found[3]), sentence)
        if first is not None and _TO.fullmatch(sentence, until, found.start()) and first < day <= first + timedelta(days=_LONGEST):
            yield from (first + timedelta(days=n) for n in range(1, (day - first).days + 1))
        else:
            yield day
        first, until = day, found.end()


def _date(year: int, month: int, day: int, sentence: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise BadInput(_("%(month)d月%(day)d日不存在：“%(text)s”。"), month=month, day=day, text=sentence.strip()[:40]) from wrong
