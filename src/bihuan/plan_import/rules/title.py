"""The document's own title: a line before the body that names a plan, never a site or a file."""

import re

from bihuan.plan_import.rules.document import Document

NUMBERED = re.compile(r"[\u3400-\u9fff]{2,16}〔\d{4}〕 ?\d{1,4} ?号")
LETTER = re.compile(r"^致[\u3400-\u9fff]{2,20}(?:一封信|书)$")
KIND = re.compile(
    r"(?:方案|计划|意见|通知|办法|报告|总结|要点|细则|规定|决定|措施|制度|汇报|(?<!通知)公告|通告|通报|讲话|台账|一览表|任务(?:分解|分工)表|倡议书|一封信|纪要|(?:年|整治|整顿|治理|整改|攻坚|行动|活动)(?:工作)?安排)(?:参考|模板|范本|范文)*(?:[（(][^（）()]{1,16}[）)])?$"
)
ORDINAL = re.compile(
    r"(?<=[方计意办总报][案划见法结告])(?: ?篇 ?[一二三四五六七八九十\d]{1,2}|[（(]?(?:精选|共|通用)?\d{1,2}篇[）)]?|\d{1,2}|【(?:荐|第.篇|精品|精选)】)$"
)
SAMPLE = re.compile(r"(?:参考|模板|范本|范文)+(?:[（(](?:精选|共|通用|汇总|集锦|优选|推荐)?\d{1,2}篇[）)]|\d{0,2}篇?)$")
COLLECTION = re.compile(r"[（(](?:精选|通用|共|汇总|集锦|优选|推荐|大全)\d{1,2}篇[）)] ?$")
TITLE_LINE = re.compile(r"^ *([^\n。；，：]{4,60}?) *$", re.MULTILINE)
ATTACHED = re.compile(r"附件? ?[一二三四五六七八九十\d]{0,2}[：:]?")
ENCLOSED = re.compile(r"[（(【\[][^（）()]+[）)】\]]")  # （此件主动公开）
DOUBLED = re.compile(r"(.{6,60})\1")
PART = re.compile(r"^(?:篇|第)[一二三四五六七八九十\d]{1,2}篇?[：:、 ]+|^(?:附件?|标题)\d*[：:]|^1、|^1 (?=[xX某\u3400-\u9fff])")
GLUED = re.compile(
    r"[^，。；：]{4,46}?(?:方案|计划|意见|通知|办法|细则|报告|总结)(?=为(?!期|例|主|本)[^，。；]{2,40}，|根据|按照|依据|各[^，。：]{1,40}[：，]|文件编号|(?:20\d\d)?[（(](?:精选|通用|共|汇总)?\d{1,2}篇|[^，。；：]{2,20}以来，|[\u3400-\u9fff]{2,12}(?:政府|局|委|办公室|领导)：)"
)
MAST = re.compile(r"(?:工作|情况)?(?:简报|快报|动态|专报)")
MAST_LINE = re.compile(rf"[^，。；：|｜>»]{{0,30}}(?:{MAST.pattern})")
ISSUE = re.compile(r" ?[（(]?(?:\d{4}年)?(?:总?第|第) ?\d+ ?期")
STAMP = re.compile(r" +(?:(?:发布|更新|发文)?(?:时间|日期)|(?:信息)?来源|作者|(?:阅读|浏览|点击)(?:量|数|次数)?)[:：].*$")
"""What a site prints behind a title on its line: 时间：… 阅读：…"""
OWNER = re.compile(r"[\u3400-\u9fff（）]{4,28}(?:公司|集团|[局厅]|委员会|政府|医院|学院|大学|学校|街道|办事处|中心)$")
TAIL = re.compile("(?:实施|工作|活动)(?:方案|意见|安排|细则)")
TRAIL = re.compile(r"[>»]|[｜|][^｜|\n]+[｜|]|^ *[▲★☆■◆●▶►○◇□△]")  # where one is on a site; the contents of a brief
HAN = re.compile(r"[\u3400-\u9fff]{2}")
OTHER = re.compile(r"[>»|｜]|^[\[【][^\n]{1,6}[\]】]|登录|客户端|〔\d{4}〕|文件$|内部|第? ?\d+ ?期|编$|\d{4}年|简报$|周报$|^【|^第.{1,3}期")
BODY = re.compile(r"[。；;]|[，,].{18,}|^(?:根据|按照|为|各)|[：:]$")


