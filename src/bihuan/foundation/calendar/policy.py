"""How somebody comes to keep the calendar: as the system administrator, or at the machine."""

from typing import Any

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.calendar.vocabulary import CalendarDuty
from bihuan.foundation.kernel import Actor


def duties(actor: Actor, _row: Any = None) -> frozenset[CalendarDuty]:
    """The duties the actor holds towards the calendar."""
    if actor.is_system:
        return frozenset({CalendarDuty.MACHINE})
    return frozenset({CalendarDuty.SYSTEM}) if actor.administrator == Administrator.SYSTEM else frozenset()
