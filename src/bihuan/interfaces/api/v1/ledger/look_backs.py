"""Look-backs: closed problems drawn to be looked at again, what was found of each."""

from datetime import date, datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.workshop import made_of
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.reading import today_of
from bihuan.interfaces.api.v1.ledger.reading import told as problem_told
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.ledger.shapes import WholeProblem
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import ANY_FILE, LARGEST, Asked, Code, Day, Number, Paging, Text, a_file
from bihuan.problems import operations, queries
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.queries import looking_back as looks
from bihuan.problems.vocabulary import Held, Strata


class DrawOut(Schema):
    """A draw, and how far it is."""

    number: int = Field(description="第几批")
    share: int = Field(description="抽取比例，百分之几")
    strata: Strata = Field(description="按什么分层")
    reason: str
    due_on: date | None = Field(description="看完的时限")
    drawn_at: datetime
    seed: str = Field(description="随机种子；用它和候选能重抽出同一批")
    drawn: int = Field(description="抽了几件（看得到的）")
    holds: int = Field(description="保持住了")
    came_back: int = Field(description="反弹回潮")
    gone: int = Field(description="已另行返回整改")


def _draw(row: Any, mine: Any, past: queries.Then | None = None) -> DrawOut:
    progress = looks.progress_of(mine, row, past)
    same = {name: getattr(row, name) for name in ("number", "share", "strata", "reason", "due_on", "drawn_at", "seed")}
    return DrawOut(drawn=progress.drawn, holds=progress.holds, came_back=progress.came_back, gone=progress.gone, **same)


def _reach(request: HttpRequest, code: str) -> tuple[Any, Any]:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    return campaign, queries.reach(actor, campaign.pk)


