"""The register of meetings, where the campaign was told on, and tasks handed down."""

from datetime import date, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import File, Form, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import meetings as asked_of
from bihuan.campaigns.queries.holding import groups_meeting_with
from bihuan.campaigns.rules.meetings import MeetingFacts
from bihuan.campaigns.sheets import MEETINGS_NAME, meeting_sheet
from bihuan.campaigns.vocabulary import Explained, MeetingFileUse, MeetingKind
from bihuan.foundation.kernel import NotAllowed, _
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.campaigns.running import TaskOut, _task
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Day, Line, Named, Number, Paging, Text, a_file, binary, named


class MeetingOut(Schema):
    """A meeting that was held."""

    id: int
    kind: MeetingKind
    topic: str
    purpose: str
    held_on: date
    clock: time | None
    place: str
    chair: str
    group: Named | None = Field(description="由哪个机构召开")
    unit: Named | None = Field(description="由哪个单位召开")
    present: int | None = Field(description="到会人数；没有名单")
    explained: list[Explained] = Field(description="动员部署会讲解了方案的哪些内容")


class MeetingWhole(MeetingOut):
    """A meeting with its record, units and decisions."""

    record: str
    units: list[Named] = Field(description="到会单位")
    tasks: list[TaskOut] = Field(description="议定事项")


class MeetingPage(Schema):
    """One page of the register."""

    items: list[MeetingOut]
    next: str | None


def _plain(row: Any) -> dict[str, Any]:
    plain = {
        name: getattr(row, name) for name in ("kind", "topic", "purpose", "held_on", "clock", "place", "chair", "present", "explained")
    }
    return {"id": row.pk, "group": named(row.group), "unit": named(row.unit), **plain}


def _registered_by(request: HttpRequest, campaign: Any, pk: int) -> Any:
    """A meeting that he registers himself; whoever only reads it is refused, as on the pages."""
    row = asked_of.find_meeting(actor_of(request), campaign, pk)
    whole, own = asked_of.registers_for(actor_of(request), campaign)
    if whole or row.unit_id in own:
        return row
    if row.group_id is None or not groups_meeting_with(actor_of(request), campaign).filter(pk=row.group_id).exists():
        raise NotAllowed(_("这次会议由召开的单位、机构和专班登记。"))
    return row


def _whole(request: HttpRequest, code: str, pk: int) -> MeetingWhole:
    row = asked_of.find_meeting(actor_of(request), campaign_of(request, code), pk)
    units = [Named(id=one.unit_id, name=one.unit.name) for one in row.attending.all()]
    return MeetingWhole(
        **_plain(row), record=row.record, units=units, tasks=[_task(one) for one in asked_of.decisions_of(actor_of(request), row)]
    )


@router.get("/campaigns/{code}/meetings", response=MeetingPage, auth=READ, summary="会议登记")
def meetings(
    request: HttpRequest, code: Path[Code], as_of: Query[AsOf], paging: Query[Paging], kind: MeetingKind | None = None
) -> MeetingPage:
    """The meetings this account may read (`at`: as they were registered then), the last registered first; `kind` of one kind."""
    campaign = campaign_of(request, code)
    question = f"meetings {campaign.pk} {as_of.at} {kind}"
    found, last = asked_of.visible_meetings(actor_of(request), campaign, as_of.until).order_by("-pk"), mark_of(question, paging.cursor)
    found = found.filter(kind=kind) if kind else found
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return MeetingPage(items=[MeetingOut(**_plain(one)) for one in rows], next=leading_on(question, rows[-1].pk) if more else None)


class KindCountOut(Schema):
    """Meetings of a kind held up to a day."""

    kind: MeetingKind
    campaign: int = Field(description="专项层面召开的")
    units: int = Field(description="各单位召开的")


