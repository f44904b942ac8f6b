"""Leaders first, and the key few whose marks narrow ledger and figures."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import key_few as keys
from bihuan.finding.queries.leaders import leaders_first
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.api.v1.campaigns.organising import EndAsked
from bihuan.interfaces.api.v1.campaigns.room import READ, campaign_of, desk, router
from bihuan.interfaces.api.v1.cursors import page_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Line, Named, Number, Paging


class KeyFewOut(Schema):
    """Somebody marked as one of the key few."""

    id: int
    person: Named
    first_hand: bool = Field(description="一把手")
    note: str


def _key(row: Any) -> KeyFewOut:
    return KeyFewOut(id=row.pk, person=Named(id=row.person_id, name=row.person.name), first_hand=row.first_hand, note=row.note)


class KeyFewPage(Schema):
    """One page of the key few."""

    items: list[KeyFewOut]
    next: str | None


@router.get("/campaigns/{code}/key-few", response=KeyFewPage, auth=READ, summary="关键少数")
def key_few(request: HttpRequest, code: Path[Code], paging: Query[Paging]) -> KeyFewPage:
    """Who is marked, by name; the ledger and the figures are narrowed by `key_few`."""
    found, after = page_of(request, keys.key_few_of(desk(request, code, but_heads=True)), paging)
    return KeyFewPage(items=[_key(one) for one in found], next=after)


class KeyAsked(Asked):
    """Whom to mark."""

    person: Number = Field(description="人员编号")
    first_hand: bool = Field(False, description="一把手")
    note: Line = Field("", description="说明")


@router.post("/campaigns/{code}/key-few", response=KeyFewOut, summary="列入关键少数")
def mark_key(request: HttpRequest, code: Path[Code], asked: KeyAsked) -> KeyFewOut:
    """Mark somebody of the campaign."""
    campaign = desk(request, code, but_heads=True)
    person = queries.known_person(campaign, asked.person)
    told: dict[str, Any] = {"first_hand": asked.first_hand, "note": asked.note}
    return _key(operations.mark_key_few(campaign=campaign, person=person, **told, **who(request)))


class HeadsMarked(Schema):
    """How many were marked."""

    marked: int


@router.post("/campaigns/{code}/key-few/heads", response=HeadsMarked, summary="一把手列入关键少数")
def mark_heads(request: HttpRequest, code: Path[Code]) -> HeadsMarked:
    """Mark every head of a unit who is not marked yet."""
    return HeadsMarked(marked=operations.mark_heads_as_key(campaign=desk(request, code, but_heads=True), **who(request)))


@router.post("/campaigns/{code}/key-few/{int:mark}/unmark", response=KeyFewOut, summary="移出关键少数")
def unmark_key(request: HttpRequest, code: Path[Code], mark: Path[Number], asked: EndAsked) -> KeyFewOut:
    """Take the mark away."""
    row = keys.find_key_mark(desk(request, code, but_heads=True), mark)
    return _key(operations.unmark_key_few(row, reason=asked.reason, **who(request)))


class LeaderFirstOut(Schema):
    """A leader who should go first."""

    person: Named
    unit: Named
    post: str
    rank: str
    handed_in: bool = Field(description="已交本人清单或承诺书")


@router.get("/campaigns/{code}/leaders", response=list[LeaderFirstOut], auth=READ, summary="领导带头")
def leaders(request: HttpRequest, code: Path[Code]) -> list[LeaderFirstOut]:
    """Leaders at or above the set rank, and whether each has handed in his own list."""
    campaign = campaign_of(request, code)
    if queries.units_seen(actor_of(request), campaign) is not None:
        raise NotAllowed()
    return [
        LeaderFirstOut(
            person=Named(id=one.entry.person_id, name=one.entry.person.name), unit=Named(id=one.entry.unit_id, name=one.entry.unit.name),
            post=one.entry.post, rank=one.entry.rank, handed_in=one.handed_in,
        )
        for one in leaders_first(campaign, timezone.localdate()).leaders
    ]  # fmt: skip
