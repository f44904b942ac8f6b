"""Leaders' instructions for programs: registered from the ink, handed out, carried out, answered upward, seen."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.documents.rendering import render_docx
from bihuan.finding import operations
from bihuan.finding.papers.instructions import drafted, joint_reply
from bihuan.finding.queries import instructions as asked_of
from bihuan.finding.vocabulary.instructions import InstructionState, PartState
from bihuan.foundation.files.queries import read
from bihuan.foundation.kernel import NotAllowed, _
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import ANY_FILE, DOCX, Asked, Code, Day, Line, Named, Number, Paging, Text, a_file, binary


class InstructionOut(Schema):
    """An instruction in the leader's exact words."""

    id: int
    leader: str = Field(description="批示领导")
    words: str = Field(description="批示原文")
    given_on: date
    about: str = Field(description="批示在哪份材料上")
    state: InstructionState


class InstructionPage(Schema):
    """One page of the register."""

    items: list[InstructionOut]
    next: str | None


class PartProgress(Schema):
    """What a unit said about its part."""

    text: str
    at: datetime


class InstructionPartOut(Schema):
    """One unit's part."""

    id: int
    unit: Named
    text: str = Field(description="承办事项")
    due_on: date
    state: PartState
    progress: list[PartProgress]
    problem: int | None = Field(description="转入台账后的编号")


class WholeInstruction(InstructionOut):
    """An instruction with the parts that this account reads."""

    parts: list[InstructionPartOut]
    report: str = Field(description="呈报的办理情况；没有呈报的为汇总的草稿，只给专班")
    seen_on: date | None
    seen_note: str


def _plain(row: Any) -> dict[str, Any]:
    return {"id": row.pk, **{name: getattr(row, name) for name in ("leader", "words", "given_on", "about", "state")}}


def _whole(request: HttpRequest, code: str, pk: int) -> WholeInstruction:
    actor, campaign = actor_of(request), campaign_of(request, code)
    row = asked_of.find_instruction(actor, campaign, pk)
    parts = asked_of.parts_of(actor, row)
    told = [
        InstructionPartOut(
            id=one.pk, unit=Named(id=one.unit_id, name=one.unit.name), text=one.text, due_on=one.due_on, state=PartState(one.state),
            progress=[PartProgress(text=each.text, at=each.reported_at) for each in one.progress.all()],
            problem=one.problem.number if one.problem else None,
        )
        for one in parts
    ]  # fmt: skip
    draft = drafted(parts) if asked_of.hands_of(actor, campaign).office else ""
    return WholeInstruction(**_plain(row), parts=told, report=row.report or draft, seen_on=row.seen_on, seen_note=row.seen_note)


