"""One's own daily digest for one's own programs: counts by kind, and the choice of mail. Nobody's but the token's owner's."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path, Router, Schema
from pydantic import Field

from bihuan.foundation.notifications import queries
from bihuan.foundation.notifications.giving import mark_read
from bihuan.foundation.notifications.operations import choose_digest
from bihuan.foundation.notifications.rules import EVERY_DAY, KEPT_DAYS
from bihuan.foundation.notifications.vocabulary import MailState
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Line, Number

READ, WRITE = Bearer(Scope.CAMPAIGNS_READ), Bearer(Scope.CAMPAIGNS_WRITE)
router = Router(tags=["每日提醒"], auth=WRITE)
Weekday = Annotated[int, Field(ge=0, le=6)]


class KindOut(Schema):
    """How many of one kind."""

    kind: str
    count: int
    late: int
    week: bool = Field(description="督导的单位本周到期的，不是等本人办的")


class DigestOut(Schema):
    """The digest of one day: counts by kind, no contents."""

    id: int
    day: date
    made: datetime
    kinds: list[KindOut]
    read_on: date | None
    mail: MailState


class ChoiceOut(Schema):
    """Whether, where and on which days of the week (Monday is 0) it comes as mail."""

    mails: bool
    address: str
    days: list[int]


class ChoiceIn(Asked):
    """The same, chosen anew."""

    mails: bool = Field(True, description="发邮件")
    address: Line = Field("", description="邮箱；空着不发邮件")
    days: list[Weekday] = Field(list(EVERY_DAY), max_length=7, description="星期几发，0 为星期一；只在工作日发")


def _digest(row: Any) -> DigestOut:
    kinds = [KindOut(kind=one.kind, count=one.count, late=one.late, week=one.week) for one in row.told]
    return DigestOut(id=row.pk, day=row.day, made=row.made, kinds=kinds, read_on=row.read_on, mail=MailState(row.mail))


@router.get("/digests", response=list[DigestOut], auth=READ, summary="我的每日提醒")
def list_all(request: HttpRequest) -> list[DigestOut]:
    """One's own digests of the last month, latest first."""
    return [_digest(one) for one in queries.digests_of(actor_of(request))[:KEPT_DAYS]]


@router.get("/digests/choice", response=ChoiceOut, auth=READ, summary="我的收信方式")
def choice(request: HttpRequest) -> ChoiceOut:
    """What one chose, or what holds for everybody."""
    row = queries.choice_of(actor_of(request))
    return ChoiceOut(mails=row.mails, address=row.address, days=row.days)


@router.post("/digests/choice", response=ChoiceOut, summary="选择收信方式")
def choose(request: HttpRequest, given: ChoiceIn) -> ChoiceOut:
    """Say whether, where and on which days the digest comes as mail."""
    row = choose_digest(**given.dict(), **who(request))
    return ChoiceOut(mails=row.mails, address=row.address, days=row.days)


@router.post("/digests/{digest}/read", response=DigestOut, summary="已看提醒")
def read(request: HttpRequest, digest: Path[Number]) -> DigestOut:
    """One has seen it; nobody else learns of it."""
    actor = actor_of(request)
    row = queries.find(digest, actor)
    mark_read(row, actor=actor, day=localdate())
    return _digest(queries.find(digest, actor))
