"""Opinions, letters, gatherings and critique meetings for programs. Who wrote a critique is asked and told nowhere here (P05)."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding import operations
from bihuan.finding.operations import Asked as LetterAsked
from bihuan.finding.operations import Called, Entry, Held, Remark, Said
from bihuan.finding.queries import critique as critiques
from bihuan.finding.queries import opinions as opinions_asked
from bihuan.finding.queries.opinions import Narrowed
from bihuan.finding.vocabulary.critique import MeetingState
from bihuan.finding.vocabulary.letters import LetterState
from bihuan.finding.vocabulary.opinions import OpinionForm, OpinionState, PeopleGroup
from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text, named
from bihuan.problems import queries as problems
from bihuan.problems.vocabulary import Weight


class OpinionOut(Schema):
    """An opinion, and what became of it."""

    id: int
    unit: Named
    person: Named | None
    text: str
    form: OpinionForm = Field(description="来源形式")
    group: PeopleGroup = Field(description="来自的人群")
    origin: str = Field(description="来路；函号只给专班和领导小组")
    heard_on: date
    resented: bool = Field(description="群众反映强烈")
    state: OpinionState
    problem: int | None = Field(description="台账序号")
    reason: str = Field(description="不列入的理由")


class OpinionPage(Schema):
    """One page of the list."""

    items: list[OpinionOut]
    next: str | None


def _opinion(row: Any, numbered: bool) -> OpinionOut:
    plain = {name: getattr(row, name) for name in ("text", "form", "group", "heard_on", "resented", "state", "reason")}
    origin, number = opinions_asked.origin_of(row, numbered), row.problem.number if row.problem else None
    unit = Named(id=row.unit_id, name=row.unit.name)
    return OpinionOut(id=row.pk, unit=unit, person=named(row.person), origin=origin, problem=number, **plain)


@router.get("/campaigns/{code}/opinions", response=OpinionPage, auth=READ, summary="意见建议")
def opinions(request: HttpRequest, code: Path[Code], paging: Query[Paging], state: OpinionState | None = None) -> OpinionPage:
    """The opinions this account sees, the last heard first."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    question = f"opinions {campaign.pk} {state or ''}"
    found = opinions_asked.opinions_of(actor, campaign, Narrowed(state=state or "")).order_by("-pk")
    last = mark_of(question, paging.cursor)
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    numbered, more = opinions_asked.sees_letters(actor, campaign), len(rows) > paging.limit
    rows = rows[: paging.limit]
    return OpinionPage(items=[_opinion(one, numbered) for one in rows], next=leading_on(question, rows[-1].pk) if more else None)


class OpinionEntryAsked(Asked):
    """How an opinion is put on the ledger."""

    text: Text = Field("", description="台账上怎么写；不填用原话")
    manifestation: Number | None = Field(None, description="对照的具体表现编号")
    weight: Weight = Weight.GENERAL


def _found(request: HttpRequest, code: str, pk: int) -> Any:
    return opinions_asked.find_opinion(actor_of(request), campaign_of(request, code), pk)


def _again(request: HttpRequest, code: str, pk: int) -> OpinionOut:
    campaign = campaign_of(request, code)
    return _opinion(_found(request, code, pk), opinions_asked.sees_letters(actor_of(request), campaign))


@router.post("/campaigns/{code}/opinions/{int:opinion}/enter", response=OpinionOut, summary="意见列入台账")
def enter_opinion(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionEntryAsked) -> OpinionOut:
    """Make it an entry of the ledger."""
    row = _found(request, code, opinion)
    chosen = campaigns.manifestation_in(row.campaign, asked.manifestation) if asked.manifestation else None
    operations.enter_opinion(row, entry=Entry(asked.text, chosen, asked.weight), **who(request))
    return _again(request, code, opinion)


class OpinionJoinAsked(Asked):
    """Which entry says the same."""

    number: Number = Field(description="台账序号")


