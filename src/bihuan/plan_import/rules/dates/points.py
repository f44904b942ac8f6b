"""One date as written: 2024年3月上旬, 十一月, 8月底, 第三季度, 年底, 20××年2月."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bihuan.plan_import.rules.chinese import to_int

BLOT = "*＊×✕xXＸ_□○〇"
CN = "[一二三四五六七八九十]"
DASH = "(?: ?(?:[—–－―─～~ー-]{1,4}|至|到) ?)"
YEAR = re.compile(
    rf"(?<!\d)(?P<full>(?:19|20)\d\d) ?年(?:度)?|(?P<cn>[一二][零〇○九][零〇○一二三四五六七八九]{{2}})年"
    rf"|(?<![\d{BLOT}])(?P<blot>\d{{1,3}}[{BLOT}]{{1,4}}|[{BLOT}]{{1,4}}|20(?=年\d)) ?年|(?P<near>今年|本年度?|当年|明年|次年|来年)|(?<!\d)(?P<short>\d\d)年(?=\d{{1,2}}月)"
)
NEVER = r"(?:00|1[3-9]|[2-9]\d)"
"""A slip of the pen: read as the month it says, so that somebody is asked about it."""
MONTH = re.compile(
    rf"(?<![\d.])(?P<digits>1[0-2]|0?[1-9]|{NEVER}(?= ?月 ?\d{{1,2}} ?[日号])) ?月份?|(?<!{CN})(?P<cn>十[一二]?|[一二三四五六七八九])月份?|(?P<blot>[{BLOT}]{{1,2}}) ?月份?"
)
MONTH_BARE = re.compile(rf"(?<![\d.])(1[0-2]|0?[1-9])(?={DASH}(?:1[0-2]|0?[1-9]) ?月)")
DAY = re.compile(
    rf"(?P<digits>3[01]|[12]\d|0?[1-9]|[3-9]\d(?=[日号]))(?: ?[日号](?![间常程记报志线楼])|(?={DASH}\d{{1,2}} ?[日号])|(?=[前起]))"
    rf"|(?P<cn>[二三]?十{CN}|[二三]十|{CN})[日号]|(?P<blot>[{BLOT}]{{1,2}}) ?[日号]"
)
PART = re.compile(r"中下旬|上中旬|上旬|中旬|下旬|上半月|下半月|初|底|末|中(?![旬心小国央学秋期考间层级的全开])")
OF_YEAR = re.compile(
    r"第? ?(?P<quarter>[一二三四1-4])季度(?:末|底)?|(?P<half>[上下])半年|(?P<tail>年?[底末终])(?![数余考评总])|(?P<inside>年?内)|(?P<head>年?初)"
)
ALONE = re.compile(r"第 ?[一二三四1-4] ?季度(?:末|底)?|[上下]半年|年[底末终](?![考评总数])|年内")
VAGUE = re.compile(r"[本当次下]?月(?:底|末|初|中旬?)|[上中下]旬")
ISO = re.compile(r"(?<![\d.])((?:19|20)\d\d)([-/.])(1[0-2]|0?[1-9])(?:\2(3[01]|[12]\d|0?[1-9]))?(?![\d%％])")
ISO_TAIL = re.compile(r"(1[0-2]|0?[1-9])([-/.])(3[01]|[12]\d|0?[1-9])(?![\d%％.])")
"""2026.3.1–3.31: the end of a range leaves its year out."""
ISO_HEAD = re.compile(rf"(?:19|20)\d\d([-/.])\d{{1,2}}\1\d{{1,2}}{DASH}$")
YEAR_BARE = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?={DASH}(?:19|20)\d\d ?年)")
SPOT = re.compile(rf"(?<![\d.])\d|[一二三四五六七八九十上下今本当明次来第中年月]|(?<![{BLOT}])[{BLOT}]")
END_PARTS = {"中下旬": "L", "上中旬": "M"}
PARTS = {
    "中下旬": "M",
    "上中旬": "E",
    "上旬": "E",
    "上半月": "E",
    "初": "E",
    "中旬": "M",
    "中": "M",
    "下旬": "L",
    "下半月": "L",
    "底": "L",
    "末": "L",
}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Point:
    """`year`, `month`, `day` None where not stated; `last` is the last month where several are meant (a quarter)."""

    at: int
    until: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    end_part: str = ""
    last: int | None = None
    blotted: bool = False
    vague: bool = False

    @property
    def possible(self) -> bool:
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= monthrange(self.year or 2024, self.month)[1]

    @property
    def stated(self) -> bool:
        return (self.year is not None or self.month is not None) and not self.vague

    def text(self, *, end: bool = False) -> str | None:
        """The date in the contract's form; None where nothing is stated or the day does not exist."""
        month = self.last if end and self.last else self.month
        if not self.possible or self.vague or (month is None and self.year is None):
            return None
        year = f"{self.year:04d}" if self.year else "-"
        if month is None:
            return year + (end and self.end_part or self.part)
        return f"{year}-{month:02d}" + (f"-{self.day:02d}" if self.day else "") + (end and self.end_part or self.part)


