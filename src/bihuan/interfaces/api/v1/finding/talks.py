"""Talks for programs, as few as the account may read."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.talks import Spoken
from bihuan.finding.queries import talks as queries
from bihuan.finding.vocabulary.talks import TalkState
from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.finding.room import READ, RecordTaken, TakenHome, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Asked, Code, Day, Line, Named, Number, Paging, Text, a_file, binary


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
    revision: int = Field(description="读到的是第几版；确认、提意见时写回")
    numbers: list[int] = Field(description="由此列入台账的序号")


def _talk(request: HttpRequest, row: Any) -> TalkOut:
    operations.record_talk_seen(row, **who(request))
    people: dict[str, Any] = {name: Named(id=getattr(row, name).pk, name=getattr(row, name).name) for name in ("unit", "person", "talker")}
    plain = {name: getattr(row, name) for name in ("held_on", "subject", "record", "view", "state", "revision")}
    return TalkOut(id=row.pk, numbers=[one.problem.number for one in queries.talk_items(row)], **people, **plain)


class TalkLine(Schema):
    """A talk in the list, without what was said."""

    id: int
    person: Named
    held_on: date
    state: TalkState


class TalkPage(Schema):
    """One page of the list."""

    items: list[TalkLine]
    next: str | None


@router.get("/campaigns/{code}/talks", response=TalkPage, auth=READ, summary="谈话")
def talk_list(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> TalkPage:
    """The talks that this account may read, latest first."""
    found, after = page_of(request, queries.talks_of(actor_of(request), campaign_of(request, code)), paging)
    items = [
        TalkLine(id=one.pk, person=Named(id=one.person_id, name=one.person.name), held_on=one.held_on, state=TalkState(one.state))
        for one in found
    ]
    return TalkPage(items=items, next=after)


@router.post("/campaigns/{code}/talks/file", auth=READ, summary="导出谈话问题清单", openapi_extra=a_file(XLSX, DOCX))
def take_talks(request: HttpRequest, code: Path[Code], asked: TakenHome) -> HttpResponse:
    """The problems of the talks that this account may read, with what it is for (D19)."""
    data = operations.export_talks(campaign=campaign_of(request, code), form=asked.form, reason=asked.reason, **who(request))
    return binary(data, f"谈话问题清单.{asked.form}", asked.kind)


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


class TalkAmended(Asked):
    """The record as it should stand; the person stays, and confirms again."""

    talker: Number = Field(description="谈话人的编号")
    held_on: Day
    subject: Line = Field(min_length=1)
    record: Text = Field(min_length=1)
    beside: Line = Field("", description="在场人员")


@router.post("/campaigns/{code}/talks/{int:talk}/amend", response=TalkOut, summary="修改谈话记录")
def amend_talk(request: HttpRequest, code: Path[Code], talk: Path[Number], asked: TalkAmended) -> TalkOut:
    """Put the record right; whoever was talked to confirms it anew."""
    row = queries.find_talk(actor_of(request), campaign_of(request, code), talk)
    talker = campaigns.known_person(row.campaign, asked.talker)
    said = Spoken(talker, asked.held_on, asked.subject, asked.record, asked.beside)
    return _talk(request, operations.amend_talk(row, said=said, **who(request)))


@router.post("/campaigns/{code}/talks/{int:talk}/file", auth=READ, summary="谈话记录文件", openapi_extra=a_file(DOCX))
def talk_file(request: HttpRequest, code: Path[Code], talk: Path[Number], asked: RecordTaken) -> HttpResponse:
    """The record as docx, to be signed; that it was taken, and what for, stands in the book."""
    row = queries.find_talk(actor_of(request), campaign_of(request, code), talk)
    return binary(operations.print_talk(row, reason=asked.reason, **who(request)), "谈话记录.docx", DOCX)


class TalkStep(Asked):
    """One step: confirm, view (`text`), decline (`text`), yield (`texts`)."""

    step: Literal["confirm", "view", "decline", "yield"]
    text: Text = Field("", description="本人意见，或本人未确认的情况")
    texts: list[Text] = Field([], max_length=50, description="列入台账的问题")
    seen: int | None = Field(None, ge=0, description="确认、提意见的是第几版记录（revision）；这两步必填")


@router.post("/campaigns/{code}/talks/{int:talk}/steps", response=TalkOut, summary="办理谈话记录")
def talk_step(request: HttpRequest, code: Path[Code], talk: Path[Number], asked: TalkStep) -> TalkOut:
    """Confirm, add a view, note that it was not confirmed, or put problems on the ledger."""
    row = queries.find_talk(actor_of(request), campaign_of(request, code), talk)
    if asked.step in ("confirm", "view") and asked.seen is None:  # what he answers to is the record that he read
        raise BadInput(_("请写明读到的是第几版记录（seen，即读记录时的 revision）。"))
    match asked.step:
        case "confirm":
            operations.confirm_talk(row, seen=asked.seen, **who(request))
        case "view":
            operations.view_talk(row, view=asked.text, seen=asked.seen, **who(request))
        case "decline":
            operations.decline_talk(row, reason=asked.text, **who(request))
        case _:
            operations.yield_from_talk(row, texts=asked.texts, **who(request))
    return _talk(request, row)
