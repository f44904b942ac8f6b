"""Units by the six lists, and what is confirmed to be none (M81)."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.coverage import take_coverage
from bihuan.finding.queries import nones
from bihuan.finding.queries.coverage import coverage
from bihuan.finding.vocabulary.coverage import Cover, NoneState
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.institutions.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Day, Line, Named, Number, Paging, Text, a_file, binary, named
from bihuan.problems.queries import reach
from bihuan.problems.vocabulary import ProblemList


class CoverOut(Schema):
    """One list of one unit."""

    kind: ProblemList
    cover: Cover
    count: int


class UnitCovered(Schema):
    """One unit: its subjects, of how many there is an item or a commitment, its six lists."""

    unit: Named
    subjects: int
    wrote: int = Field(description="已自查")
    signed: int = Field(description="已承诺")
    missing: int = Field(description="未报")
    lists: list[CoverOut]


class CoverageOut(Schema):
    """The matrix, with how many subjects it holds."""

    subjects: int
    missing: int
    units: list[UnitCovered]


class MatrixWanted(Schema):
    """Which part of it."""

    key_few: bool = Field(False, description="只看关键少数；看不到整个专项的，填了不起作用")


class MatrixTaken(Asked):
    """What it is for."""

    key_few: bool = Field(False, description="只要关键少数")
    reason: Line = Field(min_length=1, description="用途，记入操作记录")


@router.get("/campaigns/{code}/coverage", response=CoverageOut, auth=READ, summary="全覆盖矩阵")
def matrix(request: HttpRequest, code: Path[Code], wanted: Query[MatrixWanted]) -> CoverageOut:
    """Units × the six lists: filled, partly, confirmed none, empty."""
    campaign = campaign_of(request, code)
    found = coverage(reach(actor_of(request), campaign.pk), campaign, wanted.key_few)
    units = [
        UnitCovered(
            unit=Named(id=line.unit, name=line.name), subjects=line.subjects, wrote=line.wrote, signed=line.signed, missing=line.missing,
            lists=[CoverOut(kind=ProblemList(one.list), cover=one.cover, count=one.count) for one in line.cells],
        )
        for line in found.lines
    ]  # fmt: skip
    return CoverageOut(subjects=found.subjects, missing=found.missing, units=units)


@router.post("/campaigns/{code}/coverage/file", auth=READ, summary="导出全覆盖矩阵", openapi_extra=a_file(XLSX))
def take_matrix(request: HttpRequest, code: Path[Code], asked: MatrixTaken) -> HttpResponse:
    """The matrix as a sheet; the book says who took it for what."""
    campaign = campaign_of(request, code)
    return binary(
        take_coverage(campaign=campaign, reason=asked.reason, key_few=asked.key_few, **who(request)),
        f"{campaign.title}-全覆盖矩阵.xlsx",
        XLSX,
    )


class NoneOut(Schema):
    """A word that a list holds nothing."""

    id: int
    unit: Named
    person: Named | None = Field(description="整治对象；整个单位的为空")
    kind: ProblemList
    basis: str = Field(description="依据")
    on: date = Field(description="截至哪天")
    said_at: datetime
    state: NoneState = Field(description="stands 确认没有，fallen 已有问题，withdrawn 已撤回")
    withdrawn_at: datetime | None
    why: str = Field(description="撤回原因")


class NonePage(Schema):
    """One page of them."""

    items: list[NoneOut]
    next: str | None


def _none(row: Any) -> NoneOut:
    same = {name: getattr(row, name) for name in ("basis", "said_at", "withdrawn_at", "why")}
    return NoneOut(
        on=row.known_on, id=row.pk, unit=Named(id=row.unit_id, name=row.unit.name), person=named(row.person), kind=ProblemList(row.list),
        state=NoneState(row.became), **same,
    )  # fmt: skip


@router.get("/campaigns/{code}/coverage/none", response=NonePage, auth=READ, summary="确认没有问题的清单")
def nones_confirmed(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> NonePage:
    """Every word of the units that this account sees, latest first; those that an item overtook, and those withdrawn, among them."""
    campaign = campaign_of(request, code)
    found, after = page_of(request, nones.nones_of(reach(actor_of(request), campaign.pk), campaign), paging)
    return NonePage(items=[_none(one) for one in found], next=after)


class NoneAsked(Asked):
    """Which list holds nothing, and how that is known."""

    unit: Number
    person: Number | None = Field(None, description="只说一名整治对象的，写人员编号")
    kind: ProblemList = Field(description="批评、谈话清单由单位确认，意见建议、社会评查清单由专班确认；另两个清单不在这里确认")
    basis: Text = Field(min_length=1, description="依据：看了什么、问了谁")
    on: Day = Field(description="截至哪天")


@router.post("/campaigns/{code}/coverage/none", response=NoneOut, summary="确认清单没有问题")
def confirm_none(request: HttpRequest, code: Path[Code], asked: NoneAsked) -> NoneOut:
    """Said by whoever answers for the list; an item recorded later makes it fall by itself."""
    campaign = campaign_of(request, code)
    unit, person = campaigns.unit_in(campaign, asked.unit), campaigns.person_in(asked.person)
    made = operations.confirm_none(
        campaign=campaign, unit=unit, person=person, which=asked.kind, basis=asked.basis, on=asked.on, **who(request)
    )
    return _none(_found(request, code, made.pk))


class NoneWithdrawn(Asked):
    """Why it is taken back."""

    reason: Text = Field(min_length=1, description="撤回原因")


@router.post("/campaigns/{code}/coverage/none/{int:none}/withdraw", response=NoneOut, summary="撤回确认")
def withdraw_none(request: HttpRequest, code: Path[Code], none: Path[Number], asked: NoneWithdrawn) -> NoneOut:
    """Taken back with its reason; what was said stays to be read."""
    operations.withdraw_none(_found(request, code, none), reason=asked.reason, **who(request))
    return _none(_found(request, code, none))


def _found(request: HttpRequest, code: str, pk: int) -> Any:
    campaign = campaign_of(request, code)
    return nones.find_none(reach(actor_of(request), campaign.pk), campaign, pk)
