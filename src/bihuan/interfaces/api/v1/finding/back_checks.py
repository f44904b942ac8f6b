"""Back-checks and screenings for programs."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.back_checks import Piece
from bihuan.finding.queries import back_checks as queries
from bihuan.finding.queries import screening as screenings
from bihuan.finding.vocabulary.back_checks import BackCheckState, Body, NodeKind, Verdict
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Text, named
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


@router.get("/campaigns/{code}/back-checks", response=list[BackCheckLine], auth=READ, summary="倒查")
def back_check_list(request: HttpRequest, code: Path[Code]) -> list[BackCheckLine]:
    """Those that this account sees, latest first, 300 at most."""
    return [BackCheckLine(**_line(one)) for one in queries.back_checks_of(actor_of(request), campaign_of(request, code))[:300]]


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


class ScreeningOut(Schema):
    """A unit's screening."""

    id: int
    unit: Named
    category: Named
    due_on: date | None
    state: ScreeningState
    how: str = Field(description="怎么排查的")
    numbers: list[int] = Field(description="列入台账的序号")


def _screening(row: Any) -> ScreeningOut:
    numbers = [one.problem.number for one in screenings.screened_items(row)]
    unit, category = (Named(id=one.pk, name=one.name) for one in (row.unit, row.category))
    return ScreeningOut(
        id=row.pk, unit=unit, category=category, due_on=row.due_on, state=ScreeningState(row.state), how=row.how, numbers=numbers
    )


class ScreeningLine(Schema):
    """A screening in the list."""

    id: int
    unit: Named
    category: Named
    state: ScreeningState
    found: int


@router.get("/campaigns/{code}/screenings", response=list[ScreeningLine], auth=READ, summary="单位排查")
def screening_list(request: HttpRequest, code: Path[Code]) -> list[ScreeningLine]:
    """Those that this account sees, latest first, 1,000 at most."""
    rows = screenings.screenings_of(actor_of(request), campaign_of(request, code))[:1000]
    return [
        ScreeningLine(id=one.pk, unit=Named(id=one.unit_id, name=one.unit.name), category=Named(id=one.category_id, name=one.category.name),
                      state=ScreeningState(one.state), found=one.found)  # type: ignore[attr-defined]
        for one in rows
    ]  # fmt: skip


class ScreeningAsked(Asked):
    """A unit's own screening against a category."""

    unit: Number
    category: Number


@router.post("/campaigns/{code}/screenings", response=ScreeningOut, summary="开展排查")
def start_screening(request: HttpRequest, code: Path[Code], asked: ScreeningAsked) -> ScreeningOut:
    """A unit begins one by itself."""
    campaign = campaign_of(request, code)
    unit, category = campaigns.unit_in(campaign, asked.unit), campaigns.category_in(campaign, asked.category)
    return _screening(operations.begin_screening(campaign=campaign, unit=unit, category=category, **who(request)))


class ScreeningTask(Asked):
    """Which units, against what, by when."""

    units: list[Number] = Field(min_length=1, max_length=2000)
    category: Number
    due_on: Day


@router.post("/campaigns/{code}/screenings/ask", response=list[ScreeningOut], summary="布置排查")
def order_screening(request: HttpRequest, code: Path[Code], asked: ScreeningTask) -> list[ScreeningOut]:
    """Ask units to screen themselves."""
    campaign = campaign_of(request, code)
    units = [campaigns.unit_in(campaign, one) for one in asked.units]
    category = campaigns.category_in(campaign, asked.category)
    made = operations.ask_screening(campaign=campaign, units=units, category=category, due_on=asked.due_on, **who(request))
    return [_screening(one) for one in made]


class ScreeningResult(Asked):
    """What was found, and how it was looked for."""

    how: Text = Field(min_length=1, description="怎么排查的")
    texts: list[Text] = Field([], max_length=200, description="发现的问题；没有发现的不写")


@router.post("/campaigns/{code}/screenings/{int:screening}/result", response=ScreeningOut, summary="报排查结果")
def report_screening(request: HttpRequest, code: Path[Code], screening: Path[Number], asked: ScreeningResult) -> ScreeningOut:
    """Report the result: items go onto the ledger, none means none found."""
    row = screenings.find_screening(actor_of(request), campaign_of(request, code), screening)
    operations.report_screening(row, texts=asked.texts, how=asked.how, **who(request))
    return _screening(row)
