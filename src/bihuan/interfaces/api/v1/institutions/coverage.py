"""Units by the six lists (M81)."""

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.finding.queries.coverage import coverage
from bihuan.finding.vocabulary.coverage import Cover
from bihuan.interfaces.api.v1.gate import actor_of
from bihuan.interfaces.api.v1.institutions.room import READ, campaign_of, router
from bihuan.interfaces.api.v1.words import Code, Named
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
