"""Where a heading ends and its body begins, and what in brackets behind it is not part of it."""

import re

from bihuan.plan_import.rules.chinese import first_outside
from bihuan.plan_import.rules.outline.marks import Mark
from bihuan.plan_import.rules.outline.nodes import Node
from bihuan.plan_import.rules.outline.titles import TITLE

LONGEST = 400
LABEL = 24  # characters before a colon up to which they are a heading
BRACKET = re.compile(
    r"[（(](?:以下|下称|简称)[^（）()\n]{1,40}[）)]|[（(]详?见附[件表]?[一二三四五六七八九\d]{0,2}[）)]|[（(〔\[【]([^（）()\n]{0,60}(?:\d ?个?(?:[年月日周天]|工作日)|[xX×] ?[月日]|[一二三四五六七八九十] ?(?:个?月|年|周|天)|月[上中下]旬|[秋春]季?学期|[寒暑]假|[牵责配主协][头任合办]|完成时限|时间|即日|以前|[年月]底)[^（）()\n]{0,120}?|\d{4}[-.—]\d{1,4}[^（）()\n]{0,30})[）)〕\]】]"
)
ORDINAL = re.compile(
    r"[^，。：]{0,14}之[一二三四五六七八九十]|(?:专项|行动|任务|问题|类型)[一二三四五六七八九十\d]{1,2}|第 ?[一二三四五六七八九十\d]{1,3} ?(?:个?阶段|步骤?|批|类|期|环节|项|方面)?(?:[（(][^（）()]*[）)])?"
)
CLOCK = re.compile(r"(?<=\d)[：:](?=\d\d)")  # 17:30 opens no body
TAIL = " 。；;：:，,、.．!！—"
DATE_FIRST = re.compile(
    r"(?:从|自)?(?:(?:20)?[\dxX*×]{2,4}年)?\d{1,2}月(?:份|\d{1,2}日|[上中下]旬|底|初|中)?(?:(?:起|开始)?[，]?(?:[—–－～~-]{1,2}|至|到)(?:(?:20)?\d\d年)?(?:\d{1,2}月)?(?:份|\d{1,2}日|[上中下]旬|底|初)?)?(?:止|结束|以后|之后|以前|之前|起|前)?"
    r"[，：:、 ]{1,2}(?=[\u3400-\u9fff“]{2,18}(?:[。：:；（(\n]|$))"
)
LEAD = re.compile(r"[ 、.．,，:：。]+")
STARTS = (
    r"组长|通过|坚持|以(?!及)|为|在|按照|围绕|根据|依据|本次|此次|这次|从|自|各|全|对(?!象)|要(?!求)|成立|我|针对|重点|突出|紧紧|深入|认真|切实|进一步|严格|力争|到20|20\d\d|[（(①]|一[是、]|1[.、．]"
    r"|整治|包括|街道|县|市|镇|校|[\u3400-\u9fff]{2,8}[办局科室部站所队委处]：| \S{2}"
)  # how a body opens
GLUED = re.compile(rf"{TITLE}(?={STARTS})")
# Before any other word, where a whole sentence follows.
SWALLOWED = re.compile(rf"{TITLE}(?=[\u3400-\u9fff\dxX*“])(?![和及与、的等中之上不])")
OPENS = re.compile(rf"{TITLE}(?=一是|首先|即日|(?:20)?[\dxX*]{{2,4}}年|\d{{1,2}}月)")  # before words that never belong to a title
IN_CHARGE = re.compile(r"[\u3400-\u9fff、“”]{3,14}(?=由[^，。；由]{2,24}(?:牵头|负责))")
# 乱收费问题擅自提高…, 动员部署阶段召开…: the last word of a name, and another sentence right behind it.
LAST_WORD = re.compile(
    r"[^，。；：、（(]{2,12}?(?:问题|乱象)(?=[\u3400-\u9fff“])(?![的上中得和及与整排线清专导意台突较多解不是为等阶])|[\u3400-\u9fff、]{2,10}阶段(?=[\u3400-\u9fff])(?![的性工任])"
)
# 政策环境方面，主要表现为：… names 政策环境方面.
SHOWN = re.compile(
    r"(?P<name>[^，。：；]{2,30})[，,](?:(?:主要|具体|突出|集中)*(?:表现|体现|问题|内容|包括|是指?|指)(?:形式)?(?:为|在|是|有|于)*|(?:重点|主要|具体|着力|集中)*(?:整治|治理|纠治|解决|查处|纠正|是|为|有|包括)*(?:以下|下列)[^，。：；]{0,6}(?:情形|问题|行为|表现|情况))"
)
DATED = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[底初上中下至—–－~ ])")  # 清账核对 9月16日至…: the cells of a row
LONG = 12  # characters from which a line cannot be a title alone


