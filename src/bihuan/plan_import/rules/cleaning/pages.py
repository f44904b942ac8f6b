"""Page numbers, with the running head or foot beside them: lines of their own, and digits stuck inside a word where a page was cut."""

import re
from collections import Counter
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.rules.cleaning.wraps import NEW
from bihuan.plan_import.vocabulary import RepairKind

DASH = "—–－―─ー一~～·•\\-"
OWN_LINE = re.compile(
    rf"^ {{0,24}}(?:[{DASH} ]{{1,8}}\d{{1,4}}[{DASH} ]{{1,8}}|[{DASH}]{{1,3}} ?\d{{1,4}}|第 ?\d{{1,4}} ?页(?:[ ,，/]*共 ?\d{{1,4}} ?页)?|共 ?\d{{1,4}} ?页[ ,，/]*第 ?\d{{1,4}} ?页"
    rf"|[Pp]age ?\d{{1,4}}(?: ?(?:of|/) ?\d{{1,4}})?|\d{{1,3}} ?/ ?\d{{1,3}}) {{0,24}}$",
    re.MULTILINE,
)
HEAD = r"(?P<head>(?! |[—–－-])[^\n。；：，]{4,40}?) {0,24}"
ABOVE, BELOW = re.compile(rf"(?<=\n) {{0,24}}{HEAD}\n\s*\Z"), re.compile(rf"\n\s*{HEAD}(?=\n|$)")
BLANKS = re.compile(r" *")
FIRST = re.compile(r"\s*1、(?=[\u3400-\u9fff\d《“])")
FOLLOWING = re.compile(r"[ \n]+(\d{1,2})、[，,、]?")
BARE = re.compile(r"^ {0,24}[1-9]\d{0,2} {0,24}$", re.MULTILINE)
END_INLINE = re.compile(r"(?<=[。；;！]) ?[—–－\-] ?\d{1,3} ?[—–－\-] ?(?=[\n\u3400-\u9fff（(])|第 ?\d{1,3} ?页 ?[,，/]? ?共 ?\d{1,3} ?页")
STUCK = re.compile(r"(?<=[\u3400-\u9fff])(0\d{1,3}|[1-9]\d{0,2})(?=[\u3400-\u9fff])")
# A character that may stand before or after a number in sound Chinese. What is left is a digit inside a word.
BEFORE = set(
    "第共约近达至到于在前后各每满超过以有及和与或是含从等本为用由件表图录段组项类之内外下上给加减增降升占按对将经把被这那其余多少仅只需须应可能再又逾不足低高长短"
    "年月日时分秒点号期周季度版届次卷章节条款栋楼室层单元路街道区市县省村社队班人名个家户起例宗笔份台辆座处所站岗量数率额比价费元万亿千百十零一二三四五六七八九两双半"
    "整了的地得着向自拨打线话机码编箱办法令函字发文公告报机热诉警督信群型版部队省道国高京沪星系产品学新抽随取派出设建立分成开召举完结审受理核查纳入梳排发现收到问题清单"
)
AFTER = set(
    "个名项条类种次年月日天周期步级批人家户件份处支组所点时分秒元万千百亿多余大小至到章节款篇页号楼栋室层届度轮场台辆座片块只张本册部门位支队省市县区镇乡村社街道岁倍成折"
    "公米里吨克升斤亩平立度米厘毫兆赫瓦伏安热专案例宗起笔字样系号令文函版等以即后前内外左右上下中间和与及或、的是为之比或五六七八九十几数半两双强路国线话电报台学课"
    "方面维环举投政务监民便服信访平局警消急救税环工城管交税农粮质食药物市价格司法公安要重主新小中微多亲红黄蓝绿网站微手移动应用型"
)


def edits(text: str) -> Iterator[Edit]:
    found = [*OWN_LINE.finditer(text), *_bare(text), *END_INLINE.finditer(text)]
    counted = _counted(text)
    for mark in counted:
        yield Edit(mark.start(), mark.end(), "", RepairKind.PAGE_NUMBER)
    heads = _heads(text)
    for page in [] if counted else sorted(found, key=lambda page: page.start()):
        start, end = heads.get(page.start(), page.span())
        if _inside_sentence(text, start, end):
            blanks = BLANKS.match(text, end + 1)
            yield Edit(start - 1, blanks.end() if blanks else end + 1, "", RepairKind.PAGE_NUMBER)
            continue
        if (start == 0 or text[start - 1] == "\n") and end < len(text) and text[end] == "\n":
            end += 1
        yield Edit(start, end, "", RepairKind.PAGE_NUMBER)


