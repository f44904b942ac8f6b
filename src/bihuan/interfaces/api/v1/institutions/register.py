"""The register of institutions: rules, their steps, the problems because of which they are made, what came back."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns.queries import unit_in
from bihuan.institutions import operations
from bihuan.institutions.queries import recurring
from bihuan.institutions.queries import register as asked
from bihuan.institutions.vocabulary.register import Effect, InstitutionKind, InstitutionState, Mechanism
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.institutions.room import READ, campaign_of, router, taken_file
from bihuan.interfaces.api.v1.words import DOCX, LARGEST, XLSX, Asked, Code, Day, Line, Named, Number, Paging, Text, a_file
from bihuan.problems.queries import reach


class RuleOut(Schema):
    """A rule of the register."""

    number: int
    title: str
    kind: InstitutionKind
    unit: Named
    mechanism: Mechanism | None
    because: str
    state: InstitutionState
    planned_on: date | None
    drafted_on: date | None
    issued_on: date | None
    ended_on: date | None
    doc_number: str


class WholeRule(RuleOut):
    """One rule with the problems that this account sees, and what came back since it was issued."""

    problems: list[int] = Field(description="挂接问题的台账序号")
    hidden: int = Field(description="另有几件不在范围内")
    came_back: int = Field(description="印发后又发现的同类问题")
    reopened: int = Field(description="挂接的问题返回整改、还没有销号的")


def _told(row: Any) -> dict[str, Any]:
    return {
        "number": row.number, "title": row.title, "kind": row.kind, "unit": Named(id=row.unit_id, name=row.unit.name),
        "mechanism": row.mechanism or None, "because": row.because, "state": row.state, "planned_on": row.planned_on,
        "drafted_on": row.drafted_on, "issued_on": row.issued_on, "ended_on": row.ended_on, "doc_number": row.doc_number,
    }  # fmt: skip


def _whole(request: HttpRequest, row: Any) -> WholeRule:
    mine = reach(actor_of(request), row.campaign_id)
    linked, back = asked.linked_problems(mine, row), recurring.came_back(mine, row)
    numbers = [one.problem.number for one in linked.seen]
    return WholeRule(**_told(row), problems=numbers, hidden=linked.hidden, came_back=back.count, reopened=back.reopened)


class RulesWanted(Schema):
    """Which rules."""

    state: InstitutionState | None = None
    mechanism: Mechanism | None = None
    unit: Number | None = Field(None, description="单位编号")


class RulePage(Schema):
    """One page of the register."""

    items: list[RuleOut]
    next: str | None


@router.get("/campaigns/{code}/institutions", response=RulePage, auth=READ, summary="制度")
def rules(request: HttpRequest, code: Path[Code], wanted: Query[RulesWanted], paging: Query[Paging]) -> RulePage:
    """The rules of a campaign, latest first."""
    rows = asked.institutions_of(campaign_of(request, code), state=wanted.state or "", mechanism=wanted.mechanism or "", unit=wanted.unit)
    found, after = page_of(request, rows, paging)
    return RulePage(items=[RuleOut(**_told(one)) for one in found], next=after)


@router.get("/campaigns/{code}/institutions/{int:number}", response=WholeRule, auth=READ, summary="一项制度")
def rule(request: HttpRequest, code: Path[Code], number: Path[Number]) -> WholeRule:
    """One rule, with what came back since it was issued."""
    return _whole(request, asked.find_institution(campaign_of(request, code), number))


class RuleAsked(Asked):
    """A rule that is planned."""

    title: Line = Field(min_length=1, description="制度名称")
    unit: Number = Field(description="负责单位的编号")
    kind: InstitutionKind = InstitutionKind.NEW
    mechanism: Mechanism | None = Field(None, description="归入哪一项长效机制")
    because: Text = Field("", description="因何问题")
    planned_on: Day | None = Field(None, description="计划完成")
    replaces: Number | None = Field(None, description="修订或废止登记过的第几项")
    old_title: Line = Field("", description="原制度名称")
    problems: list[Number] = Field([], max_length=200, description="挂接问题的台账序号")


def _planned(campaign: Any, told: RuleAsked) -> operations.Planned:
    return operations.Planned(
        told.title, unit_in(campaign, told.unit), told.kind, told.mechanism, told.because, told.planned_on,
        asked.find_institution(campaign, told.replaces) if told.replaces else None, told.old_title,
    )  # fmt: skip


@router.post("/campaigns/{code}/institutions", response=WholeRule, summary="登记制度")
def register_rule(request: HttpRequest, code: Path[Code], asked_for: RuleAsked) -> WholeRule:
    """Put a rule that is planned on the register."""
    campaign = campaign_of(request, code)
    told = _planned(campaign, asked_for)
    return _whole(request, operations.register_institution(campaign=campaign, told=told, problems=asked_for.problems, **who(request)))


class RuleCorrected(RuleAsked):
    """A rule as it should stand; links are changed by their own steps."""

    problems: list[Number] = Field([], max_length=0, description="不在这里改：挂接用 link，解除用 unlink")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的修订号")


@router.post("/campaigns/{code}/institutions/{int:number}/correct", response=WholeRule, summary="更正制度")
def correct_rule(request: HttpRequest, code: Path[Code], number: Path[Number], asked_for: RuleCorrected) -> WholeRule:
    """Put right what was registered wrongly."""
    campaign = campaign_of(request, code)
    row = asked.find_institution(campaign, number)
    return _whole(request, operations.correct_institution(row, told=_planned(campaign, asked_for), seen=asked_for.seen, **who(request)))


class UnlinkAsked(Asked):
    """Which problem has nothing to do with it, and why."""

    problem: Number = Field(description="台账序号")
    reason: Line = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/institutions/{int:number}/unlink", response=WholeRule, summary="解除挂接")
def unlink_rule(request: HttpRequest, code: Path[Code], number: Path[Number], told: UnlinkAsked) -> WholeRule:
    """Take the link to a problem away."""
    row = asked.find_institution(campaign_of(request, code), number)
    return _whole(request, operations.unlink_problem(row, problem=told.problem, reason=told.reason, **who(request)))


class StepAsked(Asked):
    """A step of a rule; each takes what it needs."""

    on: Day | None = Field(None, description="日期：起草完成、印发、废止")
    doc_number: str = Field("", max_length=80, description="文号")
    reason: Line = Field("", description="理由：废止、不再制定")
    problems: list[Number] = Field([], max_length=200, description="挂接问题的台账序号")


def _draft(row: Any, told: StepAsked, by: dict[str, Any]) -> None:
    operations.draft_institution(row, on=told.on or localdate(), **by)


def _issue(row: Any, told: StepAsked, by: dict[str, Any]) -> None:
    operations.issue_institution(row, on=told.on or localdate(), doc_number=told.doc_number, **by)


def _abolish(row: Any, told: StepAsked, by: dict[str, Any]) -> None:
    operations.abolish_institution(row, on=told.on or localdate(), reason=told.reason, **by)


def _drop(row: Any, told: StepAsked, by: dict[str, Any]) -> None:
    operations.drop_institution(row, reason=told.reason, **by)


def _link(row: Any, told: StepAsked, by: dict[str, Any]) -> None:
    operations.link_problems(row, problems=told.problems, **by)


RuleStep = Literal["draft", "issue", "abolish", "drop", "link"]
_STEPS: dict[RuleStep, Callable[[Any, StepAsked, dict[str, Any]], None]] = {
    "draft": _draft,
    "issue": _issue,
    "abolish": _abolish,
    "drop": _drop,
    "link": _link,
}


@router.post("/campaigns/{code}/institutions/{int:number}/{rule_step}", response=WholeRule, summary="办理制度")
def step_of_rule(
    request: HttpRequest, code: Path[Code], number: Path[Number], rule_step: Path[RuleStep], told: StepAsked
) -> WholeRule:  # fmt: skip
    """draft, issue, abolish, drop, link: one step of a rule."""
    row = asked.find_institution(campaign_of(request, code), number)
    _STEPS[rule_step](row, told, who(request))
    return _whole(request, row)


class EffectAsked(Asked):
    """What a rule was worth."""

    effect: Effect
    text: Text = Field(min_length=1, description="看了什么、为什么这样评价")


@router.post("/campaigns/{code}/institution-effects/{int:number}", response=WholeRule, summary="评价制度效果")
def judge(request: HttpRequest, code: Path[Code], number: Path[Number], told: EffectAsked) -> WholeRule:
    """Say what a rule was worth, after a look at what came back."""
    row = asked.find_institution(campaign_of(request, code), number)
    operations.judge_effect(row, effect=told.effect, text=told.text, **who(request))
    return _whole(request, row)


class RepeatedOut(Schema):
    """New findings of an item in a unit where an earlier one had been closed (M192)."""

    count: int
    numbers: list[int] = Field(description="台账序号，最近的 200 件；全部的在台账里按表现筛选")


@router.get("/campaigns/{code}/repetitions", response=RepeatedOut, auth=READ, summary="重复发生的问题")
def repetitions(request: HttpRequest, code: Path[Code]) -> RepeatedOut:
    """What came up again after it was closed, as far as this account sees it."""
    campaign = campaign_of(request, code)
    rows = recurring.repetitions(reach(actor_of(request), campaign.pk), campaign)
    return RepeatedOut(count=rows.count(), numbers=[one.number for one in rows[:200]])


class TakeAsked(Asked):
    """What it is for, and in which form."""

    reason: Line = Field(min_length=1, description="用途，记入操作记录")
    form: Literal["xlsx", "docx"] = Field("xlsx", description="xlsx 或 docx")


@router.post("/campaigns/{code}/institutions/file", auth=READ, summary="导出建章立制清单", openapi_extra=a_file(XLSX, DOCX))
def take_register(request: HttpRequest, code: Path[Code], told: TakeAsked) -> HttpResponse:
    """The register as a sheet or a paper; the book says who took it for what."""
    campaign = campaign_of(request, code)
    taken = operations.take_register(campaign=campaign, as_paper=told.form == "docx", reason=told.reason, **who(request))
    return taken_file(taken, f"{campaign.title}-建章立制清单")
