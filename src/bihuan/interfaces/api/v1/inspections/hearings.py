"""Reports heard and findings talked over, for programs: records, the tasks set there, what was decided on each finding (M106, M111)."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.documents.operations.printing import print_docx
from bihuan.inspections import operations, papers, queries
from bihuan.inspections.vocabulary import HearingDecision, HearingKind
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.inspections.room import READ, InspectionRowOut, campaign_of, only_who_works, router, row_told
from bihuan.interfaces.api.v1.words import DOCX, Asked, Code, Day, Line, Named, Number, Paging, Text, a_file, binary, named

_AT = "/campaigns/{code}/inspections/hearings"
_ONE = _AT + "/{int:hearing}"


class InspectionHearingOut(InspectionRowOut):
    """A record of a hearing, or of a meeting over findings."""

    kind: HearingKind
    unit: Named | None
    held_on: date
    presided: str
    record: str


class InspectionHearingTask(Schema):
    """A task that was set there."""

    id: int
    title: str
    unit: Named | None
    due_on: date | None
    state: str


class InspectionDecided(Schema):
    """What was decided on a finding."""

    finding: int
    decision: HearingDecision
    words: str


class InspectionWholeHearing(InspectionHearingOut):
    """A record with its tasks and decisions."""

    tasks: list[InspectionHearingTask]
    decisions: list[InspectionDecided]


class InspectionHearingPage(Schema):
    """One page of the records."""

    items: list[InspectionHearingOut]
    next: str | None


def _told(request: HttpRequest, row: Any) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("kind", "held_on", "presided", "record")}
    return row_told(request, row) | plain | {"unit": named(row.unit)}


def _whole(request: HttpRequest, row: Any) -> InspectionWholeHearing:
    tasks = [
        InspectionHearingTask(id=one.pk, title=one.title, unit=named(one.unit), due_on=one.due_on, state=one.state)
        for one in (link.task for link in row.tasks.select_related("task__unit"))
    ]
    decisions = [
        InspectionDecided(finding=one.observation_id, decision=HearingDecision(one.decision), words=one.words)
        for one in queries.considered_of(actor_of(request), row)
    ]
    return InspectionWholeHearing(**_told(request, row), tasks=tasks, decisions=decisions)


def _find(request: HttpRequest, code: str, pk: int) -> Any:
    return queries.find_hearing(actor_of(request), campaign_of(request, code), pk)


@router.get(_AT, response=InspectionHearingPage, auth=READ, summary="听取汇报和研判")
def hearings(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InspectionHearingPage:
    """The records that this account sees, the latest first."""
    rows = queries.hearings_of(actor_of(request), campaign_of(request, code))
    found, after = page_of(request, rows, paging)
    return InspectionHearingPage(items=[InspectionHearingOut(**_told(request, one)) for one in found], next=after)


@router.get(_ONE, response=InspectionWholeHearing, auth=READ, summary="一次听取汇报或研判会")
def one_hearing(request: HttpRequest, code: Path[Code], hearing: Path[Number]) -> InspectionWholeHearing:
    """One record with its tasks and decisions."""
    return _whole(request, _find(request, code, hearing))


@router.get(_ONE + "/file", auth=READ, summary="听取汇报或研判会文件", openapi_extra=a_file(DOCX))
def hearing_file(request: HttpRequest, code: Path[Code], hearing: Path[Number]) -> HttpResponse:
    """The record as docx (D33)."""
    row = _find(request, code, hearing)
    paper = papers.hearing_paper(row, queries.considered_of(actor_of(request), row))
    return binary(print_docx(paper=paper), f"{row.get_kind_display()}{row.held_on}.docx", DOCX)


class InspectionHearingAsked(Asked):
    """Who was heard, when, what was said."""

    kind: HearingKind
    unit: Number | None = None
    held_on: Day
    presided: Line = Field(max_length=120)
    record: Text


@router.post(_AT, response=InspectionWholeHearing, summary="登记听取汇报或研判会")
def hearing(request: HttpRequest, code: Path[Code], asked: InspectionHearingAsked) -> InspectionWholeHearing:
    """Write down that a unit was heard, or that findings were talked over."""
    campaign = campaign_of(request, code)
    only_who_works(request, campaign)
    unit = campaigns.unit_in(campaign, asked.unit) if asked.unit else None
    return _whole(request, operations.hold_hearing(campaign=campaign, **{**asked.dict(), "unit": unit}, **who(request)))


class InspectionHearingTaskAsked(Asked):
    """What is to be done, by when; a meeting over findings names the unit."""

    title: Line = Field(min_length=1, description="任务")
    due_on: Day
    unit: Number | None = Field(None, description="承办单位；听取汇报的不填就是汇报单位")


@router.post(_ONE + "/tasks", response=InspectionWholeHearing, summary="会上部署任务")
def set_task(request: HttpRequest, code: Path[Code], hearing: Path[Number], asked: InspectionHearingTaskAsked) -> InspectionWholeHearing:
    """Set a task with its day; it is worked where all tasks are."""
    row = _find(request, code, hearing)
    unit = campaigns.unit_in(row.campaign, asked.unit) if asked.unit else None
    operations.set_task_at_hearing(row, title=asked.title, due_on=asked.due_on, unit=unit, **who(request))
    return _whole(request, row)


class InspectionDecisionAsked(Asked):
    """What was decided on one finding, and why."""

    finding: Number = Field(description="检查发现的编号")
    decision: HearingDecision
    words: Text = Field(min_length=1, description="理由和要求")


@router.post(_ONE + "/decisions", response=InspectionWholeHearing, summary="研判一条发现")
def decide(request: HttpRequest, code: Path[Code], hearing: Path[Number], asked: InspectionDecisionAsked) -> InspectionWholeHearing:
    """Write down what was decided on a finding; the steps themselves are taken on the finding."""
    row = _find(request, code, hearing)
    seen = queries.find_observation(actor_of(request), row.campaign, asked.finding)
    operations.decide_on_finding(row, observation=seen, decision=asked.decision, words=asked.words, **who(request))
    return _whole(request, row)
