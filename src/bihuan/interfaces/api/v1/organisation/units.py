"""The tree of units: looked at, founded, changed, ended."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.organisation.room import READ, refuse_others, router
from bihuan.interfaces.api.v1.words import Asked, Day, Line, Number
from bihuan.organisation import operations, queries
from bihuan.organisation.vocabulary import UnitKind


class UnitOut(Schema):
    """A unit of the tree."""

    id: int
    name: str
    kind: UnitKind
    parent: int | None = Field(description="上级单位的编号")
    ended_on: date | None


class Branch(Schema):
    """A unit with how many people hold a post in it, and the units below."""

    id: int
    name: str
    kind: UnitKind
    people: int
    children: list["Branch"]


def _unit(row: Any) -> UnitOut:
    return UnitOut(id=row.pk, name=row.name, kind=row.kind, parent=row.parent_id, ended_on=row.ended_on)


def _branch(one: Any) -> Branch:
    return Branch(
        id=one.unit.pk, name=one.unit.name, kind=one.unit.kind, people=one.people, children=[_branch(below) for below in one.children]
    )


@router.get("/units", response=list[Branch], auth=READ, summary="组织树")
def tree(request: HttpRequest, q: Query[str] = "") -> list[Branch]:
    """The standing units, or those whose name holds `q` with what lies above them."""
    refuse_others(request)
    return [_branch(one) for one in queries.tree(q.strip()[:120])]


class NewUnit(Asked):
    """A unit to be founded."""

    name: Line = Field(description="单位名称")
    kind: UnitKind = Field(UnitKind.OTHER, description="性质")
    parent: Number | None = Field(None, description="上级单位的编号；不填为顶层")
    founded_on: Day | None = Field(None, description="设立日期")


@router.post("/units", response=UnitOut, summary="设立单位")
def found(request: HttpRequest, asked: NewUnit) -> UnitOut:
    """Found a unit."""
    refuse_others(request)
    parent = queries.find_unit(asked.parent) if asked.parent else None
    told: dict[str, Any] = {"name": asked.name, "kind": asked.kind, "parent": parent, "founded_on": asked.founded_on}
    return _unit(operations.found_unit(**told, **who(request)))


@router.get("/units/{int:unit}", response=UnitOut, auth=READ, summary="一个单位")
def one_unit(request: HttpRequest, unit: Path[Number]) -> UnitOut:
    """One unit."""
    refuse_others(request)
    return _unit(queries.find_unit(unit))


class UnitAmended(Asked):
    """What changes about a unit; what is left out stays."""

    name: Line | None = None
    kind: UnitKind | None = None
    parent: Number | None = Field(None, description="移到哪个单位下面")
    to_top: bool = Field(False, description="移到顶层")


@router.post("/units/{int:unit}/amend", response=UnitOut, summary="修改单位")
def amend_unit(request: HttpRequest, unit: Path[Number], asked: UnitAmended) -> UnitOut:
    """Change name, nature or parent; the whole branch moves along."""
    refuse_others(request)
    parent = queries.find_unit(asked.parent) if asked.parent else None
    told: dict[str, Any] = {"name": asked.name, "kind": asked.kind, "parent": parent, "to_top": asked.to_top}
    return _unit(operations.amend_unit(queries.find_unit(unit), **told, **who(request)))


class UnitEnded(Asked):
    """From when something no longer holds, and why."""

    on: Day
    reason: Line = ""


@router.post("/units/{int:unit}/end", response=UnitOut, summary="撤销单位")
def end_unit(request: HttpRequest, unit: Path[Number], asked: UnitEnded) -> UnitOut:
    """End a unit that is empty."""
    refuse_others(request)
    row = queries.find_unit(unit)
    operations.end_unit(row, on=asked.on, reason=asked.reason, **who(request))
    return _unit(row)