@router.post("/campaigns/{code}/opinions/{int:opinion}/join", response=OpinionOut, summary="意见并入已有问题")
def join_opinion(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionJoinAsked) -> OpinionOut:
    """Link it to an entry of the same unit."""
    row = _found(request, code, opinion)
    operations.join_opinion(row, problem=problems.find(actor_of(request), row.campaign, asked.number), **who(request))
    return _again(request, code, opinion)


class OpinionReasonAsked(Asked):
    """Why."""

    reason: Text = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/opinions/{int:opinion}/leave", response=OpinionOut, summary="意见不列入台账")
def leave_opinion(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionReasonAsked) -> OpinionOut:
    """It needs no entry, and why."""
    operations.leave_opinion(_found(request, code, opinion), reason=asked.reason, **who(request))
    return _again(request, code, opinion)


@router.post("/campaigns/{code}/opinions/{int:opinion}/reconsider", response=OpinionOut, summary="重新处理意见")
def reconsider_opinion(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionReasonAsked) -> OpinionOut:
    """It waits again."""
    operations.reconsider_opinion(_found(request, code, opinion), reason=asked.reason, **who(request))
    return _again(request, code, opinion)


class OpinionMarkAsked(Asked):
    """Does the public resent it strongly?"""

    resented: bool = Field(description="群众反映强烈")


@router.post("/campaigns/{code}/opinions/{int:opinion}/mark", response=OpinionOut, summary="标明群众反映强烈")
def mark_resented(request: HttpRequest, code: Path[Code], opinion: Path[Number], asked: OpinionMarkAsked) -> OpinionOut:
    """Mark or unmark it."""
    operations.mark_resented(_found(request, code, opinion), resented=asked.resented, **who(request))
    return _again(request, code, opinion)


class OpinionCounts(Schema):
    """The counts of a campaign."""

    letters: int = Field(description="N15 发出的征求意见函")
    by_letter: int = Field(description="N16 由函收回的意见")
    opinions: int
    entered: int
    no_action: int
    open: int


@router.get("/campaigns/{code}/opinions/counts", response=OpinionCounts, auth=READ, summary="意见建议的数")
def opinion_counts(request: HttpRequest, code: Path[Code]) -> OpinionCounts:
    """Letters, opinions by letter, opinions by what became of them; for the office."""
    campaign = campaign_of(request, code)
    campaigns.refuse_others(actor_of(request), campaign)
    told = opinions_asked.counts_of(campaign)
    return OpinionCounts(**{name: getattr(told, name) for name in OpinionCounts.model_fields})


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


@router.get("/campaigns/{code}/gatherings", response=list[GatheringOut], auth=READ, summary="征求意见活动")
def gatherings(request: HttpRequest, code: Path[Code]) -> list[GatheringOut]:
    """The latest 200 that this account sees."""
    return [_gathering(one) for one in opinions_asked.gatherings_of(actor_of(request), campaign_of(request, code))[:200]]


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
    return _opinion(operations.gather(row, said=said, **who(request)), numbered=False)


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


class PointingAsked(Asked):
    """What is pointed out about somebody else."""

    form: OpinionForm = Field(description="by_leader、by_colleague 或 by_public")
    unit: Number
    person: Number
    name: Line = Field("", description="姓名，与编号相符")
    text: Text = Field(min_length=1)
    root: Text = Field("", description="思想根源")


class PointingTaken(Schema):
    """It was taken. Nothing of it is told back."""

    taken: int


@router.post("/campaigns/{code}/pointings", response=PointingTaken, summary="指出问题")
def point_out(request: HttpRequest, code: Path[Code], asked: PointingAsked) -> PointingTaken:
    """Point out a problem of somebody else: it lies until the office takes all that lie."""
    campaign = campaign_of(request, code)
    person = campaigns.chosen_person(campaign, asked.person, asked.name)
    said = Said(campaigns.unit_in(campaign, asked.unit), asked.text, person, root=asked.root)
    operations.point_out(campaign=campaign, form=asked.form, said=said, **who(request))
    return PointingTaken(taken=1)


