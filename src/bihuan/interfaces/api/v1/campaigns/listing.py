"""The roster after it was frozen: units taken in, people joining, leaving, exempt, at another post; each a dated entry."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.operations import Listed
from bihuan.campaigns.vocabulary import RosterChange, RosterRole
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Text, named
from bihuan.organisation.queries import find_unit


class EntryOut(Schema):
    """An entry of the roster."""

    id: int
    person: Named
    unit: Named
    post: str
    rank: str
    role: RosterRole
    from_on: date
    to_on: date | None


def entry_told(row: Any) -> EntryOut:
    """An entry as it is told."""
    person, unit = Named(id=row.person_id, name=row.person.name), Named(id=row.unit_id, name=row.unit.name)
    same = {name: getattr(row, name) for name in ("post", "rank", "role", "from_on", "to_on")}
    return EntryOut(id=row.pk, person=person, unit=unit, **same)


class RosterChanged(Schema):
    """One dated change after the roster was frozen."""

    on: date
    change: RosterChange
    entry: EntryOut


class RosterStands(Schema):
    """Who is covered on a day; a person with two posts counts once."""

    day: date
    units: int = Field(description="单位数")
    persons: int = Field(description="人数")
    subjects: int = Field(description="整治对象人数")
    participants: int = Field(description="参与人员人数")
    exempt: int = Field(description="免于参加的人数")
    changes: list[RosterChanged] = Field(description="名册确定以后的变动，看得到的单位的，最近的在前，最多 500 条；都是现在登记着的")


@router.get("/campaigns/{code}/roster", response=RosterStands, auth=READ, summary="名册人数和变动")
def stands(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> RosterStands:
    """Counts of the roster (`at`: of that day, as it was registered by then), and every change since it was frozen."""
    actor, campaign, past = actor_of(request), campaign_of(request, code), as_of.past
    counts = queries.counts_on(campaign, past.day if past else timezone.localdate(), as_of.until)
    found = queries.changes_of(campaign, queries.units_seen(actor, campaign))[:500]
    same = ("day", "units", "persons", "subjects", "participants", "exempt")
    changes = [RosterChanged(on=one.on, change=one.change, entry=entry_told(one.entry)) for one in found]
    return RosterStands(changes=changes, **{name: getattr(counts, name) for name in same})


class CoverAsked(Asked):
    """Units to be taken in."""

    units: list[Number] = Field(min_length=1, max_length=500, description="单位编号")
    on: Day = Field(description="自哪天起")


@router.post("/campaigns/{code}/units", response=list[Named], summary="列入整治单位")
def cover(request: HttpRequest, code: Path[Code], asked: CoverAsked) -> list[Named]:
    """Take units into the campaign; those that are in it already stay as they are."""
    campaign = desk(request, code)
    units = [find_unit(one) for one in asked.units]
    operations.cover_units(campaign=campaign, units=units, on=asked.on, **who(request))
    return [one for unit in units if (one := named(unit))]


class PlaceAsked(Asked):
    """Where somebody stands on the roster."""

    unit: Number = Field(description="单位编号")
    post: Line = Field("", description="职务")
    rank: Line = Field("", description="职级")
    role: RosterRole = Field(RosterRole.SUBJECT, description="整治对象或参与人员")
    on: Day = Field(description="自哪天起")
    reason: Text = Field("", description="理由")


class JoinAsked(PlaceAsked):
    """Somebody who comes onto the roster."""

    person: Number = Field(description="人员编号")
    name: Line = Field("", description="姓名；第一次列入本专项的人须写，与编号相符")


def _listed(campaign: Any, person: Any, asked: PlaceAsked) -> Listed:
    return Listed(person, queries.unit_in(campaign, asked.unit), asked.role, asked.post, asked.rank)


@router.post("/campaigns/{code}/roster", response=EntryOut, summary="调入名册")
def join(request: HttpRequest, code: Path[Code], asked: JoinAsked) -> EntryOut:
    """Enter somebody after the roster was frozen."""
    campaign = desk(request, code)
    listed = _listed(campaign, queries.chosen_person(campaign, asked.person, asked.name), asked)
    return entry_told(operations.join_roster(campaign=campaign, listed=listed, on=asked.on, reason=asked.reason, **who(request)))


class LeaveAsked(Asked):
    """Why somebody leaves the roster, from which day on."""

    on: Day = Field(description="自哪天起不再列入")
    reason: Text = Field(min_length=1, description="理由")
    exempt: bool = Field(False, description="免于参加（长期病假等），不是调出")
    returns_on: Day | None = Field(None, description="免于参加的，哪天起恢复参加；不定期限的不写")


@router.post("/campaigns/{code}/roster/{int:entry}/leave", response=EntryOut, summary="调出名册或免于参加")
def leave(request: HttpRequest, code: Path[Code], entry: Path[Number], asked: LeaveAsked) -> EntryOut:
    """End somebody's place on the roster; the entry stays with its days."""
    row = queries.find_entry(desk(request, code), entry)
    told = {"on": asked.on, "reason": asked.reason, **who(request)}
    if asked.exempt:
        return entry_told(operations.exempt_from_roster(row, freed=operations.Freed(asked.returns_on), **told))
    return entry_told(operations.leave_roster(row, **told))


@router.post("/campaigns/{code}/roster/{int:entry}/post", response=EntryOut, summary="变更名册上的职务")
def change_place(request: HttpRequest, code: Path[Code], entry: Path[Number], asked: PlaceAsked) -> EntryOut:
    """Another post or unit from a day on: the old entry ends, a new one begins."""
    campaign = desk(request, code)
    row = queries.find_entry(campaign, entry)
    listed = _listed(campaign, row.person, asked)
    return entry_told(operations.change_roster_post(row, listed=listed, on=asked.on, reason=asked.reason, **who(request)))