@router.get("/campaigns/{code}/instructions", response=InstructionPage, auth=READ, summary="批示")
def instructions(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> InstructionPage:
    """The instructions this account reads, the last registered first."""
    campaign = campaign_of(request, code)
    question = f"instructions {campaign.pk}"
    found, last = asked_of.visible_instructions(actor_of(request), campaign).order_by("-pk"), mark_of(question, paging.cursor)
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return InstructionPage(items=[InstructionOut(**_plain(one)) for one in rows], next=leading_on(question, rows[-1].pk) if more else None)


@router.get("/campaigns/{code}/instructions/{int:instruction}", response=WholeInstruction, auth=READ, summary="一件批示")
def instruction(request: HttpRequest, code: Path[Code], instruction: Path[Number]) -> WholeInstruction:
    """One instruction with the parts that this account reads."""
    return _whole(request, code, instruction)


@router.get("/campaigns/{code}/instructions/{int:instruction}/scan", auth=READ, summary="批示扫描件", openapi_extra=a_file(ANY_FILE))
def instruction_scan(request: HttpRequest, code: Path[Code], instruction: Path[Number]) -> HttpResponse:
    """The ink."""
    row = asked_of.find_instruction(actor_of(request), campaign_of(request, code), instruction)
    return binary(read(row.scan), row.scan.name, ANY_FILE)


@router.get("/campaigns/{code}/instructions/{int:instruction}/reply", auth=READ, summary="呈阅件", openapi_extra=a_file(DOCX))
def joint_reply_file(request: HttpRequest, code: Path[Code], instruction: Path[Number]) -> HttpResponse:
    """The joint reply as a paper; for the office."""
    actor, campaign = actor_of(request), campaign_of(request, code)
    row = asked_of.find_instruction(actor, campaign, instruction)
    if not asked_of.hands_of(actor, campaign).office:
        raise NotAllowed(_("呈阅件由专班拟稿。"))
    paper = joint_reply(row, asked_of.parts_of(actor, row), campaigns.settings_for(campaign).issuer)
    return binary(render_docx(paper), f"{paper.title}.docx", DOCX)


def _desk(request: HttpRequest, code: str) -> Any:
    """The campaign, for its office alone: whoever else asks is refused before he learns what there is, as on the pages."""
    campaign = campaign_of(request, code)
    if not asked_of.hands_of(actor_of(request), campaign).office:
        raise NotAllowed(_("批示由专班登记和分办。"))
    return campaign


class NewInstruction(Asked):
    """What the paper shows, and the first unit that carries it out; further ones are handed out afterwards."""

    leader: Line = Field(min_length=1, max_length=80, description="批示领导")
    words: Text = Field(min_length=1, max_length=1000, description="批示原文，一字不改")
    given_on: Day = Field(description="批示日期")
    about: Line = Field("", description="批示在哪份材料上")
    unit: Number = Field(description="承办单位的编号")
    text: Text = Field(min_length=1, max_length=500, description="承办事项")
    due_on: Day = Field(description="办理时限")


@router.post("/campaigns/{code}/instructions", response=WholeInstruction, summary="登记批示")
def register_instruction(request: HttpRequest, code: Path[Code], scan: File[UploadedFile], asked: Form[NewInstruction]) -> WholeInstruction:
    """Register an instruction from its ink and hand it out."""
    campaign = _desk(request, code)
    ink = operations.Ink(asked.leader, asked.words, asked.given_on, (scan.name or "", scan.read()), asked.about)
    share = operations.Share(campaigns.unit_in(campaign, asked.unit), asked.text, asked.due_on)
    row = operations.register_instruction(campaign=campaign, ink=ink, shares=[share], **who(request))
    return _whole(request, code, row.pk)


class ShareAsked(Asked):
    """A unit's part."""

    unit: Number = Field(description="承办单位的编号")
    text: Text = Field(min_length=1, max_length=500, description="承办事项")
    due_on: Day = Field(description="办理时限")


@router.post("/campaigns/{code}/instructions/{int:instruction}/parts", response=WholeInstruction, summary="分办批示")
def hand_out(request: HttpRequest, code: Path[Code], instruction: Path[Number], asked: ShareAsked) -> WholeInstruction:
    """Give a further unit its part."""
    campaign = _desk(request, code)
    row = asked_of.find_instruction(actor_of(request), campaign, instruction)
    share = operations.Share(campaigns.unit_in(campaign, asked.unit), asked.text, asked.due_on)
    operations.hand_out(instruction=row, shares=[share], **who(request))
    return _whole(request, code, instruction)


class ReplyAsked(Asked):
    """The joint reply as the office settled it."""

    report: str = Field(min_length=1, max_length=20_000, description="办理情况")


@router.post("/campaigns/{code}/instructions/{int:instruction}/reply", response=WholeInstruction, summary="呈报办理情况")
def reply_to_instruction(request: HttpRequest, code: Path[Code], instruction: Path[Number], asked: ReplyAsked) -> WholeInstruction:
    """The joint reply goes up."""
    row = asked_of.find_instruction(actor_of(request), _desk(request, code), instruction)
    operations.reply_to_instruction(instruction=row, report=asked.report, **who(request))
    return _whole(request, code, instruction)


class SeenAsked(Asked):
    """That the leader has seen the reply."""

    on: Day = Field(description="阅示日期")
    note: Line = Field("", description="阅示意见")


@router.post("/campaigns/{code}/instructions/{int:instruction}/seen", response=WholeInstruction, summary="登记领导已阅")
def note_instruction_seen(request: HttpRequest, code: Path[Code], instruction: Path[Number], asked: SeenAsked) -> WholeInstruction:
    """The secretary tells that the leader has seen it."""
    row = asked_of.find_instruction(actor_of(request), _desk(request, code), instruction)
    operations.note_instruction_seen(instruction=row, on=asked.on, note=asked.note, **who(request))
    return _whole(request, code, instruction)


class PartReport(Asked):
    """What a unit has done about its part."""

    text: Text = Field(min_length=1, max_length=1000, description="办了什么、结果怎样")
    done: bool = Field(False, description="已经落实")


@router.post("/campaigns/{code}/instructions/parts/{int:part}/progress", response=WholeInstruction, summary="填报批示进展")
def report_part(request: HttpRequest, code: Path[Code], part: Path[Number], asked: PartReport) -> WholeInstruction:
    """Report on a part, or that it is carried out."""
    row = asked_of.find_part(actor_of(request), campaign_of(request, code), part)
    operations.report_part(part=row, text=asked.text, done=asked.done, **who(request))
    return _whole(request, code, row.instruction_id)


class PartBack(Asked):
    """Why a part goes back."""

    reason: Line = Field(min_length=1, description="理由")


@router.post("/campaigns/{code}/instructions/parts/{int:part}/return", response=WholeInstruction, summary="退回批示分办")
def return_part(request: HttpRequest, code: Path[Code], part: Path[Number], asked: PartBack) -> WholeInstruction:
    """What was reported as carried out goes back to the unit."""
    row = asked_of.find_part(actor_of(request), _desk(request, code), part)
    operations.return_part(part=row, reason=asked.reason, **who(request))
    return _whole(request, code, row.instruction_id)


class PartFailed(PartBack):
    """The finding that an unfulfilled part becomes, by decision."""

    text: Text = Field(min_length=1, description="发现的问题")


@router.post("/campaigns/{code}/instructions/parts/{int:part}/fail", response=WholeInstruction, summary="认定批示未落实")
def fail_part(request: HttpRequest, code: Path[Code], part: Path[Number], asked: PartFailed) -> WholeInstruction:
    """By decision of the office an unfulfilled part becomes a finding."""
    row = asked_of.find_part(actor_of(request), _desk(request, code), part)
    operations.fail_part(part=row, text=asked.text, reason=asked.reason, **who(request))
    return _whole(request, code, row.instruction_id)