@router.get("/campaigns/{code}/look-backs", response=list[DrawOut], auth=READ, summary="回头看各批")
def draws(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> list[DrawOut]:
    """The draws in which this account sees something, or saw at a past moment, at most 200."""
    campaign, mine = _reach(request, code)
    past = queries.then(campaign.pk, as_of.past, today_of(campaign))
    return [_draw(one, mine, past) for one in looks.draws_of(mine, campaign, past)[:200]]


class DrawAsked(Asked):
    """What is to be drawn."""

    share: int = Field(10, ge=1, le=100, description="抽取比例，百分之几；每层至少抽一件")
    strata: Strata = Field(Strata.UNIT, description="按什么分层")
    closed_from: Day | None = Field(None, description="销号日期从")
    closed_to: Day | None = Field(None, description="销号日期到")
    due_on: Day | None = Field(None, description="看完的时限")
    reason: Text = Field(min_length=1, description="为什么抽、依据什么；记入操作记录")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的最后一批的批次，没有抽过的是 0；其间又抽过的会被拒绝")


@router.post("/campaigns/{code}/look-backs", response=DrawOut, summary="抽取回头看")
def draw(request: HttpRequest, code: Path[Code], asked: DrawAsked) -> DrawOut:
    """Draw closed problems to be looked at again; seed and pool stand in the book."""
    campaign, mine = _reach(request, code)
    wanted = Wanted(asked.share, asked.strata, asked.closed_from, asked.closed_to, asked.due_on)
    return _draw(operations.draw_look_back(campaign=campaign, wanted=wanted, reason=asked.reason, seen=asked.seen, **who(request)), mine)


class LookOut(Schema):
    """A drawn problem and what was found of it."""

    number: int = Field(description="台账序号")
    stratum: str = Field(description="抽自哪一层")
    result: Held | None = Field(description="结果；还没有看的为空")
    gone: bool = Field(description="已另行返回整改，不用再看")
    text: str | None = Field(description="看到的情况；不能看内容的为空")
    recorded_at: datetime | None
    files: list[int] = Field(description="佐证的编号，从 /look-backs/{draw}/files/{编号} 取")


class LookPage(Schema):
    """One page of drawn problems."""

    items: list[LookOut]
    next: str | None


def _look(one: Any, mine: Any) -> LookOut:
    readable = queries.may_read(mine, one.problem)
    return LookOut(
        number=one.problem.number, stratum=one.stratum, result=Held(one.result) if one.result else None, gone=looks.is_gone(one),
        text=one.text if readable else None, recorded_at=one.recorded_at, files=[file.pk for file in one.evidence.all()] if readable else [],
    )  # fmt: skip


@router.get("/campaigns/{code}/look-backs/{int:draw}/items", response=LookPage, auth=READ, summary="一批回头看")
def drawn(request: HttpRequest, code: Path[Code], draw: Path[Number], as_of: Query[AsOf], paging: Query[Paging]) -> LookPage:
    """The problems of one draw with what was found of each (`at`: by then)."""
    campaign, mine = _reach(request, code)
    past = queries.then(campaign.pk, as_of.past, today_of(campaign))
    row = looks.find_draw(actor_of(request), campaign, draw, past)
    question = f"look back {row.pk} {as_of.at}"
    first = mark_of(question, paging.cursor) or 0
    rows = list(looks.items_of(mine, row, past)[first : first + paging.limit + 1])
    more, rows = len(rows) > paging.limit, rows[: paging.limit]
    rows = looks.items_then(mine, row, rows, past) if past else rows
    return LookPage(items=[_look(one, mine) for one in rows], next=leading_on(question, first + paging.limit) if more else None)


class FoundTold(Asked):
    """What was found."""

    result: Held = Field(description="holds 保持住了，came_back 反弹回潮（随之返回整改）")
    text: Text = Field(min_length=1, description="看了什么、是不是保持住了")
    due_on: Day | None = Field(None, description="反弹回潮的，返回整改的新时限；原时限已过或没有的须写")
    beyond: bool = Field(False, description="知道新时限晚于专项结束：晚于的要填 true；记入操作记录")


@router.post("/campaigns/{code}/ledger/{int:number}/look-back", response=WholeProblem, summary="记录回头看结果")
def record_found(request: HttpRequest, code: Path[Code], number: Path[Number], asked: FoundTold) -> WholeProblem:
    """Say of a drawn problem that it holds, or that it came back and is reopened. `…/with-file` takes a photograph along."""
    return _recorded(request, code, number, asked)


@router.post("/campaigns/{code}/ledger/{int:number}/look-back/with-file", response=WholeProblem, summary="带佐证记录回头看结果")
def record_shown(
    request: HttpRequest, code: Path[Code], number: Path[Number], file: File[UploadedFile], asked: Form[FoundTold]
) -> WholeProblem:
    """The same with a file that shows it."""
    return _recorded(request, code, number, asked, [(file.name or "", file.read())])


def _recorded(request: HttpRequest, code: str, number: int, asked: FoundTold, files: list[tuple[str, bytes]] | None = None) -> WholeProblem:
    campaign, mine = _reach(request, code)
    row = queries.find(actor_of(request), campaign, number)
    item = looks.open_item(row)
    if item is None:
        raise Missing()
    item.problem = row
    if not looks.may_record(mine, item):
        raise NotAllowed()
    until: dict[str, Any] = {"due_on": asked.due_on, "beyond": asked.beyond}
    operations.record_look_back(item=item, result=asked.result, text=asked.text, files=files or (), **until, **who(request))
    return problem_told(request, code, number)


@router.get(
    "/campaigns/{code}/look-backs/{int:draw}/files/{int:shown}", auth=READ, summary="下载回头看的佐证", openapi_extra=a_file(ANY_FILE)
)  # fmt: skip
def look_back_file(request: HttpRequest, code: Path[Code], draw: Path[Number], shown: Path[Number]) -> FileResponse:
    """The working copy of a file that shows what was found."""
    campaign, mine = _reach(request, code)
    one = looks.file_of(mine, looks.find_draw(actor_of(request), campaign, draw), shown)
    operations.record_seen(one.item.problem, **who(request))
    return FileResponse(made_of(one.file).open_copy(), as_attachment=True, filename=one.file.name, content_type=ANY_FILE)
