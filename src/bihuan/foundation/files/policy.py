"""Who may hand a file in: everybody signed in for the business; none of the three administrators."""

from typing import Any

from bihuan.foundation.files.vocabulary import FileDuty
from bihuan.foundation.kernel import Actor


def duties(actor: Actor, _row: Any = None) -> frozenset[FileDuty]:
    """The duties the actor holds towards files."""
    if actor.is_system:
        return frozenset({FileDuty.MACHINE})
    if actor.user_id is None or actor.administrator:
        return frozenset()
    return frozenset({FileDuty.SIGNED_IN})
