"""The manifestations of one category: numbered ones, run-in lists, or a list by commas."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.chinese import split_outside
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Manifestation, Span
from bihuan.plan_import.rules.outline import Node
from bihuan.plan_import.rules.units.labels import LABEL as UNIT_LABEL

STRICT = re.compile(r"严查|集中整治|严肃查处|从严查处|严厉打击|严肃整治")
COMMA_LIST = re.compile(
    r"(?:(?:大力|重点|集中|着力|坚决|深入|严肃|严厉|主要|全面|切实|持续|突出)*(?:整治|解决|查处|纠正|治理|排查|检查|查摆|清理|查看|纠治|打击|防止|整改|表现为|表现在|包括|是否存在|存在|查)(?:在?[^，。、；“]{0,12}?(?:中|方面)?(?:存在)?的)??[：:]?)"
    r"(?P<list>[^。；;\n]+?)(?:等(?:[一二三四五六七八九十\d]{1,2}[个类种])?(?:方面)?(?:的)?(?:突出|具体|主要|各类|违规|违纪|违法|不良|不正之风|作风|倾向性|违法违规|违纪违法)*(?:问题|行为|现象|情况|情形|表现|隐患|题))(?=[。；;\n]|$)"
)
MEASURE_TEXT = re.compile(
    r"(?:整治|整改|工作|具体|治理)?(?:措施|要求|目标|标准)[：:]|(?:完成|整改)?(?:时限|期限)[：:]|责任(?:单位|部门|科室|领导|人)[：: ]|(?:牵头|配合)(?:单位|部门)"
)


def read_manifestations(doc: Document, node: Node) -> list[Manifestation]:
    children = [child for child in node.children if not child.label]
    if children:
        return [item for child in children for item in _numbered(doc, child)]
    if node.children:
        return []
    return list(_in_body(doc, node))


def _numbered(doc: Document, child: Node) -> Iterator[Manifestation]:
    """A numbered item; further lines under it are items whose number was lost."""
    end = child.heading_end if child.children else _own_end(doc, child)
    number: str | None = child.number
    for start, stop in split_outside(doc.text[child.heading_start : end], "\n"):
        quote = doc.quote(child.heading_start + start, child.heading_start + stop)
        yield Manifestation(number or None, quote.text.rstrip("。；;"), bool(STRICT.search(quote.text)), quote.source)
        number = None


def _own_end(doc: Document, node: Node) -> int:
    """The end of an item's own words: before its units, deadlines and measures."""
    label = MEASURE_TEXT.search(doc.text, node.heading_start, node.body_end)
    bracket = doc.text.rfind("（", node.heading_start, label.start()) if label else -1
    if label is None:
        return node.body_end
    return bracket if bracket >= 0 and label.start() - bracket <= 2 else label.start()


def _in_body(doc: Document, node: Node) -> Iterator[Manifestation]:
    start, end = node.body_start, _own_end(doc, node)
    if end <= start:
        return
    pieces = lists.run_in(doc.text, start, end) or _commas(doc.text, start, end) or lists.clauses(doc.text, start, end)
    for first, last in pieces:
        text = doc.text[first:last]
        if len(text) >= 2 and not UNIT_LABEL.match(text):
            yield Manifestation(None, text, bool(STRICT.search(text)), Span(first, last))


def _commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """大力整治甲、乙，丙等突出问题: each part is one manifestation where the parts are short."""
    found = COMMA_LIST.search(text, start, end)
    if found is None:
        return []
    pieces = lists.by_comma(text, found.start("list"), found.end("list"))
    return pieces if len(pieces) >= 3 and sum(last - first for first, last in pieces) <= 14 * len(pieces) else []
