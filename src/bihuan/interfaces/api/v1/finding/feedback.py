"""Reports of other bodies for programs: registered, their problems put on the ledger by row or by sheet."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import File, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.feedback import Decided, ReportFacts
from bihuan.finding.queries import feedback as queries
from bihuan.finding.queries.feedback_sheets import look_at_sheet
from bihuan.finding.rules.feedback import FeedbackLine
from bihuan.finding.sheets.feedback import read_feedback
from bihuan.finding.vocabulary.feedback import Fate, Level, ReportKind
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, reach_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Day, Line, Named, Number, Paging, Text


class ReportOut(Schema):
    """A report, and how far its problems are."""

    id: int
    kind: ReportKind
    issuer: str = Field(description="出具机构")
    reference: str = Field(description="文号或编号")
    title: str
    dated_on: date
    level: Level | None = Field(description="点名层级")
    matter: str = Field(description="点名事项")


class ReportLineOut(ReportOut):
    """A report with its counts."""

    found: int
    closed: int


class FoundOut(Schema):
    """A problem of a report, and where it stands."""

    text: str
    unit: Named
    matter: str
    number: int = Field(description="台账序号；并入别的问题的，是那一件的序号")
    merged: bool
    state: str


class WholeReport(ReportOut):
    """A report with every problem that came of it."""

    findings: list[FoundOut]


def _report(row: Any) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("kind", "issuer", "reference", "title", "dated_on", "matter")}
    return {"id": row.pk, "level": row.level or None, **plain}


class ReportPage(Schema):
    """One page of the reports."""

    items: list[ReportLineOut]
    next: str | None


@router.get("/campaigns/{code}/feedback-reports", response=ReportPage, auth=READ, summary="反馈材料")
def feedback_reports(request: HttpRequest, code: Path[Code], paging: Query[Paging], kind: ReportKind | None = None) -> ReportPage:
    """The reports, latest first; of one kind where asked."""
    campaign = campaign_of(request, code)
    mine = reach_of(request, campaign)
    if not queries.reads_joint_check(mine):
        raise NotAllowed()
    found, after = page_of(request, queries.reports_of(mine, campaign, kind.value if kind else ""), paging)
    lines = queries.with_finds(mine, campaign, found)
    return ReportPage(items=[ReportLineOut(**_report(one.report), found=one.found, closed=one.closed) for one in lines], next=after)


def _whole(request: HttpRequest, campaign: Any, pk: int) -> WholeReport:
    mine = reach_of(request, campaign)
    row = queries.find_report(mine, campaign, pk)
    found = [
        FoundOut(text=one.finding.text, unit=Named(id=one.finding.unit_id, name=one.finding.unit.name), matter=one.finding.matter, number=one.number,
                 merged=one.main is not None, state=one.finding.problem.state)
        for one in queries.findings_of(mine, row)
    ]  # fmt: skip
    return WholeReport(**_report(row), findings=found)


@router.get("/campaigns/{code}/feedback-reports/{int:report}", response=WholeReport, auth=READ, summary="一份反馈材料")
def feedback_report(request: HttpRequest, code: Path[Code], report: Path[Number]) -> WholeReport:
    """A report with every problem that came of it, each traced to its closing."""
    return _whole(request, campaign_of(request, code), report)


class ReportAsked(Asked):
    """What a report says of itself."""

    kind: ReportKind
    issuer: Line = Field(min_length=1, max_length=120, description="出具机构")
    title: Line = Field(min_length=1)
    dated_on: Day
    reference: Line = Field("", max_length=80, description="文号或编号；督查、巡察反馈必填")
    level: Level | None = Field(None, description="点名层级")
    matter: Text = Field("", description="点名事项")


@router.post("/campaigns/{code}/feedback-reports", response=WholeReport, summary="登记反馈材料")
def register_feedback(request: HttpRequest, code: Path[Code], asked: ReportAsked) -> WholeReport:
    """Register a report of another body."""
    campaign = campaign_of(request, code)
    row = operations.register_report(campaign=campaign, facts=ReportFacts(**dict(asked)), **who(request))
    return _whole(request, campaign, row.pk)


class ReportAmended(ReportAsked):
    """A report as it should stand, and why; its kind stays."""

    reason: Line = Field(min_length=1, description="更正理由")


@router.post("/campaigns/{code}/feedback-reports/{int:report}/amend", response=WholeReport, summary="更正反馈材料")
def amend_feedback(request: HttpRequest, code: Path[Code], report: Path[Number], asked: ReportAmended) -> WholeReport:
    """Put right what was registered wrongly."""
    campaign = campaign_of(request, code)
    told, row = dict(asked), queries.find_report(reach_of(request, campaign), campaign, report)
    reason = told.pop("reason")
    operations.amend_report(row, facts=ReportFacts(**told), reason=reason, **who(request))
    return _whole(request, campaign, report)


class FindingAsked(Asked):
    """One problem of a report."""

    unit: Number = Field(description="单位编号")
    text: Text = Field(min_length=1, description="问题")
    matter: Line = Field(min_length=1, max_length=120, description="事项")
    person: Number | None = Field(None, description="责任人编号")
    number: Line = Field("", max_length=60, description="材料中的编号")
    found_on: Day | None = None


class FindingsAsked(Asked):
    """Problems of a report."""

    findings: list[FindingAsked] = Field(min_length=1, max_length=1000)


@router.post("/campaigns/{code}/feedback-reports/{int:report}/findings", response=WholeReport, summary="反馈问题列入台账")
def note_feedback(request: HttpRequest, code: Path[Code], report: Path[Number], asked: FindingsAsked) -> WholeReport:
    """Put problems of a report on the ledger."""
    campaign = campaign_of(request, code)
    row = queries.find_report(reach_of(request, campaign), campaign, report)
    campaigns.units_in(campaign, [one.unit for one in asked.findings])
    campaigns.known_people(campaign, {one.person for one in asked.findings if one.person})
    lines = [
        FeedbackLine(at, one.unit, one.text, one.matter, one.person, one.number, one.found_on) for at, one in enumerate(asked.findings, 1)
    ]
    operations.note_findings(row, lines=lines, **who(request))
    return _whole(request, campaign, report)


class NearOut(Schema):
    """An entry that a row is like."""

    number: int
    source: str
    text: str
    degree: int = Field(description="百分比")


class SheetRowOut(Schema):
    """A row of a sheet, before it is taken."""

    row: int
    unit: int
    text: str
    matter: str
    double: str = Field(description="已在台账、不重复列入的原因；空的将列入")
    near: list[NearOut]


class FeedbackSheetOut(Schema):
    """A sheet that was handed in, looked at."""

    id: int
    rows: list[SheetRowOut]
    errors: list[dict[str, Any]] = Field(description="每处错误：表、行、列、原文、原因、最接近的")


def _looked(request: HttpRequest, campaign: Any, report: int, file: Any) -> FeedbackSheetOut:
    mine = reach_of(request, campaign)
    look = look_at_sheet(mine, queries.find_report(mine, campaign, report), read_feedback(read(file), file.name))
    rows = [
        SheetRowOut(
            row=one.row, unit=one.unit, text=one.text, matter=one.matter, double=look.doubles[one.row].label if one.row in look.doubles else "",
            near=[NearOut(number=each.number, source=each.source, text=each.text, degree=each.degree) for each in look.near.get(one.row, ())],
        )
        for one in look.checked.lines
    ]  # fmt: skip
    return FeedbackSheetOut(id=file.pk, rows=rows, errors=[one.to_json() for one in look.checked.errors])


@router.post("/campaigns/{code}/feedback-reports/{int:report}/sheets", response=FeedbackSheetOut, summary="交一份反馈问题表")
def hand_in_feedback(request: HttpRequest, code: Path[Code], report: Path[Number], file: File[UploadedFile]) -> FeedbackSheetOut:
    """Keep a sheet and look at it; nothing is taken yet."""
    campaign = campaign_of(request, code)
    if not queries.works_joint_check(actor_of(request), campaign):
        raise NotAllowed()
    data, name = file.read(), file.name or ""
    read_feedback(data, name)
    return _looked(request, campaign, report, store(data=data, name=name, taken=SHEETS, **who(request)))


class DecidedAsked(Asked):
    """What becomes of a row that is like an entry."""

    row: Number
    fate: Fate
    number: Number | None = Field(None, description="并入哪一件（台账序号）")


class FeedbackDecisions(Asked):
    """The decisions, one for each row that is like an entry."""

    decided: list[DecidedAsked] = Field([], max_length=2000)
    reason: Text = ""


class TakenOut(Schema):
    """What was taken."""

    numbers: list[int]
    merged: int
    twice: int = Field(description="已在台账，没有重复列入")
    left: int = Field(description="选定不列入")


@router.post("/campaigns/{code}/feedback-reports/{int:report}/sheets/{int:sheet}/take", response=TakenOut, summary="导入反馈问题表")
def take_feedback(request: HttpRequest, code: Path[Code], report: Path[Number], sheet: Path[Number], asked: FeedbackDecisions) -> TakenOut:
    """Take the rows onto the ledger; one wrong cell stops the whole."""
    campaign = campaign_of(request, code)
    row, file = queries.find_report(reach_of(request, campaign), campaign, report), handed_in(sheet, actor_of(request))
    decided = {one.row: Decided(one.fate, one.number) for one in asked.decided}
    taken = operations.take_sheet(row, data=read(file), name=file.name, decided=decided, reason=asked.reason, **who(request))
    return TakenOut(numbers=[one.number for one in taken.problems], merged=taken.merged, twice=taken.twice, left=taken.left)
