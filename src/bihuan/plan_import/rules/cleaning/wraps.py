"""Lines that a page width or a page end cut in the middle of a sentence are joined again."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

ENDS = "。！？；：!?;:…"
CLOSERS = "”’）)】》〉」"
OPEN_ENDS = "，,、（(《“‘〈【"
STARTS = "，。、；：！？,;）)”’》】%％"
CN = "一二三四五六七八九十百"
NEW = re.compile(
    rf"第? ?(?:[{CN}零〇]{{1,4}}|\d{{1,3}}) ?(?:[、.．：:章节条编篇部步）)]|个?阶段)(?!\d)|[（(] ?(?:[{CN}]{{1,3}}|\d{{1,2}}) ?[）)]|[①-⑳❶-❿⑴-⒇㈠-㈩Ⅰ-Ⅻ●■◆▲★•·]|\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}} ?(?=[\u3400-\u9fff])(?![万亿元倍个公吨米平人分秒度亩斤克])"
    rf"|[a-hA-H][）)]|附件?\d{{0,2}}[:：]?$|附件?[:：]|抄送|[{CN}]是|0\d(?!\d)|\d{{1,2}} ?(?=[\u3400-\u9fff“])(?![年月日号时个名项条家次种类级届度人元万亿亩吨天周分季楼层千百多余至]|公里|工作日|小时)"
)
LABEL = re.compile(
    r"(?:牵头|责任|配合|主办|协办|承办|协助|整改|整治|完成|办结|工作|分管|联系)(?:责任)?(?:单位|部门|科室|领导|人|时限|期限|时间|措施|目标)[：:]|(?:副?组\s?长|成\s?员|主\s?任|地址|电话|邮箱|时间)[：:]"
)
PAIRS = (("《", "》"), ("“", "”"), ("〔", "〕"))
NAMED, OPENING = (
    re.compile(r"(?:方案|计划|意见|办法|通知|细则|通告|台账|总结|报告)$"),
    re.compile(r"为[了进认切全深贯落加有确严]|根据|按照|各[^，。]{1,30}[：:]|依据|现将|近[期年日]"),
)
ADDRESS = re.compile(r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]*$")
PHONE_BEGUN, PHONE_ENDED = (
    re.compile(r"(?<!\d)(?:0\d{1,3}-?\d{0,7}|1\d{2,9}|[2-9]\d{2,6})$"),
    re.compile(r"-?\d{1,8}(?![\d年月日号.、个名条项件家户人元万亿%％])"),
)
CALLED, WHOLE_PHONE = re.compile(r"(?:电话|热线|拨打|致电)[：:]?$"), re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?!\d)")
ABOUT_PHONE = re.compile(r"(?:电话|热线|手机|拨打)[^。；]{0,40}$")
PREFIX_BEGUN, PREFIX_ENDED = re.compile(r"(?<![\d-])0\d{2,3}-$"), re.compile(r"\d{7,8}(?!\d)")
LINK_BEGUN, LINK_ENDED = re.compile(r"https?:(?:/|//|//[A-Za-z0-9._/-]*[./-])$", re.IGNORECASE), re.compile(r"[A-Za-z0-9]")
DATE_BEGUN, DATE_ENDED = re.compile(r"\d年\d{1,2}月$"), re.compile(r"[\dlIO]{1,2}[日曰]")  # 2022年8月 / 15日前, as a narrow column cuts it
DAY_BEGUN, DAY_ENDED = re.compile(r"\d(?:日|月底?)$"), re.compile(r"(?:之|以)?前$")
BEFORE_AT = re.compile(r"[A-Za-z0-9._-]{1,40}@")
CELLS = re.compile(r"[\u3400-\u9fff）] [\u3400-\u9fff\d]")  # a blank between words: cells of a row
ROW = re.compile(
    r"[\u3400-\u9fff]{2,14} {1,4}(?:[\d年月日.]{3,11}(?:[至到]|[—–-]{1,2})\d|(?:牵头|责任|主办)(?:单位|部门)[：:])"
)  # the first cells of a row
NARROWEST = 22
WIDEST = 76
NEARLY = 0.8


@dataclass(frozen=True)
class Page:
    """The width of a wrapped text in characters and in print (a half-width letter counts half); 0 where it is not wrapped.

    `slack` is how far from the margin a full line may end: a machine cuts at the margin, a printer a little before.
    """

    letters: int
    print: int
    slack: int = 3

    def full(self, line: str) -> bool:
        """Does the line reach the margin?"""
        return bool(self.letters) and (
            len(line) >= self.letters - self.slack or (self.slack > 1 and _print_width(line) >= self.print - self.slack)
        )

    def nearly(self, line: str) -> bool:
        """Does it come near the margin, as lines do that were cut by hand or at a word?"""
        return bool(self.letters) and self.slack > 1 and _print_width(line) >= NEARLY * self.print


def edits_as_read(text: str) -> Iterator[Edit]:
    """On the text as read, where lines have their width and indents: only what a machine cut at one exact width."""
    lines = text.split("\n")
    page = _page(lines)
    if page.letters and page.slack == 1:
        yield from _edits(lines, page)


def edits(text: str) -> Iterator[Edit]:
    lines = text.split("\n")
    yield from _edits(lines, _page(lines))


def _edits(lines: list[str], page: Page) -> Iterator[Edit]:
    indented = sum(line.startswith("  ") for line in lines) >= 3
    at = 0
    for line, following in zip(lines, lines[1:], strict=False):
        at += len(line)
        if _joins(line, following, page, indented=indented):
            gap = len(following) - len(following.lstrip(" "))
            trailing = len(line) - len(line.rstrip(" "))
            new = " " if 1 in (gap, trailing) and CELLS.search(line + following) else ""
            yield Edit(at - trailing, at + 1 + gap, new, RepairKind.LINE)
        at += 1


def _torn(line: str, following: str) -> bool:
    """An address or a telephone number cut in two, or a title 《… that closes on the next line."""
    if ADDRESS.search(line) and following[0].isascii() and following[0].isalnum():
        return True
    if len(line) >= NARROWEST and BEFORE_AT.match(following) and line[-1].isascii() and line[-1].isalnum():
        return True
    if (PREFIX_BEGUN.search(line) and PREFIX_ENDED.match(following)) or (LINK_BEGUN.search(line) and LINK_ENDED.match(following)):
        return True
    if len(line) >= NARROWEST and CALLED.search(line) and WHOLE_PHONE.match(following):
        return True
    if (DATE_BEGUN.search(line) and DATE_ENDED.match(following)) or (DAY_BEGUN.search(line) and DAY_ENDED.match(following)):
        return True
    begun = PHONE_BEGUN.search(line)
    if begun and PHONE_ENDED.match(following) and ABOUT_PHONE.search(line[: begun.start()]):
        return True
    for opening, closing in PAIRS:
        if line.rfind(opening) > line.rfind(closing) and following.find(closing, 0, 60) >= 0 and len(line) - line.rfind(opening) < 60:
            return following.find(opening, 0, following.find(closing)) < 0
    return False


def _print_width(line: str) -> float:
    return sum(0.5 if letter < "\u0100" else 1 for letter in line)


def _page(lines: list[str]) -> Page:
    """Text is wrapped where many lines reach the same width, most of these end in mid-sentence, and few are longer."""
    filled = [line for line in lines if len(line) > 8]
    ends = {line for line, following in zip(lines, [*lines[1:], ""], strict=True) if NEW.match(following.lstrip())}
    letters = _margin([len(line) for line in filled])
    exact = sum(len(line) == letters for line in filled) >= 0.7 * sum(letters - 3 <= len(line) <= letters for line in filled)
    printed = _margin([_print_width(line) for line in filled])
    page = Page(letters, letters if exact or printed < 0.75 * letters else printed, 1 if exact else 3)
    full = [line for line in filled if page.full(line)]
    open_ = [line for line in full if line.rstrip()[-1:] not in ENDS + CLOSERS and line not in ends]
    longer = sum(len(line) > page.letters + 3 for line in filled)
    wrapped = (
        letters >= NARROWEST and len(full) >= max(4, 0.12 * len(filled)) and len(open_) >= 0.6 * len(full) and longer <= 0.5 * len(full)
    )
    return page if wrapped else Page(0, 0)


def _margin(widths: list[float]) -> int:
    """The width w for which most lines lie in the last few characters before w."""
    counts = Counter(int(width + 0.5) for width in widths if width <= WIDEST)
    bands = {w: sum(counts[w - i] for i in range(4)) + counts[w] / 10 for w in counts}
    return max(bands, key=lambda w: (bands[w], w), default=0)


def _joins(line: str, following: str, page: Page, *, indented: bool) -> bool:
    end, start = line.rstrip(), following.lstrip()
    if not end or not start:
        return False
    if start[0] in STARTS:
        return True
    if _torn(end, start):
        return True
    if NEW.match(start) or ROW.match(start) or (indented and following.startswith("  ")) or (NAMED.search(end) and OPENING.match(start)):
        return False
    if end[-1] in OPEN_ENDS:
        return True
    if end[-1] in ENDS + CLOSERS:
        return page.full(line) and not LABEL.match(start)
    return page.full(line) or (page.nearly(line) and not LABEL.match(start))
