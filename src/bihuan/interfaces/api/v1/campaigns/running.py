"""The running campaign: gaps filled, stages prolonged and declared over, tasks given and finished, closed."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.tasks import tasks_then
from bihuan.campaigns.vocabulary import TaskState
from bihuan.foundation.audit.changing import one_write
from bihuan.interfaces.api.v1.campaigns.reading import WholeCampaign, whole
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text, named
from bihuan.problems.operations import declare_stage_over
from bihuan.problems.operations.gating import Onward
from bihuan.reports.operations import fill_drafts


class GapAsked(Asked):
    """What the plan did not say."""

    basis: Line = Field("", description="依据的文件")
    doc_number: Line = Field("", description="文号")
    decided_by: Line = Field("", description="决定机关")


@router.post("/campaigns/{code}/gaps", response=WholeCampaign, summary="补充依据")
def fill_gap(request: HttpRequest, code: Path[Code], asked: GapAsked) -> WholeCampaign:
    """Fill what the plan did not say."""
    with one_write():
        campaign = operations.fill_gap(campaign=desk(request, code), **asked.dict(), **who(request))
        fill_drafts(campaign=campaign, **who(request))
    return whole(request, campaign)


class ClosingAsked(Asked):
    """Why a campaign ends."""

    reason: Text = Field(description="理由")


@router.post("/campaigns/{code}/close", response=WholeCampaign, summary="结束专项")
def close(request: HttpRequest, code: Path[Code], asked: ClosingAsked) -> WholeCampaign:
    """End the campaign; open items stay on the ledger."""
    return whole(request, operations.close_campaign(campaign=desk(request, code), reason=asked.reason, **who(request)))


class ExtensionAsked(Asked):
    """A recorded decision to prolong a stage."""

    to_on: Day = Field(description="延长到哪一天")
    decision: Line = Field(description="谁、以什么方式决定的")
    reason: Text = Field(description="理由")
    following: bool = Field(False, description="后面的阶段一起顺延")


@router.post("/campaigns/{code}/stages/{int:stage}/extend", response=WholeCampaign, summary="延长阶段")
def extend_stage(request: HttpRequest, code: Path[Code], stage: Path[Number], asked: ExtensionAsked) -> WholeCampaign:
    """Prolong a stage by a recorded decision."""
    campaign = desk(request, code, but_heads=True)
    operations.extend_stage(stage=queries.find_stage(campaign, stage), **asked.dict(), **who(request))
    return one_anew(request, code)


class StageOver(Asked):
    """Why a stage is declared over although something is open."""

    reason: Text = Field("", description="条件不齐而仍要结束的，写明由谁决定、为什么")
    due_on: Day | None = Field(None, description="没有销号、没有责任人或时限的问题接着办到哪天；有这样的问题必须写")
    body: Line = Field("", description="承接机构；和承接人都不写的，由各责任单位接着办")
    person: Number | None = Field(None, description="承接人的人员编号")


@router.post("/campaigns/{code}/stages/{int:stage}/finish", response=WholeCampaign, summary="宣布阶段结束")
def finish_stage(request: HttpRequest, code: Path[Code], stage: Path[Number], asked: StageOver) -> WholeCampaign:
    """Declare a stage over."""
    campaign = desk(request, code, but_heads=True)
    person = queries.known_person(campaign, asked.person) if asked.person else None
    onward = Onward(asked.due_on, asked.body, person) if asked.due_on else None
    declare_stage_over(stage=queries.find_stage(campaign, stage), reason=asked.reason, onward=onward, **who(request))
    return one_anew(request, code)


def one_anew(request: HttpRequest, code: str) -> WholeCampaign:
    """The campaign read again after a part of it changed."""
    return whole(request, campaign_of(request, code))


class TaskOut(Schema):
    """A task of a stage."""

    id: int
    title: str
    state: TaskState
    stage: int | None = Field(description="第几个阶段")
    unit: Named | None
    group: Named | None
    due_on: date | None
    amount: int | None = Field(description="数量要求")
    measure: str = Field(description="计量单位")
    meeting: int | None = Field(description="议定它的会议")
    parent: int | None = Field(description="它是哪项任务分解下来的")
    result: str
    proof: str


class TaskPage(Schema):
    """One page of tasks."""

    items: list[TaskOut]
    next: str | None


def _task(row: Any) -> TaskOut:
    return TaskOut(
        id=row.pk, title=row.title, state=row.state, stage=row.stage.order if row.stage else None, unit=named(row.unit), group=named(row.group),
        due_on=row.due_on, amount=row.amount, measure=row.measure, meeting=row.meeting_id, parent=row.parent_id, result=row.result,
        proof=row.proof,
    )  # fmt: skip


@router.get("/campaigns/{code}/tasks", response=TaskPage, auth=READ, summary="阶段任务")
def tasks(request: HttpRequest, code: Path[Code], as_of: Query[AsOf], paging: Query[Paging]) -> TaskPage:
    """The tasks this account sees (`at`: as they stood), latest first."""
    campaign, until = campaign_of(request, code), as_of.until
    question = f"tasks {campaign.pk} {as_of.at}"
    found, last = queries.visible_tasks(actor_of(request), campaign).order_by("-pk"), mark_of(question, paging.cursor)
    found = found.filter(pk__lt=last) if last else found
    rows = (tasks_then(found, campaign, until) if until else list(found[: paging.limit + 1]))[: paging.limit + 1]
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return TaskPage(items=[_task(one) for one in rows], next=leading_on(question, rows[-1].pk) if more else None)


class NewTask(Asked):
    """A task for a unit or a body."""

    title: Line = Field(description="任务")
    stage: Number | None = Field(None, description="第几个阶段")
    unit: Number | None = Field(None, description="承办单位的编号")
    group: Number | None = Field(None, description="承办机构的编号")
    due_on: Day | None = Field(None, description="完成时限")
    amount: Number | None = Field(None, description="数量要求")
    measure: Line = Field("", max_length=20, description="计量单位")


@router.post("/campaigns/{code}/tasks", response=TaskOut, summary="下达任务")
def add_task(request: HttpRequest, code: Path[Code], asked: NewTask) -> TaskOut:
    """Give a body a task."""
    campaign = desk(request, code)
    told: dict[str, Any] = {
        "stage": queries.find_stage(campaign, asked.stage) if asked.stage else None,
        "units": [queries.unit_in(campaign, asked.unit)] if asked.unit else (),
        "groups": [queries.find_group(campaign, asked.group)] if asked.group else (),
    }
    told |= asked.dict(include={"title", "due_on", "amount", "measure"})
    made = operations.add_tasks(campaign=campaign, **told, **who(request))
    return _task(made[0])


class ManyTasks(Asked):
    """One task for several units or bodies, each its own."""

    title: Line = Field(description="任务")
    stage: Number | None = Field(None, description="第几个阶段")
    units: list[Number] = Field([], max_length=2000, description="承办单位的编号")
    groups: list[Number] = Field([], max_length=200, description="承办机构的编号")
    all_units: bool = Field(False, description="全部整治单位，各下达一项")
    due_on: Day | None = Field(None, description="完成时限")
    amount: Number | None = Field(None, description="数量要求")
    measure: Line = Field("", max_length=20, description="计量单位")


@router.post("/campaigns/{code}/tasks/many", response=list[TaskOut], summary="给多个单位下达任务")
def add_many_tasks(request: HttpRequest, code: Path[Code], asked: ManyTasks) -> list[TaskOut]:
    """Give every one of them the task: all or nothing."""
    campaign = desk(request, code)
    every = list(queries.units_of(campaign, timezone.localdate())) if asked.all_units else []
    units = dict.fromkeys([*every, *(queries.unit_in(campaign, one) for one in asked.units)])
    told: dict[str, Any] = {
        "stage": queries.find_stage(campaign, asked.stage) if asked.stage else None,
        "units": list(units),
        "groups": [queries.find_group(campaign, one) for one in dict.fromkeys(asked.groups)],
    }
    told |= asked.dict(include={"title", "due_on", "amount", "measure"})
    made = operations.add_tasks(campaign=campaign, **told, **who(request))
    return [_task(one) for one in made]


class TaskResult(Asked):
    """What was done, and what shows it."""

    result: Line = Field(description="办成了什么")
    proof: Line = Field(description="凭什么看得出来")


@router.post("/campaigns/{code}/tasks/{int:task}/finish", response=TaskOut, summary="完成任务")
def finish_task(request: HttpRequest, code: Path[Code], task: Path[Number], asked: TaskResult) -> TaskOut:
    """Finish a task by its result; having sent a document or held a meeting is none."""
    row = queries.find_task(actor_of(request), campaign_of(request, code), task)
    return _task(operations.finish_task(task=row, **asked.dict(), **who(request)))
