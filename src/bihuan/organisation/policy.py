"""How somebody comes to keep the organisation: by a standing duty, by being the security administrator, or at the machine."""

from typing import Any

from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import StandingDuty
from bihuan.organisation.vocabulary import OrganisationDuty, StandingDutyKind


def holds(actor: Actor, duty: StandingDutyKind) -> bool:
    """Does the actor hold this standing duty now? The machine's own user holds them all; an administrator of the three none."""
    if actor.is_system:
        return True
    if actor.administrator or actor.user_id is None:
        return False
    return StandingDuty.objects.filter(user_id=actor.user_id, duty=duty, ended_at=None).exists()


def duties(actor: Actor, _row: Any = None) -> frozenset[OrganisationDuty]:
    """The duties the actor holds towards units, people, posts and standing duties."""
    if actor.is_system:
        return frozenset({OrganisationDuty.MACHINE})
    if actor.administrator in ("security", "system"):
        return frozenset({OrganisationDuty(actor.administrator)})
    return frozenset({OrganisationDuty.KEEPER}) if holds(actor, StandingDutyKind.KEEPER) else frozenset()
