"""Reading subscriptions, and what one has still to be told."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils.crypto import salted_hmac

from bihuan.foundation.audit.keeping import Kept, all_kept
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import kinds
from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.webhooks.models import Subscription
from bihuan.foundation.webhooks.policy import duties

# Kinds of rows that are about accounts and people themselves, or about the machine: never told to anybody. Nor whatever tells of a visit before
# the unit may know of it (M113): the visit, what was seen and heard there, what was drawn.
_NEVER = frozenset(
    {
        "account",
        "person",
        "post",
        "standing_duty",
        "token",
        "subscription",
        "job",
        "stored_file",
        "grant",
        "roster_entry",
        "saved_view",
        "delegation",
        "handover",
        "visit",
        "observation",
        "heard",
        "plan_draw",
        "draw",
    }
)
_NO_CAMPAIGN = next(one.default for one in fields(Kept) if one.name == "campaign")
BATCH = 100


def visible_to(actor: Actor) -> QuerySet[Subscription]:
    """All subscriptions for whoever keeps them, nobody else."""
    return Subscription.objects.select_related("subscribed_by") if duties(actor) else Subscription.objects.none()


def find(pk: int, actor: Actor) -> Subscription:
    """The subscription, or Missing."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def offered() -> list[tuple[str, str]]:
    """(kind, Chinese word) of what can be subscribed to."""
    of_campaigns = {one.kind for one in all_kept().values() if one.campaign is not _NO_CAMPAIGN}
    return [(kind, label) for kind, label in kinds() if kind in of_campaigns - _NEVER]


def secret_of(subscription: Subscription) -> str:
    """The secret by which deliveries are signed."""
    return salted_hmac("bihuan.webhooks", subscription.salt, algorithm="sha256").hexdigest()


def hosts() -> tuple[str, ...]:
    """The hosts to which the installation lets deliveries go."""
    return tuple(settings.BIHUAN_WEBHOOK_HOSTS)


def waiting(subscription: Subscription) -> QuerySet[Record]:
    """Records of the book that the subscription has still to be told, in their order: only what belongs to a campaign."""
    found = Record.objects.filter(position__gt=subscription.position, kind__in=subscription.events).exclude(campaign="")
    return found.exclude(kind__in=_NEVER).order_by("position")


def due(now: datetime) -> list[Subscription]:
    """Subscriptions that have something to be told now."""
    open_ones = Subscription.objects.filter(Q(next_try=None) | Q(next_try__lte=now), stopped_at=None)
    return [one for one in open_ones if waiting(one).exists()]


def quiet() -> list[Subscription]:
    """Subscriptions for which nothing waits, however much was written since they were told something."""
    return [one for one in Subscription.objects.filter(stopped_at=None, next_try=None) if not waiting(one).exists()]


def told(record: Record) -> dict[str, Any]:
    """A record as other systems hear of it: ids and states. A label that is a bare number is told, names are not."""
    number = int(record.label) if record.label.isascii() and record.label.isdecimal() and len(record.label) < 16 else None
    return {
        "id": record.position, "at": record.at.isoformat(), "event": f"{record.kind}.{record.action}", "campaign": record.campaign,
        "kind": record.kind, "row": record.row, "number": number, "action": record.action, "from": record.state_from, "to": record.state_to,
    }  # fmt: skip


def end_of_book() -> int:
    """The position of the last record."""
    return Record.objects.aggregate(last=Max("position"))["last"] or 0
