"""Facts and answers laid into the parts of a campaign file."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from bihuan.campaigns.rules.campaign_file import (
    CampaignFile,
    Catalogue,
    Category,
    Channels,
    Group,
    Ladder,
    LadderMeasure,
    Manifestation,
    Organisation,
    Period,
    Reporting,
    Rung,
    Scope,
    Stage,
)
from bihuan.campaigns.rules.campaign_file.shape import FORMAT
from bihuan.campaigns.vocabulary import MeasureKind, Origin
from bihuan.foundation.kernel import BadInput, _
from bihuan.plan_import.rules.campaign.asking import Answers, Facts
from bihuan.plan_import.rules.campaign.days import range_of

_EDUCATION = ("提醒", "谈话", "教育", "书面检查", "责令检查", "检讨", "道歉", "诫勉", "戒勉", "约谈", "整改", "建议书", "培训", "学习")
_DISCIPLINE = ("处分", "警告", "记过", "降级", "撤职", "开除", "党纪", "政纪", "政务")
_OTHERS = ("其他", "其它")


def _cut(text: Any, longest: int) -> str:
    return str(text or "").strip()[:longest]


def _texts(facts: Facts, name: str, longest: int = 1000) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_cut(one["text"], longest) for one in facts.get(name, ()) if one.get("text")))


def _basis(facts: Facts) -> tuple[str, ...]:
    """Titles of the basis, each with the number that stands right behind it in the plan: 《……通知》（市消安〔2026〕31号）."""
    numbers = {one["source"]["start"]: one["text"] for one in facts.get("doc_numbers", ()) if one.get("source")}
    behind = {one["text"]: numbers.get(one["source"]["end"] + 1) for one in facts.get("basis", ()) if one.get("source")}
    titles = _texts(facts, "basis", 300)
    return tuple(_cut(f"{title}（{behind[title]}）" if behind.get(title) else title, 300) for title in titles)


def _day(answers: Answers, key: str, read: date | None) -> date | None:
    given = answers.get(key)
    if not given:
        return read
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise BadInput(_("“%(key)s”的回答“%(given)s”不是日期，请写成 2026-03-01 的样子。"), key=key, given=given) from None


def _year(answers: Answers) -> int | None:
    given = str(answers.get("year") or "")
    if not given:
        return None
    if not (given.isdigit() and 1950 <= int(given) <= 2200):
        raise BadInput(_("“year”的回答“%(given)s”不是年份，请写成 2026 的样子。"), given=given)
    return int(given)


def _stage(order: int, fact: Mapping[str, Any], answers: Answers) -> Stage:
    start, end = range_of(fact.get("start"), fact.get("end"), _year(answers))
    return Stage(
        name=_cut(fact["name"], 120), start=_day(answers, f"stages.{order}.start", start), end=_day(answers, f"stages.{order}.end", end),
        as_written=_cut(fact.get("as_written"), 200), tasks=tuple(_cut(task, 1000) for task in fact.get("tasks", ()) if task),
    )  # fmt: skip


def _period(facts: Facts, answers: Answers, stages: tuple[Stage, ...]) -> Period:
    fact = facts.get("period") or {}
    start, end = range_of(fact.get("start"), fact.get("end"), _year(answers))
    starts, ends = [one.start for one in stages if one.start], [one.end for one in stages if one.end]
    start, end = start or min(starts, default=None), end or max(ends, default=None)
    return Period(
        start=_day(answers, "period.start", start), end=_day(answers, "period.end", end), as_written=_cut(fact.get("as_written"), 200)
    )


def _manifestations(facts: Sequence[Mapping[str, Any]]) -> tuple[Manifestation, ...]:
    """Of a category; a number that stands twice in it (damaged numbering) is kept by the first."""
    told = [fact for fact in facts if fact.get("text")]
    numbers = [_cut(fact.get("number"), 16) for fact in told]
    return tuple(
        _manifestation(fact, number if number not in numbers[:at] else "")
        for at, (fact, number) in enumerate(zip(told, numbers, strict=True))
    )


def _manifestation(fact: Mapping[str, Any], number: str) -> Manifestation:
    text = _cut(fact["text"], 300)
    return Manifestation(
        number=number,
        text=text,
        strict_check=bool(fact.get("strict_check")),
        needs_text=text.startswith(_OTHERS),
        origin=Origin.SEED,
        origin_note=_("方案原文"),
    )


def _category(fact: Mapping[str, Any]) -> Category:
    units = fact.get("responsible_units", ())
    measures = fact.get("measures", ())
    return Category(
        name=_cut(fact["name"], 120), raise_=_cut(fact.get("raise"), 120), dimension=_cut(fact.get("dimension"), 60), origin=Origin.SEED,
        origin_note=_("方案原文"), responsible_units=tuple(_cut(one["name"] if isinstance(one, Mapping) else one, 120) for one in units),
        deadline=_cut(fact.get("deadline"), 200),
        measures=tuple(_cut(one["text"] if isinstance(one, Mapping) else one, 500) for one in measures),
        manifestations=_manifestations(fact.get("manifestations", ())),
    )  # fmt: skip


def measure_kind(name: str) -> MeasureKind:
    """Which of the three kinds a measure of a ladder is, by its words (A09, A42)."""
    if any(word in name for word in _DISCIPLINE):
        return MeasureKind.DISCIPLINARY
    return MeasureKind.EDUCATION if any(word in name for word in _EDUCATION) else MeasureKind.ORGANISATIONAL


def _rung(step: int, fact: Mapping[str, Any]) -> Rung:
    measures = tuple(LadderMeasure(name=_cut(name, 60), kind=measure_kind(name)) for name in fact.get("measures", ()) if name)
    return Rung(step=step, trigger=_cut(fact.get("trigger"), 300) or _("原文未写明"), measures=measures)


def _ladders(facts: Facts) -> tuple[Ladder, ...]:
    steps = sorted(facts.get("ladder", ()), key=lambda one: (one.get("ladder") or 1, one.get("step") or 1))
    groups = [list(rungs) for _number, rungs in groupby(steps, key=lambda one: one.get("ladder") or 1)]
    return tuple(
        Ladder(
            name=f"阶梯{order}" if len(groups) > 1 else "处理阶梯",
            default=order == 1,
            rungs=tuple(_rung(i, one) for i, one in enumerate(rungs[:20], 1)),
        )
        for order, rungs in enumerate(groups, start=1)
    )


def _group(fact: Mapping[str, Any]) -> Group:
    members = _cut(fact.get("members_as_written"), 200)
    return Group(name=_cut(fact["body"], 120), members=(members,) if members else ())


def _organisation(facts: Facts) -> Organisation:
    bodies = list(facts.get("organisation", ()))
    leading = next((one for one in bodies if one.get("role") == "leading_group"), None)
    office = next((one for one in bodies if one.get("role") in ("office", "task_force")), None)
    others = tuple(_group(one) for one in bodies if one is not leading and one is not office)
    return Organisation(leading_group=_group(leading) if leading else None, office=_group(office) if office else None, groups=others)


def _channels(facts: Facts) -> Channels:
    read = facts.get("channels") or {}
    sizes = {"phones": 60, "emails": 120, "urls": 300, "other": 200}
    cut: dict[str, Any] = {name: tuple(dict.fromkeys(_cut(one, size) for one in read.get(name, ()))) for name, size in sizes.items()}
    return Channels(**cut)


def _scope(facts: Facts) -> Scope:
    read = facts.get("scope") or {}
    return Scope(
        text=_cut(read.get("text"), 1000),
        units=tuple(_cut(one, 200) for one in read.get("units", ())),
        ranks=tuple(_cut(one, 100) for one in read.get("ranks", ())),
    )


def _reporting(facts: Facts) -> tuple[Reporting, ...]:
    return tuple(
        Reporting(
            what=_cut(one.get("what"), 300),
            to=_cut(one.get("to"), 200),
            rhythm=_cut(one.get("rhythm"), 60),
            deadline=_cut(one.get("deadline"), 120),
        )
        for one in facts.get("reporting", ())
        if one.get("what")
    )


def _decided_by(facts: Facts, answers: Answers) -> str:
    read = facts.get("decided_by")
    return _told(answers, "decided_by", 200) or _cut((read.get("text") if isinstance(read, Mapping) else read), 200)


_ISSUED = re.compile(r"^(?:.{0,30}?)?关于印发《(.+)》的通知$")
_A_PLAN = re.compile(r"(?:的)?(?:工作|实施|总体|具体)*方案$")


def campaign_name(title: str) -> str:
    """The campaign that a plan's title names: 关于印发《X工作方案》的通知 is about X, so that its reports are not called 方案周报."""
    inner = _ISSUED.match(title)
    name = _A_PLAN.sub("", inner[1] if inner else title).removeprefix("关于").strip()
    return name if len(name) >= 4 else title


