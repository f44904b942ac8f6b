"""Stages: the dated parts of the campaign with what is to be done in each (M23-M27; domain.md J2, J3 rows 1-28)."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.categories.names import GLOSS
from bihuan.plan_import.rules.chinese import NUMERAL, sentences
from bihuan.plan_import.rules.dates import When
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Span, Stage
from bihuan.plan_import.rules.outline import Node
from bihuan.plan_import.rules.quoted_stages import read_quoted_stages
from bihuan.plan_import.rules.topics import Topic
from bihuan.plan_import.rules.turns import FEWEST, dated_lines, in_turn

NAMES = re.compile(
    "动员|部署|启动|宣传|发动|学习|教育|自查|自纠|查摆|对照|检查|征求意见|集中|整治|整改|攻坚|督[导查]|抽查|暗访|评议|验收|落实|深化|建章立制|总结|巩固|提升|提高|回头看|长效|准备|摸底|排查|摸排|评估|考核|推进|治理|实施|剖析|清单|销号|取得实效|形成报告|试点|推广"
)
PREFIX = re.compile(rf"^第 ?(?:[{NUMERAL}]+|\d+) ?(?:个?阶段|步骤|步|期|环节)[ ：:、，,—-]*(?:为|是)?")
OWN_WORDS = re.compile(
    r"^[ \n]*(?:[（(【]|(?:时间|日期|时限|实施时间|起止时间|工作时间|完成时间|时间安排)(?:为|是|：|:)? ?|从|自|于|在|拟|计划){0,3} ?(?:(?<=[：:])[\u3400-\u9fff]{2,10}(?=[（(]))?[（(]?$"
)
AS_STAGE = re.compile(r"[，, ]?(?:是|为|作为|属于?)(?P<name>[“]?[\u3400-\u9fff、”“]{2,20}?(?:阶段|环节|时期|期(?!间|限)|时间))")
ITEM_NAME = re.compile(r"(?:搞好|抓好|做好)?(?P<name>[\u3400-\u9fff、“”]{2,20}?)(?:阶段)?(?=[（(，,：:。；])")
BEHIND_DATE = re.compile(r"(?:[：:，,—]| ){1,2}(?P<name>[\u3400-\u9fff、“”]{2,20}?)(?:阶段)?(?=[。；，,（(\n]|$)")
DURATION = re.compile(rf"[（(](?:共|约|为期|用时)?((?:\d{{1,3}}|[{NUMERAL}]{{1,3}}) ?个?(?:半?月|周|天|年|工作日)(?:左右)?)[）)]")
ONLY_A_YEAR = re.compile(r"[\d*＊×xX□○]{1,4} ?年|今年|明年")
WHEN_TOLD = re.compile(r"(?<=..)[（(][^（）()]{2,16}(?:学期|假期?|期间|季度?|节|学年)[）)]$")  # 长效（暑假至秋季学期）
TRIM = " ：:，,。（(）)、"
STEP = re.compile(rf"第 ?(?:[{NUMERAL}]|\d) ?(?:个?阶段|步|环节)")


def read_stages(doc: Document) -> list[Stage]:
    tabled = list(_in_tables(doc))
    if len(tabled) >= 2:
        return tabled
    found = _by_section(doc) or _by_name(doc) or _by_dates(doc)
    return [_stage(doc, node) for node in found] if found else _in_lines(doc) or read_quoted_stages(doc)


def _in_lines(doc: Document) -> list[Stage]:
    """Told in sentences; where some of them open with a name and a date in turn, those that do so between them are stages too."""
    told, dated = _in_text(doc), dated_lines(doc)
    if not told:
        return dated
    first, last = told[0].source.start, told[-1].source.end
    between = [stage for stage in dated if first < stage.source.end and stage.source.start < last]
    return between if len(between) > len(told) else told


def _by_section(doc: Document) -> list[Node]:
    """The children of 方法步骤, 时间安排 and the like."""
    for section in doc.nodes:
        if doc.topics[section] is Topic.STAGES and not _is_stage(doc, section):
            children = _stage_children(doc, section)
            if children:
                return children
    return []


def _stage_children(doc: Document, section: Node) -> list[Node]:
    """The siblings below a section most of which are dated; where none are, its children if they are named like stages."""
    groups = [node.children for node in section.branch() if len(node.children) >= 2]
    dated = [(sum(_is_stage(doc, child) for child in group), group) for group in groups]
    best = max((pair for pair in dated if pair[0] >= 2 and 2 * pair[0] >= len(pair[1])), default=None, key=lambda pair: pair[0])
    if best is not None:
        return best[1]
    children = section.children
    likely = sum(bool(NAMES.search(child.heading)) for child in children)
    plain = not any(doc.topics[child] in (Topic.STAGES, Topic.ORGANISATION) and child.children for child in children)
    return children if len(children) >= 2 and 2 * likely > len(children) and plain else []


def _by_dates(doc: Document) -> list[Node]:
    """Siblings of any names, each with dates of its own that follow those of the one before it."""
    for siblings in [doc.outline.top, *(node.children for node in doc.nodes)]:
        if len(siblings) >= FEWEST and in_turn([_head_when(doc, node) for node in siblings]):
            return siblings
    return []


def _by_name(doc: Document) -> list[Node]:
    """Siblings anywhere whose headings say 阶段 and most of which are dated."""
    groups: dict[Node | None, list[Node]] = {}
    for node in doc.nodes:
        if _is_stage(doc, node):
            groups.setdefault(node.parent, []).append(node)
    best = [group for group in groups.values() if len(group) >= 2]
    return _with_those_between(doc, max(best, key=len)) if best else []


def _with_those_between(doc: Document, stages: list[Node]) -> list[Node]:
    """A dated sibling among stages is one of them, whatever its name; so is one before or behind them that is in turn with them."""
    first, last = stages[0], stages[-1]
    siblings = first.parent.children if first.parent else doc.outline.top
    dated = [node for node in siblings if node in stages or (len(node.heading) <= 40 and _head_when(doc, node) is not None)]
    if in_turn([_head_when(doc, node) for node in dated]):
        return dated
    return [
        node
        for node in siblings
        if node in stages or (first.start < node.start < last.start and len(node.heading) <= 40 and _head_when(doc, node) is not None)
    ]


def _in_tables(doc: Document) -> Iterator[Stage]:
    """Rows of a table with a column of stages and one of dates."""
    for table in doc.tables:
        for row in table.rows:
            cells = {cell.kind: cell for cell in row}
            if "stage" in cells and "deadline" in cells:
                name, dated = cells["stage"], cells["deadline"]
                when = next(doc.whens_in(dated.start, dated.end), None)
                tasks = [doc.text[cells["item"].start : cells["item"].end]] if "item" in cells else []
                written = doc.text[dated.start : dated.end]
                span = Span(min(name.start, dated.start), max(name.end, dated.end))
                yield Stage(doc.text[name.start : name.end], when.start if when else None, when.end if when else None, written, tasks, span)


def _in_text(doc: Document) -> list[Stage]:
    """3月1日至15日为动员阶段； 一是动员部署（3月）； 3月：动员部署； 第一阶段（3月），动员部署； told in sentences."""
    told = [stage for when in doc.whens if (stage := _as_stage(doc, when))]
    if len(told) >= 2:
        return told
    for section in doc.about(Topic.STAGES):
        listed = list(_listed(doc, section)) or list(_dated_first(doc, section))
        if len(listed) >= 2:
            return listed
    steps = list(STEP.finditer(doc.text))
    told_by_step = [_step(doc, step, steps[i + 1].start() if i + 1 < len(steps) else None) for i, step in enumerate(steps)]
    pairs = [pair for pair in told_by_step if pair is not None]
    if in_turn([when for _stage, when in pairs]):  # whatever their names
        return [stage for stage, _when in pairs]
    found = [stage for stage, _when in pairs if NAMES.search(stage.name)]
    return found if len(found) >= 2 else []


def _listed(doc: Document, section: Node) -> Iterator[Stage]:
    """一是动员部署阶段（3月），…；二是…"""
    if section.children:
        return
    for start, end in lists.run_in(doc.text, section.body_start, section.end):
        named = ITEM_NAME.match(doc.text, start, end)
        when = next(doc.whens_in(start, min(end, start + 60)), None)
        if named and NAMES.search(named["name"]) and (when or "阶段" in named[0]):
            span = Span(start, max(named.end(), when.until if when else 0))
            start_on, end_on, written = (when.start, when.end, when.as_written) if when else (None, None, None)
            yield Stage(named["name"], start_on, end_on, written, [], span)


def _dated_first(doc: Document, section: Node) -> Iterator[Stage]:
    """Lines 3月1日至15日：动员部署。"""
    for when in doc.whens_in(section.body_start, section.end):
        named = BEHIND_DATE.match(doc.text, when.until)
        if named and when.kind in ("range", "on") and doc.text[when.at - 1 : when.at] in ("\n", "。", "；") and NAMES.search(named["name"]):
            yield Stage(named["name"], when.start, when.end, when.as_written, [], Span(when.at, named.end()))


def _as_stage(doc: Document, when: When) -> Stage | None:
    named = AS_STAGE.match(doc.text, when.until)
    if named is None or when.kind not in ("range", "on", "since", "due"):
        return None
    end = doc.text.find("\n", named.end())
    end = len(doc.text) if end < 0 else end
    tasks = [doc.text[first:last].rstrip("。；;") for first, last in sentences(doc.text, min(named.end() + 1, end), end)]
    return Stage(named["name"].strip("“”"), when.start, when.end, when.as_written, tasks, Span(when.at, named.end()))


def _step(doc: Document, step: re.Match[str], following: int | None) -> tuple[Stage, When | None] | None:
    """The words between 第一阶段 and its date are its name, or those behind the date."""
    end = min(following or len(doc.text), doc.sentence_end(step.end()), step.end() + 80)
    when = next(doc.whens_in(step.start(), end), None)
    before = doc.text[step.end() : when.at if when else end].strip(" ：:（(，,、为是。；;“”")
    after = doc.text[when.until : end].strip(" ）)：:，,、为是。；;“”") if when else ""
    name = re.split(r"[，。；：:（(]", before)[0] or re.split(r"[，。；：:（(]", after)[0]
    if not 2 <= len(name) <= 24:
        return None
    span = Span(step.start(), end)
    return Stage(name, when.start if when else None, when.end if when else None, when.as_written if when else None, [], span), when


def _is_stage(doc: Document, node: Node) -> bool:
    if len(node.heading) > 40:
        return False
    named = node.style == "phase" or bool(re.search(r"阶段$|^第.{1,3}(?:阶段|步)", node.heading))
    when = _head_when(doc, node)
    return named or (when is not None and bool(NAMES.search(node.heading)) and not ONLY_A_YEAR.fullmatch(when.as_written))


def _head_when(doc: Document, node: Node) -> When | None:
    """The date that belongs to the heading: in it, in brackets behind it, or at the very start of the body."""
    line = doc.text.find("\n", node.heading_end, node.body_end)
    line = node.body_end if line < 0 else line
    for when in [
        *doc.whens_in(node.start, min(line, node.heading_end + 80)),
        *doc.rhythms_in(node.start, min(line, node.heading_end + 60)),
    ]:
        between = doc.text[node.heading_end : when.at] if when.at >= node.heading_end else ""
        if when.kind in ("range", "on", "due", "since", "relative", "whole") and _belongs(between):
            return when
    return _labelled_when(doc, node, line)


def _belongs(between: str) -> bool:
    return bool(OWN_WORDS.match(re.sub(r"^[。：:，,；; \n—]+", "", between)))


def _labelled_when(doc: Document, node: Node, line: int) -> When | None:
    """A line 时间：… right under the heading."""
    if line >= node.body_end:
        return None
    following = doc.text.find("\n", line + 1, node.body_end)
    following = node.body_end if following < 0 else following
    for when in doc.whens_in(line, min(following, line + 60)):
        return when if _belongs(doc.text[line : when.at]) else None
    return None


def _stage(doc: Document, node: Node) -> Stage:
    when = _head_when(doc, node)
    if when is None:
        lasts = DURATION.match(doc.text, node.heading_end)
        return Stage(_name(doc, node), None, None, lasts[1] if lasts else None, _tasks(doc, node), Span(node.start, node.heading_end))
    end = max(node.heading_end, when.until)
    return Stage(_name(doc, node), when.start, when.end, when.as_written, _tasks(doc, node), Span(node.start, end))


def _name(doc: Document, node: Node) -> str:
    """The heading without 第一阶段 and without a date that stands in it."""
    heading = node.heading
    when = next(doc.whens_in(node.heading_start, node.heading_end), None)
    if when is not None and len(heading) == node.heading_end - node.heading_start:
        at, until = when.at - node.heading_start, when.until - node.heading_start
        heading = heading[:at].strip(TRIM) or heading[until:].strip(TRIM) or heading
    name = PREFIX.sub("", heading)
    name = WHEN_TOLD.sub("", GLOSS.sub("", name)).strip(TRIM)
    return name or node.heading or node.number


def _tasks(doc: Document, node: Node) -> list[str]:
    if node.children:
        return [child.heading for child in node.children]
    when = _head_when(doc, node)
    start = max(node.body_start, when.until + 1 if when else 0)
    pieces = lists.run_in(doc.text, start, node.body_end) or list(sentences(doc.text, start, node.body_end))
    found = [doc.text[first:last].strip(TRIM).rstrip("；;") for first, last in pieces]
    return [text for text in found if len(text) > 4 and not re.fullmatch(r"[（(]?[^，。]{0,24}[）)]", text)]
