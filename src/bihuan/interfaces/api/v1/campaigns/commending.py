"""Commendations: each cites a standard of the code of conduct; none is counted."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text, named


class CommendationOut(Schema):
    """A commendation that stands."""

    id: int
    standard: str = Field(description="准则")
    unit: Named
    person: Named | None
    deed: str
    on: date


class CommendationPage(Schema):
    """One page of the commendations."""

    items: list[CommendationOut]
    next: str | None


def _commendation(row: Any) -> CommendationOut:
    unit = Named(id=row.unit_id, name=row.unit.name)
    return CommendationOut(id=row.pk, standard=row.standard, unit=unit, person=named(row.person), deed=row.deed, on=row.on_date)


@router.get("/campaigns/{code}/commendations", response=CommendationPage, auth=READ, summary="表扬")
def commendations(request: HttpRequest, code: Path[Code], paging: Query[Paging], as_of: Query[AsOf]) -> CommendationPage:
    """The commendations that stand, or stood at a past moment, latest first."""
    rows, following = page_of(request, queries.commendations_of(campaign_of(request, code), as_of.until), paging)
    return CommendationPage(items=[_commendation(one) for one in rows], next=following)


class CommendationAsked(Asked):
    """Whom to commend, by which standard, for what."""

    standard: Line = Field(description="行为准则里的一条")
    unit: Number = Field(description="单位编号")
    person: Number | None = Field(None, description="单位里的个人；只表扬单位的不填")
    name: Line = Field("", description="姓名；第一次列入本专项的人须写，与编号相符")
    deed: Text = Field(min_length=1, description="事迹")
    on: Day = Field(description="表扬日期")
    agreed: bool = Field(False, description="写出姓名的，已征得本人同意")


@router.post("/campaigns/{code}/commendations", response=CommendationOut, summary="登记表扬")
def commend(request: HttpRequest, code: Path[Code], asked: CommendationAsked) -> CommendationOut:
    """Hold a unit, or somebody in it, up as an example of one standard."""
    campaign = campaign_of(request, code)
    person = queries.chosen_person(campaign, asked.person, asked.name) if asked.person else None
    told: dict[str, Any] = {"standard": asked.standard, "unit": queries.unit_in(campaign, asked.unit), "person": person}
    return _commendation(operations.commend(campaign=campaign, deed=asked.deed, on=asked.on, agreed=asked.agreed, **told, **who(request)))


class Withdrawal(Asked):
    """Why a commendation is taken back."""

    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/commendations/{int:commendation}/withdraw", response=CommendationOut, summary="撤销表扬")
def withdraw(request: HttpRequest, code: Path[Code], commendation: Path[Number], asked: Withdrawal) -> CommendationOut:
    """Take a commendation back with its reason; the record stays."""
    row = queries.find_commendation(campaign_of(request, code), commendation)
    operations.withdraw_commendation(row, reason=asked.reason, **who(request))
    return _commendation(row)
