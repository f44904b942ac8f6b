"""People and their posts: found, entered, corrected, given a post, a post ended."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import who
from bihuan.interfaces.api.v1.organisation.room import READ, refuse_others, router
from bihuan.interfaces.api.v1.words import Asked, Day, Line, Named, Number, Paging, named
from bihuan.organisation import operations, queries
from bihuan.organisation.vocabulary import PostRole


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


def _post(row: Any) -> PostOut:
    unit = named(row.unit)
    assert unit is not None  # noqa: S101 (a post is always held somewhere)
    return PostOut(id=row.pk, unit=unit, title=row.title, rank=row.rank, role=row.role, from_on=row.from_on, to_on=row.to_on)


def _person(row: Any, posts: Any) -> PersonOut:
    return PersonOut(id=row.pk, name=row.name, phone=row.phone, number=row.number, posts=[_post(one) for one in posts])


def _whole(pk: int) -> PersonOut:
    row = queries.find_person(pk)
    return _person(row, queries.posts_of(row))


class PeopleWanted(Paging):
    """Which people."""

    q: str = Field("", max_length=64, description="姓名里的字")
    whole_branch: bool = Field(False, description="包括下级单位")


@router.get("/units/{int:unit}/people", response=People, auth=READ, summary="单位的人员")
def people(request: HttpRequest, unit: Path[Number], wanted: Query[PeopleWanted]) -> People:
    """People with a post in the unit now, by Chinese name."""
    refuse_others(request)
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
    refuse_others(request)
    told = asked.dict() | {"unit": queries.find_unit(asked.unit)}
    return _whole(operations.enter_with_post(**told, **who(request)).pk)


@router.get("/people/{int:person}", response=PersonOut, auth=READ, summary="一个人")
def one_person(request: HttpRequest, person: Path[Number]) -> PersonOut:
    """Somebody with all posts, those held now first."""
    refuse_others(request)
    return _whole(person)


class PersonAmended(Asked):
    """Name and telephone number as they are right."""

    name: Line
    phone: Line = ""


@router.post("/people/{int:person}/amend", response=PersonOut, summary="修改人员")
def amend_person(request: HttpRequest, person: Path[Number], asked: PersonAmended) -> PersonOut:
    """Correct name or telephone number."""
    refuse_others(request)
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
    refuse_others(request)
    told = asked.dict() | {"unit": queries.find_unit(asked.unit)}
    operations.give_post(person=queries.find_person(person), **told, **who(request))
    return _whole(person)


class PostEnded(Asked):
    """The first day on which it is no longer held."""

    on: Day


@router.post("/posts/{int:post}/end", response=PersonOut, summary="免去职务")
def end_post(request: HttpRequest, post: Path[Number], asked: PostEnded) -> PersonOut:
    """End a post."""
    refuse_others(request)
    row = queries.find_post(post)
    operations.end_post(row, on=asked.on, **who(request))
    return _whole(row.person_id)
