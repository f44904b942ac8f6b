"""Units, people and posts, for whoever keeps the organisation; for everybody else there is nothing here, as on the pages."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Path, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.foundation.kernel import Missing
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import Bearer, actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Day, Line, Named, Number, Paging, named
from bihuan.organisation import operations, queries
from bihuan.organisation.operations.roster import enter_roster_sheet
from bihuan.organisation.vocabulary import PostRole, UnitKind

READ, WRITE = Bearer(Scope.ORGANISATION_READ), Bearer(Scope.ORGANISATION_WRITE)
router = Router(tags=["单位与人员"], auth=WRITE)


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


class PostOut(Schema):
    """A post that is held."""

    id: int
    unit: Named
    title: str
    rank: str
    role: PostRole
    from_on: date | None
    to_on: date | None


class PersonOut(Schema):
    """Somebody with the posts held now."""

    id: int
    name: str
    phone: str
    number: str
    posts: list[PostOut]


class People(Schema):
    """One page of people."""

    items: list[PersonOut]
    next: str | None


def _refuse_others(request: HttpRequest) -> None:
    if not queries.may_keep(actor_of(request)):
        raise Missing()


def _unit(row: Any) -> UnitOut:
    return UnitOut(id=row.pk, name=row.name, kind=row.kind, parent=row.parent_id, ended_on=row.ended_on)


def _branch(one: Any) -> Branch:
    return Branch(
        id=one.unit.pk, name=one.unit.name, kind=one.unit.kind, people=one.people, children=[_branch(below) for below in one.children]
    )


def _post(row: Any) -> PostOut:
    unit = named(row.unit)
    assert unit is not None  # noqa: S101 (a post is always held somewhere)
    return PostOut(id=row.pk, unit=unit, title=row.title, rank=row.rank, role=row.role, from_on=row.from_on, to_on=row.to_on)


def _person(row: Any, posts: Any) -> PersonOut:
    return PersonOut(id=row.pk, name=row.name, phone=row.phone, number=row.number, posts=[_post(one) for one in posts])


def _whole(pk: int) -> PersonOut:
    row = queries.find_person(pk)
    return _person(row, queries.posts_of(row))


@router.get("/units", response=list[Branch], auth=READ, summary="组织树")
def tree(request: HttpRequest, q: Query[str] = "") -> list[Branch]:
    """The standing units, or those whose name holds `q` with what lies above them."""
    _refuse_others(request)
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
    _refuse_others(request)
    parent = queries.find_unit(asked.parent) if asked.parent else None
    told: dict[str, Any] = {"name": asked.name, "kind": asked.kind, "parent": parent, "founded_on": asked.founded_on}
    return _unit(operations.found_unit(**told, **who(request)))


@router.get("/units/{int:unit}", response=UnitOut, auth=READ, summary="一个单位")
def one_unit(request: HttpRequest, unit: Path[Number]) -> UnitOut:
    """One unit."""
    _refuse_others(request)
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
    _refuse_others(request)
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
    _refuse_others(request)
    row = queries.find_unit(unit)
    operations.end_unit(row, on=asked.on, reason=asked.reason, **who(request))
    return _unit(row)


class PeopleWanted(Paging):
    """Which people."""

    q: str = Field("", max_length=64, description="姓名里的字")
    whole_branch: bool = Field(False, description="包括下级单位")


@router.get("/units/{int:unit}/people", response=People, auth=READ, summary="单位的人员")
def people(request: HttpRequest, unit: Path[Number], wanted: Query[PeopleWanted]) -> People:
    """People with a post in the unit now, by Chinese name."""
    _refuse_others(request)
    row = queries.find_unit(unit)
    question = f"people {unit} {wanted.q} {wanted.whole_branch}"
    start = mark_of(question, wanted.cursor) or 0
    found = list(queries.people_of(row, wanted.q.strip(), whole_branch=wanted.whole_branch)[start : start + wanted.limit + 1])
    more = len(found) > wanted.limit
    items = [_person(one, one.posts_now) for one in found[: wanted.limit]]  # type: ignore[attr-defined]
    return People(items=items, next=leading_on(question, start + wanted.limit) if more else None)


class NewPerson(Asked):
    """Somebody with a first post."""

    name: Line = Field(description="姓名")
    phone: Line = Field("", description="手机")
    unit: Number = Field(description="单位编号")
    title: Line = Field(description="职务")
    rank: Line = Field("", max_length=32, description="职级")
    from_on: Day = Field(description="任职日期")


@router.post("/people", response=PersonOut, summary="登记人员")
def enter(request: HttpRequest, asked: NewPerson) -> PersonOut:
    """Enter somebody together with a first post."""
    _refuse_others(request)
    told = asked.dict() | {"unit": queries.find_unit(asked.unit)}
    return _whole(operations.enter_with_post(**told, **who(request)).pk)


@router.get("/people/{int:person}", response=PersonOut, auth=READ, summary="一个人")
def one_person(request: HttpRequest, person: Path[Number]) -> PersonOut:
    """Somebody with all posts, those held now first."""
    _refuse_others(request)
    return _whole(person)


class PersonAmended(Asked):
    """Name and telephone number as they are right."""

    name: Line
    phone: Line = ""


@router.post("/people/{int:person}/amend", response=PersonOut, summary="修改人员")
def amend_person(request: HttpRequest, person: Path[Number], asked: PersonAmended) -> PersonOut:
    """Correct name or telephone number."""
    _refuse_others(request)
    operations.amend_person(queries.find_person(person), name=asked.name, phone=asked.phone, **who(request))
    return _whole(person)


class NewPost(Asked):
    """A post to be given."""

    unit: Number
    title: Line
    rank: Line = Field("", max_length=32)
    from_on: Day


@router.post("/people/{int:person}/posts", response=PersonOut, summary="任职")
def give_post(request: HttpRequest, person: Path[Number], asked: NewPost) -> PersonOut:
    """Give somebody a post from a day on."""
    _refuse_others(request)
    told = asked.dict() | {"unit": queries.find_unit(asked.unit)}
    operations.give_post(person=queries.find_person(person), **told, **who(request))
    return _whole(person)


class PostEnded(Asked):
    """The first day on which it is no longer held."""

    on: Day


@router.post("/posts/{int:post}/end", response=PersonOut, summary="免去职务")
def end_post(request: HttpRequest, post: Path[Number], asked: PostEnded) -> PersonOut:
    """End a post."""
    _refuse_others(request)
    row = queries.find_post(post)
    operations.end_post(row, on=asked.on, **who(request))
    return _whole(row.person_id)


class RosterTakenOn(Asked):
    """As of when a roster sheet holds."""

    on: Day


class RosterCounts(Schema):
    """What a roster sheet changed."""

    counts: dict[str, int]
    gone: list[str] = Field(description="表里没有了的人；不会删除")


@router.post("/roster", response=RosterCounts, summary="导入干部名册")
def roster(request: HttpRequest, file: File[UploadedFile], asked: Form[RosterTakenOn]) -> RosterCounts:
    """Take a roster workbook over as of a day; one wrong cell and nothing is written."""
    _refuse_others(request)
    taken = enter_roster_sheet(data=file.read(), name=file.name or "", on=asked.on, **who(request))
    return RosterCounts(counts=taken.counts, gone=list(taken.gone))
