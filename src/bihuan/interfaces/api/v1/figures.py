"""Figures of a campaign for any day, each with its definition and the address of the rows it counts."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.foundation.kernel.moments import Written
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of
from bihuan.interfaces.api.v1.words import Code, Day, Moment
from bihuan.reports import queries
from bihuan.reports.queries.figures import names_of

router = Router(tags=["指标"], auth=Bearer(Scope.FIGURES_READ))
_OF_THE_WHOLE = {Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR}  # who sees totals of the whole campaign, as on the page


At = Annotated[Moment, Field(description="过去的一刻：2026-03-01T14:30")]


class FigureOut(Schema):
    """One number."""

    code: str = Field(description="指标编号")
    name: str
    value: int | float | None = Field(description="数值；空表示这类记录还没有，原因见 reason")
    unit: str = Field(description="量词")
    definition: str = Field(description="数的是什么")
    rows: str = Field(description="逐条明细的地址（页面）")
    reason: str


class Figures(Schema):
    """The figures at the end of a day, or at a past moment."""

    campaign: str
    as_of: date
    at: str = Field("", description="要的是哪一刻；空表示当天终了或现在")
    figures: list[FigureOut]


def _told(campaign: Any, day: date | None, at: str = "") -> Figures:
    today, written = timezone.localdate(), Written.read(at)
    on = written.day if written else day or today
    found = queries.figures(campaign, on, today, written)
    names = names_of(campaign)
    rows = [
        FigureOut(code=code, name=names[code], value=one.value, unit=one.unit, definition=one.definition, rows=one.rows, reason=one.reason)
        for code, one in found.items()
    ]
    return Figures(campaign=campaign.code, as_of=on, at=written.text if written else "", figures=rows)


def _campaign(request: HttpRequest, code: str) -> Any:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    if not {one.duty for one in campaigns.duties_held(actor, campaign)} & _OF_THE_WHOLE:
        raise NotAllowed()
    return campaign


@router.get("/campaigns/{code}/figures", response=Figures, summary="全部指标")
def list_all(request: HttpRequest, code: Path[Code], as_of: Query[Day | None] = None, at: Query[At | None] = None) -> Figures:
    """The figures at the end of a day (today without one), or at the past moment `at`."""
    return _told(_campaign(request, code), as_of, at or "")


@router.get("/campaigns/{code}/figures/{figure}", response=Figures, summary="一项指标")
def one(request: HttpRequest, code: Path[Code], figure: str, as_of: Query[Day | None] = None, at: Query[At | None] = None) -> Figures:
    """One figure at the end of a day, or at the past moment `at`."""
    told = _told(_campaign(request, code), as_of, at or "")
    told.figures = [one for one in told.figures if one.code == figure]
    if not told.figures:
        raise Missing()
    return told