def _heads(text: str) -> dict[int, tuple[int, int]]:
    """Page numbers beside which the same short line stands on several pages, a running head or foot: [start, end) of both."""
    pages = list(OWN_LINE.finditer(text))
    spans: dict[int, tuple[int, int]] = {}
    for beside in (ABOVE, BELOW):
        lines = [
            beside.search(text, max(0, page.start() - 60), page.start()) if beside is ABOVE else beside.match(text, page.end())
            for page in pages
        ]
        counts = Counter(_closed_up(line["head"]) for line in lines if line)
        for page, line in zip(pages, lines, strict=True):
            if line and 2 <= counts[_closed_up(line["head"])] >= len(pages) / 2:
                start, end = spans.get(page.start(), page.span())
                spans[page.start()] = min(start, line.start("head")), max(end, line.end())
    return spans


def _closed_up(head: str) -> str:
    """A scanner's blanks inside a running head differ from page to page."""
    return head.replace(" ", "")


def _counted(text: str) -> list[re.Match[str]]:
    """Pages that a sharing site numbers as it numbers items: 1、 opens the text, 2、 3、 stand in the middle of sentences."""
    first = FIRST.match(text)
    if first is None:
        return []
    marks = [first]
    for mark in FOLLOWING.finditer(text, first.end()):
        if int(mark[1]) == len(marks) + 1:
            if text[mark.start() - 1] in "。；;：:！？!?）)":
                return []
            marks.append(mark)
    return marks if len(marks) > 1 else []


def _inside_sentence(text: str, start: int, end: int) -> bool:
    """A page number between the halves of a sentence: the halves belong together."""
    if start < 2 or text[start - 1] != "\n" or text[end : end + 1] != "\n":
        return False
    line = text[text.rfind("\n", max(0, start - 200), start - 1) + 1 : start - 1].rstrip()
    following = BLANKS.match(text, end + 1)
    return len(line) >= 12 and line[-1] not in "。！？；：:;!?." and not NEW.match(text, following.end() if following else end + 1)


def _bare(text: str) -> list[re.Match[str]]:
    """Lines of bare digits that may be pages: counting upwards and far apart, or cutting a sentence."""
    lines = list(BARE.finditer(text))
    rising = all(int(b[0]) > int(a[0]) for a, b in zip(lines, lines[1:], strict=False))
    apart = all(b.start() - a.end() >= 200 for a, b in zip(lines, lines[1:], strict=False))
    if rising and apart:
        return [line for line in lines if len(lines) > 1 or _cuts_a_sentence(text, line) or line.start() >= 150 * int(line[0])]
    return [line for line in lines if _cuts_a_sentence(text, line)]


def _cuts_a_sentence(text: str, line: re.Match[str]) -> bool:
    before, after = text[max(0, line.start() - 2) : line.start() - 1], text[line.end() + 1 : line.end() + 2]
    return bool(re.match(r"[\u3400-\u9fff，、]", before)) and bool(re.match(r"[\u3400-\u9fff]", after)) and len(line[0]) <= 2


def stuck_digits(text: str) -> Iterator[Edit]:
    """开的030会议, 归3纳: digits that a word cannot carry."""
    for found in STUCK.finditer(text):
        before, after = text[found.start() - 1], text[found.end()]
        if after == "一" and text[found.end() + 1 : found.end() + 2].isdecimal():
            continue  # 热线0640一551…: the hyphen of a telephone number
        if (
            found[0].startswith("0")
            and len(found[0]) >= 3
            and after not in "号路线话电"
            or len(found[0]) <= 2
            and before not in BEFORE
            and after not in AFTER
        ):
            yield Edit(found.start(), found.end(), "", RepairKind.PAGE_NUMBER)
