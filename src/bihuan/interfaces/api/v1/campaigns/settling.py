"""What a campaign's office still has to see to: who lies below the rank threshold, duties that nobody holds, who left with open work, what
stands against declaring a stage over."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.sheets import FILE_NAME, duties_template
from bihuan.campaigns.vocabulary import Duty, GateCondition
from bihuan.foundation.kernel import BadInput, Missing
from bihuan.foundation.kernel import _ as noop
from bihuan.interfaces.api.v1.campaigns.bodies import Granted, granted
from bihuan.interfaces.api.v1.campaigns.listing import EntryOut, entry_told
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Named, Number, Text, a_file, binary
from bihuan.problems import queries as problems


class BelowThreshold(Schema):
    """Subjects whose rank lies below the campaign's threshold: proposed as participants; the office decides once."""

    threshold: str = Field(description="职级界线")
    entries: list[EntryOut] = Field(description="低于界线的整治对象")
    unknown: int = Field(description="职级认不出、不作建议的人数")


def _below(request: HttpRequest, code: str) -> tuple[Any, Any]:
    campaign = desk(request, code)
    found = queries.below_threshold(campaign, timezone.localdate())
    if found is None:
        raise Missing()
    return campaign, found


@router.get("/campaigns/{code}/roster/threshold", response=BelowThreshold, auth=READ, summary="低于职级界线的整治对象")
def below_threshold(request: HttpRequest, code: Path[Code]) -> BelowThreshold:
    """Whom the office has to decide about; 404 where there is nothing to decide."""
    found = _below(request, code)[1]
    return BelowThreshold(threshold=found.threshold, entries=[entry_told(one) for one in found.entries], unknown=found.unknown)


class ThresholdDecided(Asked):
    """Who only takes part from today on."""

    participants: list[Number] = Field(max_length=5000, description="改列参与人员的名册条目；没写的仍是整治对象")
    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/roster/threshold", response=list[EntryOut], summary="按职级界线核定名册")
def settle_threshold(request: HttpRequest, code: Path[Code], asked: ThresholdDecided) -> list[EntryOut]:
    """Decide about those below the threshold, once; answers with the entries that were chosen, as they ended."""
    campaign, found = _below(request, code)
    by_key = {one.pk: one for one in found.entries}
    if strange := [pk for pk in asked.participants if pk not in by_key]:
        raise BadInput(noop("名册条目 %(names)s 不是低于职级界线的整治对象。"), names="、".join(map(str, strange[:10])))
    chosen = [by_key[pk] for pk in dict.fromkeys(asked.participants)]
    operations.settle_threshold(campaign=campaign, participants=chosen, on=timezone.localdate(), reason=asked.reason, **who(request))
    return [entry_told(queries.find_entry(campaign, one.pk)) for one in chosen]


class DutyGapOut(Schema):
    """A duty that nobody holds."""

    duty: Duty
    text: str
    units: list[Named] = Field(description="缺的单位；空表示整个专项")


def _gaps(campaign: Any) -> list[Any]:
    return queries.duty_gaps(campaign, timezone.localdate())


@router.get("/campaigns/{code}/duties/gaps", response=list[DutyGapOut], auth=READ, summary="还没有人承担的职责")
def duty_gaps(request: HttpRequest, code: Path[Code]) -> list[DutyGapOut]:
    """What nobody holds yet, for the office."""
    return [
        DutyGapOut(duty=one.duty, text=_(one.text) % {"count": len(one.units)}, units=[Named(id=unit.pk, name=unit.name) for unit in one.units])
        for one in _gaps(desk(request, code))
    ]  # fmt: skip


@router.get("/campaigns/{code}/duties/template", auth=READ, summary="下载职责分工表", openapi_extra=a_file(XLSX))
def duty_template(request: HttpRequest, code: Path[Code]) -> HttpResponse:
    """The sheet with a row for every duty that nobody holds; supervisors come with their groups."""
    gaps = [one for one in _gaps(desk(request, code)) if one.duty is not Duty.SUPERVISOR]
    return binary(duties_template([(unit.name, one.duty.label) for one in gaps for unit in one.units]), _(FILE_NAME), XLSX)


@router.post("/campaigns/{code}/duties/sheet", response=list[Granted], summary="由表格授予职责")
def grant_by_sheet(request: HttpRequest, code: Path[Code], file: File[UploadedFile]) -> list[Granted]:
    """Many duties by a workbook: every error at its cell, all or nothing. Answers with the new ones; those held already stay."""
    made = operations.grant_from_sheet(campaign=desk(request, code), data=file.read(), name=file.name or "", **who(request))
    return [granted(one) for one in made]


class LeaverOut(Schema):
    """Somebody who is gone and has work open here."""

    person: Named
    closed: bool = Field(description="账号已停用；否则是已没有职务")


@router.get("/campaigns/{code}/leavers", response=list[LeaverOut], auth=READ, summary="走了的人手上还有工作")
def leavers(request: HttpRequest, code: Path[Code]) -> list[LeaverOut]:
    """Who has left with work open, for the office, at most 100."""
    campaign = campaign_of(request, code)
    problems.refuse_who_may_not(actor_of(request), campaign)
    found = problems.leavers(campaign, 100)
    return [LeaverOut(person=Named(id=one.person.pk, name=one.person.name), closed=one.closed) for one in found]


class Condition(Schema):
    """What does not hold yet for declaring a stage over."""

    condition: GateCondition
    count: int
    text: str


@router.get("/campaigns/{code}/stages/{int:stage}/conditions", response=list[Condition], auth=READ, summary="阶段结束还差什么")
def conditions(request: HttpRequest, code: Path[Code], stage: Path[Number]) -> list[Condition]:
    """What stands against declaring a stage over; empty: nothing. With something open it takes a decision with its reason."""
    row = queries.find_stage(desk(request, code, but_heads=True), stage)
    found = problems.unmet_of_stage(row, timezone.localdate())
    return [Condition(condition=one, count=count, text=_(one.label) % {"count": count}) for one, count in found]


class SilentOut(Schema):
    """A subject without a self-check."""

    person: Named
    unit: Named
    post: str


@router.get("/campaigns/{code}/silent", response=list[SilentOut], auth=READ, summary="没有自查记录的整治对象")
def silent(request: HttpRequest, code: Path[Code]) -> list[SilentOut]:
    """Places on the roster of the subjects without a self-check of their own, at most 5000."""
    rows = problems.silent_subjects(desk(request, code, but_heads=True), timezone.localdate()).select_related("person", "unit")[:5000]
    return [
        SilentOut(person=Named(id=one.person_id, name=one.person.name), unit=Named(id=one.unit_id, name=one.unit.name), post=one.post)
        for one in rows
    ]
