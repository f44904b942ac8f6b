"""A request with a key is done once. Its answer is stored in the write that does it: both stand, or neither."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.tokens.models import Answer, Token


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it goes out."""

    status: int
    kind: str
    body: bytes
    again: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """The key a program gave to its request, and the digest of what it asked for."""

    token: Token
    key: str
    asked: str


def once(key: Key, work: Callable[[], Told], now: datetime) -> Told:
    """The answer to this key; `work` is done where there is none yet. A refused request leaves nothing, its key is free again.

    Two at once with one key: the second waits for the row of the first. Raises BadInput for a key that was used for something else."""
    try:
        with one_write():  # whatever the request writes closes the chain once, last
            row = _taken(key, now)
            if row is None:
                return _known(key)
            told = work()
            if told.status >= 400:
                raise _Left(told)
            row.status, row.kind, row.body = told.status, told.kind, told.body
            row.save(update_fields=["status", "kind", "body"])
            return told
    except _Left as refused:
        return refused.told


class _Left(Exception):
    """Leaves the write: nothing of it stands, what was told is told all the same."""

    def __init__(self, told: Told) -> None:
        self.told = told
        super().__init__(told.status)


def _taken(key: Key, now: datetime) -> Answer | None:
    try:
        with transaction.atomic():
            return Answer.objects.create(token=key.token, key=key.key, asked=key.asked, created_at=now)
    except IntegrityError:
        return None


def _known(key: Key) -> Told:
    row = Answer.objects.get(token=key.token, key=key.key)
    if row.asked != key.asked:
        raise BadInput(_("这个 Idempotency-Key 已经用在另一个请求上，请换一个。"))
    return Told(row.status, row.kind, bytes(row.body), again=True)


def forget_before(moment: datetime) -> int:
    """Answers given earlier leave the table. How many."""
    return Answer.objects.filter(created_at__lt=moment).delete()[0]


def mark_used(token: Token, today: date) -> None:
    """Remember the day on which a token was used; written once a day."""
    if token.last_used_on != today:
        Token.objects.filter(Q(last_used_on=None) | Q(last_used_on__lt=today), pk=token.pk).update(last_used_on=today)
