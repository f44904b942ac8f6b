"""Who keeps subscriptions: the system administrator, and the machine."""

from typing import Any

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Actor
from bihuan.foundation.webhooks.vocabulary import HookDuty


def duties(actor: Actor, _row: Any = None) -> frozenset[HookDuty]:
    """The duties the actor holds towards subscriptions."""
    if actor.is_system:
        return frozenset({HookDuty.MACHINE})
    return frozenset({HookDuty.SYSTEM}) if actor.administrator == Administrator.SYSTEM else frozenset()
