"""The time of the whole campaign: 从9月至11月底，集中三个月时间开展专项整治."""

import re

from bihuan.plan_import.rules.dates import When
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Period, Span, Stage
from bihuan.plan_import.rules.topics import Topic

ENOUGH = 1.75  # two signs, less what a late place takes off
MOST = 400  # date phrases looked at; the time of the whole stands early
WHOLE = re.compile(
    r"(?:整治|“回头看”|活动|行动|工作|治理|检查|开展|实施|起止|整顿|排查)(?:的)?(?:时间|期限|时限|周期)(?:安排|范围)?[：:为。\n ]*(?:从|自)?$|(?<![\u3400-\u9fff])时间(?:安排|范围|跨度)?[：:。\n ]+$|为期[^（(，。]{1,6}[（(]$|[一二三两]年[^（(，。]{0,8}[（(]$|(?:用|历时)[一二三四五六七八九十两\d]{1,2}个?月(?:左右)?的?时间[（(]$"
)
STEP = re.compile(r"[，, ]?为[^，。；]{0,14}(?:阶段|期(?!限))|[）)]")
DECIDED, SINCE = re.compile("决定|下决心"), re.compile("决定|为期|用.{1,3}个?月")
SET, ACT = re.compile("(?:定于|决定[于在])$"), re.compile(r"[^，。；]{0,12}(?:开展|进行|集中|组织)")
COVERED = re.compile("期间(?:在|的|签订|发生|立项|承担|实施)")  # …期间在研的项目: what is looked at
OPENING = re.compile(r"[ \n]*(?:.{2,10}。)?(?:从|自|今年|于)*")
WHOLE_ACT = re.compile(
    r"(?:开展|进行|实施|集中|组织|推进)[^，。]{0,40}(?:专项|集中|整治|治理|行动|活动|攻坚|整顿)|(?:整治|治理|行动|活动|整顿|攻坚|工作|清理|检查)(?:工作)?(?:时间)?[，,]?(?:从|自|于|拟|将|计划)|分(?:为|成)?(?:以下)?[一二三四五六七\d]个?(?:阶段|步|环节|段走)|为期"
)


def read_period(doc: Document, stages: list[Stage]) -> Period | None:
    best = max(
        (_rated(doc, when, stages) for when in doc.whens[:MOST] if when.kind in ("range", "since", "due") or _set_for(doc, when)),
        default=None,
        key=lambda pair: pair[0],
    )
    if best is None or best[0] < ENOUGH:
        return None
    when = best[1]
    if when.kind == "on":
        return Period(when.start or when.end, when.end or when.start, when.as_written, Span(when.at, when.until))
    return Period(when.start, when.end, when.as_written, Span(when.at, when.until))


def _set_for(doc: Document, when: When) -> bool:
    """集团公司定于2026年9月开展…: one month for the whole."""
    opened = SET.search(doc.text, max(0, when.at - 6), when.at)
    return when.kind == "on" and bool(opened) and bool(ACT.match(doc.text, when.until)) and not doc.node_at(when.at)


def _in_a_name(doc: Document, when: When) -> bool:
    """《…三年行动（2022—2024年）》: the years of another paper."""
    opened = doc.text.rfind("《", doc.sentence_start(when.at), when.at)
    return opened >= 0 and "》" not in doc.text[opened : when.at] and "》" in doc.text[when.until : when.until + 40]


def _of_a_stage(doc: Document, when: When, stages: list[Stage], before: str, whole: bool) -> bool:
    """In a stage, or in brackets behind a name; but （场党委决定，自3月至5月） tells the time of the whole."""
    if any(stage.source.start <= when.at < stage.source.end for stage in stages):
        return True
    return bool(STEP.match(doc.text, when.until)) and not whole and not re.search("（[^）]*决定[^）]*$", before)


def _rated(doc: Document, when: When, stages: list[Stage]) -> tuple[float, When]:
    """How much a phrase looks like the time of the whole; earlier wins where equal."""
    whole = WHOLE.search(doc.text, max(0, when.at - 16), when.at)
    start, end = doc.sentence_start(when.at), doc.sentence_end(when.until)
    before, around = doc.text[start : when.at], doc.text[start:end]
    if (
        when.kind == "due"
        or COVERED.match(doc.text, when.until)
        or _in_a_name(doc, when)
        or _of_a_stage(doc, when, stages, before, bool(whole))
    ):
        return 0, when
    score = {"range": 1.0, "on": 2.0}.get(when.kind, 0.0)
    if WHOLE_ACT.search(around):
        score += 1
    if whole:
        score += 1.5
    if DECIDED.search(before) if when.kind == "range" else SINCE.search(around):
        score += 0.6
    node = doc.node_at(when.at)
    if node is not None and OPENING.fullmatch(doc.text, start, when.at) and (when.kind == "range" or WHOLE_ACT.search(around)):
        score += 0.7
    if node is None or doc.within(node, Topic.STAGES, Topic.GOALS, Topic.GUIDING, Topic.SCOPE):
        score += 0.5
    return score - when.at / (len(doc.text) + 1) / 4, when
