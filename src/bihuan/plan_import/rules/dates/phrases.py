"""Dates joined to what they mean: from-to, until, since, on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bihuan.plan_import.rules.dates.points import Point, points

JOIN = re.compile(
    r" ?(?:日|号)?(?:[）)](?=起))?(?:[起始]|开始)?(?:实施|施行|执行|启动)?[，, ]?(?:[—–－―─～~ー-]{1,4}|(?:一直)?(?:持续|延续)?[至到](?:了)?|起[至到]|开始[，,]?(?:[至到]|持续[至到])|[至到]) ?"
)
HOUR = (
    r"(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?(?:[上下中]午|晚上?)? ?(?:\d{1,2}[:：]\d{2}|\d{1,2} ?[时点](?:半|\d{1,2}分)?)?(?:下班)?"
)
DUE = re.compile(
    rf" ?(?:日|号)?{HOUR}(?:(?:之前|以前)(?!的|纳入|发生|形成|遗留)|前(?!期|往|来|后|述|提(?![交出报供升])|进|段|[一两几三](?![份律并式般致次])|\d)|底前|止|为止|截止)"
)
UNTIL_WORD = re.compile(r"(?:截止|持续[到至]|延[长续][到至]|不(?:得)?迟于|最迟|不晚于|最迟不(?:得)?超过)(?:在|于)?$")
OUGHT = re.compile("必须|务必|一定要")  # 整改不能久拖，10月底必须见到结果
SINCE = re.compile(r" ?(?:日|号)?(?:起(?![草来诉点源])|开始|以来|以后)")
CLOSE = re.compile(r" ?(?:日|号)?(?:底|末)?(?:(?:基本|全面|全部)?结束|止|为止|完成)")
OPENED, ENDED = re.compile(r" ?(?:日|号)?(?:正式)?(?:启动|开始|起)[，,] ?"), re.compile(r" ?(?:日|号)?(?:底|末)?(?:基本|全面|全部)?结束")
OPENED_FOR = re.compile(r"(?:开始|起)，(?:集中|利用|用)[^，。；\n]{2,8}，[^。；\n]{0,30}")  # 从四月初开始，用两个月时间，…，五月底结束
NOW_TO = re.compile(
    r"(?:即日起|现在起|从现在起|自本方案(?:印发|下发|发布)之日起|印发之日起|自?发[文布]之日起|自印发之日起|方案印发之日起)[，,]?(?:开始)?(?:[至到]|[—–－～~-]{1,2})$"
)


@dataclass(frozen=True, slots=True)
class When:
    """A date phrase at [at, until). `kind`: range, due (only an end), since (only a start), on (one date), relative, recurring, whole."""

    kind: str
    start: str | None
    end: str | None
    as_written: str
    at: int
    until: int
    recurring: str | None = None
    blotted: bool = False
    vague: bool = False
    impossible: bool = False
    has_year: bool = False

    @property
    def dated(self) -> bool:
        return self.start is not None or self.end is not None


def find_whens(text: str) -> list[When]:
    """Every date phrase of absolute dates, in order, none overlapping."""
    return list(_joined(text, list(points(text))))


def _joined(text: str, found: list[Point]) -> Iterator[When]:
    i = 0
    while i < len(found):
        one = found[i]
        other = found[i + 1] if i + 1 < len(found) else None
        if other is not None and other.at - one.until <= 48 and _reaches(text, one, other):
            yield _range(text, one, other)
            i += 2
            continue
        when = _single(text, one)
        if when is not None:
            yield when
        i += 1


def _reaches(text: str, one: Point, other: Point) -> bool:
    """Does a range go from the one to the other: 3月至5月, or 3月开始，5月底基本结束?"""
    if other.at - one.until <= 9 and JOIN.fullmatch(text, one.until, other.at):
        return True
    opened = OPENED.fullmatch(text, one.until, other.at) or OPENED_FOR.fullmatch(text, one.until, other.at)
    return bool(opened and ENDED.match(text, other.until))


def _range(text: str, one: Point, other: Point) -> When:
    start, end = _carried(one, other)
    at = one.at - (1 if text[one.at - 1 : one.at] in ("从", "自") and one.at else 0)
    close = CLOSE.match(text, other.until)
    until = close.end() if close else other.until
    return When(
        "range", start.text(), end.text(end=True), text[one.at : other.until], at, until, blotted=start.blotted or end.blotted,
        vague=start.text() is None or end.text(end=True) is None, impossible=not (start.possible and end.possible), has_year=bool(start.year or end.year),
    )  # fmt: skip


def _carried(one: Point, other: Point) -> tuple[Point, Point]:
    """A range that states its year, month or unit once carries it over."""
    if other.month is None and other.year is None and (other.day or other.part) and one.month:
        other = replace(other, month=one.month, vague=False)
    if one.month is None and one.year is None and one.day and other.month and other.day:
        one = replace(one, month=other.month, vague=False)
    first, last = one.month, other.last or other.month
    if one.year and not other.year and last:
        other = replace(other, year=one.year + (bool(first) and last < (first or 0)))
    elif other.year and not one.year and first and not one.blotted:
        one = replace(one, year=other.year - (bool(last) and first > (last or 12)))
    return one, other


def _single(text: str, point: Point) -> When | None:
    before = text[max(0, point.at - 16) : point.at]
    due = DUE.match(text, point.until)
    since = SINCE.match(text, point.until)
    now = NOW_TO.search(before)
    base = When(
        "on", point.text(), point.text(end=True), text[point.at : point.until], point.at, point.until, blotted=point.blotted,
        vague=point.vague or not point.stated, impossible=not point.possible, has_year=point.year is not None,
    )  # fmt: skip
    if now:
        at = point.at - len(now[0])
        return replace(base, kind="range", start=None, at=at, as_written=text[at : point.until], vague=True)
    if due:
        return replace(base, kind="due", start=None, until=due.end(), as_written=text[point.at : due.end()])
    if since:
        return replace(base, kind="since", end=None, until=since.end(), as_written=text[point.at : since.end()])
    if UNTIL_WORD.search(before) or (point.part == "L" and OUGHT.match(text, point.until) and before[-1:] in ("，", "；", "。", "\n")):
        return replace(base, kind="due", start=None)
    return base
