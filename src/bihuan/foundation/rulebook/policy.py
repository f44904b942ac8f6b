"""How somebody comes to keep the rules: as the system administrator, or at the machine."""

from typing import Any

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Actor
from bihuan.foundation.rulebook.vocabulary import RulebookDuty


def duties(actor: Actor, _row: Any = None) -> frozenset[RulebookDuty]:
    """The duties the actor holds towards the rulebook."""
    if actor.is_system:
        return frozenset({RulebookDuty.MACHINE})
    return frozenset({RulebookDuty.SYSTEM}) if actor.administrator == Administrator.SYSTEM else frozenset()
