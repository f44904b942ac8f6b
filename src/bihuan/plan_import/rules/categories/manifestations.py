"""The manifestations of one category: numbered ones, run-in lists, or a list by commas."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.categories.members import AGAINST, FRAMED, WRONG, alike, each_told, shares, told_apart
from bihuan.plan_import.rules.chinese import split_outside
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Manifestation, Span
from bihuan.plan_import.rules.outline import Node
from bihuan.plan_import.rules.units import unit_names

STRICT = re.compile(r"严查|集中整治|严肃查处|从严查处|严厉打击|严肃整治")
VERBS = "预防和治理|整治|解决|查处|纠正|治理|排查|检查|查摆|清理|查看|纠治|打击|整改|查"
HOW = "[着著]重|大力|重点|集中|[着著]力|坚决|深入|严肃|严厉|主要|全面|切实|持续|突出|继续|从严|专项|认真|依法"
LEAD = re.compile(
    rf"(?:(?:主要|突出|具体|集中)*(?:表现|体现|反映|问题|包括|内容)(?:形式)?(?:为|在|是|有|于|包括)*[：:，]"
    rf"|(?:主要|具体|集中|突出)*(?:表现|体现)(?:为|在|是|于)|(?:主要|重点)(?:是|有|为|包括|指)[：:，]?|包括(?!括)[：:，]?|(?:{HOW})*(?:{VERBS})(?:以下|下列)?[^，。；：\n]{{0,12}}[：:]"
    rf"|(?:{HOW})+(?:{VERBS})(?:了)?|(?:整治|解决|纠正|纠治|查处|治理)(?=[\u3400-\u9fff“]))(?:是否(?:存在|有)?)?(?:工作中|在[^，。；、]{{1,10}}中)?|是否(?:存在|有)"
)
PREFACE = re.compile(
    rf"(?:坚持|按照|以(?!权)|围绕|结合|根据|通过|针对|聚焦|对照|紧盯)[^。；\n]{{2,80}}，(?=(?:{HOW})+(?:预防和)?(?:{VERBS})(?!了?任务))"
)
ETC = re.compile(r"等(?![候待级])(?:[\u3400-\u9fff]{0,10}?(?:问题|行为|现象|情况|情形|表现|隐患|题|方面|做法))?$|的?(?:突出)?问题$")
PLACES = re.compile(r"[^，；。]{2,40}?等(?:重点)?(?:场所|单位|部位|区域|领域|环节|行业|地方)(?=[\u3400-\u9fff]{4})")
MEASURE_TEXT = re.compile(
    r"(?:整治|整改|工作|具体|治理)?(?:措施|要求|目标|标准)[：:]|(?:完成|整改)?(?:时限|期限)[：:]|(?:责任|牵头|配合|主办|协办|落实|承办)(?:单位|部门|科室|股室|处室|领导|人)[：: ]|\n附件?\d{0,2}\n"
)
ROLES = re.compile(r"[（(【][^（）()【】\n]{2,100}(?:牵头|配合|负责|主办|协办|落实)(?:[，；][^（）()\n]{0,60})?[）)】](?=[。\n]|$)")
OWNED = re.compile(
    r"(?<=[。；\n])(?:本|该|此|上述|以上|前款)[^，。；由\n]{1,8}由[^。；\n]{2,60}?(?:牵头|负责|组织实施|承担|落实)[^。\n]*"
)  # 该领域由甲处牵头，…
APPENDED = re.compile(r"[（(]?(?:详?见)?附件?[一二三四\d]{0,2}[）)]?")
TASK = re.compile(
    r"要(?=坚持|结合|认真|按照|充分|切实|深入|严格|把|将|通过|以)|(?:要)?(?:进一步)?(?:加强|强化|完善|建立|健全|推动|督促|加大|确保|做到|实现|提高|提升|开展|各[^，]{1,12}要|对[^，]{2,30}(?:进行|实行|开展)|由[^，]{2,20}(?:牵头|负责)|20\d\d年|\d+月)"
)
DOING = re.compile(
    r"(?:清[理运除]|疏通|拆除|杜绝|整修|修缮)(?!.*(?:[不未缓拖滞]|走过场|流于))[\u3400-\u9fff、]{4,}"
)  # 清理房前屋后乱堆的柴草 is work to do
SHOWN = re.compile(r"(?:主要|具体|突出|存在|问题)*的?(?:表现|问题|情形|内容|重点)(?:形式)?")
DONE = re.compile(
    r"(?:整治|整改|治理|工作|主要|具体|落实|完成|责任|牵头|配合)*(?:措施|目标|要求|标准|时限|期限|单位|部门|领导|人|方法|办法|方式)(?:及.{2,6})?"
)
DONE_BELOW = re.compile(r"(?:措施|要求)[：:]\s*$")
LAST_BRACKET = re.compile(r"[（(]([^（）()\n]{2,120})[）)][。；\s]*$")
WRAP = re.compile(r"(?<=[\u3400-\u9fff，、]) (?=[\u3400-\u9fff“])")
UNFINISHED = re.compile(r"(?<=[\u3400-\u9fff，、])\n(?=[\u3400-\u9fff“])")
GOES_ON = re.compile(
    r"导致|造成|致使|使|但|而|且|并|从中|影响|甚至|以致|从而|也|就|还|又|仍|对|在(?![岗位编])|把|将|为|以(?!次|权|罚|偏|假)|给|特别|尤其|引[发起]|损害|谋取|确保|要|如|按|根据|依|凡|各|由|与|会同|重点|切实|严[格肃厉]|全面|进一步|推动|实现"
)
SHORTEST = 5.6
SHORT = 6.4  # characters on average up to which parts of a comma list are split at 、 as well


def read_manifestations(doc: Document, node: Node) -> list[Manifestation]:
    children = [child for child in node.children if not child.label]
    told = [child for child in node.children if SHOWN.fullmatch(child.heading)]
    if told and len(told) < len(node.children) and any(DONE.fullmatch(child.heading) for child in node.children):
        return [item for child in told for item in read_manifestations(doc, child)]
    if DONE_BELOW.search(doc.text, node.heading_end, node.body_end):
        return in_text(doc.text, node.body_start, own_end(doc, node))
    if children and all(DONE.fullmatch(child.heading) for child in children):
        return []
    if children:
        first = in_text(doc.text, node.body_start, node.body_end) if children[0].n > 2 and _lists(doc, node) else []  # 主要表现为：8.…；9.…
        return [*first, *(item for child in children for item in numbered(doc, child))]
    if node.children:
        return []
    return in_text(doc.text, node.body_start, own_end(doc, node))


def _lists(doc: Document, node: Node) -> bool:
    return len(lists.run_in(doc.text, node.body_start, node.body_end)) >= 2


def numbered(doc: Document, child: Node) -> Iterator[Manifestation]:
    """A numbered item; further lines under it are items whose number was lost."""
    end = child.heading_end if child.children else own_end(doc, child)
    number: str | None = child.number
    for start, stop in split_outside(doc.text[child.heading_start : end], "\n"):
        quote = doc.quote(child.heading_start + start, child.heading_start + stop)
        yield Manifestation(number or None, quote.text.rstrip("。；;"), bool(STRICT.search(quote.text)), quote.source)
        number = None


def own_end(doc: Document, node: Node) -> int:
    """The end of an item's own words: before its units, deadlines and measures."""
    inside = doc.text, node.heading_end, node.body_end
    roles = ROLES.search(*inside) or OWNED.search(*inside) or _units_behind(*inside)
    label = MEASURE_TEXT.search(doc.text, node.heading_start, roles.start() if roles else node.body_end)
    if label is None:
        return roles.start() if roles else node.body_end
    bracket = max(doc.text.rfind(mark, node.heading_start, label.start()) for mark in "（(【")
    return bracket if bracket >= 0 and label.start() - bracket <= 2 else label.start()


