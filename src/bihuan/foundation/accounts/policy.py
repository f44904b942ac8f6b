"""How somebody comes to do something to an account: as one of the three, as himself, or at the machine."""

from collections.abc import Callable, Collection

from bihuan.foundation.accounts.models import ActivationCode, User
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


Vouch = Callable[[Actor, Collection[int]], frozenset[int]]
"""Takes who asks and the keys of accounts; gives those for whom he may print activation slips."""
_vouchers: list[Vouch] = []


def when_asked_who_vouches(vouch: Vouch) -> None:
    """Said once by a room above, as it is loaded: there it is known who is whose liaison."""
    if vouch not in _vouchers:
        _vouchers.append(vouch)


def vouched_for(actor: Actor, accounts: Collection[int]) -> frozenset[int]:
    """Of these accounts, those for whom the actor may print slips by a duty of the business. Never his own, never for the three."""
    if actor.administrator or actor.user_id is None:
        return frozenset()
    return frozenset().union(*(vouch(actor, accounts) for vouch in _vouchers)) - {actor.user_id}


def duties_towards_code(actor: Actor, row: ActivationCode) -> frozenset[AccountDuty]:
    """The duties the actor holds towards an activation code: those towards its account, and vouching for whom it is."""
    found = duties(actor, row.user)
    return found | {AccountDuty.VOUCHER} if vouched_for(actor, (row.user_id,)) else found


def may_print_for(actor: Actor, users: Collection[User]) -> frozenset[int]:
    """Keys of the accounts for which the actor may print slips: all that wait for him who opens accounts, else those he vouches for."""
    if actor.is_system or actor.administrator == Administrator.SYSTEM:
        return frozenset(user.pk for user in users if not user.administrator and not user.is_system)
    return vouched_for(actor, [user.pk for user in users])
