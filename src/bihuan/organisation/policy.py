"""How somebody comes to keep the organisation: by a standing duty, by being the security administrator, or at the machine."""

from collections.abc import Callable
from typing import Any

from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Recusal, StandingDuty
from bihuan.organisation.vocabulary import OrganisationDuty, RecusalDuty, StandingDutyKind


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


Judges = Callable[[Actor, Recusal], bool]
_judges: list[Judges] = []


def when_asked_who_decides(told: Judges) -> None:
    """Said once by a room above, as it is loaded: who decides whether somebody keeps away."""
    if told not in _judges:
        _judges.append(told)


def duties_of_recusal(actor: Actor, row: Recusal) -> frozenset[RecusalDuty]:
    """He whom it is about, the party who asks, whoever decides. Nobody decides about himself or on what he asked for."""
    if actor.is_system:
        return frozenset({RecusalDuty.MACHINE})
    if actor.administrator or actor.person_id is None:
        return frozenset()
    if row.person_id == actor.person_id:
        return frozenset({RecusalDuty.HIMSELF})
    asks = row._state.adding or row.asked_by_id == actor.user_id
    if asks:
        return frozenset({RecusalDuty.ASKER})
    return frozenset({RecusalDuty.JUDGE}) if any(one(actor, row) for one in _judges) else frozenset()
