"""Back-checks for programs: pieces, steps with their evidence, a conclusion."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.back_checks import Piece
from bihuan.finding.queries import back_checks as queries
from bihuan.finding.vocabulary.back_checks import BackCheckState, Body, NodeKind, Verdict
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.finding.room import READ, TakenHome, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Asked, Code, Day, Line, Named, Number, Paging, Text, a_file, binary, named
from bihuan.problems.queries import find_within, reach


class PieceOut(Schema):
    """A piece of the chain."""

    id: int
    kind: NodeKind
    text: str
    unit: Named | None
    person: Named | None
    body: Body = Field(description="提出的机构")
    number: int | None = Field(description="台账序号")


class LinkOut(Schema):
    """A step from a piece to the next."""

    id: int
    one: int
    other: int
    step: str = Field(description="怎么查的")
    body: Body
    verdict: Verdict
    finding: str
    evidence: str


class BackCheckLine(Schema):
    """A back-check in the list."""

    id: int
    number: int
    title: str
    state: BackCheckState
    conclusion: str


class BackCheckOut(BackCheckLine):
    """A back-check, whole."""

    bodies: list[Body]
    pieces: list[PieceOut]
    steps: list[LinkOut]


def _line(row: Any) -> dict[str, Any]:
    return {"id": row.pk, **{name: getattr(row, name) for name in ("number", "title", "state", "conclusion")}}


def _whole(row: Any) -> BackCheckOut:
    pieces = [
        PieceOut(id=one.pk, kind=NodeKind(one.kind), text=one.text, unit=named(one.unit), person=named(one.person), body=Body(one.body),
                 number=one.problem.number if one.problem else None)
        for one in queries.nodes_of(row)
    ]  # fmt: skip
    steps = [
        LinkOut(id=one.pk, one=one.one_id, other=one.other_id, step=one.step, body=Body(one.body), verdict=Verdict(one.verdict),
                finding=one.finding, evidence=one.evidence)
        for one in queries.links_of(row)
    ]  # fmt: skip
    return BackCheckOut(**_line(row), bodies=row.bodies, pieces=pieces, steps=steps)


def _find(request: HttpRequest, code: str, pk: int) -> Any:
    return queries.find_back_check(actor_of(request), campaign_of(request, code), pk)


class BackCheckPage(Schema):
    """One page of the list."""

    items: list[BackCheckLine]
    next: str | None


@router.get("/campaigns/{code}/back-checks", response=BackCheckPage, auth=READ, summary="倒查")
def back_check_list(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> BackCheckPage:
    """Those that this account sees, latest first."""
    rows = queries.back_checks_of(actor_of(request), campaign_of(request, code))
    found, after = page_of(request, rows, paging)
    return BackCheckPage(items=[BackCheckLine(**_line(one)) for one in found], next=after)


@router.get("/campaigns/{code}/back-checks/{int:back_check}", response=BackCheckOut, auth=READ, summary="一件倒查")
def one_back_check(request: HttpRequest, code: Path[Code], back_check: Path[Number]) -> BackCheckOut:
    """The pieces, the steps with their evidence, the conclusion."""
    return _whole(_find(request, code, back_check))


class PieceAsked(Asked):
    """A piece; `number` for a problem that stands on the ledger."""

    kind: NodeKind
    text: Text = ""
    body: Body
    unit: Number | None = None
    person: Number | None = None
    happened_on: Day | None = None
    number: Number | None = Field(None, description="台账序号")


def _piece(request: HttpRequest, campaign: Any, asked: PieceAsked) -> Piece:
    problem = find_within(reach(actor_of(request), campaign.pk), campaign, asked.number) if asked.number else None
    unit = campaigns.unit_in(campaign, asked.unit) if asked.unit else None
    person = campaigns.known_person(campaign, asked.person) if asked.person else None
    return Piece(asked.kind, asked.text, asked.body, unit, person, asked.happened_on, problem)


class BackCheckAsked(Asked):
    """Why, who takes part, where it begins."""

    title: Line = Field(min_length=1, max_length=120)
    bodies: list[Body] = Field(min_length=1)
    start: PieceAsked


@router.post("/campaigns/{code}/back-checks", response=BackCheckOut, summary="开展倒查")
def begin_back_check(request: HttpRequest, code: Path[Code], asked: BackCheckAsked) -> BackCheckOut:
    """Begin at an event or a problem."""
    campaign = campaign_of(request, code)
    piece = _piece(request, campaign, asked.start)
    return _whole(operations.open_back_check(campaign=campaign, title=asked.title, piece=piece, bodies=asked.bodies, **who(request)))


@router.post("/campaigns/{code}/back-checks/{int:back_check}/pieces", response=BackCheckOut, summary="补充一环")
def add_piece(request: HttpRequest, code: Path[Code], back_check: Path[Number], asked: PieceAsked) -> BackCheckOut:
    """Add a piece of the chain."""
    row = _find(request, code, back_check)
    operations.add_node(row, piece=_piece(request, row.campaign, asked), **who(request))
    return _whole(row)


class LinkAsked(Asked):
    """From which piece to which, and how."""

    one: Number
    other: Number
    step: Text = Field(min_length=1, description="怎么查的")
    body: Body


@router.post("/campaigns/{code}/back-checks/{int:back_check}/steps", response=BackCheckOut, summary="记录追查的一步")
def trace_step(request: HttpRequest, code: Path[Code], back_check: Path[Number], asked: LinkAsked) -> BackCheckOut:
    """Note how one got from a piece to the next."""
    row = _find(request, code, back_check)
    one, other = (queries.find_node(row, pk) for pk in (asked.one, asked.other))
    operations.trace_link(row, one=one, other=other, step=asked.step, body=asked.body, **who(request))
    return _whole(row)


class VerdictAsked(Asked):
    """What was found, on which evidence."""

    verdict: Verdict
    finding: Text = ""
    evidence: Text = Field(min_length=1)


@router.post("/campaigns/{code}/back-checks/{int:back_check}/steps/{int:step}/verdict", response=BackCheckOut, summary="认定一步")
def judge_step(request: HttpRequest, code: Path[Code], back_check: Path[Number], step: Path[Number], asked: VerdictAsked) -> BackCheckOut:
    """Say what was found of one step."""
    row = _find(request, code, back_check)
    operations.judge_link(queries.find_link(row, step), **dict(asked), **who(request))
    return _whole(row)


@router.post("/campaigns/{code}/back-checks/{int:back_check}/pieces/{int:piece}/ledger", response=BackCheckOut, summary="倒查问题列入台账")
def yield_piece(request: HttpRequest, code: Path[Code], back_check: Path[Number], piece: Path[Number]) -> BackCheckOut:
    """Put a traced problem on the ledger."""
    row = _find(request, code, back_check)
    operations.yield_from_back_check(queries.find_node(row, piece), **who(request))
    return _whole(row)


class ConclusionAsked(Asked):
    """The conclusion about responsibility."""

    conclusion: Text = Field(min_length=1)


@router.post("/campaigns/{code}/back-checks/{int:back_check}/conclusion", response=BackCheckOut, summary="作出倒查结论")
def conclude_check(request: HttpRequest, code: Path[Code], back_check: Path[Number], asked: ConclusionAsked) -> BackCheckOut:
    """End it with a conclusion."""
    row = _find(request, code, back_check)
    operations.conclude_back_check(row, conclusion=asked.conclusion, **who(request))
    return _whole(row)


class BackCheckTaken(Asked):
    """What the record is for."""

    reason: Line = Field(min_length=1, description="用途，记入操作记录")


@router.post("/campaigns/{code}/back-checks/{int:back_check}/file", auth=READ, summary="导出倒查记录", openapi_extra=a_file(DOCX))
def back_check_file(request: HttpRequest, code: Path[Code], back_check: Path[Number], asked: BackCheckTaken) -> HttpResponse:
    """The record as docx; that it was taken, and what for, stands in the book."""
    return binary(operations.print_back_check(_find(request, code, back_check), reason=asked.reason, **who(request)), "倒查记录.docx", DOCX)


@router.post("/campaigns/{code}/back-checks/file", auth=READ, summary="导出问题倒查清单", openapi_extra=a_file(XLSX, DOCX))
def take_back_checks(request: HttpRequest, code: Path[Code], asked: TakenHome) -> HttpResponse:
    """List 4 of the back-checks that this account sees, with what it is for (D18)."""
    data = operations.export_back_checks(campaign=campaign_of(request, code), form=asked.form, reason=asked.reason, **who(request))
    return binary(data, f"问题倒查清单.{asked.form}", asked.kind)
