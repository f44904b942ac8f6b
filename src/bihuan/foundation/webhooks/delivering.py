"""Background work: subscriptions are told what the book says, in its order; after a failure again later, and later still."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from bihuan.foundation.jobs.again import ask_again
from bihuan.foundation.jobs.running import running
from bihuan.foundation.jobs.scheduling import CLOCK
from bihuan.foundation.kernel import Told, _
from bihuan.foundation.webhooks import queries
from bihuan.foundation.webhooks.models import Subscription
from bihuan.foundation.webhooks.operations import unsubscribe
from bihuan.foundation.webhooks.posting import Unreachable, post
from bihuan.foundation.webhooks.rules import MOST_FAILURES, body_of, wait_after

logger = logging.getLogger(__name__)
Post = Callable[..., int]


def ask_for_what_waits(now: datetime) -> int:
    """Ask for a delivery to each subscription that has something to be told. How many. One at a time for each: a second would tell
    the same beside the first, out of its order; one that did not end well is asked for again."""
    end = queries.end_of_book()  # before anything is asked: what is written from here on is behind it
    for one in queries.quiet():  # passed over, or the whole book since would be looked through again and again
        Subscription.objects.filter(pk=one.pk, position=one.position, position__lt=end).update(position=end)
    found = queries.due(now)
    for one in found:
        ask_again(deliver, title=_("推送"), actor=CLOCK, now=now, key=f"webhook-{one.pk}", arguments={"subscription": one.pk})
    return len(found)


@task
def deliver(subscription: int) -> dict[str, str]:
    """Tell one subscription what waits for it, in pieces."""
    row = Subscription.objects.filter(pk=subscription, stopped_at=None).first()
    sent = tell(row, post) if row is not None else 0
    if (status := _refusing(subscription)) is not None:
        return {"text": Told(_("已推送 %(count)d 件，随后对方没有收下（%(status)s），过一会儿再试"), count=sent, status=status)}
    return {"text": Told(_("已推送 %(count)d 件"), count=sent)}


def _refusing(subscription: int) -> str | None:
    """What a subscription answered that is tried again later; None for one that took all."""
    return Subscription.objects.filter(pk=subscription, failures__gt=0, stopped_at=None).values_list("last_status", flat=True).first()


def tell(row: Subscription, send: Post) -> int:
    """Send what waits until nothing does or a piece fails. How many events arrived. Never raises but to stop or pause the job."""
    turn, sent = running(), 0
    while records := list(queries.waiting(row)[: queries.BATCH]):
        last, body = records[-1].position, body_of(row.pk, [queries.told(one) for one in records])
        status = _sent(row, send, body, f"{row.pk}-{last}")
        if not status.startswith("2"):
            _failed(row, status)
            break
        sent += len(records)
        _arrived(row, last, status)
        turn.step(sent, 0)
    return sent


def _sent(row: Subscription, send: Post, body: bytes, delivery: str) -> str:
    try:
        return str(send(row.url, body, queries.secret_of(row), delivery, queries.hosts()))
    except Unreachable as no:
        return str(no)
    except Exception as fault:  # whatever it is, the next try is later and the job has ended well
        logger.exception("delivery %s failed", delivery, exc_info=fault)
        return type(fault).__name__


def _arrived(row: Subscription, last: int, status: str) -> None:
    values: dict[str, Any] = {"position": last, "failures": 0, "next_try": None, "last_status": status}
    Subscription.objects.filter(pk=row.pk).update(**values)
    row.position, row.failures = last, 0


def _failed(row: Subscription, status: str) -> None:
    now, failures = timezone.now(), row.failures + 1
    values: dict[str, Any] = {"failures": failures, "next_try": now + wait_after(failures), "last_status": status[:80]}
    Subscription.objects.filter(pk=row.pk).update(**values)
    if failures >= MOST_FAILURES:
        row.refresh_from_db()
        unsubscribe(row, actor=CLOCK, now=now, reason=_("连续推送失败，已自动停止。"))
