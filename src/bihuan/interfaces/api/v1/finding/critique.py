"""Pointings-out and critique meetings for programs. Who wrote a critique is asked and told nowhere here (P05)."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations import Called, Said
from bihuan.finding.queries import critique as critiques
from bihuan.finding.vocabulary.critique import MeetingState
from bihuan.finding.vocabulary.opinions import OpinionForm
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import DOCX, Asked, Code, Day, Line, Named, Number, Paging, Text, a_file, binary


class PointingAsked(Asked):
    """What is pointed out about somebody else."""

    form: OpinionForm = Field(description="by_leader、by_colleague 或 by_public")
    unit: Number
    person: Number
    name: Line = Field("", description="姓名，与编号相符")
    text: Text = Field(min_length=1)
    root: Text = Field("", description="思想根源")


class PointingTaken(Schema):
    """It was taken. Nothing of it is told back."""

    taken: int


@router.post("/campaigns/{code}/pointings", response=PointingTaken, summary="指出问题")
def point_out(request: HttpRequest, code: Path[Code], asked: PointingAsked) -> PointingTaken:
    """Point out a problem of somebody else: it lies until the office takes all that lie."""
    campaign = campaign_of(request, code)
    person = campaigns.chosen_person(campaign, asked.person, asked.name)
    said = Said(campaigns.unit_in(campaign, asked.unit), asked.text, person, root=asked.root)
    operations.point_out(campaign=campaign, form=asked.form, said=said, **who(request))
    return PointingTaken(taken=1)


@router.post("/campaigns/{code}/pointings/take", response=PointingTaken, summary="收取指出的问题")
def take_pointings(request: HttpRequest, code: Path[Code]) -> PointingTaken:
    """The office takes what lies, in an order drawn at random."""
    return PointingTaken(taken=len(operations.take_pointings(campaign=campaign_of(request, code), **who(request))))


class CritiqueMeetingOut(Schema):
    """A critique meeting with its total; in steps of five while it goes on."""

    id: int
    unit: Named
    title: str
    held_on: date
    state: MeetingState
    total: int


def _meeting(row: Any) -> CritiqueMeetingOut:
    unit = Named(id=row.unit_id, name=row.unit.name)
    plain = {name: getattr(row, name) for name in ("title", "held_on", "state")}
    return CritiqueMeetingOut(id=row.pk, unit=unit, total=critiques.running_total(row), **plain)


def meeting_at(request: HttpRequest, code: str, pk: int) -> Any:
    """A meeting that this account sees, or Missing."""
    campaign = campaign_of(request, code)
    return critiques.find_meeting(actor_of(request), campaign, pk)


class CritiqueMeetingPage(Schema):
    """One page of the meetings."""

    items: list[CritiqueMeetingOut]
    next: str | None


@router.get("/campaigns/{code}/critique-meetings", response=CritiqueMeetingPage, auth=READ, summary="互评会议清单")
def critique_meetings(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> CritiqueMeetingPage:
    """The meetings that this account sees, the latest first."""
    found, after = page_of(request, critiques.meetings_of(actor_of(request), campaign_of(request, code)), paging)
    return CritiqueMeetingPage(items=[_meeting(one) for one in found], next=after)


@router.get("/campaigns/{code}/critique-meetings/{int:meeting}", response=CritiqueMeetingOut, auth=READ, summary="互评会议")
def critique_meeting(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> CritiqueMeetingOut:
    """One meeting."""
    return _meeting(meeting_at(request, code, meeting))


class CritiqueMeetingAsked(Asked):
    """Which unit meets, and when."""

    unit: Number
    title: Line = Field(min_length=1, max_length=120)
    held_on: Day
    place: Line = Field("", max_length=120)


@router.post("/campaigns/{code}/critique-meetings", response=CritiqueMeetingOut, summary="筹备互评会议")
def call_critique(request: HttpRequest, code: Path[Code], asked: CritiqueMeetingAsked) -> CritiqueMeetingOut:
    """Prepare one; everybody of the unit on the roster has a seat."""
    campaign = campaign_of(request, code)
    called = Called(campaigns.unit_in(campaign, asked.unit), asked.title, asked.held_on, asked.place)
    return _meeting(operations.call_critique(campaign=campaign, called=called, **who(request)))


@router.post("/campaigns/{code}/critique-meetings/{int:meeting}/open", response=CritiqueMeetingOut, summary="开始互评")
def open_critique(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> CritiqueMeetingOut:
    """Begin."""
    return _meeting(operations.open_critique(meeting_at(request, code, meeting), **who(request)))


@router.post("/campaigns/{code}/critique-meetings/{int:meeting}/close", response=CritiqueMeetingOut, summary="结束互评")
def close_critique(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> CritiqueMeetingOut:
    """Close it onto the ledger, in an order drawn at random."""
    row = meeting_at(request, code, meeting)
    operations.close_critique(row, **who(request))
    return _meeting(row)


class CritiqueReason(Asked):
    """Why."""

    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/critique-meetings/{int:meeting}/call-off", response=CritiqueMeetingOut, summary="取消互评会议")
def call_off_critique(request: HttpRequest, code: Path[Code], meeting: Path[Number], asked: CritiqueReason) -> CritiqueMeetingOut:
    """It is not held; once it has begun it can only be closed."""
    return _meeting(operations.call_off_critique(meeting_at(request, code, meeting), reason=asked.reason, **who(request)))


@router.post("/campaigns/{code}/critique-meetings/{int:meeting}/list", auth=READ, summary="导出批评问题清单", openapi_extra=a_file(DOCX))
def take_criticisms(request: HttpRequest, code: Path[Code], meeting: Path[Number], asked: CritiqueReason) -> HttpResponse:
    """The list D12 as docx, of what this account may read; the book says who took it for what."""
    data = operations.take_criticisms(meeting_at(request, code, meeting), reason=asked.reason, **who(request))
    return binary(data, "批评问题清单.docx", DOCX)