@router.post("/campaigns/{code}/pointings/take", response=PointingTaken, summary="收取指出的问题")
def take_pointings(request: HttpRequest, code: Path[Code]) -> PointingTaken:
    """The office takes what lies, in an order drawn at random."""
    return PointingTaken(taken=len(operations.take_pointings(campaign=campaign_of(request, code), **who(request))))


class CritiqueMeetingOut(Schema):
    """A critique meeting with its total; in steps of five while it goes on."""

    id: int
    unit: Named
    title: str
    held_on: date
    state: MeetingState
    total: int


def _meeting(row: Any) -> CritiqueMeetingOut:
    unit = Named(id=row.unit_id, name=row.unit.name)
    plain = {name: getattr(row, name) for name in ("title", "held_on", "state")}
    return CritiqueMeetingOut(id=row.pk, unit=unit, total=critiques.running_total(row), **plain)


def _meeting_at(request: HttpRequest, code: str, pk: int) -> Any:
    campaign = campaign_of(request, code)
    return critiques.find_meeting(actor_of(request), campaign, pk)


@router.get("/campaigns/{code}/critique-meetings/{int:meeting}", response=CritiqueMeetingOut, auth=READ, summary="互评会议")
def critique_meeting(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> CritiqueMeetingOut:
    """One meeting."""
    return _meeting(_meeting_at(request, code, meeting))


class CritiqueMeetingAsked(Asked):
    """Which unit meets, and when."""

    unit: Number
    title: Line = Field(min_length=1, max_length=120)
    held_on: Day
    place: Line = Field("", max_length=120)


@router.post("/campaigns/{code}/critique-meetings", response=CritiqueMeetingOut, summary="筹备互评会议")
def call_critique(request: HttpRequest, code: Path[Code], asked: CritiqueMeetingAsked) -> CritiqueMeetingOut:
    """Prepare one; everybody of the unit on the roster has a seat."""
    campaign = campaign_of(request, code)
    called = Called(campaigns.unit_in(campaign, asked.unit), asked.title, asked.held_on, asked.place)
    return _meeting(operations.call_critique(campaign=campaign, called=called, **who(request)))


@router.post("/campaigns/{code}/critique-meetings/{int:meeting}/open", response=CritiqueMeetingOut, summary="开始互评")
def open_critique(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> CritiqueMeetingOut:
    """Begin."""
    return _meeting(operations.open_critique(_meeting_at(request, code, meeting), **who(request)))


@router.post("/campaigns/{code}/critique-meetings/{int:meeting}/close", response=CritiqueMeetingOut, summary="结束互评")
def close_critique(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> CritiqueMeetingOut:
    """Close it onto the ledger, in an order drawn at random."""
    row = _meeting_at(request, code, meeting)
    operations.close_critique(row, **who(request))
    return _meeting(row)


class RemarkAsked(Asked):
    """One critique."""

    about: Number = Field(description="对谁：人员编号")
    manifestation: Number = Field(description="对照的具体表现编号")
    text: Text = Field(min_length=1)


@router.post("/campaigns/{code}/critique-meetings/{int:meeting}/critiques", response=PointingTaken, summary="写批评意见")
def write_critique(request: HttpRequest, code: Path[Code], meeting: Path[Number], asked: RemarkAsked) -> PointingTaken:
    """Whoever sits there writes a critique; nothing of it is told back."""
    row = _meeting_at(request, code, meeting)
    refuse_left_out(row.campaign.file, "critique")
    fits = [one.person for one in critiques.choices_for(actor_of(request), row) if one.person.pk == asked.about]
    if not fits:
        raise BadInput(_("互评只在参会人员之间进行。"))
    remark = Remark(fits[0], campaigns.manifestation_in(row.campaign, asked.manifestation), asked.text)
    operations.write_critique(row, remark=remark, **who(request))
    return PointingTaken(taken=1)
