"""Bodies of a campaign: set up, seats filled and emptied, units in their charge, dissolved."""

from typing import Any

from django.http import HttpRequest
from ninja import Path
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.vocabulary import GroupKind, GroupPost
from bihuan.interfaces.api.v1.campaigns.bodies import GroupOut, group_out
from bihuan.interfaces.api.v1.campaigns.room import campaign_of, desk, router
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.words import LARGEST, Asked, Code, Line, Number, Text


def _anew(request: HttpRequest, code: str, group: int) -> GroupOut:
    return group_out(queries.find_group(campaign_of(request, code), group))


class GroupAsked(Asked):
    """A body to be set up."""

    kind: GroupKind
    name: Line = Field(min_length=1, description="名称")
    units: list[Number] = Field([], max_length=500, description="督导组分管的单位")


@router.post("/campaigns/{code}/groups", response=GroupOut, summary="设立工作机构")
def set_up(request: HttpRequest, code: Path[Code], asked: GroupAsked) -> GroupOut:
    """Set a body up; what the plan named and nobody filled is completed."""
    campaign = desk(request, code)
    units = [queries.unit_in(campaign, one) for one in asked.units]
    made = operations.set_up_group(campaign=campaign, kind=asked.kind, name=asked.name, units=units, **who(request))
    return _anew(request, code, made.pk)


class SeatAsked(Asked):
    """Who takes a seat."""

    person: Number = Field(description="人员编号")
    name: Line = Field("", description="姓名；第一次列入本专项的人须写，与编号相符")
    post: GroupPost = Field(GroupPost.MEMBER, description="在机构里的职务")
    seat: Number | None = Field(None, description="补哪个席位（方案里写了还没有人的）；不写为新增")


@router.post("/campaigns/{code}/groups/{int:group}/seats", response=GroupOut, summary="任命机构成员")
def seat(request: HttpRequest, code: Path[Code], group: Path[Number], asked: SeatAsked) -> GroupOut:
    """Seat somebody; the duties of the body come with it."""
    campaign = desk(request, code)
    row = queries.find_group(campaign, group)
    told: dict[str, Any] = {
        "person": queries.chosen_person(campaign, asked.person, asked.name),
        "post": asked.post,
        "seat": queries.find_seat(row, asked.seat) if asked.seat else None,
    }
    operations.seat_person(group=row, **told, **who(request))
    return _anew(request, code, group)


class Leaving(Asked):
    """Why a seat is emptied or a body dissolved."""

    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/groups/{int:group}/seats/{int:seat}/end", response=GroupOut, summary="免去机构成员")
def unseat(request: HttpRequest, code: Path[Code], group: Path[Number], seat: Path[Number], asked: Leaving) -> GroupOut:
    """Empty a seat; the duties that came with it end."""
    row = queries.find_group(desk(request, code), group)
    operations.unseat_person(group=row, seat=queries.find_seat(row, seat), reason=asked.reason, **who(request))
    return _anew(request, code, group)


class ChargeAsked(Asked):
    """The units of a supervision group."""

    units: list[Number] = Field(max_length=500, description="分管的单位，整份替换")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过就会被拒绝")


@router.post("/campaigns/{code}/groups/{int:group}/units", response=GroupOut, summary="督导组分管单位")
def charge(request: HttpRequest, code: Path[Code], group: Path[Number], asked: ChargeAsked) -> GroupOut:
    """Say which units a supervision group looks after."""
    campaign = desk(request, code)
    units = [queries.unit_in(campaign, one) for one in asked.units]
    operations.charge_group(group=queries.find_group(campaign, group), units=units, seen=asked.seen, **who(request))
    return _anew(request, code, group)


@router.post("/campaigns/{code}/groups/{int:group}/dissolve", response=GroupOut, summary="撤销工作机构")
def dissolve(request: HttpRequest, code: Path[Code], group: Path[Number], asked: Leaving) -> GroupOut:
    """Dissolve a body: its duties end, its units are free, its past stays."""
    row = queries.find_group(desk(request, code), group)
    return group_out(operations.dissolve_group(group=row, reason=asked.reason, **who(request)))
