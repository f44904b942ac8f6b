"""Organisation at work: patterns, gaps, people lent, deputy heads with their units, the key few, leaders first."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import gaps as lacking
from bihuan.campaigns.queries import lending, portfolios
from bihuan.campaigns.rules.patterns import proposed
from bihuan.campaigns.vocabulary import GroupPost, OrganisationPattern
from bihuan.campaigns.vocabulary.organising import Level
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.campaigns.bodies import GroupOut, group_out
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text
from bihuan.organisation.queries import find_unit

NO_FILE: UploadedFile | None = File(None)
"""Only a low level needs the approval's scan."""


class PatternAsked(Asked):
    """Where the office sits."""

    pattern: OrganisationPattern = Field(description="组织方式")


@router.post("/campaigns/{code}/pattern", response=list[GroupOut], summary="选定组织方式")
def choose_pattern(request: HttpRequest, code: Path[Code], asked: PatternAsked) -> list[GroupOut]:
    """Choose one of the four patterns; the bodies it proposes are set up with their seats as written, those of the same name stay."""
    campaign = desk(request, code)
    there = [one.name for one in queries.groups_of(campaign)]
    made = operations.choose_pattern(campaign=campaign, pattern=asked.pattern, bodies=proposed(asked.pattern, there), **who(request))
    return [group_out(queries.find_group(campaign, one.pk)) for one in made]


class OrganisationGapOut(Schema):
    """Something that the organisation lacks."""

    name: str = Field(description="哪一种缺口")
    text: str = Field(description="说明")
    units: list[Named]


@router.get("/campaigns/{code}/gaps", response=list[OrganisationGapOut], auth=READ, summary="组织缺口")
def gaps(request: HttpRequest, code: Path[Code]) -> list[OrganisationGapOut]:
    """Heads, groups, people to verify, responsible leaders and officers that are lacking."""
    campaign = campaign_of(request, code)
    if queries.units_seen(actor_of(request), campaign) is not None:
        raise NotAllowed()
    found = lacking.organisation_gaps(campaign, timezone.localdate())
    return [
        OrganisationGapOut(
            name=one.name, text=_(one.text) % {"count": one.count}, units=[Named(id=unit.pk, name=unit.name) for unit in one.units]
        )
        for one in found
    ]


class SecondmentOut(Schema):
    """Somebody lent to a body."""

    id: int
    person: Named
    home: Named
    level: Level
    group: Named
    from_on: date
    to_on: date
    approval_number: str
    ended: bool


def _secondment(row: Any) -> SecondmentOut:
    told = {name: Named(id=getattr(row, name).pk, name=getattr(row, name).name) for name in ("person", "home", "group")}
    return SecondmentOut(
        id=row.pk, level=row.level, from_on=row.from_on, to_on=row.to_on, approval_number=row.approval_number, ended=row.ended_at is not None, **told
    )  # fmt: skip


class SecondmentPage(Schema):
    """One page of the people lent."""

    items: list[SecondmentOut]
    next: str | None


@router.get("/campaigns/{code}/secondments", response=SecondmentPage, auth=READ, summary="借调人员")
def secondments(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> SecondmentPage:
    """Who is lent to which body, from where, until when; those in force first."""
    found, after = page_of(request, lending.secondments_of(desk(request, code)), paging)
    return SecondmentPage(items=[_secondment(one) for one in found], next=after)


class SecondmentAsked(Asked):
    """Who is lent, from where, for which days, on which approval."""

    person: Number = Field(description="人员编号")
    name: Line = Field("", description="姓名；第一次列入本专项的人须写，与编号相符")
    home: Number = Field(description="原单位的编号")
    level: Level = Field(description="原单位层级")
    from_on: Day
    to_on: Day
    post: GroupPost = Field(GroupPost.MEMBER, description="组内职务")
    approval_number: Line = Field("", description="批件文号；县级及以下必填，并附扫描件")


@router.post("/campaigns/{code}/groups/{int:group}/secondments", response=SecondmentOut, summary="借调")
def second(
    request: HttpRequest, code: Path[Code], group: Path[Number], asked: Form[SecondmentAsked], file: UploadedFile | None = NO_FILE
) -> SecondmentOut:  # fmt: skip
    """Lend somebody to a body until a day; from county level or below with an approval (number and file)."""
    campaign = desk(request, code)
    lent = operations.Lending(
        person=queries.chosen_person(campaign, asked.person, asked.name), home=find_unit(asked.home), level=asked.level, from_on=asked.from_on,
        to_on=asked.to_on, post=asked.post, approval_number=asked.approval_number, approval=(file.name or "", file.read()) if file else None,
    )  # fmt: skip
    return _secondment(operations.second_person(group=queries.find_group(campaign, group), lending=lent, **who(request)))


class EndAsked(Asked):
    """Why something ends."""

    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/secondments/{int:secondment}/end", response=SecondmentOut, summary="提前结束借调")
def end_secondment(request: HttpRequest, code: Path[Code], secondment: Path[Number], asked: EndAsked) -> SecondmentOut:
    """End it now; what he held there ends."""
    row = lending.find_secondment(desk(request, code), secondment)
    return _secondment(operations.end_secondment(row, reason=asked.reason, **who(request)))


class DeputyOut(Schema):
    """A deputy head with his units."""

    deputy: Named
    units: list[Named]


@router.get("/campaigns/{code}/portfolios", response=list[DeputyOut], auth=READ, summary="副组长分管单位")
def portfolios_list(request: HttpRequest, code: Path[Code]) -> list[DeputyOut]:
    """Deputy heads and their units; a deputy head who does not run the campaign sees his own."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    rows, _loose = portfolios.portfolios_of(campaign, timezone.localdate())
    if not (queries.run_by(actor, campaign) or queries.signs_as_head(actor, campaign)):
        rows = [one for one in rows if one.deputy.pk == actor.person_id]
        if not rows:
            raise NotAllowed()
    return [_deputy(one) for one in rows]


def _deputy(one: portfolios.DeputyUnits) -> DeputyOut:
    units = [Named(id=unit.pk, name=unit.name) for unit in one.units]
    return DeputyOut(deputy=Named(id=one.deputy.pk, name=one.deputy.name), units=units)


class PortfolioAsked(Asked):
    """The units of a deputy head from now on."""

    units: list[Number] = Field(max_length=2000, description="单位编号")


@router.put("/campaigns/{code}/portfolios/{int:person}", response=DeputyOut, summary="明确副组长分管单位")
def charge_deputy(request: HttpRequest, code: Path[Code], person: Path[Number], asked: PortfolioAsked) -> DeputyOut:
    """Say which units a deputy head is in charge of; those of others move to him."""
    campaign = desk(request, code, but_heads=True)
    deputy = portfolios.find_deputy(campaign, person)
    units = [queries.unit_in(campaign, one) for one in asked.units]
    operations.charge_deputy(campaign=campaign, deputy=deputy, units=units, **who(request))
    return _deputy(portfolios.DeputyUnits(deputy, portfolios.units_in_charge(campaign, deputy.pk)))
