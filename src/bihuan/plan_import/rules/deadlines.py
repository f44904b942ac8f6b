"""Deadlines: dates by which something is due, labels 完成时限：…, recurring and relative limits (domain.md J3, J4)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bihuan.plan_import.rules.dates import When
from bihuan.plan_import.rules.dates.rhythms import standing
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import Deadline, Period, Span, Stage
from bihuan.plan_import.rules.tables import subject_of
from bihuan.plan_import.rules.units.reading import item_at

LABEL = re.compile(
    r"(?:(?:完成|整改|办结|办理|解决|销号|整治|推进|(?<!客服)(?<!服务)(?<!人工)工作|落实|目标|反馈|报送)(?:的)?(?:时限|期限|时间)|时间(?:要求|节点|期限)|(?<![\u3400-\u9fff])(?:时限|期限))(?:要求)? ?[：:] ?"
)
EACH = re.compile("每个?(?:周|旬|半个?月|月|季度?|半年|年|两周|双月)")
HOW_OFTEN = re.compile(r"[^，。；：、（(\n]{0,14}?[一两二三四\d]{1,2}(?:次|批|期)")
"""每月召开一次例会，每月通报一批: two that are not the same."""
EACH_DAY = re.compile("每[日天]")
TOLD = re.compile(r"[^，。；、\n]{0,10}(?:报|调度|汇总|公[布示开]|上传|研判|碰头|督[导查])")
EACH_OF = re.compile("每|逢")
SENT = re.compile("(?:报送?|提交|上报|形成|撰写|填写)(?:一[份次])?[上本当]?$")
PAPER = re.compile("(?:小结|总结|报表|报告)$")  # 报送季度小结: what is sent, its rhythm stands elsewhere
APPOSED = re.compile(r"(?P<cycle>[日周旬月季])(?:报告?|小结|汇总)制度?，[^。；\n]{2,30}每个?(?P=cycle)")  # 月报告制度，各单位于每月28日前…
DONE = re.compile(r"[^，。；\n]{0,8}(?:完成|进行|召开|公布|提交|报送|办结)了")  # 7月15日前各科完成了自评: of a time gone by
ASIDE = re.compile(r"[（(][^（）()\n。；]{2,40}[，,；] ?(?P<when>立行立改|长期坚持|持续推进|贯穿全过程)[）)]")
"""（局信息中心，长期坚持）: behind a task and who does it, when."""
OF_TIME = re.compile(r"[\d年月日周旬季时期前内底末每常长全始终即×*Xx]|立改|持续|进行中|当[天场]")
"""A cell without any word of time fell into the column by mistake: its row was set in another order."""
SEASON = re.compile(r" ?[\u3400-\u9fff]{2,4}前")  # 2025年春运前
OFFICE_HOURS = re.compile(r"(?:工作日|周[一二三四五六日]至|每天|全天|上午|早)?.{0,6}\d{1,2}[：:]\d\d")


def read_deadlines(doc: Document, stages: list[Stage], period: Period | None) -> list[Deadline]:
    found = [*_tabled(doc), *_labelled(doc)]
    spans = [stage.source for stage in stages] + [deadline.source for deadline in found] + ([period.source] if period else [])
    taken = bytearray(len(doc.text))
    for span in spans:
        taken[span.start : span.end] = b"1" * (span.end - span.start)
    for when in _loose(doc):
        if not any(taken[when.at : when.until]):
            found.append(_deadline(doc, when))
            taken[when.at : when.until] = b"1" * (when.until - when.at)
    return sorted(found, key=lambda deadline: deadline.source.start)


def _loose(doc: Document) -> Iterator[When]:
    """Phrases that set a limit by themselves, the longest first where two overlap."""
    limits = [when for when in doc.whens if when.kind == "due" and not DONE.match(doc.text, when.until)]
    rhythms = [when for when in doc.rhythms if when.kind in ("recurring", "relative", "whole") and _sets_a_limit(doc, when)]
    yield from sorted([*rhythms, *limits], key=lambda when: when.at - when.until)


def _sets_a_limit(doc: Document, when: When) -> bool:
    if when.kind == "relative":
        return bool(re.search(r"(?:内|前|当[日天晚周月]|次日|第一时间)$|[前后] ?\S{1,5}[日天]$", when.as_written))
    if EACH_DAY.fullmatch(when.as_written):
        return bool(TOLD.match(doc.text, when.until))
    if when.kind == "recurring" and not EACH_OF.match(when.as_written):
        sent = SENT.search(doc.text, max(0, when.at - 8), when.at)
        return not (sent and PAPER.search(when.as_written)) and not APPOSED.match(doc.text, when.at)
    return when.kind == "recurring" or doc.text[when.at : when.until].startswith("贯穿")


def _tabled(doc: Document) -> Iterator[Deadline]:
    """The cells of a column of deadlines."""
    for table in doc.tables:
        for row in table.rows:
            if any(cell.kind == "stage" for cell in row):
                continue
            item = subject_of(doc.text, row)
            for cell in row:
                if cell.kind == "deadline" and OF_TIME.search(doc.text, cell.start, cell.end):
                    yield replace(_from_value(doc, cell.start, cell.end), item=item)


def _labelled(doc: Document) -> Iterator[Deadline]:
    for label in LABEL.finditer(doc.text):
        end = _value_end(doc.text, label.end())
        if end > label.end() and not OFFICE_HOURS.match(doc.text, label.end(), end):
            yield _from_value(doc, label.end(), end)
    for aside in ASIDE.finditer(doc.text):
        yield _from_value(doc, *aside.span("when"))


def _value_end(text: str, start: int) -> int:
    end = re.compile(r"[。\n；;）)】]|(?:责任|牵头|配合|整改|整治)(?:单位|部门|领导|人|措施)|\d[.、．][\u3400-\u9fff]").search(
        text, start, min(len(text), start + 80)
    )
    stop = end.start() if end else min(len(text), start + 80)
    return start + len(text[start:stop].rstrip(" ，,、"))


def _from_value(doc: Document, start: int, end: int) -> Deadline:
    """The value of a label, with its date where it has one."""
    often = next((when for when in doc.rhythms_in(start, end) if when.kind == "recurring"), None)
    dated = next(doc.whens_in(start, end), None)
    if dated is not None and SEASON.match(doc.text, dated.until) and re.fullmatch(r"\d{4}", dated.end or ""):
        dated = None
    if dated is not None and not (often is not None and often.at <= dated.at and dated.until <= often.until):
        begin = dated.start if dated.kind in ("range", "since") else None
        return Deadline(doc.text[start:end], begin, dated.end, None, item_at(doc, start), Span(start, end))
    rhythm = often or standing(doc.text[start:end])
    recurring = rhythm.recurring if rhythm else None
    return Deadline(doc.text[start:end], None, None, recurring, item_at(doc, start), Span(start, end))


def _deadline(doc: Document, when: When) -> Deadline:
    start = when.start if when.kind == "range" else None
    often = HOW_OFTEN.match(doc.text, when.until) if when.recurring and EACH.fullmatch(when.as_written) else None
    until = often.end() if often else when.until
    return Deadline(
        when.as_written + (often[0] if often else ""), start, when.end, when.recurring, item_at(doc, when.at), Span(when.at, until)
    )
