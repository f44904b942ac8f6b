"""What is said in sentences: goals, principles, guiding phrases and codes of conduct, who is covered."""

import re

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Quote, Scope, Span
from bihuan.plan_import.rules.topics import Topic
from bihuan.plan_import.rules.units import unit_names

PHRASES = re.compile(r"[“\"](?P<phrases>(?:[\u3400-\u9fff]{2,8}[、，,]){2,9}[\u3400-\u9fff]{2,8})[”\"]")
CODE = re.compile(r"(?:行为准则|要求|思路|方针|主题|主线|理念|口号|目标|贯穿|坚持|按照|叫响|围绕|原则|精神)")
BLAMED = re.compile(r"[^，。；\n]{0,6}?(?:问题|现象|思想|心态|倾向|做法|习气)")  # 满足于“过得去、差不多”等问题 is no guiding phrase
RANK = re.compile(
    r"[^，。；、\n（(]{0,6}?(?:处级|科级|股级|厅级|科员|中层|一级主任科员)[^，。；、\n]{0,6}?(?:以上|以下)?(?:领导)?(?:干部|人员|职务|公务员)?"
)
COVERS = re.compile(
    r"(?:整治|治理|活动|行动|检查|适用|实施|排查)(?:的)?(?:范围|对象)(?:为|是|：|:)[^。\n]{2,160}|[^。\n，]{0,60}适用(?:于)?本方案"
)


def read_goals(doc: Document) -> list[Quote]:
    """The sentences of the sections on goals; numbered goals one by one."""
    quotes = []
    for section in doc.about(Topic.GOALS):
        if section.children:
            quotes += [doc.quote(child.heading_start, child.end) for child in section.children]
        else:
            pieces = lists.run_in(doc.text, section.body_start, section.body_end) or lists.clauses(
                doc.text, section.body_start, section.body_end
            )
            quotes += [doc.quote(first, last) for first, last in pieces]
    return [quote for quote in quotes if len(quote.text) > 3]


def read_principles(doc: Document) -> list[Quote]:
    quotes = []
    for section in doc.about(Topic.PRINCIPLES):
        if section.children:
            quotes += [doc.quote(child.heading_start, child.heading_end) for child in section.children]
        else:
            pieces = lists.run_in(doc.text, section.body_start, section.body_end) or lists.clauses(
                doc.text, section.body_start, section.body_end
            )
            quotes += [doc.quote(first, last) for first, last in pieces]
    return [quote for quote in quotes if quote.text]


def read_phrases(doc: Document) -> list[Quote]:
    """“找差距、提层次、强能力” and other sets of short phrases in quotation marks that the text sets as a rule."""
    quotes = []
    for found in PHRASES.finditer(doc.text):
        near = doc.text[max(0, found.start() - 12) : found.end() + 12]
        if CODE.search(near) and not BLAMED.match(doc.text, found.end()):
            parts = lists.by_comma(doc.text, found.start("phrases"), found.end("phrases"))
            quotes += [Quote(doc.text[first:last], Span(first, last)) for first, last in parts]
    first: dict[str, Quote] = {}
    for quote in quotes:
        first.setdefault(quote.text, quote)
    return list(first.values())


def read_scope(doc: Document) -> Scope | None:
    section = next(doc.about(Topic.SCOPE), None)
    if section is not None:
        quote = doc.quote(section.body_start if section.body_start < section.end else section.heading_start, section.end)
    else:
        found = COVERS.search(doc.text)
        if found is None:
            return None
        quote = doc.quote(found.start(), found.end())
    if not quote.text:
        return None
    units = [
        name
        for name, _start, _end in unit_names(doc.text, quote.source.start, min(quote.source.end, quote.source.start + 400), strict=True)
    ]
    ranks = [found[0].strip() for found in RANK.finditer(quote.text)]
    return Scope(quote.text, list(dict.fromkeys(units)), list(dict.fromkeys(ranks)), quote.source)
