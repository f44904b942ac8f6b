"""Talks and home visits for programs, as few as the account may read."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.talks import Spoken
from bihuan.finding.queries import talks as queries
from bihuan.finding.vocabulary.talks import TalkState, VisitState
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.kernel import _ as noop
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Text
from bihuan.problems.queries import find_within, reach


class TalkOut(Schema):
    """A talk as its readers read it."""

    id: int
    unit: Named
    person: Named = Field(description="谈话对象")
    talker: Named = Field(description="谈话人")
    held_on: date
    subject: str
    record: str
    view: str = Field(description="本人意见")
    state: TalkState
    numbers: list[int] = Field(description="由此列入台账的序号")


def _talk(request: HttpRequest, row: Any) -> TalkOut:
    operations.record_talk_seen(row, **who(request))
    people: dict[str, Any] = {name: Named(id=getattr(row, name).pk, name=getattr(row, name).name) for name in ("unit", "person", "talker")}
    plain = {name: getattr(row, name) for name in ("held_on", "subject", "record", "view", "state")}
    return TalkOut(id=row.pk, numbers=[one.problem.number for one in queries.talk_items(row)], **people, **plain)


class TalkLine(Schema):
    """A talk in the list, without what was said."""

    id: int
    person: Named
    held_on: date
    state: TalkState


@router.get("/campaigns/{code}/talks", response=list[TalkLine], auth=READ, summary="谈话")
def talk_list(request: HttpRequest, code: Path[Code]) -> list[TalkLine]:
    """The talks that this account may read, latest first, 300 at most."""
    rows = queries.talks_of(actor_of(request), campaign_of(request, code))[:300]
    return [
        TalkLine(id=one.pk, person=Named(id=one.person_id, name=one.person.name), held_on=one.held_on, state=TalkState(one.state))
        for one in rows
    ]


@router.get("/campaigns/{code}/talks/{int:talk}", response=TalkOut, auth=READ, summary="一次谈话")
def one_talk(request: HttpRequest, code: Path[Code], talk: Path[Number]) -> TalkOut:
    """One talk; reading it is written down."""
    return _talk(request, queries.find_talk(actor_of(request), campaign_of(request, code), talk))


class TalkAsked(Asked):
    """Who talked to whom, when, about what."""

    unit: Number
    person: Number = Field(description="谈话对象的编号")
    talker: Number = Field(description="谈话人的编号")
    held_on: Day
    subject: Line = Field(min_length=1)
    record: Text = Field(min_length=1)
    beside: Line = Field("", description="在场人员")


@router.post("/campaigns/{code}/talks", response=TalkOut, summary="记录谈话")
def add_talk(request: HttpRequest, code: Path[Code], asked: TalkAsked) -> TalkOut:
    """Note a talk; whoever was talked to confirms it."""
    campaign = campaign_of(request, code)
    person, talker = (campaigns.known_person(campaign, one) for one in (asked.person, asked.talker))
    said = Spoken(talker, asked.held_on, asked.subject, asked.record, asked.beside)
    unit = campaigns.unit_in(campaign, asked.unit)
    return _talk(request, operations.note_talk(campaign=campaign, unit=unit, person=person, said=said, **who(request)))


class TalkStep(Asked):
    """One step: confirm, view (`text`), decline (`text`), yield (`texts`)."""

    step: Literal["confirm", "view", "decline", "yield"]
    text: Text = Field("", description="本人意见，或本人未确认的情况")
    texts: list[Text] = Field([], max_length=50, description="列入台账的问题")


@router.post("/campaigns/{code}/talks/{int:talk}/steps", response=TalkOut, summary="办理谈话记录")
def talk_step(request: HttpRequest, code: Path[Code], talk: Path[Number], asked: TalkStep) -> TalkOut:
    """Confirm, add a view, note that it was not confirmed, or put problems on the ledger."""
    row = queries.find_talk(actor_of(request), campaign_of(request, code), talk)
    match asked.step:
        case "confirm":
            operations.confirm_talk(row, **who(request))
        case "view":
            operations.view_talk(row, view=asked.text, **who(request))
        case "decline":
            operations.decline_talk(row, reason=asked.text, **who(request))
        case _:
            operations.yield_from_talk(row, texts=asked.texts, **who(request))
    return _talk(request, row)


class HomeVisitOut(Schema):
    """A visit; the record only for case handlers."""

    id: int
    number: int = Field(description="对应问题的台账序号")
    person: Named
    purpose: str
    visitors: list[Named]
    planned_on: date
    visited_on: date | None
    state: VisitState
    record: str | None = Field(description="家访记录；不是办理人员的为空")


def _visit(request: HttpRequest, row: Any) -> HomeVisitOut:
    reads = queries.reads_record(actor_of(request), row)
    operations.record_visit_seen(row, **who(request))
    plain = {name: getattr(row, name) for name in ("purpose", "planned_on", "visited_on", "state")}
    visitors = [Named(id=one.pk, name=one.name) for one in row.visitors.all()]
    person = Named(id=row.person_id, name=row.person.name)
    return HomeVisitOut(
        id=row.pk, number=row.problem.number, person=person, visitors=visitors, record=row.record if reads else None, **plain
    )


@router.get("/campaigns/{code}/home-visits/{int:visit}", response=HomeVisitOut, auth=READ, summary="一次家访")
def one_home_visit(request: HttpRequest, code: Path[Code], visit: Path[Number]) -> HomeVisitOut:
    """One visit of which this account knows."""
    return _visit(request, queries.find_home_visit(actor_of(request), campaign_of(request, code), visit))


class HomeVisitAsked(Asked):
    """About which problem, why, who would come, when."""

    number: Number = Field(description="台账序号")
    purpose: Text = Field(min_length=1)
    visitors: list[Number] = Field(min_length=1, max_length=10)
    planned_on: Day


@router.post("/campaigns/{code}/home-visits", response=HomeVisitOut, summary="征求家访同意")
def ask_visit(request: HttpRequest, code: Path[Code], asked: HomeVisitAsked) -> HomeVisitOut:
    """Ask the cadre of a problem whether he agrees."""
    campaign = campaign_of(request, code)
    problem = find_within(reach(actor_of(request), campaign.pk), campaign, asked.number)
    visitors = [campaigns.known_person(campaign, one) for one in asked.visitors]
    told: dict[str, Any] = {"purpose": asked.purpose, "visitors": visitors, "planned_on": asked.planned_on}
    return _visit(request, operations.ask_home_visit(problem=problem, **told, **who(request)))


class HomeVisitStep(Asked):
    """One step: agree, refuse, record (`on`, `text`), call_off (`text`)."""

    step: Literal["agree", "refuse", "record", "call_off"]
    text: Text = ""
    on: Day | None = None


@router.post("/campaigns/{code}/home-visits/{int:visit}/steps", response=HomeVisitOut, summary="办理家访")
def home_visit_step(request: HttpRequest, code: Path[Code], visit: Path[Number], asked: HomeVisitStep) -> HomeVisitOut:
    """Agree or not, record the visit, call it off."""
    row = queries.find_home_visit(actor_of(request), campaign_of(request, code), visit)
    match asked.step:
        case "agree":
            operations.agree_to_home_visit(row, answer=asked.text, **who(request))
        case "refuse":
            operations.refuse_home_visit(row, answer=asked.text, **who(request))
        case "record":
            if asked.on is None:
                raise BadInput(noop("请写明家访日期。"))
            operations.record_home_visit(row, visited_on=asked.on, record=asked.text, **who(request))
        case _:
            operations.call_off_home_visit(row, reason=asked.text, **who(request))
    return _visit(request, row)
