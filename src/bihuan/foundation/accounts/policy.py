"""How somebody comes to do something to an account: as one of the three, as himself, or at the machine."""

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.vocabulary import AccountDuty, Administrator
from bihuan.foundation.kernel import Actor

SET_UP = "setup"
"""The door of the first-start guide; it stands open only until the three administrators are there."""


def duties(actor: Actor, row: User) -> frozenset[AccountDuty]:
    """The duties the actor holds towards this account. Nobody but the machine touches the three administrators (no impersonation)."""
    if actor.is_system or (actor.door == SET_UP and not is_set_up()):
        return frozenset({AccountDuty.MACHINE})
    held = set()
    if actor.administrator == Administrator.SYSTEM and not row.administrator and not row.is_system:
        held.add(AccountDuty.SYSTEM)
    if actor.administrator == Administrator.SECURITY:
        held.add(AccountDuty.SECURITY)
    if actor.user_id is not None and actor.user_id == row.pk:
        held.add(AccountDuty.SELF)
    return frozenset(held)


def is_set_up() -> bool:
    """Are all three administrators there?"""
    return User.objects.filter(is_active=True).exclude(administrator="").count() >= len(Administrator)
