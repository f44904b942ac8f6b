"""Before the desk looks for work of seats it asks whether somebody has one: hardly anybody does, and every page of everybody asks."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from bihuan.accountability.models import Seat
from bihuan.campaigns.policy import Held
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor


def any_seat(actor: Actor, mine: Sequence[Held], campaign_id: int) -> QuerySet[Any] | None:
    """His seats in the campaign's bodies. None for the office, which is a body without seats: its work is looked for always."""
    if any(one.duty is Duty.OFFICE and one.of is None for one in mine):
        return None
    seats = Seat.objects.filter(person_id=actor.person_id or 0, ended_at=None, body__ended_at=None, body__campaign_id=campaign_id)
    return seats.order_by().values("pk")[:1]
