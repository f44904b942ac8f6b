"""Machine door to what follows a meeting: conveying it on, the tasks it gave, passing one on."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import meetings as asked_of
from bihuan.campaigns.queries.tasks import changes_of, parts_of
from bihuan.campaigns.vocabulary import TaskChange
from bihuan.interfaces.api.v1.campaigns.meetings import Reason
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.campaigns.running import TaskOut, _task
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number


class RelayOut(Schema):
    """A covered unit, and how it was told."""

    unit: Named
    meeting: int | None = Field(description="传达部署会的编号")
    conveyed_on: date | None = Field(description="用其他方式传达的日期")
    means: str


@router.get("/campaigns/{code}/relay", response=list[RelayOut], auth=READ, summary="传达情况")
def relay(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> list[RelayOut]:
    """Every unit this account sees with its relay meeting, or how it was told otherwise."""
    campaign = campaign_of(request, code)
    day = as_of.past.day if as_of.past else localdate()
    told = asked_of.relay_coverage(campaign, day, as_of.until, queries.units_seen(actor_of(request), campaign))
    return [
        RelayOut(
            unit=Named(id=one.unit.pk, name=one.unit.name), meeting=one.meeting.pk if one.meeting else None,
            conveyed_on=one.conveyed.conveyed_on if one.conveyed else None, means=one.conveyed.means if one.conveyed else "",
        )
        for one in told.lines
    ]  # fmt: skip


class ConveyedAsked(Asked):
    """A unit was told without a meeting."""

    unit: Number = Field(description="单位编号")
    on: Day = Field(description="传达日期")
    means: Line = Field(min_length=1, max_length=100, description="怎么传达的")


@router.post("/campaigns/{code}/relay", response=RelayOut, summary="登记已传达")
def note_conveyed(request: HttpRequest, code: Path[Code], asked: ConveyedAsked) -> RelayOut:
    """Tick that a unit was told, by any means."""
    campaign = campaign_of(request, code)
    unit = queries.unit_in(campaign, asked.unit)
    row = operations.note_conveyed(campaign=campaign, unit=unit, on=asked.on, means=asked.means, **who(request))
    return RelayOut(unit=Named(id=unit.pk, name=unit.name), meeting=None, conveyed_on=row.conveyed_on, means=row.means)


@router.post("/campaigns/{code}/relay/{int:unit}/withdraw", response=RelayOut, summary="撤销传达登记")
def withdraw_conveyed(request: HttpRequest, code: Path[Code], unit: Path[Number], asked: Reason) -> RelayOut:
    """Take a tick back."""
    campaign = campaign_of(request, code)
    of = queries.unit_in(campaign, unit)
    operations.withdraw_conveyed(asked_of.find_conveyance(campaign, of), reason=asked.reason, **who(request))
    return RelayOut(unit=Named(id=of.pk, name=of.name), meeting=None, conveyed_on=None, means="")


class ChangedOut(Schema):
    """What a part asks otherwise than its original."""

    what: TaskChange
    before: str
    after: str
    harder: bool = Field(description="比上级要求严：时限提前或数量加大")


class PartOut(TaskOut):
    """A part of a task."""

    depth: int = Field(description="第几层分解")
    changes: list[ChangedOut]


class TaskWhole(TaskOut):
    """A task with what was changed on its way down, and the state of every part."""

    changes: list[ChangedOut]
    parts: list[PartOut]


def _changes(found: Any) -> list[ChangedOut]:
    return [ChangedOut(what=one.what, before=str(one.before or ""), after=str(one.after or ""), harder=one.harder) for one in found]


def _task_whole(row: Any) -> TaskWhole:
    parts = [PartOut(**_task(one.task).dict(), depth=one.depth, changes=_changes(one.changes)) for one in parts_of(row)]
    return TaskWhole(**_task(row).dict(), changes=_changes(changes_of(row)), parts=parts)


@router.get("/campaigns/{code}/tasks/{int:task}", response=TaskWhole, auth=READ, summary="一项任务")
def task(request: HttpRequest, code: Path[Code], task: Path[Number]) -> TaskWhole:
    """One task with the state of all its parts, and what was changed on the way down."""
    return _task_whole(queries.find_task(actor_of(request), campaign_of(request, code), task))


class PassedOn(Asked):
    """Units below that do a part of the task."""

    units: list[Number] = Field(min_length=1, max_length=2000, description="下级单位的编号")
    title: Line = Field("", description="任务；不填照原任务")
    due_on: Day | None = Field(None, description="完成时限；不填照原任务")
    amount: Number | None = Field(None, description="数量要求；不填照原任务")


@router.post("/campaigns/{code}/tasks/{int:task}/parts", response=TaskWhole, summary="向下分解任务")
def pass_on_task(request: HttpRequest, code: Path[Code], task: Path[Number], asked: PassedOn) -> TaskWhole:
    """Hand a unit's task down to units below it; the giver sees the state of every part."""
    campaign = campaign_of(request, code)
    row = queries.find_task(actor_of(request), campaign, task)
    units = [queries.unit_in(campaign, one) for one in dict.fromkeys(asked.units)]
    operations.pass_on_task(task=row, units=units, **asked.dict(exclude={"units"}), **who(request))
    return _task_whole(row)
