"""Seminars, visits, questionnaires, opinion forms for programs, and what was heard there."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations import Held, Said
from bihuan.finding.queries import opinions as opinions_asked
from bihuan.finding.vocabulary.letters import GatheringAction
from bihuan.finding.vocabulary.opinions import OpinionForm, PeopleGroup
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.finding.opinions import OpinionOut, opinion_out
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text, named


class GatheringOut(Schema):
    """A gathering. Nobody who spoke is named."""

    id: int
    form: OpinionForm
    title: str
    group: PeopleGroup
    held_on: date
    place: str
    unit: Named | None


def _gathering(row: Any) -> GatheringOut:
    plain = {name: getattr(row, name) for name in ("form", "title", "group", "held_on", "place")}
    return GatheringOut(id=row.pk, unit=named(row.unit), **plain)


class GatheringPage(Schema):
    """One page of the gatherings."""

    items: list[GatheringOut]
    next: str | None


@router.get("/campaigns/{code}/gatherings", response=GatheringPage, auth=READ, summary="征求意见活动")
def gatherings(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> GatheringPage:
    """The gatherings that this account sees, the latest first."""
    found, after = page_of(request, opinions_asked.gatherings_of(actor_of(request), campaign_of(request, code)), paging)
    return GatheringPage(items=[_gathering(one) for one in found], next=after)


class GatheringAsked(Asked):
    """What was held."""

    form: OpinionForm
    title: Line = Field(min_length=1, max_length=120)
    group: PeopleGroup
    held_on: Day
    place: Line = Field("", max_length=120)
    unit: Number | None = Field(None, description="开展单位；专班自己的不填")


@router.post("/campaigns/{code}/gatherings", response=GatheringOut, summary="登记征求意见活动")
def hold_gathering(request: HttpRequest, code: Path[Code], asked: GatheringAsked) -> GatheringOut:
    """Note a seminar, a visit to the public, a questionnaire or opinion forms."""
    campaign = campaign_of(request, code)
    unit = campaigns.unit_in(campaign, asked.unit) if asked.unit else None
    held = Held(asked.form, asked.title, asked.group, asked.held_on, asked.place, unit)
    return _gathering(operations.hold_gathering(campaign=campaign, held=held, **who(request)))


class GatheringAmended(Asked):
    """A gathering as it should stand; the unit stays."""

    form: OpinionForm
    title: Line = Field(min_length=1, max_length=120)
    group: PeopleGroup
    held_on: Day
    place: Line = Field("", max_length=120)


@router.post("/campaigns/{code}/gatherings/{int:gathering}/amend", response=GatheringOut, summary="更正征求意见活动")
def amend_gathering(request: HttpRequest, code: Path[Code], gathering: Path[Number], asked: GatheringAmended) -> GatheringOut:
    """Correct what was noted; opinions that were entered keep their day and group."""
    actor = actor_of(request)
    row = opinions_asked.find_gathering(actor, campaign_of(request, code), gathering)
    opinions_asked.refuse_unless_open(actor, row, GatheringAction.AMEND.value)
    held = Held(asked.form, asked.title, asked.group, asked.held_on, asked.place)
    return _gathering(operations.amend_gathering(row, held=held, **who(request)))


class OpinionAsked(Asked):
    """One opinion about one unit."""

    unit: Number
    text: Text = Field(min_length=1)
    resented: bool = Field(False, description="群众反映强烈")


@router.post("/campaigns/{code}/gatherings/{int:gathering}/opinions", response=OpinionOut, summary="登记听到的意见")
def gather(request: HttpRequest, code: Path[Code], gathering: Path[Number], asked: OpinionAsked) -> OpinionOut:
    """Enter an opinion that was heard there."""
    campaign = campaign_of(request, code)
    row = opinions_asked.find_gathering(actor_of(request), campaign, gathering)
    said = Said(campaigns.unit_in(campaign, asked.unit), asked.text, resented=asked.resented)
    return opinion_out(operations.gather(row, said=said, **who(request)), numbered=False)


class OpinionsAsked(Asked):
    """Several opinions of one gathering."""

    opinions: list[OpinionAsked] = Field(min_length=1, max_length=200)


@router.post("/campaigns/{code}/gatherings/{int:gathering}/opinions/many", response=list[OpinionOut], summary="成批登记听到的意见")
def gather_many(request: HttpRequest, code: Path[Code], gathering: Path[Number], asked: OpinionsAsked) -> list[OpinionOut]:
    """Enter what was heard there, all or none."""
    campaign = campaign_of(request, code)
    row = opinions_asked.find_gathering(actor_of(request), campaign, gathering)
    said = [Said(campaigns.unit_in(campaign, one.unit), one.text, resented=one.resented) for one in asked.opinions]
    return [opinion_out(one, numbered=False) for one in operations.gather_all(row, said=said, **who(request))]