@router.get("/campaigns/{code}/meetings/counts", response=list[KindCountOut], auth=READ, summary="会议次数")
def counts(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> list[KindCountOut]:
    """How many meetings of each kind, of those this account may read, were held up to today, or to the past moment."""
    day = as_of.past.day if as_of.past else localdate()
    told = asked_of.counts_by_kind(asked_of.visible_meetings(actor_of(request), campaign_of(request, code), as_of.until), day)
    return [KindCountOut(kind=one.kind, campaign=one.campaign, units=one.units) for one in told]


class MeetingsTaken(Asked):
    """The register taken home."""

    reason: Line = Field(min_length=1, description="用途，记入操作记录")


@router.post("/campaigns/{code}/meetings/sheet", auth=READ, summary="导出会议登记", openapi_extra=a_file(XLSX))
def sheet(request: HttpRequest, code: Path[Code], asked: MeetingsTaken) -> HttpResponse:
    """The register as Excel, with its purpose in the book."""
    campaign = campaign_of(request, code)
    rows = list(asked_of.visible_meetings(actor_of(request), campaign).prefetch_related("attending__unit").order_by("held_on", "pk"))
    operations.record_export(campaign=campaign, reason=asked.reason, count=len(rows), **who(request))
    return binary(meeting_sheet(rows), MEETINGS_NAME, XLSX)


@router.get("/campaigns/{code}/meetings/{int:meeting}", response=MeetingWhole, auth=READ, summary="一次会议")
def meeting(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> MeetingWhole:
    """One meeting with its units, its record and what became of its decisions."""
    return _whole(request, code, meeting)


class MeetingAsked(Asked):
    """A meeting that was held."""

    kind: MeetingKind
    topic: Line = Field(min_length=1, description="主题")
    purpose: Text = Field(min_length=1, description="要解决什么问题")
    held_on: Day = Field(description="召开日期")
    clock: time | None = Field(None, description="开始时刻")
    place: Line = Field("", description="地点")
    chair: Line = Field("", description="主持人")
    present: Number | None = Field(None, description="到会人数；没有名单")
    explained: list[Explained] = Field([], description="动员部署会讲解了方案的哪些内容")
    record: Text = Field("", description="会议记录")
    group: Number | None = Field(None, description="召开机构的编号")
    unit: Number | None = Field(None, description="召开单位的编号；与机构二选一")
    units: list[Number] = Field([], max_length=2000, description="到会单位的编号")


_FACTS = ("kind", "topic", "purpose", "held_on", "clock", "place", "chair", "present", "record")


@router.post("/campaigns/{code}/meetings", response=MeetingWhole, summary="登记会议")
def register_meeting(request: HttpRequest, code: Path[Code], asked: MeetingAsked) -> MeetingWhole:
    """Register a meeting that was held: the office for everybody, a unit for itself, a supervision group its own."""
    campaign = campaign_of(request, code)
    if not any(asked_of.registers_for(actor_of(request), campaign)) and not groups_meeting_with(actor_of(request), campaign).exists():
        raise NotAllowed(_("会议由专班、督导组和各单位的联络员、主要负责人登记。"))
    told = MeetingFacts(**{name: getattr(asked, name) for name in _FACTS}, explained=tuple(asked.explained))
    row = operations.register_meeting(
        campaign=campaign, told=told, units=[queries.unit_in(campaign, one) for one in dict.fromkeys(asked.units)],
        group=queries.find_group(campaign, asked.group) if asked.group else None,
        unit=queries.unit_in(campaign, asked.unit) if asked.unit else None, **who(request),
    )  # fmt: skip
    return _whole(request, code, row.pk)


class MoreOfMeeting(Asked):
    """What was not at hand when it was registered."""

    present: Number | None = Field(None, description="到会人数")
    record: Text = Field("", description="补充的记录，接在原记录后面")
    units: list[Number] = Field([], max_length=2000, description="到会单位的编号")


@router.post("/campaigns/{code}/meetings/{int:meeting}/complete", response=MeetingWhole, summary="补充会议记录")
def complete_meeting(request: HttpRequest, code: Path[Code], meeting: Path[Number], asked: MoreOfMeeting) -> MeetingWhole:
    """Add to the record, the units, the number present."""
    campaign = campaign_of(request, code)
    row = _registered_by(request, campaign, meeting)
    units = [queries.unit_in(campaign, one) for one in dict.fromkeys(asked.units)]
    operations.complete_meeting(meeting=row, present=asked.present, record=asked.record, units=units, **who(request))
    return _whole(request, code, meeting)


@router.post("/campaigns/{code}/meetings/{int:meeting}/files", response=MeetingWhole, summary="会议文件")
def add_file(
    request: HttpRequest, code: Path[Code], meeting: Path[Number], file: File[UploadedFile], use: Form[MeetingFileUse] = MeetingFileUse.RECORD
) -> MeetingWhole:  # fmt: skip
    """A file of the meeting: its signed record, or materials that everybody works by."""
    row = _registered_by(request, campaign_of(request, code), meeting)
    operations.complete_meeting(meeting=row, file=(file.name or "", file.read()), use=use, **who(request))
    return _whole(request, code, meeting)


class Reason(Asked):
    """Why something is taken back."""

    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/meetings/{int:meeting}/withdraw", response=MeetingOut, summary="撤销会议登记")
def withdraw_meeting(request: HttpRequest, code: Path[Code], meeting: Path[Number], asked: Reason) -> MeetingOut:
    """Take a wrong entry off the register with its reason."""
    row = _registered_by(request, campaign_of(request, code), meeting)
    operations.withdraw_meeting(row, reason=asked.reason, **who(request))
    return MeetingOut(**_plain(row))


class DispatchAsked(Asked):
    """What a meeting decided."""

    title: Line = Field(min_length=1, description="事项")
    due_on: Day = Field(description="完成时限")
    units: list[Number] = Field([], max_length=2000, description="承办单位的编号")
    groups: list[Number] = Field([], max_length=200, description="承办机构的编号")
    amount: Number | None = Field(None, description="数量要求")
    measure: Line = Field("", max_length=20, description="计量单位")


@router.post("/campaigns/{code}/meetings/{int:meeting}/tasks", response=list[TaskOut], summary="下达议定事项")
def dispatch(request: HttpRequest, code: Path[Code], meeting: Path[Number], asked: DispatchAsked) -> list[TaskOut]:
    """Give what a meeting decided as tasks, followed until each is answered."""
    campaign = desk(request, code)
    row = asked_of.find_meeting(actor_of(request), campaign, meeting)
    units = [queries.unit_in(campaign, one) for one in dict.fromkeys(asked.units)]
    groups = [queries.find_group(campaign, one) for one in dict.fromkeys(asked.groups)]
    told = asked.dict(exclude={"units", "groups"})
    return [_task(one) for one in operations.dispatch_from_meeting(meeting=row, units=units, groups=groups, **told, **who(request))]
