"""What a plan under review looks like to a program, and what a person changed in it."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from bihuan.plan_import import queries
from bihuan.plan_import.vocabulary import DraftState


class Question(Schema):
    """Something that a person has to settle."""

    key: str = Field(description="回答时用的键")
    text: str
    kind: str = Field(description="怎么回答：year、day、text、choice")
    must: bool = Field(description="不回答就不能启动")
    offers: list[str] = Field(description="可选的回答")


class PlanOut(Schema):
    """A plan under review."""

    id: int
    title: str
    state: DraftState
    file: str | None = Field(description="原文件名")
    campaign: str | None = Field(description="由它启动的专项")
    read_at: datetime
    revision: int = Field(description="版次；修改时作为 seen 带回，别人改过就会被拒绝")


class WholePlan(PlanOut):
    """A plan with everything that was read."""

    facts: dict[str, Any] = Field(description="读出并核对过的内容，结构见 bihuan plan schema")
    questions: list[Question]
    answers: dict[str, Any]
    text: str = Field(description="清洗后的正文，facts 里的位置指这份正文")


class PlanPage(Schema):
    """One page of plans."""

    items: list[PlanOut]
    next: str | None


def common(draft: Any) -> dict[str, Any]:
    file, campaign = draft.file, draft.campaign
    told = {"id": draft.pk, "title": draft.title, "state": draft.state, "read_at": draft.read_at, "revision": draft.revision}
    return told | {"file": file.name if file else None, "campaign": campaign.code if campaign else None}


def whole(draft: Any) -> WholePlan:
    asked = queries.questions(draft, timezone.localdate().year)
    return WholePlan(
        **common(draft), facts=draft.reviewed, answers=draft.answers, text=draft.text,
        questions=[Question(key=one.key, text=one.in_words_of(_), kind=one.kind, must=one.must, offers=list(one.offers)) for one in asked],
    )  # fmt: skip


class PlanEdit(Schema):
    """One thing that a person changed."""

    id: int
    place: str = Field(description="位置：改的是 facts 里的哪一项；添加的是它所在的列表")
    before: Any = Field(description="原来是什么；添加的为空")
    after: Any = Field(description="改成什么；删去的为空")
    reason: str = Field(description="为什么改")
    at: datetime
    by: str = Field(description="谁改的")
    undoes: int | None = Field(description="它撤销的是哪一处修改；不是撤销的为空")
    undone: bool = Field(description="后来是否撤销了")


class EditPage(Schema):
    """One page of edits."""

    items: list[PlanEdit]
    next: str | None


def edited(one: Any) -> PlanEdit:
    """An edit as it is listed."""
    return PlanEdit(
        id=one.pk, place=one.place, before=one.before, after=one.after, reason=one.reason, at=one.edited_at, by=str(one.edited_by or ""),
        undoes=one.undoes_id, undone=hasattr(one, "undone_by"),
    )  # fmt: skip
