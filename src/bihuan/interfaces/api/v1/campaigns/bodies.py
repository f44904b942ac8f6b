"""Units, roster, bodies and duties of a campaign."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.key_few import key_people, units_of_key_few
from bihuan.campaigns.queries.past import groups_then
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost, RosterRole
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Asked, Code, Line, Named, Number, Paging, named


class Covered(Schema):
    """A unit of the campaign."""

    id: int
    name: str
    subjects: int = Field(description="整治对象人数")


class FewOnly(Schema):
    """Narrowed to the key few."""

    key_few: bool = Field(False, description="只要关键少数；标记归专班管，别人填了不起作用")


@router.get("/campaigns/{code}/units", response=list[Covered], auth=READ, summary="整治单位")
def units(request: HttpRequest, code: Path[Code], as_of: Query[AsOf], only: Query[FewOnly]) -> list[Covered]:
    """Covered units that this account sees, with how many subjects stand on their roster (`at`: stood, as it was registered by then)."""
    actor, campaign, when = actor_of(request), campaign_of(request, code), _when(as_of)
    found = queries.roster_by_unit(actor, campaign, *when)
    if only.key_few and queries.run_by(actor, campaign):
        there = units_of_key_few(campaign, *when)
        found = [one for one in found if one.unit.pk in there]
    return [Covered(id=one.unit.pk, name=one.unit.name, subjects=one.subjects) for one in found]


def _when(as_of: AsOf) -> tuple[date, datetime | None]:
    """The day of a roster, and before which moment it was registered."""
    return (as_of.past.day if as_of.past else timezone.localdate()), as_of.until


class RosterLine(Schema):
    """Somebody on the roster of a unit, from a day to a day."""

    id: int = Field(description="名册条目的编号")
    person: Named
    post: str
    rank: str
    role: RosterRole
    from_on: date
    to_on: date | None


@router.get("/campaigns/{code}/units/{int:unit}/roster", response=list[RosterLine], auth=READ, summary="单位的名册")
def roster(request: HttpRequest, code: Path[Code], unit: Path[Number], as_of: Query[AsOf], only: Query[FewOnly]) -> list[RosterLine]:
    """The roster of one unit, by Chinese name (`at`: as it was registered by then)."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    found: Iterable[Any] = queries.roster_of(actor, campaign, unit, *_when(as_of))
    if only.key_few and queries.run_by(actor, campaign):
        marked = set(key_people(campaign.pk))
        found = [one for one in found if one.person_id in marked]
    return [
        RosterLine(
            id=getattr(one, "row_id", one.pk), person=Named(id=one.person_id, name=one.person.name), post=one.post, rank=one.rank, role=RosterRole(one.role),
            from_on=one.from_on, to_on=one.to_on,
        )
        for one in found
    ]  # fmt: skip


class Seat(Schema):
    """A seat in a body."""

    id: int | None = Field(description="席位的编号；过去的样子没有")
    person: Named | None
    as_written: str = Field(description="方案里的写法")
    post: GroupPost


class GroupOut(Schema):
    """A body of the campaign."""

    id: int
    kind: GroupKind
    name: str
    revision: int | None = Field(description="版次；改分管单位时作为 seen 带回；过去的样子没有")
    seats: list[Seat]
    units: list[Named]


def group_out(row: Any) -> GroupOut:
    """A body as it is told."""
    seats = [Seat(id=one.pk, person=named(one.person), as_written=one.as_written, post=one.post) for one in row.members.all()]
    return GroupOut(
        id=row.pk,
        kind=row.kind,
        name=row.name,
        revision=row.revision if row._state.db else None,
        seats=seats,
        units=[one for charge in row.charges.all() if (one := named(charge.unit))],
    )


@router.get("/campaigns/{code}/groups", response=list[GroupOut], auth=READ, summary="工作机构")
def groups(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> list[GroupOut]:
    """All bodies with their seats and units, now or as they stood."""
    campaign, until = campaign_of(request, code), as_of.until
    return [group_out(one) for one in (groups_then(campaign, until) if until else queries.groups_of(campaign))]


class Granted(Schema):
    """A duty that somebody holds."""

    id: int
    duty: Duty
    person: Named
    unit: Named | None


class Duties(Schema):
    """One page of duties."""

    items: list[Granted]
    next: str | None


def granted(row: Any) -> Granted:
    """A duty as it is told."""
    return Granted(id=row.pk, duty=row.duty, person=Named(id=row.person_id, name=row.person.name), unit=named(row.unit))


@router.get("/campaigns/{code}/duties", response=Duties, auth=READ, summary="职责")
def duties(request: HttpRequest, code: Path[Code], as_of: Query[AsOf], paging: Query[Paging]) -> Duties:
    """Who holds which duty now, or held it at a past moment, for the office."""
    campaign = desk(request, code)
    question = f"duties {campaign.pk} {as_of.at}"
    last = mark_of(question, paging.cursor)
    found = queries.grants_of(campaign, until=as_of.until).order_by("pk")
    rows = list((found.filter(pk__gt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return Duties(items=[granted(one) for one in rows], next=leading_on(question, rows[-1].pk) if more else None)


class NewDuty(Asked):
    """A duty to be granted."""

    person: Number = Field(description="人员编号")
    name: Line = Field("", description="姓名；第一次列入本专项的人须写，与编号相符")
    duty: Duty
    unit: Number | None = Field(None, description="对应的单位；专班和领导小组不填")


@router.post("/campaigns/{code}/duties", response=Granted, summary="授予职责")
def grant(request: HttpRequest, code: Path[Code], asked: NewDuty) -> Granted:
    """Grant a duty."""
    campaign = desk(request, code)
    told: dict[str, Any] = {
        "person": queries.chosen_person(campaign, asked.person, asked.name),
        "unit": queries.unit_in(campaign, asked.unit) if asked.unit else None,
    }
    return granted(operations.grant_duty(campaign=campaign, duty=asked.duty, **told, **who(request)))


class DutyEnding(Asked):
    """Why a duty is taken back."""

    reason: Line = Field("", description="理由")


@router.post("/campaigns/{code}/duties/{int:duty}/end", response=Granted, summary="收回职责")
def end(request: HttpRequest, code: Path[Code], duty: Path[Number], asked: DutyEnding) -> Granted:
    """Take a duty back."""
    row = queries.find_grant(desk(request, code), duty)
    return granted(operations.end_duty(grant=row, reason=asked.reason, **who(request)))
