"""Who may do what to a token: whoever holds it, the system administrator (revoke), the machine. None of the three holds one."""

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Actor
from bihuan.foundation.tokens.models import Token
from bihuan.foundation.tokens.vocabulary import TokenDuty


def duties(actor: Actor, row: Token) -> frozenset[TokenDuty]:
    """The duties the actor holds towards this token."""
    if actor.is_system:
        return frozenset({TokenDuty.MACHINE})
    if actor.administrator:
        return frozenset({TokenDuty.SYSTEM}) if actor.administrator == Administrator.SYSTEM else frozenset()
    return frozenset({TokenDuty.HOLDER}) if actor.user_id is not None and actor.user_id == row.user_id else frozenset()
