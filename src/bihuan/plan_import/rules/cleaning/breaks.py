"""Line breaks that a copying program lost are put back: before numbers that count on in a long line, before labels of duties, before rows of a table.

Only lines that no person would have written so long are touched, and only where their numbers form sequences: 一、… 二、… with （一）（二） between.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.plan_import.rules.chinese import NUMERAL, to_int
from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

CN = f"[{NUMERAL}]{{1,3}}"
TOPS = ("part", "cn_dot", "zero", "decimal")
ENTRY = re.compile(rf"(?:{CN}、|\d{{1,2}}[.．]\d{{1,2}} ?|第[{NUMERAL}\d]{{1,3}}[章节部] ?)[\u3400-\u9fff、“”]{{4,24}}$", re.MULTILINE)
SHORT = 80  # a line of a table of contents is shorter
LISTED = "：；:;，,"  # before the number of an item inside a paragraph
AWAITED = 40  # first numbers that may wait for their second at once
BESIDE = 14  # characters of a section's name
FOOT = 500  # characters at the end of a line in which a page's own words may stand
LONG = 220  # characters from which a line may hold several paragraphs
UNIT = "[年月日号时个名项条家次种类级届度人元万亿亩吨点分秒米公岁倍成期批支户件份辆台天周]"
# In the order of their rank; a mark ends where its name begins.
STYLES = (
    ("part", rf"第(?P<part>{CN}|\d{{1,2}})(?:部分|编|篇|章)(?= ?[\u3400-\u9fff])"),
    ("cn_dot", rf"(?<![第{NUMERAL}、])(?P<cn_dot>{CN})、(?=[ \u3400-\u9fff“《])(?! ?[{NUMERAL}]{{1,3}}[、级年月线])"),
    ("zero", r"(?<![\d.A-Za-z/（(-])0(?P<zero>[1-9])[.、 ]?(?=[\u3400-\u9fff“])"),
    ("phase", rf"第(?P<phase>[{NUMERAL}])(?:个?阶段|步)(?=[：:，, （(]|[\u3400-\u9fff]{{2,10}}[（(。])"),
    ("cn_paren", rf"[（(] ?(?P<cn_paren>{CN}) ?[）)](?: ?、(?=[\u3400-\u9fff]))?(?! ?[、，。])"),
    ("decimal", r"(?<![\d.A-Za-z/（(-])(?P<decimal>\d{1,2}[.．]\d{1,2})(?![\d.．%％])(?=[ \u3400-\u9fff“])(?! ?[万亿米公吨倍元个])"),
    ("num", rf"(?<![\d.A-Za-z/（(、〔第-])(?P<num>\d{{1,2}})[.．、](?!\d)(?= ?[\u3400-\u9fff“《])(?! ?{UNIT}\d)"),
    ("num_bare", rf"(?<=[ 。；]) ?(?P<num_bare>\d{{1,2}}) ?(?=[\u3400-\u9fff“])(?!公[里斤顷])(?!{UNIT.replace('公', '')})"),
    ("num_paren", r"[（(](?P<num_paren>\d{1,2})[）)](?=[ \u3400-\u9fff“])"),
    ("letter", r"(?<![A-Za-z（(])(?P<letter>[a-h])[)）]"),
)
MARK = re.compile("|".join(pattern for _name, pattern in STYLES))
BEFORE_DECIMALS = re.compile(
    r"(?<![\d.])(?P<n>\d{1,2}) ?(?=[\u3400-\u9fff]{2,14} ?(?P=n)[.．]1 ?[\u3400-\u9fff])|(?<=[。；]) ?(?P<last>\d{1,2}) ?(?=[\u3400-\u9fff]{2,14})"
)
LABEL = re.compile(r"(?:牵头|责任|配合|主办|协办|承办|整改|整治|完成|办结)(?:责任)?(?:单位|部门|科室|时限|期限)[：:]")
HEAD = re.compile(r"序号(?: [\u3400-\u9fff]{2,8}){2,7}(?= ?1 ?[\u3400-\u9fff])")
APPENDED = re.compile(r"附件?[：:](?= ?1[.、])")
NAMED = re.compile(r" ?(?![^ ]*[a-h][)）])[^ ，。；：]{2,24} (?=[\u3400-\u9fff“《\d])")
TITLED = re.compile(r"[^，。；：]{4,60}(?:方案|计划|意见|通知|办法|细则|报告|总结) ")
BLANK = re.compile(r"(?<=[^\x00-\x7f])  ?(?=[^\x00-\x7f]|\d{1,2}[.、])")
AFTER_STOP = re.compile(r"[。；] ")
ABOVE = re.compile(  # what a page prints between its menu and the title, and behind it
    r"(?:位置[：:]|首页)[^。]{0,40}[>»] ?(?:正文|通知公告|政策文件|规范性文件|工作动态|政务动态|文件)(?=[\u3400-\u9fff])|(?=\[ ?来源[：:])|(?=(?:发布(?:时间|日期)|来源)[：:] ?\S)"
)
BELOW = re.compile(
    r"(?:[【\[]打印|[【\[]关闭|分享到[：:]|[上下]一[篇条][：:]|相关(?:阅读|文章|链接)|版权(?:所有|声明)|主办(?:单位)?[：:]|网站标识码|网站声明|责任编辑[：:])"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A possible number at offset `at` whose name begins at `name`; decimals count as (first, last)."""

    at: int
    name: int
    style: str
    n: tuple[int, int]


