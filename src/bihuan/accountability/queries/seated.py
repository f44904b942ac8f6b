"""Before the desk looks for work of seats it asks whether somebody has one: hardly anybody does, and every page of everybody asks."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from bihuan.accountability.models import DecisionBody, Seat
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.campaigns.policy import Held
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor


def any_seat(actor: Actor, mine: Sequence[Held], campaign_id: int) -> QuerySet[Any]:
    """His seats in the campaign's bodies. For the office, which is a body without seats, it is enough that it was named as one."""
    seats = Seat.objects.filter(person_id=actor.person_id or 0, ended_at=None, body__ended_at=None, body__campaign_id=campaign_id)
    seats = seats.order_by()
    if not any(one.duty is Duty.OFFICE and one.of is None for one in mine):
        return seats.values("pk")[:1]
    named = DecisionBody.objects.filter(campaign_id=campaign_id, ended_at=None).filter(
        Q(kind=BodyKind.OFFICE) | Q(pk__in=seats.values("body"))
    )
    return named.order_by().values("pk")[:1]
