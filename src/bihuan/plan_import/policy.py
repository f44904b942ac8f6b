"""Who reads plans into campaigns: holders of the founder's standing duty; each sees his own drafts."""

from typing import Any

from django.db.models import Q

from bihuan.foundation.kernel import Actor
from bihuan.organisation.policy import holds
from bihuan.organisation.vocabulary import StandingDutyKind
from bihuan.plan_import.vocabulary import DraftDuty


def duties(actor: Actor, row: Any) -> frozenset[DraftDuty]:
    """The duties the actor holds towards this draft."""
    if actor.is_system:
        return frozenset({DraftDuty.MACHINE})
    is_his = row._state.adding or row.read_by_id == actor.user_id
    return frozenset({DraftDuty.FOUNDER}) if is_his and holds(actor, StandingDutyKind.FOUNDER) else frozenset()


def visible(actor: Actor) -> Q:
    """The drafts the actor sees: those he read himself."""
    return Q() if actor.is_system else Q(read_by_id=actor.user_id) if actor.user_id and not actor.administrator else Q(pk__in=[])
