"""The work of this account: what waits for it, what it did, what it started, what it is told."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.reading import today_of
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.ledger.shapes import ProblemItem, items
from bihuan.interfaces.api.v1.words import Code
from bihuan.problems import queries
from bihuan.problems.operations import record_all_seen
from bihuan.problems.vocabulary import Action


class DueOut(Schema):
    """One kind of work that waits."""

    title: str = Field(description="等着办什么")
    action: Action = Field(description="办哪道手续")
    count: int = Field(description="几件")
    late: int = Field(description="其中超期几件")
    nearest: date | None = Field(description="最近的时限")
    behalf: str = Field(description="代谁办理；本人的为空")
    first: list[ProblemItem] = Field(description="最先几件")
    until: dict[int, date | None] = Field(description="回头看抽中的，各件（台账序号）看完的时限；别的待办为空")
    address: str = Field(description="列出全部的页面地址")


class TaskDue(Schema):
    """A task that waits."""

    id: int
    title: str
    due_on: date | None
    behalf: str = Field(description="代谁办理；本人的为空")


class CampaignWork(Schema):
    """What waits in one campaign."""

    code: str
    title: str
    due: list[DueOut] = Field(description="台账上的待办")
    tasks: int = Field(description="待完成的任务有几项")
    tasks_late: int = Field(description="其中超期几项")
    first_tasks: list[TaskDue] = Field(description="最先几项任务")


class Todo(Schema):
    """Everything that waits."""

    total: int = Field(description="待办总数")
    late: int = Field(description="其中超期几件")
    campaigns: list[CampaignWork]


def _seen(request: HttpRequest, campaign: Any, rows: Iterable[Any]) -> None:
    """These rows are told whole, with texts that somebody may have written in confidence."""
    if keys := [row.pk for row in rows]:
        record_all_seen(campaign, keys=keys, **who(request))


def _due(one: Any, campaign: Any, mine: Any, today: Any) -> DueOut:
    return DueOut(
        title=_(one.title), action=one.action, count=one.count, late=one.late, nearest=one.nearest, behalf=one.behalf,
        until={row.number: one.until[row.pk] for row in one.rows if row.pk in one.until},
        first=items(one.rows, campaign, mine, today), address=f"/c/{campaign.code}/ledger/?{one.filters.query()}",
    )  # fmt: skip


def _work(request: HttpRequest, campaign: Any) -> CampaignWork:
    actor, today = actor_of(request), today_of(campaign)
    mine = queries.reach(actor, campaign.pk)
    tasks = campaigns.open_tasks(actor, campaign, today.day, mine=mine.duties)
    due = queries.due_from(mine, campaign, today.day)
    _seen(request, campaign, (row for one in due for row in one.rows))
    return CampaignWork(
        code=campaign.code, title=campaign.title, due=[_due(one, campaign, mine, today) for one in due],
        tasks=tasks.count, tasks_late=tasks.late,
        first_tasks=[TaskDue(id=one.pk, title=one.title, due_on=one.due_on, behalf=getattr(one, "behalf", "")) for one in tasks.rows],
    )  # fmt: skip


@router.get("/todo", response=Todo, auth=READ, summary="我的待办")
def todo(request: HttpRequest) -> Todo:
    """What is due from this account in each of its campaigns, as its first page shows it."""
    found = [_work(request, one) for one in campaigns.visible_to(actor_of(request)).select_related("root")]
    kinds = [kind for one in found for kind in one.due]
    return Todo(
        total=sum(one.count for one in kinds) + sum(one.tasks for one in found),
        late=sum(one.late for one in kinds) + sum(one.tasks_late for one in found), campaigns=found,
    )  # fmt: skip


class LineOut(Schema):
    """A problem with what was done."""

    what: str = Field(description="办的是哪一件，记录里的写法")
    action: Action | None = Field(description="办了什么；只是知会的为空")
    at: datetime | None = Field(description="什么时候")
    problem: ProblemItem | None = Field(description="现在的样子；已看不到的为空")
    moved_to: str = Field(description="本方提出归属异议后改派到的单位；不是这样看不到的为空")


class LinePage(Schema):
    """One page of lines, latest first."""

    items: list[LineOut]
    next: str | None


class Onward(Schema):
    """How one reads on."""

    cursor: str = Field("", max_length=400, pattern=r"^[A-Za-z0-9_:.=-]*$", description="上一页给出的 next；第一页不填")


def _page(request: HttpRequest, code: str, onward: Onward, ask: Callable[..., Any]) -> LinePage:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine, question = queries.reach(actor, campaign.pk), f"{ask.__name__} {campaign.pk}"
    found = ask(mine, campaign, mark_of(question, onward.cursor) or "")
    shown = [one.problem for one in found.lines if one.problem]
    _seen(request, campaign, shown)
    rows = items(shown, campaign, mine, today_of(campaign))
    by_number = {one.number: one for one in rows}
    lines = [
        LineOut(
            what=one.label, action=one.action, at=timezone.localtime(one.at) if one.at else None,
            problem=by_number[one.problem.number] if one.problem else None, moved_to=one.moved_to,
        )
        for one in found.lines
    ]  # fmt: skip
    return LinePage(items=lines, next=leading_on(question, found.after or None))


@router.get("/campaigns/{code}/mine/done", response=LinePage, auth=READ, summary="我办过的")
def done(request: HttpRequest, code: Path[Code], onward: Query[Onward]) -> LinePage:
    """The steps that this account took, latest first."""
    return _page(request, code, onward, queries.done_by_me)


@router.get("/campaigns/{code}/mine/started", response=LinePage, auth=READ, summary="我发起的")
def started(request: HttpRequest, code: Path[Code], onward: Query[Onward]) -> LinePage:
    """What this account put on the ledger and asked to close, and where it stands."""
    return _page(request, code, onward, queries.started_by_me)


@router.get("/campaigns/{code}/mine/told", response=LinePage, auth=READ, summary="抄送我的")
def informed(request: HttpRequest, code: Path[Code], onward: Query[Onward]) -> LinePage:
    """What this account answers for or what is about it, while somebody else acts."""
    return _page(request, code, onward, queries.told_to_me)