def _told(answers: Answers, key: str, longest: int) -> str:
    """An answer in words. Refused: longer than its place holds."""
    given = str(answers.get(key) or "").strip()
    if len(given) > longest:
        raise BadInput(_("写了 %(count)d 个字，这里最多 %(most)d 个。请写短一些。"), count=len(given), most=longest)
    return given


def campaign_file_from(facts: Facts, answers: Answers) -> CampaignFile:
    """The campaign file of reviewed facts. Refused: no title, an answer that is not what was asked."""
    title = _told(answers, "title", 200) or _cut(campaign_name(str(facts.get("title") or "").strip()), 200)
    if not title:
        raise BadInput(_("请先给这次专项写上名称（title）。"))
    stages = tuple(_stage(order, one, answers) for order, one in enumerate(facts.get("stages", ()), start=1))
    basis = (*_basis(facts), *filter(None, [_told(answers, "basis", 300)]))
    return CampaignFile(
        bihuan_campaign=FORMAT, title=title, code=_cut(answers.get("code"), 31), basis=basis, doc_numbers=_texts(facts, "doc_numbers", 80),
        decided_by=_decided_by(facts, answers), period=_period(facts, answers, stages), scope=_scope(facts), goals=_texts(facts, "goals"),
        principles=_texts(facts, "principles"), phrases=_texts(facts, "phrases", 100), stages=stages,
        catalogue=Catalogue(name=_("问题目录"), categories=tuple(_category(one) for one in facts.get("problem_categories", ()))),
        channels=_channels(facts), ladders=_ladders(facts), organisation=_organisation(facts), reporting=_reporting(facts),
    )  # fmt: skip
