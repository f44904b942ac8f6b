"""Who sets the hours, and whose choice it is."""

from typing import Any

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Actor
from bihuan.foundation.notifications.vocabulary import DigestDuty


def duties_of_hours(actor: Actor, _row: Any = None) -> frozenset[DigestDuty]:
    """The duties the actor holds towards the hours."""
    if actor.is_system:
        return frozenset({DigestDuty.MACHINE})
    return frozenset({DigestDuty.SYSTEM}) if actor.administrator == Administrator.SYSTEM else frozenset()


def duties_of_choice(actor: Actor, row: Any = None) -> frozenset[DigestDuty]:
    """Nobody chooses for anybody else. The three administrators see nothing of the business and get no digest."""
    own = row is not None and actor.user_id is not None and row.user_id == actor.user_id
    return frozenset({DigestDuty.OWNER}) if own and not actor.administrator else frozenset()
