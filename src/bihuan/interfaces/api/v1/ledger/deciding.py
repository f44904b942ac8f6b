"""Decisions on the clock of a problem, with the paper on which they rest: a later day, a pause."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.reading import told as problem_told
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.ledger.shapes import WholeProblem
from bihuan.interfaces.api.v1.words import ANY_FILE, LARGEST, Asked, Code, Day, Number, Text, a_file
from bihuan.problems import operations, queries
from bihuan.problems.vocabulary import Action


class Decision(StrEnum):
    """What is decided."""

    EXTENSION = "extension"
    SUSPENSION = "suspension"


_ACTIONS = {Decision.EXTENSION: Action.EXTEND, Decision.SUSPENSION: Action.SUSPEND}


class DecisionTold(Asked):
    """What goes with the paper."""

    to_on: Day = Field(description="延期至，或中止到")
    reason: Text = Field(min_length=1, description="理由")
    beyond: bool = Field(False, description="知道完成时限因此晚于专项结束；记入操作记录")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过就会被拒绝（extension）")


class DecisionOut(Schema):
    """A decision that was made."""

    id: int
    what: Decision = Field(description="extension 延期；suspension 中止，approved_at 为空的是作废或归属待定期间停表")
    from_on: date = Field(description="原时限，或中止的第一天")
    to_on: date | None = Field(description="延至；或复表的那一天，还没有复表的为空")
    until_on: date | None = Field(description="中止到哪一天（suspension）")
    reason: str
    approved_at: datetime | None
    paper: str | None = Field(description="批件的文件名；没有批件的为空")


def _decision(row: Any, what: Decision) -> DecisionOut:
    same = {name: getattr(row, name) for name in ("from_on", "to_on", "reason", "approved_at")}
    return DecisionOut(id=row.pk, what=what, until_on=getattr(row, "until_on", None), paper=row.proof.name if row.proof else None, **same)


def _readable(request: HttpRequest, code: str, number: int) -> Any:
    """The problem, for whoever may read its text; that he read it stands in the book."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, number)
    if not queries.may_read(queries.reach(actor, campaign.pk), row):
        raise NotAllowed()
    operations.record_seen(row, **who(request))
    return row


@router.get("/campaigns/{code}/ledger/{int:number}/decisions", response=list[DecisionOut], auth=READ, summary="延期和中止")
def decisions(request: HttpRequest, code: Path[Code], number: Path[Number]) -> list[DecisionOut]:
    """How often and why the day of a problem was moved or its clock stopped."""
    row = _readable(request, code, number)
    later = [_decision(one, Decision.EXTENSION) for one in row.extensions.select_related("proof")]
    return later + [_decision(one, Decision.SUSPENSION) for one in row.suspensions.select_related("proof")]


@router.post("/campaigns/{code}/ledger/{int:number}/decisions/{what}", response=WholeProblem, summary="带批件延期或中止")
def decide(
    request: HttpRequest, code: Path[Code], number: Path[Number], what: Path[Decision], file: File[UploadedFile], asked: Form[DecisionTold]
) -> WholeProblem:
    """Move the day or stop the clock, on a scanned paper. Without one the steps `extend` and `suspend` do."""
    actor = actor_of(request)
    row = queries.find(actor, campaigns.find(actor, code), number)
    queries.refuse_unless_open(queries.reach(actor, row.campaign_id), row, _ACTIONS[what])
    told: dict[str, Any] = {"problem": row, "reason": asked.reason, "proof": (file.name or "", file.read()), **who(request)}
    if what is Decision.EXTENSION:
        operations.extend(to_on=asked.to_on, beyond=asked.beyond, seen=asked.seen, **told)
    else:
        operations.suspend(until=asked.to_on, beyond=asked.beyond, **told)
    return problem_told(request, code, number)


@router.get(
    "/campaigns/{code}/ledger/{int:number}/decisions/{what}/{int:decision}", auth=READ, summary="下载批件", openapi_extra=a_file(ANY_FILE)
)  # fmt: skip
def paper(request: HttpRequest, code: Path[Code], number: Path[Number], what: Path[Decision], decision: Path[Number]) -> FileResponse:
    """The paper on which a decision rests."""
    file = queries.proof_of(_readable(request, code, number), what is Decision.SUSPENSION, decision)
    return FileResponse(open_content(file), as_attachment=True, filename=file.name, content_type=ANY_FILE)
