"""Ladders: who gets which measure for what; a plan may hold several (M129-M136; mechanisms A08, A09)."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import LadderStep, Span

TERMS = (
    "批评教育|诫勉(?:谈话)?|戒勉|谈话提醒|提醒谈话|提醒|约谈|通报批评|通报|书面检查|检查|检讨|公开道歉|停职|免职|撤职|降职|降级|开除|辞退|解聘|调离|调整岗位|转岗|责令|组织处理|组织调整|纪律处分|政务处分|党纪|处分|处理|问责"
    "|追究|追责|移送|移交|效能监察建议书|警告|记过|严肃教育|警示谈话|警示教育|培训|学习|回访|取消|扣[发减除]|一票否决|评优|考核|待岗|黄牌|红牌|立行立改|限期整改|整改|关停|查封|罚款|处罚|吊销|曝光|约见|教育引导|教育|常提醒|举一反三"
)
TERM = re.compile(TERMS)
GRAVE = re.compile(r"批评|诫勉|戒勉|约谈|通报|检查|停职|免职|组织处理|处分|问责|追究|追责|警告|辞退|解聘|调整岗位|黄牌|红牌")
FOR = re.compile(r"^(?:而|同时|此外|其中|要)?[，,]?对(?:于|那些|于那些|在|专项整治|整治|督查|检查)?(?P<trigger>[^；。]{2,90}?(?:的(?:干部|人员|单位|个人|问题|[^，；。]{0,8}式?[”]?干部)?|问题|情况|行为|情形|[”]?干部|人员))[，,](?P<rest>.+)$", re.DOTALL)
FOR_BARE = re.compile(r"^(?:而)?对(?:于|那些)?(?P<trigger>[^；。，]{2,40}?的)(?P<rest>(?:应|要|予以|给予|由|依|按|及时|责令|从严|严肃)[^；。]+)$")
GRADED = re.compile(r"^(?P<trigger>(?:(?:对|如|凡|若)?(?:情节|性质|问题|影响|后果|造成|拒不|屡[教查]|构成|涉嫌|经[^，]{2,16}(?:仍|后)|首次|第[一二三]次|一次|两次|三次|轻微|一般|较轻|较重|严重|特别严重|整改不|工作不)[^；。]{0,50}?的))[，,]?(?P<rest>.+)$", re.DOTALL)


def read_ladder(doc: Document) -> list[LadderStep]:
    steps: list[LadderStep] = []
    number = 0
    for group in _groups(doc):
        number += 1
        for step, (start, end, match) in enumerate(group, start=1):
            rest = start + match.start("rest")
            steps.append(LadderStep(number, step, _trigger(match), _measures(doc.text, rest, end), Span(start, end)))
    return steps


def _groups(doc: Document) -> Iterator[list[tuple[int, int, re.Match[str]]]]:
    """Neighbouring clauses of one paragraph that each name a case and what follows from it."""
    at = 0
    for line in doc.text.split("\n"):
        if len(GRAVE.findall(line)) >= 2:
            yield from _in_paragraph(doc.text, at, at + len(line))
        at += len(line) + 1


def _in_paragraph(text: str, start: int, end: int) -> Iterator[list[tuple[int, int, re.Match[str]]]]:
    group: list[tuple[int, int, re.Match[str]]] = []
    gap = 0
    for first, last in lists.clauses(text, start, end):
        match = _case(text[first:last]) if last - first <= 420 else None
        if match is not None and TERM.search(match["rest"]):
            group.append((first, last, match))
            gap = 0
        elif group:
            gap += 1
            if gap > 1:
                yield from _worthy(group)
                group, gap = [], 0
    yield from _worthy(group)


def _case(clause: str) -> re.Match[str] | None:
    return FOR.match(clause) or FOR_BARE.match(clause) or GRADED.match(clause)


def _worthy(group: list[tuple[int, int, re.Match[str]]]) -> Iterator[list[tuple[int, int, re.Match[str]]]]:
    grave = sum(bool(GRAVE.search(match["rest"])) for _first, _last, match in group)
    if len(group) >= 2 and grave:
        yield group


def _trigger(match: re.Match[str]) -> str:
    return match["trigger"].strip("，, ")


def _measures(text: str, start: int, end: int) -> list[str]:
    pieces = [text[first:last] for first, last in lists.by_comma(text, start, end)]
    split = [part for piece in pieces for part in re.split(r"(?<=.{2})(?:和|或者|或|及|并)(?=.{2})", piece)]
    named = [part.strip() for part in split if TERM.search(part)]
    cleaned = [re.sub(r"^(?:应当?|要|并|可|分别|视情|给予|予以|进行|采取|及时|必要时|由|从严作出|依规依纪|及时进行|要及时进行|要从严作出|应给予|应根据不同情形|应对号入座|对号入座)+", "", part) for part in named]
    return [part for part in cleaned if part] or ([text[start:end]] if end > start else [])
