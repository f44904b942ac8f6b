"""The joint check for programs: its figures by unit, matter and instance, its summary, matters gathered."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Schema
from pydantic import Field

from bihuan.finding import operations
from bihuan.finding.queries import feedback as queries
from bihuan.interfaces.api.v1.finding.room import READ, campaign_of, reach_of, router
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Asked, Code, Line, Number, Text, a_file, binary


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
    mine = reach_of(request, campaign)
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
    rows = queries.problems_under(reach_of(request, campaign), campaign, matters=asked.matters, numbers=asked.numbers)
    return Many(many=operations.group_matter(campaign=campaign, problems=rows, matter=asked.matter, **who(request)))
