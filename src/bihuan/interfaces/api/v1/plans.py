"""Plans: read from a file into facts, questions answered, the campaign started."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import File, Path, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Missing
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import Bearer, actor_of, who
from bihuan.interfaces.api.v1.words import ANY_FILE, Asked, Code, Day, Line, Number, Paging, a_file
from bihuan.organisation.queries import entered_of, find_unit
from bihuan.organisation.vocabulary import PostRole
from bihuan.plan_import import operations, queries
from bihuan.plan_import.vocabulary import DraftState

READ, WRITE = Bearer(Scope.PLANS_READ), Bearer(Scope.PLANS_WRITE)
router = Router(tags=["方案"], auth=WRITE)


class Question(Schema):
    """Something that a person has to settle."""

    key: str = Field(description="回答时用的键")
    text: str
    kind: str = Field(description="怎么回答：year、day、text、choice")
    must: bool = Field(description="不回答就不能启动")
    offers: list[str] = Field(description="可选的回答")


class PlanOut(Schema):
    """A plan under review."""

    id: int
    title: str
    state: DraftState
    file: str | None = Field(description="原文件名")
    campaign: str | None = Field(description="由它启动的专项")
    read_at: datetime


class WholePlan(PlanOut):
    """A plan with everything that was read."""

    facts: dict[str, Any] = Field(description="读出并核对过的内容，结构见 bihuan plan schema")
    questions: list[Question]
    answers: dict[str, Any]
    text: str = Field(description="清洗后的正文，facts 里的位置指这份正文")


class PlanPage(Schema):
    """One page of plans."""

    items: list[PlanOut]
    next: str | None


def _common(draft: Any) -> dict[str, Any]:
    file, campaign = draft.file, draft.campaign
    told = {"id": draft.pk, "title": draft.title, "state": draft.state, "read_at": draft.read_at}
    return told | {"file": file.name if file else None, "campaign": campaign.code if campaign else None}


def _whole(draft: Any) -> WholePlan:
    asked = queries.questions(draft, timezone.localdate().year)
    return WholePlan(
        **_common(draft), facts=draft.reviewed, answers=draft.answers, text=draft.text,
        questions=[Question(key=one.key, text=one.text, kind=one.kind, must=one.must, offers=list(one.offers)) for one in asked],
    )  # fmt: skip


@router.get("/plans", response=PlanPage, auth=READ, summary="我读过的方案")
def list_plans(request: HttpRequest, paging: Query[Paging]) -> PlanPage:
    """The plans this account has read, latest first."""
    found, last = queries.drafts_of(actor_of(request)).select_related("file"), mark_of("plans", paging.cursor)
    rows = list((found.filter(pk__lt=last) if last else found)[: paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    return PlanPage(items=[PlanOut(**_common(one)) for one in rows], next=leading_on("plans", rows[-1].pk) if more else None)


@router.post("/plans", response=WholePlan, summary="读方案")
def read(request: HttpRequest, file: File[UploadedFile]) -> WholePlan:
    """Read a plan file (Word, PDF, text, web page) into facts with their places, for review."""
    return _whole(operations.read_plan(data=file.read(), name=file.name or "", **who(request)))


@router.get("/plans/{int:plan}", response=WholePlan, auth=READ, summary="一份方案")
def one(request: HttpRequest, plan: Path[Number]) -> WholePlan:
    """What was read, what is still asked."""
    return _whole(queries.find(actor_of(request), plan))


@router.get("/plans/{int:plan}/original", auth=READ, summary="方案原文件", openapi_extra=a_file(ANY_FILE))
def original(request: HttpRequest, plan: Path[Number]) -> FileResponse:
    """The file as it was handed in."""
    draft = queries.find(actor_of(request), plan)
    if draft.file is None:
        raise Missing()
    return FileResponse(open_content(draft.file), as_attachment=True, filename=draft.file.name, content_type=ANY_FILE)


class PlanAnswers(Asked):
    """PlanAnswers by the keys of the questions."""

    answers: dict[Line, Line] = Field(max_length=100, description="键 → 回答；空的收回以前的回答")


@router.post("/plans/{int:plan}/answers", response=WholePlan, summary="回答问题")
def answer(request: HttpRequest, plan: Path[Number], asked: PlanAnswers) -> WholePlan:
    """Answer questions of the plan."""
    draft = queries.find(actor_of(request), plan)
    return _whole(operations.answer(draft=draft, answers=asked.answers, **who(request)))


class PlanAway(Asked):
    """Why a plan is put away."""

    reason: Line = Field("", description="理由")


@router.post("/plans/{int:plan}/set-aside", response=WholePlan, summary="搁置方案")
def set_aside(request: HttpRequest, plan: Path[Number], asked: PlanAway) -> WholePlan:
    """Put a plan away; the original stays."""
    draft = queries.find(actor_of(request), plan)
    return _whole(operations.set_aside(draft=draft, reason=asked.reason, **who(request)))


class LaunchAsked(Asked):
    """Where and with whom a campaign starts."""

    root: Number = Field(description="在哪个单位开展（单位编号）")
    on: Day = Field(description="名册确定日")
    subjects: list[PostRole] = Field([PostRole.LEADER, PostRole.SECTION_HEAD], description="哪些身份的人是整治对象，其余为参与人员")
    code: Code | None = Field(None, description="专项代码，默认自动编号")


class Launched(Schema):
    """The campaign that runs now."""

    code: str
    title: str


@router.post("/plans/{int:plan}/launch", response=Launched, summary="由方案启动专项")
def launch(request: HttpRequest, plan: Path[Number], asked: LaunchAsked) -> Launched:
    """Freeze the roster from the people in the tree and start; whoever launches becomes its office."""
    draft = queries.find(actor_of(request), plan)
    root = find_unit(asked.root)
    told: dict[str, Any] = {
        "root": root,
        "entries": entered_of(root, [str(one) for one in asked.subjects]),
        "on": asked.on,
        "code": asked.code or "",
    }
    campaign = operations.launch(draft=draft, **told, **who(request))
    return Launched(code=campaign.code, title=campaign.title)
