"""Activation slips for many people at once; who has no account yet gets one, tied to his person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.foundation.accounts.operations import issue_codes, open_unset_accounts
from bihuan.foundation.accounts.queries import names_taken
from bihuan.foundation.audit.changing import changing_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person
from bihuan.organisation.rules.logins import sign_in_names
from bihuan.organisation.vocabulary import OrganisationAction as A


@dataclass(frozen=True, slots=True)
class Slip:
    """What is handed to somebody on paper: who he is, his sign-in name and a one-time code. The code is kept nowhere."""

    person: Person
    username: str
    code: str


def print_slips(*, people: Sequence[Person], actor: Actor, now: datetime) -> list[Slip]:
    """A slip for each of these people, in their order; codes printed for them before open nothing any more. All or none.

    Accounts are opened for those without one, if the actor may open accounts. Refused: nobody; who is active already; whose liaison
    the actor is not."""
    if not people:
        raise BadInput(_("没有要打印激活单的人。"))
    with one_write():
        _refuse_opened_meanwhile(people)
        _open_for([one for one in people if one.user_id is None], actor, now)
        coded = issue_codes(users=[one.user for one in people if one.user is not None], actor=actor, now=now)
    return [Slip(person, user.username, code) for person, (user, code) in zip(people, coded, strict=True)]


def _refuse_opened_meanwhile(people: Sequence[Person]) -> None:
    """Somebody else printed slips for them at the same moment: they are locked, and each has one account."""
    held = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[one.pk for one in people]).order_by("pk")
    accounts = dict(held.values_list("pk", "user_id"))
    if any(accounts.get(one.pk) != one.user_id for one in people):
        raise BadInput(_("其间有人刚为其中的人开通了账号，请刷新后再打印。"))


def _open_for(people: Sequence[Person], actor: Actor, now: datetime) -> None:
    names = sign_in_names([one.name for one in people], names_taken()) if people else []
    users = open_unset_accounts(people=[(name, one.name) for name, one in zip(names, people, strict=True)], actor=actor, now=now)
    done, refused = changing_many(
        people, A.LINK_ACCOUNT, actor=actor, now=now, each={one.pk: {"user": user} for one, user in zip(people, users, strict=True)}
    )
    if refused:
        raise BadInput(refused[0][1])
    tied = {one.pk: one.user for one in done}
    for one in people:
        one.user = tied[one.pk]
