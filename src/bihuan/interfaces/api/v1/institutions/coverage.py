"""Units by the six lists (M81)."""

from django.http import HttpRequest, HttpResponse
from ninja import Path, Schema
from pydantic import Field

from bihuan.finding.operations.coverage import take_coverage
from bihuan.finding.queries.coverage import coverage
from bihuan.finding.vocabulary.coverage import Cover
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.institutions.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.words import XLSX, Asked, Code, Line, Named, a_file, binary
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


class MatrixTaken(Asked):
    """What it is for."""

    reason: Line = Field(min_length=1, description="用途，记入操作记录")


@router.get("/campaigns/{code}/coverage", response=CoverageOut, auth=READ, summary="全覆盖矩阵")
def matrix(request: HttpRequest, code: Path[Code]) -> CoverageOut:
    """Units × the six lists: filled, partly, confirmed none, empty."""
    campaign = campaign_of(request, code)
    found = coverage(reach(actor_of(request), campaign.pk), campaign)
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
    return binary(take_coverage(campaign=campaign, reason=asked.reason, **who(request)), f"{campaign.title}-全覆盖矩阵.xlsx", XLSX)
