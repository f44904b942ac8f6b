"""Setting the hours, and choosing for oneself."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.notifications.models import DigestChoice, DigestHours
from bihuan.foundation.notifications.queries import choice_of, hours
from bihuan.foundation.notifications.rules import Hours, checked, checked_days
from bihuan.foundation.notifications.vocabulary import DigestAction


def set_digest_hours(*, wanted: Hours, reason: str, actor: Actor, now: datetime) -> DigestHours:
    """From now on digests are made at these hours. Refused: hours in disorder, a digest in quiet hours."""
    before, fresh = hours(), checked(wanted)
    row = DigestHours(
        at=fresh.at, noon_from=fresh.noon_from, noon_until=fresh.noon_until, evening_from=fresh.evening_from,
        morning_until=fresh.morning_until, set_at=now, set_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, DigestAction.SET_HOURS, actor=actor, now=now, reason=reason) as change:
        change.note(at=[f"{before.at:%H:%M}", f"{fresh.at:%H:%M}"])
        change.tell(hours.forget)
    hours.forget()
    return row


def choose_digest(*, address: str, mails: bool, days: Collection[int], actor: Actor, now: datetime) -> DigestChoice:
    """Say for oneself whether, where and on which days the digest comes as mail. The page keeps showing it either way."""
    plain, chosen = _checked(address), checked_days(days)
    row = choice_of(actor)
    if row.pk is None:
        row.address, row.mails, row.days = plain, mails, chosen
        with creating(row, DigestAction.CHOOSE, actor=actor, now=now):
            pass
        return row
    with changing(row, DigestAction.CHOOSE, actor=actor, now=now) as change:
        change.set(address=plain, mails=mails, days=chosen)
    return row


def _checked(address: str) -> str:
    plain = address.strip()
    try:
        if plain:
            validate_email(plain)
    except ValidationError:
        raise BadInput(_("邮箱地址看不懂，请写成 name@example.cn。")) from None
    return plain