def read_point(text: str, at: int) -> Point | None:
    """The date that begins at `at`, or None."""
    iso = ISO.match(text, at)
    if iso:
        return Point(at, iso.end(), int(iso[1]), int(iso[3]), int(iso[4]) if iso[4] else None)
    tail = ISO_TAIL.match(text, at)
    head = ISO_HEAD.search(text, max(0, at - 18), at) if tail else None
    if tail and head and head[1] == tail[2]:
        return Point(at, tail.end(), None, int(tail[1]), int(tail[3]))
    bare = YEAR_BARE.match(text, at)
    if bare:
        return Point(at, bare.end(), int(bare[1]))
    year = YEAR.match(text, at)
    if year:
        return _with_year(text, at, year)
    return _month(text, Point(at, at)) or _day_only(text, at) or _loose(text, at)


def _with_year(text: str, at: int, year: re.Match[str]) -> Point | None:
    base = Point(at, year.end(), _year(year), blotted=bool(year["blot"]))
    skip = year.end() + (text[year.end() : year.end() + 1] in (" ", "，", ","))
    of_year = OF_YEAR.match(text, year.end())
    if of_year:
        return _of_year(base, of_year)
    dated = _month(text, replace(base, until=skip))
    if dated:
        return dated
    return None if year["near"] or (year["blot"] and len(year["blot"]) < 2) else base


def _year(year: re.Match[str]) -> int | None:
    if year["full"]:
        return int(year["full"])
    return to_int("".join("零" if c in "〇○" else c for c in year["cn"])) if year["cn"] else None


def _of_year(base: Point, found: re.Match[str]) -> Point:
    end = found.end()
    if found["quarter"]:
        n = QUARTERS.get(found["quarter"]) or int(found["quarter"])
        return replace(base, until=end, month=3 * n - 2, last=3 * n)
    if found["half"]:
        return replace(base, until=end, month=1 if found["half"] == "上" else 7, last=6 if found["half"] == "上" else 12)
    if found["tail"]:
        return replace(base, until=end, month=12, part="L")
    if found["head"]:
        return replace(base, until=end, month=1, part="E")
    return replace(base, until=end) if base.year else replace(base, until=end, month=12, part="L")


def _month(text: str, base: Point) -> Point | None:
    month = MONTH.match(text, base.until)
    if month is None:
        bare = MONTH_BARE.match(text, base.until)
        return replace(base, until=bare.end(), month=int(bare[1])) if bare else None
    if month["blot"]:
        return _blotted(text, replace(base, until=month.end(), blotted=True, vague=True))
    number = int(month["digits"]) if month["digits"] else to_int(month["cn"])
    return _day_or_part(text, replace(base, until=month.end(), month=number))


def _day_or_part(text: str, base: Point) -> Point:
    skip = base.until + (text[base.until : base.until + 1] == " ")
    day = DAY.match(text, skip)
    if day and day["blot"]:
        return replace(base, until=day.end(), blotted=True)
    if day:
        return replace(base, until=day.end(), day=int(day["digits"]) if day["digits"] else to_int(day["cn"]))
    part = PART.match(text, skip)
    return replace(base, until=part.end(), part=PARTS[part[0]], end_part=END_PARTS.get(part[0], "")) if part else base


def _blotted(text: str, base: Point) -> Point:
    found = DAY.match(text, base.until) or PART.match(text, base.until)
    return replace(base, until=found.end()) if found else base


def _day_only(text: str, at: int) -> Point | None:
    day = DAY.match(text, at)
    if day is None or not day["digits"] or text[at - 1 : at] in ("第", "个"):
        return None
    return Point(at, day.end(), day=int(day["digits"]), vague=True)


def _loose(text: str, at: int) -> Point | None:
    found = ALONE.match(text, at)
    if found:
        of_year = OF_YEAR.match(text, at)
        return _of_year(Point(at, at), of_year) if of_year else None
    vague = VAGUE.match(text, at)
    if vague:
        part = PART.search(vague[0])
        return Point(at, vague.end(), part=PARTS[part[0]] if part else "", vague=True)
    return None


def points(text: str, start: int = 0, end: int | None = None) -> Iterator[Point]:
    """Every date in text[start:end], in order."""
    at, end = start, len(text) if end is None else end
    while found := SPOT.search(text, at, end):
        point = read_point(text, found.start())
        if point is not None and point.until <= end:
            yield point
            at = point.until
        else:
            at = found.end()
