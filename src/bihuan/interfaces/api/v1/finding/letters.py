"""Letters asking for opinions, for programs: drafted, sent, answered."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations import Asked as LetterAsked
from bihuan.finding.operations import Said
from bihuan.finding.queries import opinions as opinions_asked
from bihuan.finding.vocabulary.letters import LetterState
from bihuan.interfaces.api.v1.finding.gatherings import OpinionAsked
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number


class OpinionLetterOut(Schema):
    """A letter. Its reply code is shown to nobody here."""

    id: int
    number: str = Field(description="函号；发出时编")
    addressee: str
    units: list[Named]
    reply_by_on: date
    state: LetterState
    opinions: int


def _letter(row: Any) -> OpinionLetterOut:
    units = [Named(id=one.pk, name=one.name) for one in row.units.all()]
    plain = {name: getattr(row, name) for name in ("addressee", "reply_by_on", "state")}
    return OpinionLetterOut(id=row.pk, number=row.document.number, units=units, opinions=getattr(row, "many", 0), **plain)


@router.get("/campaigns/{code}/letters", response=list[OpinionLetterOut], auth=READ, summary="征求意见函")
def letters(request: HttpRequest, code: Path[Code]) -> list[OpinionLetterOut]:
    """The latest 200 that this account sees."""
    return [_letter(one) for one in opinions_asked.letters_of(actor_of(request), campaign_of(request, code))[:200]]


class OpinionLetterAsked(Asked):
    """Whom to ask, about which units, until when."""

    addressee: Line = Field(min_length=1, max_length=80)
    units: list[Number] = Field(min_length=1, max_length=200)
    reply_by_on: Day
    issuer: Line = Field(min_length=1, max_length=120, description="发函机构")


@router.post("/campaigns/{code}/letters", response=OpinionLetterOut, summary="起草征求意见函")
def draft_letter(request: HttpRequest, code: Path[Code], asked: OpinionLetterAsked) -> OpinionLetterOut:
    """Draft one letter to one addressee."""
    campaign = campaign_of(request, code)
    units = [campaigns.unit_in(campaign, one) for one in asked.units]
    letter = LetterAsked(asked.addressee, units, asked.reply_by_on, asked.issuer)
    return _letter(operations.draft_letters(campaign=campaign, asked=[letter], **who(request))[0])


@router.post("/campaigns/{code}/letters/{int:letter}/send", response=OpinionLetterOut, summary="发出征求意见函")
def send_letter(request: HttpRequest, code: Path[Code], letter: Path[Number]) -> OpinionLetterOut:
    """Issue it under its number. The reply code is given on the page alone, by renewing it: answers to programs are kept for a day."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    operations.send_letter(opinions_asked.find_letter(actor, campaign, letter), **who(request))
    return _letter(opinions_asked.find_letter(actor, campaign, letter))


class LetterReplyAsked(Asked):
    """What the addressee answers; nothing is an answer, too."""

    opinions: list[OpinionAsked] = Field(max_length=100)


@router.post("/campaigns/{code}/letters/{int:letter}/reply", response=OpinionLetterOut, summary="回复征求意见函")
def reply_letter(request: HttpRequest, code: Path[Code], letter: Path[Number], asked: LetterReplyAsked) -> OpinionLetterOut:
    """Whom the letter is for answers it, once."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    said = [Said(campaigns.unit_in(campaign, one.unit), one.text) for one in asked.opinions]
    operations.reply_letter(opinions_asked.find_letter(actor, campaign, letter), said=said, by_code=False, **who(request))
    return _letter(opinions_asked.find_letter(actor, campaign, letter))