def node(text: str, mark: Mark, level: int, following: int) -> Node:
    """The node of a mark; `following` is where the next mark of the outline stands."""
    start = mark.end
    line = text.find("\n", start, following)
    line = following if line < 0 else line
    start = _lead(text, start, line)
    if not text[start:line].strip() and line < following:
        start, line = _next_line(text, line, following)
    end, body = _heading(text, start, min(line, start + LONGEST))
    number, heading = mark.number, text[start:end]
    if mark.style == "phase" and "步" in number and heading:
        number = number.rstrip("、 ")  # 第一步， is a number, 第一阶段： the first half of a name
    elif mark.style == "phase":
        heading = _without_bracket(text[mark.start : mark.end] + heading if start > mark.end + 3 else text[mark.start : end])
        start, number = mark.start, ""
    return Node(
        level=level, style=mark.style, n=mark.n, number=number, heading=heading, start=mark.start, heading_start=start, heading_end=end,
        body_start=min(body, following), body_end=following, end=following, at_line=mark.place == "line",
    )  # fmt: skip


def _without_bracket(heading: str) -> str:
    """第一阶段（3月）：动员 becomes 第一阶段：动员."""
    return BRACKET.sub("", heading)


def _lead(text: str, start: int, end: int) -> int:
    """Past blanks, marks and a date in brackets that stands before the heading: 第一阶段（3月）：动员部署."""
    lead = LEAD.match(text, start, end)
    start = lead.end() if lead else start
    dated = DATE_FIRST.match(text, start, end)
    if dated:
        return dated.end()
    bracket = BRACKET.match(text, start, end)
    if bracket is None:
        return start
    lead = LEAD.match(text, bracket.end(), end)
    start_behind = lead.end() if lead else bracket.end()
    return start_behind if start_behind < end else start


def _next_line(text: str, at: int, following: int) -> tuple[int, int]:
    """A number alone on its line has its heading on the next one."""
    start = at + 1
    end = text.find("\n", start, following)
    return start, following if end < 0 else end


def _heading(text: str, start: int, end: int) -> tuple[int, int]:
    """End of the heading, start of the body, for the line [start, end)."""
    line = text[start:end]
    cut, skip = _cut(line)
    bracket = BRACKET.search(line, 0, cut)
    if bracket and bracket.start() > 1 and _closes_heading(line, bracket.end()):
        cut, skip = bracket.start(), bracket.start()
    heading_end = start + len(line[:cut].rstrip(TAIL))
    return max(heading_end, start), max(start + skip, heading_end)


def _closes_heading(line: str, at: int) -> bool:
    return at >= len(line) or line[at] in "。；;：:，, 、—-" or at >= 6


def _cut(line: str) -> tuple[int, int]:
    """Offset where the heading ends and where the body starts."""
    boxed = line.find("】")
    if boxed > 0 and "【" not in line[:boxed]:
        return boxed, boxed + 1
    stop = first_outside(line, "。！？；;")
    stop = len(line) if stop < 0 else stop
    glued = _glued(line, stop)
    if glued:
        return glued, glued
    colon = first_outside(CLOCK.sub("-", line[:stop]), "：:")
    shown = SHOWN.match(line, 0, stop)
    if shown and shown.end() == colon:
        return shown.end("name"), colon + 1
    if 0 < colon <= LABEL and not ORDINAL.fullmatch(line, 0, colon):
        return colon, colon + 1
    blank = first_outside(line, " ", min(stop, 31))
    dated = BRACKET.search(line, 0, stop)
    until = dated.start() if dated and dated.end() >= stop else stop  # 整改 落实（5月11日～10月20日）: a blank inside a name
    if (
        blank > 1
        and not set(line[:blank]) & set("，,、。")
        and until - blank > 12
        and (not line[blank + 1].isdecimal() or DATED.match(line, blank + 1))
    ):
        return blank, blank + 1
    return stop, min(stop + 1, len(line))


def _glued(line: str, stop: int) -> int:
    """The length of a title behind which the line break was lost (一、工作目标通过…), else 0."""
    title = GLUED.match(line)
    if title and (stop > LONG or line[title.end()] == " "):
        return title.end()
    if stop > LONG + 4 and (stop < len(line) or "，" in line):
        title = SWALLOWED.match(line) or IN_CHARGE.match(line) or LAST_WORD.match(line)
        return title.end() if title else 0
    title = OPENS.match(line)
    return title.end() if title else 0
