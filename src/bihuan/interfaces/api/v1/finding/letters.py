"""Letters asking for opinions, for programs: drafted, sent, answered."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations import Asked as LetterAsked
from bihuan.finding.operations import Said
from bihuan.finding.queries import opinions as opinions_asked
from bihuan.finding.vocabulary.letters import LetterAction, LetterState
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.finding.gatherings import OpinionAsked
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text


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


class OpinionLetterPage(Schema):
    """One page of the letters."""

    items: list[OpinionLetterOut]
    next: str | None


@router.get("/campaigns/{code}/letters", response=OpinionLetterPage, auth=READ, summary="征求意见函")
def letters(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> OpinionLetterPage:
    """The letters that this account sees, the latest first."""
    found, after = page_of(request, opinions_asked.letters_of(actor_of(request), campaign_of(request, code)), paging)
    return OpinionLetterPage(items=[_letter(one) for one in found], next=after)


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
    units = campaigns.units_in(campaign, asked.units)
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


def _open(request: HttpRequest, code: str, letter: int, step: LetterAction) -> Any:
    """The letter, for whoever may take this step on it; who may not is refused before anything is kept."""
    actor = actor_of(request)
    row = opinions_asked.find_letter(actor, campaign_of(request, code), letter)
    opinions_asked.refuse_unless_open(actor, row, step.value)
    return row


def _again(request: HttpRequest, code: str, letter: int) -> OpinionLetterOut:
    return _letter(opinions_asked.find_letter(actor_of(request), campaign_of(request, code), letter))


@router.post("/campaigns/{code}/letters/{int:letter}/remind", response=OpinionLetterOut, summary="已提醒回复")
def remind_letter(request: HttpRequest, code: Path[Code], letter: Path[Number]) -> OpinionLetterOut:
    """Somebody reminded the addressee; once a day at most."""
    operations.remind_letter(_open(request, code, letter, LetterAction.REMIND), **who(request))
    return _again(request, code, letter)


class LetterWithdrawn(Asked):
    """Why it needs no answer any more."""

    reason: Text = Field(min_length=1)


@router.post("/campaigns/{code}/letters/{int:letter}/withdraw", response=OpinionLetterOut, summary="撤回征求意见函")
def withdraw_letter(request: HttpRequest, code: Path[Code], letter: Path[Number], asked: LetterWithdrawn) -> OpinionLetterOut:
    """Take it back; its number stays used."""
    operations.withdraw_letter(_open(request, code, letter, LetterAction.WITHDRAW), reason=asked.reason, **who(request))
    return _again(request, code, letter)


class PaperReplyAsked(Asked):
    """What stands on the paper, opinion by opinion: as many units as texts."""

    units: list[Number] = Field([], max_length=100, description="每条意见是关于哪个单位的")
    texts: list[Text] = Field([], max_length=100, description="意见，与单位一一对应；没有意见的都不填")


@router.post("/campaigns/{code}/letters/{int:letter}/paper-reply", response=OpinionLetterOut, summary="登记纸质回复")
def take_reply(
    request: HttpRequest, code: Path[Code], letter: Path[Number], file: File[UploadedFile], asked: Form[PaperReplyAsked]
) -> OpinionLetterOut:  # fmt: skip
    """The office enters a reply that came on paper, with its scan."""
    row, by = _open(request, code, letter, LetterAction.TAKE_REPLY), who(request)
    if len(asked.units) != len(asked.texts):
        raise BadInput(_("请选择每条意见是关于哪个单位的。"))
    said = [Said(campaigns.unit_in(row.campaign, unit), text) for unit, text in zip(asked.units, asked.texts, strict=True)]
    operations.take_reply(row, said=said, scan=store(data=file.read(), name=file.name or "", **by), **by)
    return _again(request, code, letter)
