"""Columns of a campaign's own: which there are, added or changed, retired."""

from datetime import date

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import operations
from bihuan.campaigns.rules.columns import OwnColumn, columns_of
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy, FilledFrom
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.words import Asked, Code, Line


class ColumnOut(Schema):
    """A column."""

    key: str = Field(description="写入、筛选、导入时用的名字，例如 own3")
    number: int
    name: str
    label: str = Field(description="带计量单位的名称")
    kind: ColumnKind
    choices: list[str] = Field(description="可选值")
    unit: str = Field(description="计量单位")
    required: FilledFrom | None = Field(description="从哪一步起必填")
    editors: FilledBy = Field(description="由谁填")
    retired: date | None = Field(description="停用日期")


class ColumnAsked(Asked):
    """A column as it is to be."""

    number: int = Field(0, ge=0, le=60, description="改哪一个；0 是增加")
    name: Line = Field(min_length=1, max_length=20, description="名称")
    kind: ColumnKind = Field(description="种类；定了不能改")
    choices: list[Line] = Field([], max_length=40, description="可选值，只有选项栏目有")
    unit: str = Field("", max_length=10, description="计量单位；金额不填的按万元")
    required: FilledFrom | None = Field(None, description="从哪一步起必填")
    editors: FilledBy = Field(FilledBy.DOERS, description="由谁填")


class RetireAsked(Asked):
    """Out of use, or into use again."""

    back: bool = Field(False, description="恢复使用")


def _told(one: OwnColumn) -> ColumnOut:
    return ColumnOut(
        key=one.key, number=one.number, name=one.name, label=one.label, kind=one.kind, choices=list(one.choices), unit=one.unit,
        required=one.required, editors=one.editors, retired=one.retired,
    )  # fmt: skip


@router.get("/campaigns/{code}/columns", response=list[ColumnOut], auth=READ, summary="自设栏目")
def columns(request: HttpRequest, code: Path[Code]) -> list[ColumnOut]:
    """All columns of the campaign's own, retired ones too."""
    return [_told(one) for one in columns_of(campaign_of(request, code).file)]


@router.post("/campaigns/{code}/columns", response=ColumnOut, summary="设置自设栏目")
def set_column(request: HttpRequest, code: Path[Code], asked: ColumnAsked) -> ColumnOut:
    """Add a column, or change one."""
    told = OwnColumn(**{**asked.dict(), "choices": tuple(asked.choices)})
    return _told(operations.set_column(campaign=desk(request, code), column=told, **who(request)))


@router.post("/campaigns/{code}/columns/{int:column}/retire", response=ColumnOut, summary="停用自设栏目")
def retire_column(request: HttpRequest, code: Path[Code], column: Path[int], asked: RetireAsked) -> ColumnOut:
    """Take a column out of use; its values stay."""
    return _told(operations.retire_column(campaign=desk(request, code), number=column, back=asked.back, **who(request)))
