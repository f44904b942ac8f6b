"""Subscribing another system, and ending it."""

import secrets
from collections.abc import Collection
from datetime import datetime

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.webhooks.models import Subscription
from bihuan.foundation.webhooks.queries import end_of_book, hosts, offered, secret_of
from bihuan.foundation.webhooks.rules import checked_url
from bihuan.foundation.webhooks.vocabulary import HookAction


def subscribe(*, url: str, events: Collection[str], actor: Actor, now: datetime) -> tuple[Subscription, str]:
    """Tell `url` what happens from now on to rows of these kinds. Returns the secret by which deliveries are signed, to be shown once."""
    known = [kind for kind, _label in offered() if kind in events]
    if not known or len(known) != len(set(events)):
        raise BadInput(_("请从列出的事项里至少选一项。"))
    row = Subscription(
        url=checked_url(url, hosts()), events=known, salt=secrets.token_hex(16), position=end_of_book(), subscribed_at=now,
        subscribed_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, HookAction.SUBSCRIBE, actor=actor, now=now) as change:
        change.note(url=row.url, events=row.events)
    return row, secret_of(row)


def unsubscribe(subscription: Subscription, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Nothing is told any more."""
    with changing(subscription, HookAction.UNSUBSCRIBE, actor=actor, now=now, reason=reason) as change:
        if subscription.stopped_at is not None:
            raise NotNow(_("这个推送已经停止。"))
        change.set(stopped_at=now, stopped_by_id=actor.user_id)
