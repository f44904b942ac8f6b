"""Checklists for programs, and findings from sheets: of a filled-in checklist or of another body (M108, M112)."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import File, Form, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.inspections import operations, queries
from bihuan.inspections.sheets import checklist_sheet, findings_in
from bihuan.inspections.vocabulary import Force
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.inspections.room import READ, campaign_of, only_who_works, router, row_told
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Line, Number, a_file, binary
from bihuan.organisation.queries import units_called

_AT = "/campaigns/{code}/inspections/checklists"


class InspectionPointOut(Schema):
    """One thing to look at."""

    id: int
    subject: str
    text: str
    manifestation: int | None


class InspectionChecklistOut(Schema):
    """A checklist."""

    id: int
    title: str
    retired_on: date | None
    steps: list[str] = Field(description="现在能办的步骤")
    points: list[InspectionPointOut]


def _told(request: HttpRequest, row: Any) -> InspectionChecklistOut:
    points = [
        InspectionPointOut(id=one.pk, subject=one.subject, text=one.text, manifestation=one.manifestation_id) for one in row.lines.all()
    ]
    steps = row_told(request, row)["steps"]
    return InspectionChecklistOut(id=row.pk, title=row.title, retired_on=row.retired_on, steps=steps, points=points)


def _campaign(request: HttpRequest, code: str) -> Any:
    campaign = campaign_of(request, code)
    only_who_works(request, campaign)
    return campaign


@router.get(_AT, response=list[InspectionChecklistOut], auth=READ, summary="检查单")
def checklists(request: HttpRequest, code: Path[Code]) -> list[InspectionChecklistOut]:
    """Those in use: a campaign has a handful."""
    return [_told(request, one) for one in queries.checklists_of(_campaign(request, code))]


@router.get(_AT + "/{int:checklist}", response=InspectionChecklistOut, auth=READ, summary="一份检查单")
def one_checklist(request: HttpRequest, code: Path[Code], checklist: Path[Number]) -> InspectionChecklistOut:
    """One checklist, retired or not."""
    return _told(request, queries.find_checklist(_campaign(request, code), checklist))


@router.get(_AT + "/{int:checklist}/file", auth=READ, summary="检查单文件", openapi_extra=a_file(XLSX))
def checklist_file(request: HttpRequest, code: Path[Code], checklist: Path[Number]) -> HttpResponse:
    """The checklist as a sheet to fill in."""
    campaign = _campaign(request, code)
    row = queries.find_checklist(campaign, checklist)
    names = [name for name, one in units_called(campaigns.units_of(campaign, localdate())).items() if one]
    return binary(checklist_sheet(row, names), f"{row.title}.xlsx", XLSX)


class InspectionPointAsked(Asked):
    """One thing to look at."""

    subject: str = Field("", max_length=60, description="方面")
    text: str = Field(min_length=1, max_length=400, description="看什么")
    manifestation: Number | None = Field(None, description="对照的具体表现编号")


class InspectionChecklistAsked(Asked):
    """What is looked at, point by point."""

    title: Line = Field(min_length=1, max_length=80)
    points: list[InspectionPointAsked] = Field(min_length=1, max_length=300)


@router.post(_AT, response=InspectionChecklistOut, summary="制定检查单")
def make_checklist(request: HttpRequest, code: Path[Code], asked: InspectionChecklistAsked) -> InspectionChecklistOut:
    """Write one down; it is never changed after it was given out, it is retired and another made."""
    campaign = _campaign(request, code)
    points = [
        operations.Point(one.subject, one.text, campaigns.manifestation_in(campaign, one.manifestation) if one.manifestation else None)
        for one in asked.points
    ]
    row = operations.make_checklist(campaign=campaign, title=asked.title, points=points, **who(request))
    return _told(request, queries.find_checklist(campaign, row.pk))


@router.post(_AT + "/{int:checklist}/retire", response=InspectionChecklistOut, summary="停用检查单")
def retire_checklist(request: HttpRequest, code: Path[Code], checklist: Path[Number]) -> InspectionChecklistOut:
    """Offer it no longer."""
    row = queries.find_checklist(_campaign(request, code), checklist)
    return _told(request, operations.retire_checklist(row, **who(request)))


class InspectionSheetAsked(Asked):
    """Whose findings they are, and of which checklist."""

    force: Force = Field(Force.GROUP, description="发现的机构")
    checklist: Number | None = None


class InspectionSheetTaken(Schema):
    """What was noted, and what was there already."""

    findings: list[int]
    twice: int = Field(description="已有的，没有重复登记")


@router.post("/campaigns/{code}/inspections/finding-sheets", response=InspectionSheetTaken, summary="导入检查发现")
def take_findings(
    request: HttpRequest, code: Path[Code], file: File[UploadedFile], asked: Form[InspectionSheetAsked]
) -> InspectionSheetTaken:  # fmt: skip
    """Findings from a sheet: all or none; what is there already is left out."""
    campaign, today = _campaign(request, code), localdate()
    row = queries.find_checklist(campaign, asked.checklist) if asked.checklist else None
    units = units_called(campaigns.units_of(campaign, today))
    seen = findings_in(file.read(), file.name or "", units=units, force=asked.force, today=today, checklist=row)
    noted, twice = operations.note_observations(campaign=campaign, seen=seen, **who(request))
    return InspectionSheetTaken(findings=[one.pk for one in noted], twice=twice)
