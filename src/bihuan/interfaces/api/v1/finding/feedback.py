"""The joint check for programs: its figures, reports of other bodies, their problems by row or by sheet, matters, quarterly lists."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.feedback import Decided, ListFacts, ReportFacts
from bihuan.finding.queries import feedback as queries
from bihuan.finding.rules.feedback import FeedbackLine
from bihuan.finding.sheets.feedback import read_feedback
from bihuan.finding.vocabulary.feedback import Fate, Level, Quarter, ReportKind, Side
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Asked, Code, Day, Line, Named, Number, Text, a_file, binary
from bihuan.problems.queries import reach


def _mine(request: HttpRequest, campaign: Any) -> Any:
    return reach(actor_of(request), campaign.pk)


class JointMatterOut(Schema):
    """A matter with its instances."""

    name: str
    instances: int = Field(description="问题数")
    units: int = Field(description="单位数")


class JointOut(Schema):
    """Instances, matters, units and persons are figures of their own (N18–N20); opinions of letters are none of these."""

    instances: int = Field(description="问题数（N20）")
    matters: int = Field(description="事项数（N19）")
    units: int = Field(description="单位数（N18）")
    persons: int = Field(description="涉及人数")
    ungrouped: int = Field(description="没有归并到事项的问题数")
    by_source: dict[str, int]
    by_matter: list[JointMatterOut]


@router.get("/campaigns/{code}/joint-check", response=JointOut, auth=READ, summary="组织联查的几个数")
def joint_check(request: HttpRequest, code: Path[Code]) -> JointOut:
    """Counted from what this account sees."""
    campaign = campaign_of(request, code)
    mine = _mine(request, campaign)
    told = queries.joint_figures(mine, campaign)
    matters = [JointMatterOut(name=one.name, instances=one.instances, units=one.units) for one in queries.matters_of(mine, campaign)]
    return JointOut(
        instances=told.instances, matters=told.matters, units=told.units, persons=told.persons, ungrouped=told.ungrouped,
        by_source=dict(told.by_source), by_matter=matters,
    )  # fmt: skip


class JointExport(Asked):
    """What the list is for."""

    reason: Text = Field(min_length=1, description="用途")
    form: Literal["xlsx", "docx"] = "xlsx"


@router.post("/campaigns/{code}/joint-check/export", summary="导出组织联查汇总", openapi_extra=a_file(XLSX, DOCX))
def export_joint(request: HttpRequest, code: Path[Code], asked: JointExport) -> HttpResponse:
    """The combined list by unit, matter and instance."""
    data = operations.export_joint_check(campaign=campaign_of(request, code), form=asked.form, reason=asked.reason, **who(request))
    return binary(data, f"组织联查汇总.{asked.form}", DOCX if asked.form == "docx" else XLSX)


class GatherAsked(Asked):
    """Which entries, under which matter."""

    matter: Line = Field(min_length=1, max_length=120, description="事项")
    numbers: list[Number] = Field([], max_length=1000, description="台账序号")
    matters: list[Line] = Field([], max_length=100, description="或者整个事项改归")


class Many(Schema):
    """How many."""

    many: int


@router.post("/campaigns/{code}/joint-check/matters", response=Many, summary="归并事项")
def gather_matter(request: HttpRequest, code: Path[Code], asked: GatherAsked) -> Many:
    """Gather entries of the joint check under one matter."""
    campaign = campaign_of(request, code)
    rows = queries.problems_under(_mine(request, campaign), campaign, matters=asked.matters, numbers=asked.numbers)
    return Many(many=operations.group_matter(campaign=campaign, problems=rows, matter=asked.matter, **who(request)))


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


@router.get("/campaigns/{code}/feedback-reports", response=list[ReportLineOut], auth=READ, summary="反馈材料")
def feedback_reports(request: HttpRequest, code: Path[Code], kind: ReportKind | None = None) -> list[ReportLineOut]:
    """The reports, latest first; of one kind where asked."""
    campaign = campaign_of(request, code)
    mine = _mine(request, campaign)
    if not queries.reads_joint_check(mine):
        raise NotAllowed()
    lines = queries.reports_of(mine, campaign, kind.value if kind else "")
    return [ReportLineOut(**_report(one.report), found=one.found, closed=one.closed) for one in lines]


def _whole(request: HttpRequest, campaign: Any, pk: int) -> WholeReport:
    mine = _mine(request, campaign)
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
    row = queries.find_report(_mine(request, campaign), campaign, report)
    lines = []
    for at, one in enumerate(asked.findings, 1):
        unit = campaigns.unit_in(campaign, one.unit)
        person = campaigns.known_person(campaign, one.person) if one.person else None
        lines.append(FeedbackLine(at, unit.pk, one.text, one.matter, person.pk if person else None, one.number, one.found_on))
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
    mine = _mine(request, campaign)
    look = queries.look_at_sheet(mine, queries.find_report(mine, campaign, report), read_feedback(read(file), file.name))
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
    row, file = queries.find_report(_mine(request, campaign), campaign, report), handed_in(sheet, actor_of(request))
    decided = {one.row: Decided(one.fate, one.number) for one in asked.decided}
    taken = operations.take_sheet(row, data=read(file), name=file.name, decided=decided, reason=asked.reason, **who(request))
    return TakenOut(numbers=[one.number for one in taken.problems], merged=taken.merged, twice=taken.twice, left=taken.left)


class BlackEntryOut(Schema):
    """A unit on a list."""

    id: int
    side: Side
    unit: Named
    grounds: str = Field(description="上榜理由")
    problem: int | None = Field(description="转为问题后的台账序号")


class RedBlackOut(Schema):
    """A quarterly list."""

    id: int
    year: int
    quarter: Quarter
    publisher: str
    criteria: str = Field(description="评定标准")
    decision: str = Field(description="研究决定")
    decided_on: date
    published_on: date | None
    entries: list[BlackEntryOut]


def _list(row: Any) -> RedBlackOut:
    entries = [
        BlackEntryOut(id=one.pk, side=Side(one.side), unit=Named(id=one.unit_id, name=one.unit.name), grounds=one.grounds,
                      problem=one.problem.number if one.problem else None)
        for one in queries.entries_of(row)
    ]  # fmt: skip
    plain = {name: getattr(row, name) for name in ("year", "quarter", "publisher", "criteria", "decision", "decided_on", "published_on")}
    return RedBlackOut(id=row.pk, entries=entries, **plain)


@router.get("/campaigns/{code}/red-black-lists", response=list[RedBlackOut], auth=READ, summary="红黑榜")
def red_black_lists(request: HttpRequest, code: Path[Code]) -> list[RedBlackOut]:
    """The latest lists, each with its units."""
    campaign = campaign_of(request, code)
    return [_list(one) for one in queries.lists_of(_mine(request, campaign), campaign)[:20]]


class ListAsked(Asked):
    """What a quarterly list says of itself."""

    year: int = Field(ge=2000, le=2100)
    quarter: Quarter
    publisher: Line = Field(min_length=1, max_length=120)
    criteria: Text = Field(min_length=1, description="评定标准")
    decision: Line = Field(min_length=1, description="研究决定")
    decided_on: Day
    published_on: Day | None = None


@router.post("/campaigns/{code}/red-black-lists", response=RedBlackOut, summary="登记红黑榜")
def keep_list(request: HttpRequest, code: Path[Code], asked: ListAsked) -> RedBlackOut:
    """Keep a list with its criteria and decision."""
    return _list(operations.keep_red_black_list(campaign=campaign_of(request, code), facts=ListFacts(**dict(asked)), **who(request)))


class PublishAsked(Asked):
    """When."""

    on: Day


@router.post("/campaigns/{code}/red-black-lists/{int:red_black}/publish", response=RedBlackOut, summary="红黑榜发布")
def publish_list(request: HttpRequest, code: Path[Code], red_black: Path[Number], asked: PublishAsked) -> RedBlackOut:
    """Say when the list was published."""
    campaign = campaign_of(request, code)
    row = queries.find_list(_mine(request, campaign), campaign, red_black)
    return _list(operations.publish_red_black(row, on=asked.on, **who(request)))


class BlackEntryAsked(Asked):
    """A unit on one side."""

    side: Side
    unit: Number = Field(description="单位编号")
    grounds: Text = Field(min_length=1, description="上榜理由")


@router.post("/campaigns/{code}/red-black-lists/{int:red_black}/entries", response=RedBlackOut, summary="登记上榜单位")
def enter_list(request: HttpRequest, code: Path[Code], red_black: Path[Number], asked: BlackEntryAsked) -> RedBlackOut:
    """Enter a unit."""
    campaign = campaign_of(request, code)
    row, unit = queries.find_list(_mine(request, campaign), campaign, red_black), campaigns.unit_in(campaign, asked.unit)
    operations.enter_red_black(row, side=asked.side, unit=unit, grounds=asked.grounds, **who(request))
    return _list(row)


class TurnAsked(Asked):
    """As what it stands on the ledger."""

    matter: Line = Field(min_length=1, max_length=120, description="事项")
    text: Text = ""


@router.post("/campaigns/{code}/red-black-lists/{int:red_black}/entries/{int:entry}/turn", response=RedBlackOut, summary="黑榜转为问题")
def turn_entry(request: HttpRequest, code: Path[Code], red_black: Path[Number], entry: Path[Number], asked: TurnAsked) -> RedBlackOut:
    """Turn an entry on the black side into a finding for that unit."""
    campaign = campaign_of(request, code)
    row = queries.find_list(_mine(request, campaign), campaign, red_black)
    operations.turn_black_entry(queries.find_entry(row, entry), matter=asked.matter, text=asked.text, **who(request))
    return _list(row)
