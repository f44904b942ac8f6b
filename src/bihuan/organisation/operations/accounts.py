"""Accounts for many people at once, each tied to its person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bihuan.foundation.accounts.operations import hand_out_accounts
from bihuan.foundation.accounts.queries import names_taken
from bihuan.foundation.audit.changing import changing_many
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person
from bihuan.organisation.rules.logins import sign_in_names
from bihuan.organisation.vocabulary import OrganisationAction as A


@dataclass(frozen=True, slots=True)
class Slip:
    """What is handed to somebody once: name, sign-in name and first password. Kept nowhere."""

    person: Person
    username: str
    password: str


def open_for_people(*, people: Sequence[Person], actor: Actor, now: datetime) -> list[Slip]:
    """Open an account for each of these people and tie it to them. All or none. Refused: nobody without an account."""
    without = [one for one in people if one.user_id is None]
    if not without:
        raise BadInput(_("这些人都已经有账号了。"))
    names = sign_in_names([one.name for one in without], names_taken())
    with transaction.atomic():
        handed = hand_out_accounts(people=[(name, one.name) for name, one in zip(names, without, strict=True)], actor=actor, now=now)
        users = {one.pk: {"user": user} for one, (user, _password) in zip(without, handed, strict=True)}
        _done, refused = changing_many(without, A.LINK_ACCOUNT, actor=actor, now=now, each=users)
        if refused:
            raise BadInput(refused[0][1])
    return [Slip(one, user.username, password) for one, (user, password) in zip(without, handed, strict=True)]
