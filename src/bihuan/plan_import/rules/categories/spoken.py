"""Categories of plans that are written as people speak: 一种叫“懒病”，表现是…; one sentence 重点解决甲、乙、丙等问题; a list of faults under any heading.

Read only where no section, table or heading tells the categories.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.categories.manifestations import HOW, VERBS, WRONG, in_text
from bihuan.plan_import.rules.categories.names import read_name
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Category, Manifestation, Span
from bihuan.plan_import.rules.topics import Topic

KIND = re.compile(
    r"(?:还有|另)?(?:第?[一二三四五六七八九十]|另)[种类个](?:问题|毛病|倾向)?(?:叫|是|为)做?(?P<name>“[^”\n]{1,10}”|[\u3400-\u9fff]{2,10})[，,：](?:主要|具体|突出)?(?:(?:表现|体现)(?:为|是|在|有)|就是)"
)
THAT_IS = re.compile(
    r"第[一二三四五六七八九][种类个件样]是[^，。：；\n]{1,8}，(?:也)?就是(?P<name>[^，。：；\n]{3,24}?问题)，(?=包括|主要|具体|表现|比如)"
)
ASPECT = re.compile(
    r"(?<=[。；：\n])(?:(?P<aspect>[\u3400-\u9fff“”、]{2,8})方面|在(?P<place>[\u3400-\u9fff“”、]{2,8}?)(?:上|中|方面)|(?P<kind>[\u3400-\u9fff“”、]{1,8}类))[，：](?P<list>[^。\n]{4,200})(?=。|\n|$)"
)
COUNTED = re.compile(
    r"(?:主要|重点)(?:是|有|整治|清理|解决|治理)?(?:以下)?(?P<name>[两三四五六七八九十]{1,2}[类种](?:的)?[\u3400-\u9fff]{1,8})：(?P<list>[^。：\n]{12,400})(?=。|\n|$)"
)
ANNOUNCED = re.compile(r"整治|治理|整顿|问题|乱象")
LISTED = re.compile(
    rf"(?<=[。，；\n])(?:{HOW})+(?:{VERBS})(?P<list>[^。；，\n]{{12,200}}?)(?:等)?(?:[一二三四五六七八九十\d]{{1,2}}个?(?:方面|类|项)的?)?(?:突出|重点)?的?问题(?=[，。；])"
)
CAMPAIGN = re.compile(r"开展(?P<name>[\u3400-\u9fff“”、]{2,18}?)(?:集中|专项|突出问题)*(?:整治|治理|整顿)")
FAULT = re.compile(rf"{WRONG.pattern}|无人|没|随意|擅自|私|漏|错|脱|松|散|旧|坏|占用|堵")
FORBIDS = re.compile("不得|不准|不许|严禁|禁止|不搞|不要|不能")
ILLS = re.compile(r"问题|行为|现象|毛病|乱|陋习|歪风")
DUTY = re.compile(r"要|应|须|必须|由|加强|开展|组织|建立|做好|落实|严格|完善|推进|成立|明确|制定|召开|印发|设立|实行|张贴|发放|利用|通过")
FEWEST = 3
ELSEWHERE = (Topic.PRINCIPLES, Topic.GOALS, Topic.GUIDING, Topic.STAGES, Topic.REQUIREMENTS, Topic.ACCOUNTABILITY, Topic.ORGANISATION)


def in_speech(doc: Document) -> list[Category]:
    return list(_kinds(doc)) or list(_aspects(doc)) or list(_sentence(doc)) or list(_counted(doc)) or list(_faults(doc))


def _kinds(doc: Document) -> Iterator[Category]:
    """一种叫“懒病”，表现是…。一种叫“横病”，表现是…。"""
    found = [*KIND.finditer(doc.text)] if len(KIND.findall(doc.text)) >= 2 else [*THAT_IS.finditer(doc.text)]
    if len(found) < 2:
        return
    for one in found:
        end = doc.text.find("。", one.end(), one.end() + 300)
        name, raised, dimension = read_name(one["name"])
        items = in_text(doc.text, one.end(), end if end > 0 else doc.sentence_end(one.end()))
        yield Category(name, raised, dimension, items, [], None, [], Span(one.start("name"), one.end("name")))


def _aspects(doc: Document) -> Iterator[Category]:
    """婚事方面，…。丧事方面，…。 one behind the other, where the words before them speak of what is to be set right, and none of duties."""
    found = list(ASPECT.finditer(doc.text))
    together = all(after.start() - one.end() <= 2 for one, after in pairwise(found))
    if len(found) < 2 or not together or doc.within(doc.node_at(found[0].start()), *ELSEWHERE):
        return
    told = [in_text(doc.text, *one.span("list")) for one in found]
    before = doc.text[max(0, found[0].start() - 40) : found[0].start()]
    wrong = sum(bool(FAULT.search(one["list"]) or "超过" in one["list"]) for one in found)
    if (
        2 * wrong >= len(found)
        and ANNOUNCED.search(before)
        and all(items and not any(DUTY.match(item.text) for item in items) for items in told)
    ):
        for one, items in zip(found, told, strict=True):
            group = next(name for name in ("aspect", "place", "kind") if one[name])
            yield Category(one[group], None, None, items, [], None, [], Span(*one.span(group)))


def _counted(doc: Document) -> Iterator[Category]:
    """主要是六类脏乱：甲；乙；丙: one list that its number announces."""
    found = COUNTED.search(doc.text)
    if found is None or doc.within(doc.node_at(found.start()), *ELSEWHERE):
        return
    pieces = [_bare(doc, *piece) for piece in lists.clauses(doc.text, *found.span("list"))]
    words = [doc.text[first:last] for first, last in pieces]
    wrong = bool(ILLS.search(found["name"])) or 2 * sum(bool(FAULT.search(word)) for word in words) > len(words)
    if len(words) >= FEWEST and wrong and not any(FORBIDS.match(word) or DUTY.match(word) for word in words):
        yield Category(found["name"], None, None, _items(doc, pieces), [], None, [], Span(*found.span("name")))


def _sentence(doc: Document) -> Iterator[Category]:
    """One list in one sentence; the campaign is what it is a list of."""
    found, campaign = LISTED.search(doc.text), CAMPAIGN.search(doc.text)
    if found is None or campaign is None or doc.within(doc.node_at(found.start()), *ELSEWHERE):
        return
    pieces = lists.by_comma(doc.text, found.start("list"), found.end("list"))
    if len(pieces) > FEWEST and min(last - first for first, last in pieces) >= 4:
        yield Category(campaign["name"], None, None, _items(doc, pieces), [], None, [], Span(*campaign.span("name")))


def _faults(doc: Document) -> Iterator[Category]:
    """A section whose numbered run-in items are nearly all faults, whatever its name: 清零对象 ①…②…"""
    for node in doc.outline.top:
        if doc.topics[node] in ELSEWHERE or any(child.named or child.children for child in node.children):
            continue
        numbered = [(child.heading_start, child.end) for child in node.children]
        pieces = [_bare(doc, *piece) for piece in numbered or lists.run_in(doc.text, node.body_start, node.end)]
        words = [doc.text[first:last] for first, last in pieces]
        faults = sum(bool(FAULT.search(word)) for word in words)
        if len(words) >= FEWEST and 4 * faults >= 3 * len(words) and max(map(len, words)) <= 60 and not any(map(FORBIDS.match, words)):
            yield Category(node.heading, None, None, _items(doc, pieces), [], None, [], Span(node.start, node.heading_end))
            return


def _bare(doc: Document, start: int, end: int) -> lists.Piece:
    return start, start + len(doc.text[start:end].rstrip(" 。；;\n"))


def _items(doc: Document, pieces: list[lists.Piece]) -> list[Manifestation]:
    return [Manifestation(None, doc.text[first:last], False, Span(first, last)) for first, last in pieces]
