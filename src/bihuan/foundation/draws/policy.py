"""Who may draw: everybody signed in for the business; what for is asked by the room that keeps a row beside."""

from typing import Any

from bihuan.foundation.draws.vocabulary import DrawDuty
from bihuan.foundation.kernel import Actor


def duties(actor: Actor, _row: Any = None) -> frozenset[DrawDuty]:
    """The duties the actor holds towards draws."""
    if actor.is_system:
        return frozenset({DrawDuty.MACHINE})
    return frozenset() if actor.user_id is None or actor.administrator else frozenset({DrawDuty.SIGNED_IN})