def edits(text: str) -> Iterator[Edit]:
    at = 0
    contents = _contents(text)
    for line in text.split("\n"):
        spots = _breaks(line, flat=2 * len(line) > len(text)) if len(line) >= LONG else set()
        if contents and len(line) >= SHORT:
            spots |= {place for found in contents.finditer(line, 1) for place in (found.start(), found.end()) if place < len(line)}
        if spots:
            for spot in sorted(spots):
                blank = len(line[:spot]) - len(line[:spot].rstrip(" "))
                yield Edit(at + spot - blank, at + spot + line.startswith(" ", spot), "\n", RepairKind.LINE)
        at += len(line) + 1


def _contents(text: str) -> re.Pattern[str] | None:
    """The lines of a table of contents, which may stand again where the body is glued behind it."""
    entries = list(dict.fromkeys(ENTRY.findall(text)))
    return re.compile("|".join(map(re.escape, entries))) if len(entries) >= 4 else None


def _breaks(line: str, *, flat: bool) -> set[int]:
    """Where the line is to be broken; nowhere if its numbers are only a list inside one paragraph. `flat`: the line is most of the text."""
    spots = _counted(list(_spots(line)))
    if sum(spot.style in TOPS for spot in spots) < 2 and not (flat and sum(line[spot.at - 1] not in LISTED for spot in spots) >= 2):
        return _blanks(line) if flat else set()
    rows = _rows(line)
    names = {named.end() - 1 for spot in spots if spot.at not in rows and (named := NAMED.match(line, spot.name))}
    others = {found.start() for pattern in (LABEL, APPENDED) for found in pattern.finditer(line)}
    page = {found.end() for found in ABOVE.finditer(line)} | {found.start() for found in BELOW.finditer(line, max(0, len(line) - FOOT))}
    return ({spot.at for spot in spots} | rows | names | others | page | _blanks(line)) - {0}


def _blanks(line: str) -> set[int]:
    """Where the line breaks became blanks (one stands behind most full stops): every blank outside a table; else the one behind the title."""
    stops = len(AFTER_STOP.findall(line))
    if stops > 3 and 5 * stops > 3 * line.count("。") and not HEAD.search(line):
        return {found.start() for found in BLANK.finditer(line)}
    titled = TITLED.match(line)
    return {titled.end() - 1} if titled else set()


def _spots(line: str) -> Iterator[Spot]:
    decimals = {}
    for found in MARK.finditer(line):
        style = found.lastgroup or ""
        if style == "decimal":
            first, last = re.split("[.．]", found[style])
            decimals[found.start()] = (int(first), int(last))
        n = decimals.get(found.start(), (0, _number(found[style])))
        yield Spot(found.start(), found.end(), style, n)
    if len(decimals) >= 3:
        for found in BEFORE_DECIMALS.finditer(line):
            sure = found["n"] is not None
            yield Spot(found.start(), found.end(), "sure" if sure else "top", (0, int(found["n"] or found["last"])))


def _number(written: str) -> int:
    return "abcdefgh".index(written) + 1 if written in "abcdefgh" else to_int(written) or 0


def _counted(spots: list[Spot]) -> list[Spot]:
    """The spots that count on: from 1, or from the last one of the same style with nothing of higher rank between that begins anew."""
    spots = sorted(spots, key=lambda spot: (spot.at, spot.name))
    following = _nexts(spots)
    kept: list[Spot] = []
    last: dict[str, tuple[int, int]] = {}
    for i, spot in enumerate(spots):
        if kept and spot.at < kept[-1].name:
            continue
        sure = spot.style == "sure"
        beside = bool(kept) and spot.at - kept[-1].name <= BESIDE and spot.style != kept[-1].style
        cut_off = not kept and spot.style == "cn_dot" and spot.at <= BESIDE  # the text begins in its middle: … 三、有关要求
        if not (sure or cut_off or _follows(last.get(spot.style), spot.n) or _opens(spot, following[i] or beside)):
            continue
        last["top" if sure else spot.style] = spot.n
        kept.append(spot)
    return kept


def _follows(before: tuple[int, int] | None, n: tuple[int, int]) -> bool:
    if before is None:
        return False
    return n == (before[0], before[1] + 1) or (bool(n[0]) and n == (before[0] + 1, 1))


def _opens(spot: Spot, second: bool) -> bool:
    """A first number opens a list where a second one follows, or right behind the name of the section above it."""
    return spot.n[1] == 1 and second and spot.n[0] <= 1


def _nexts(spots: list[Spot]) -> list[bool]:
    """For each spot: does the number after it, in its style, come before the style begins anew?"""
    waiting: dict[str, list[tuple[int, tuple[int, int]]]] = {}
    found = [False] * len(spots)
    for i, spot in enumerate(spots):
        still = []
        for j, n in waiting.get(spot.style, []):
            if _follows(n, spot.n):
                found[j] = True
            elif spot.n != n:
                still.append((j, n))
        waiting[spot.style] = [*still[-AWAITED:], (i, spot.n)]
    return found


def _rows(line: str) -> set[int]:
    """The head of a table and its rows 1 … 2 …, as far as they count on."""
    head = HEAD.search(line)
    if head is None:
        return set()
    found, at, n = {head.start()}, head.end(), 1
    while (row := re.compile(rf"(?<![\d.年月]) ?{n} ?(?=[\u3400-\u9fff“])(?!{UNIT})").search(line, at)) is not None:
        found.add(row.start())
        at, n = row.end() + 4, n + 1
    return found