def read_title(doc: Document) -> str | None:
    if doc.preamble_end == 0:
        return _chapter(doc)
    lines = doc.text[: min(doc.preamble_end, 1500)].split("\n")[:14]
    collection = None
    if head := _below_number(lines) or _masthead(lines):
        return head
    for i, line in enumerate(lines):
        if TRAIL.search(line):
            continue
        line = _bare(PART.sub("", _before_blank(STAMP.sub("", line.strip(" *#•。.")))))
        if cut := _cut_off(lines, i, line):
            return cut
        glued = GLUED.match(line)
        line = _bare(glued[0]) if glued else line
        if 4 <= len(line) <= 70 and KIND.search(line) and not BODY.search(line):
            if not COLLECTION.search(lines[i]):
                return _joined(lines, i, line)
            collection = collection or _joined(lines, i, line)
    if collection:
        return collection
    first = next((line.strip(" *#") for line in lines if HAN.search(line) and not OTHER.search(line)), "")
    if 4 <= len(first) <= 40 and not BODY.search(first) and len(lines) > 1 and not re.search(r"[，,].*[，,]|\d{4}年\d", first):
        return first
    return None


def _below_number(lines: list[str]) -> str | None:
    """Below the head of an official paper and its number stands its title: …通报 / 某督〔2026〕9号 / 关于…情况的通报."""
    numbers = [i for i, line in enumerate(lines) if NUMBERED.fullmatch(line.strip())]
    under = lines[numbers[0] + 1 : numbers[0] + 4] if numbers else []
    named = [line.strip() for line in under if line.startswith("关于") and KIND.search(line.strip()) and not BODY.search(line.strip())]
    return named[0] if named else None


def _masthead(lines: list[str]) -> str | None:
    """A brief's head above the number of its issue, on one line or on two: 某县专项整治 / 工 作 简 报 / （第5期）."""
    if len(lines) > 1 and MAST_LINE.fullmatch(lines[0].strip(" *#")) and ISSUE.match(lines[1]):
        return lines[0].strip(" *#")
    for above, line, below in zip(lines[:4], lines[1:], lines[2:], strict=False):
        if MAST.fullmatch(line.replace(" ", "")) and ISSUE.match(below):
            named = above.strip(" *#")
            return (
                named + line.replace(" ", "")
                if 4 <= len(named) <= 40 and not BODY.search(named) and not set("〔|｜>") & set(named)
                else None
            )
    return None


def titles_within(doc: Document) -> list[tuple[int, str]]:
    """The titles of all papers in the file: the last line of a title's form before each place where the top numbers begin anew."""
    first = doc.outline.top[0] if doc.outline.top else None
    found: list[tuple[int, str]] = []
    before = 0
    for node in doc.outline.top:
        if first is not None and node.style == first.style and node.n == 1:
            named = [line for line in TITLE_LINE.finditer(doc.text, before, node.start) if KIND.search(_bare(line[1]))]
            found += [(named[-1].start(1), named[-1][1])] if named else []
        before = node.heading_end
    return found


def _chapter(doc: Document) -> str | None:
    """A text that begins with its only chapter is titled by it."""
    first = doc.nodes[0] if doc.nodes else None
    alone = first is not None and first.style == "chapter" and len(doc.outline.top) == 1
    return f"{first.number} {first.heading}" if alone and first is not None else None


def _cut_off(lines: list[str], i: int, line: str) -> str | None:
    """A title of which a narrow page left but the last word for a line of its own: 某县专项整治工作 / 方案."""
    before = lines[i - 1].strip(" *#") if i else ""
    alone = (1 < len(line) < 4 or TAIL.fullmatch(line)) and 6 <= len(before) <= 60 and KIND.search(line)
    return before + line if alone and not (KIND.search(before) or BODY.search(before) or set("〔•|｜_") & set(before)) else None


def _before_blank(line: str) -> str:
    """The title of a text without line breaks ends at the first blank."""
    head = line.split(" ")[0]
    return head if len(line) > 80 and KIND.search(head) else line


def _bare(line: str) -> str:
    """Without what a site of samples adds: …实施方案 篇1, …整治方案9篇; and a title printed twice in a row but once."""
    doubled = DOUBLED.fullmatch(line) or DOUBLED.fullmatch(line.replace(" ", ""))
    return SAMPLE.sub("", ORDINAL.sub("", doubled[1] if doubled else line))


def _joined(lines: list[str], i: int, line: str) -> str:
    """A title printed on two lines: 某县 / 消防安全专项整治实施方案."""
    before = lines[i - 1].strip(" *#") if i else ""
    before = "" if ATTACHED.fullmatch(before) or ENCLOSED.fullmatch(before) else before
    joins = (
        0 < len(before) <= 30
        and (len(line) < 20 or before.endswith(("关于", "关于印发", "关于印发《", "关于转发")))
        and not BODY.search(before)
        and not KIND.search(before)
        and not set("〔•|｜_>»") & set(before)
        and not (re.search(r"\d", before) and not before.startswith("关于"))
    )
    if OWNER.fullmatch(before) and re.match(r"20\d\d", line):  # 某公司 / 2024年度…方案
        return before + line
    return before + line if joins and (before.startswith("关于") or not re.search(r"关于", line)) else line