def _units_behind(text: str, start: int, end: int) -> re.Match[str] | None:
    """A bracket that closes the item and holds nothing but units: （县教育局、县公安局）."""
    found = LAST_BRACKET.search(text, start, end)
    if found is None:
        return None
    pieces = [piece for piece in re.split("[、，,；;]", found[1]) if piece.strip()]
    return found if pieces and len(list(unit_names(text, found.start(1), found.end(1), strict=True))) == len(pieces) else None


def in_text(text: str, start: int, end: int) -> list[Manifestation]:
    """Manifestations told in running text: items of a list, parts of a sentence, or sentences."""
    label = MEASURE_TEXT.search(text, start, end)
    end = label.start() if label and label.start() > start else end
    if UNFINISHED.search(text, start, end) and re.search("[。；]", text[start:end]):
        text = text[:start] + UNFINISHED.sub(" ", text[start:end]) + text[end:]
    pieces = lists.run_in(text, start, end)
    if not pieces:
        told = lists.clauses(text, start, end)
        pieces = [piece for sentence in told for piece in _of_sentence(text, *sentence, alone=len(told) == 1)]
    return [item for piece in pieces if (item := _item(text, *piece))]


def _item(text: str, start: int, end: int) -> Manifestation | None:
    start, end = _bare(text, start, end)
    words = WRAP.sub("", text[start:end])
    if (
        len(words) < 2
        or APPENDED.fullmatch(words)
        or (TASK.match(words) and not WRONG.search(words))
        or DOING.fullmatch(words)
        or not re.search("[\u3400-\u9fff]", words)
    ):
        return None
    return Manifestation(None, words, bool(STRICT.search(words)), Span(start, end))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the verb that opens a list and the 等问题 that closes it."""
    preface = PREFACE.match(text, start, end)
    start = preface.end() if preface else start
    lead = LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    tail = ETC.search(text[start:end])
    return start, start + tail.start() if tail and tail.start() >= 2 else end


def _of_sentence(text: str, start: int, end: int, *, alone: bool) -> list[tuple[int, int]]:
    """The parts of one sentence where it lists several, else the sentence itself."""
    first, last = _bare(text, start, end)
    opened, closed = first > start, last < end
    if not (opened or closed):
        return _parallel(text, start, end) if alone else [(start, end)]
    if not closed and not alone and text[end : end + 1] in ("；", ";"):
        return [(first, last)]
    if not closed and "、" not in text[first:last] and "，" not in text[first:last]:
        return [(start, end)]
    if (
        text[start - 1 : start] in ("；", ";") and not alone
    ):  # the last of a list parted by ；, behind it 等问题: its own commas part nothing
        return [(first, last)]
    places = PLACES.match(text, first, last)
    first = places.end() if places else first
    parts = [(first + a, first + b) for a, b in split_outside(text[first:last], "，,")]
    finer = lists.by_comma(text, first, last)
    mean = sum(b - a for a, b in finer) / max(1, len(finer))
    if len(parts) == 1:
        short = min((b - a for a, b in finer), default=0) >= 3
        return finer if short and (closed or (alone and (mean <= SHORT or alike(finer)))) else parts
    if mean <= SHORT:
        return [piece for part in parts for piece in ([part] if shares(text, *part) else lists.by_comma(text, *part))]
    if closed or _stand_alone(text, parts, shown=text[first - 1] in "：:是为"):
        return [piece for part in parts for piece in told_apart(text, *part)]
    return [(start, end)]


def _parallel(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence that is nothing but parallel clauses, each a problem by itself: its clauses; else the sentence."""
    finer = lists.by_comma(text, start, end)
    if len(finer) < 2:
        return [(start, end)]
    parts = [(start + a, start + b) for a, b in split_outside(text[start:end], "，,")]
    framed = any(FRAMED.match(text, *part) or AGAINST.fullmatch(text, *part) for part in parts)
    if not framed and (
        sum(b - a for a, b in finer) / len(finer) <= SHORTEST or (len(parts) == 1 and (alike(finer) or each_told(text, finer)))
    ):
        tried = [finer, parts]
    else:
        tried = [parts]
    told = next((pieces for pieces in tried if len(pieces) > 1 and _stand_alone(text, pieces)), [(start, end)])
    return [piece for part in told for piece in told_apart(text, *part)] if len(parts) > 1 else told


def _stand_alone(text: str, parts: list[tuple[int, int]], *, shown: bool = True) -> bool:
    """Clauses none of which goes on with the one before it."""
    lengths = [b - a for a, b in parts]
    bound = [GOES_ON.match(text, a, b) for a, b in parts]
    return (
        shown
        and min(lengths) >= 3
        and max(lengths) <= 26
        and not any(
            bind and not (bind[0] in "对由在与以" and (len(parts) > 2 or all(WRONG.search(text, *part) for part in parts)))
            for bind in bound
        )
    )
