"""Settling a plan: questions answered, facts corrected, added, taken away by the rules of the review page."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path
from pydantic import Field

from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.plans.room import draft_of, router
from bihuan.interfaces.api.v1.plans.shapes import WholePlan, whole
from bihuan.interfaces.api.v1.words import LARGEST, PRINTED, Asked, Line, Number
from bihuan.plan_import import operations
from bihuan.plan_import.rules.reviewing import ADDED, LISTS, LONGEST, PARTS, PLACE

_Text = Annotated[str, Field(max_length=LONGEST, pattern=PRINTED)]
_Part = Annotated[str, Field(pattern="^[a-z_]{1,30}$")]
_Value = _Text | Annotated[list[_Text], Field(max_length=200)] | bool | Annotated[int, Field(ge=0, le=99)] | None
_ROOMS = "；".join(
    f"{room}（{LISTS[room]}）：" + "、".join(f"{part} {label}" for part, label in parts.items()) for room, parts in PARTS.items()
)


class PlanAnswers(Asked):
    """Answers by the keys of the questions."""

    answers: dict[Line, Line] = Field(max_length=100, description="键 → 回答；空的收回以前的回答")


@router.post("/plans/{int:plan}/answers", response=WholePlan, summary="回答问题")
def answer(request: HttpRequest, plan: Path[Number], asked: PlanAnswers) -> WholePlan:
    """Answer questions of the plan."""
    draft = draft_of(request, plan)
    return whole(operations.answer(draft=draft, answers=asked.answers, **who(request)))


class PlanAway(Asked):
    """Why a plan is put away."""

    reason: Line = Field("", description="理由")


@router.post("/plans/{int:plan}/set-aside", response=WholePlan, summary="搁置方案")
def set_aside(request: HttpRequest, plan: Path[Number], asked: PlanAway) -> WholePlan:
    """Put a plan away; the original stays."""
    draft = draft_of(request, plan)
    return whole(operations.set_aside(draft=draft, reason=asked.reason, **who(request)))


class FactAway(Asked):
    """A fact that is none."""

    place: str = Field(pattern=PLACE, max_length=80, description="位置，例如 stages.0、problem_categories.2.manifestations.1、scope")
    reason: Line = Field("", description="为什么")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过就会被拒绝")


class FactTold(FactAway):
    """Parts of a fact as they should stand."""

    values: dict[_Part, _Value] = Field(
        min_length=1, max_length=20,
        description="要改的部分 → 改成什么；日期写成 4月11日、5月底、2026年6月 或 2026-06-05，空的去掉。能改的有——" + _ROOMS,
    )  # fmt: skip


class FactAdded(FactTold):
    """A fact that the reader did not find."""

    place: str = Field(
        pattern=PLACE,
        max_length=80,
        description="加到哪个列表：" + "、".join(ADDED) + "（manifestations 写成 problem_categories.0.manifestations）",
    )


@router.post("/plans/{int:plan}/edits", response=WholePlan, summary="改读出的内容")
def edit(request: HttpRequest, plan: Path[Number], asked: FactTold) -> WholePlan:
    """Correct parts of one fact: all or none; what was read stays on record."""
    draft = draft_of(request, plan)
    return whole(
        operations.edit_fact(draft=draft, place=asked.place, values=asked.values, reason=asked.reason, seen=asked.seen, **who(request))
    )


class UndoAsked(Asked):
    """Which edition was looked at."""

    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过就会被拒绝")


@router.post("/plans/{int:plan}/undo", response=WholePlan, summary="撤销上一处修改")
def undo(request: HttpRequest, plan: Path[Number], asked: UndoAsked) -> WholePlan:
    """Take back what was saved together last and still holds; the record keeps both."""
    return whole(operations.undo_edit(draft=draft_of(request, plan), seen=asked.seen, **who(request)))


@router.post("/plans/{int:plan}/additions", response=WholePlan, summary="补没有读到的内容")
def add(request: HttpRequest, plan: Path[Number], asked: FactAdded) -> WholePlan:
    """Add a stage, a category, a manifestation, a unit … that the reader did not find."""
    draft = draft_of(request, plan)
    return whole(
        operations.add_fact(draft=draft, place=asked.place, values=asked.values, reason=asked.reason, seen=asked.seen, **who(request))
    )


@router.post("/plans/{int:plan}/removals", response=WholePlan, summary="删去读错的内容")
def remove(request: HttpRequest, plan: Path[Number], asked: FactAway) -> WholePlan:
    """Take away what is no fact; places behind it in its list move up by one."""
    draft = draft_of(request, plan)
    return whole(operations.remove_fact(draft=draft, place=asked.place, reason=asked.reason, seen=asked.seen, **who(request)))
