"""Who is behind an account, and what he holds by his standing duties."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, QuerySet, Value

from bihuan.foundation.accounts.queries import find_account
from bihuan.foundation.kernel import Actor, Missing, NotAllowed, _
from bihuan.foundation.planned import answers
from bihuan.organisation.models import Person, StandingDuty
from bihuan.organisation.policy import duties
from bihuan.organisation.vocabulary import OrganisationDuty

if TYPE_CHECKING:
    from bihuan.foundation.accounts.models import User


def actor_of_account(user_id: int, door: str = "web") -> Actor:
    """Somebody who acts while he is not there: work he asked for, done in the background. Refused: an account that is closed by now."""
    user = find_account(user_id)
    if not user.is_active:
        raise NotAllowed(_("提交这件事的账号已经停用。"))
    return actor_behind(user, person_id_of(user.pk), door)


def actor_behind(user: "User", person_id: int | None, door: str) -> Actor:
    """An account with the person behind it, as the one who acts."""
    return Actor(user.pk, user.name or user.username, person_id, door, user.administrator)


def actors_of_accounts(users: QuerySet["User"], door: str) -> list[Actor]:
    """These accounts with the people behind them, as those who act. Two queries, however many."""
    found = list(users)
    people = dict(Person.objects.filter(user__in=users).order_by().values_list("user_id", "pk"))
    return [actor_behind(one, people.get(one.pk), door) for one in found]


def person_id_of(user_id: int | None) -> int | None:
    """The person whose account this is, or None (administrators have none)."""
    return Person.objects.filter(user_id=user_id).values_list("pk", flat=True).first() if user_id else None


def standing_of(user_id: int) -> tuple[int | None, frozenset[str]]:
    """The person behind an account and the account's standing duties: one query, for every page asks both."""
    rows = answers(*_standing(user_id))
    return next((pk for word, pk in rows if not word), None), frozenset(word for word, _pk in rows if word)


@lru_cache(4096)
def _standing(user_id: int) -> tuple[str, tuple[Any, ...]]:
    """The question itself: every page asks it, and putting it together takes longer than answering it."""
    person = Person.objects.filter(user_id=user_id).order_by().annotate(word=Value("", CharField())).values_list("word", "pk")
    given = StandingDuty.objects.filter(user_id=user_id, ended_at=None).order_by().values_list("duty", "pk")
    return person.union(given, all=True).query.sql_with_params()


def may_keep(actor: Actor) -> bool:
    """May the actor change units and people?"""
    return bool(duties(actor) & {OrganisationDuty.KEEPER, OrganisationDuty.MACHINE})


def standing_duties(actor: Actor) -> frozenset[str]:
    """The standing duties of an account, as words."""
    if actor.user_id is None or actor.administrator:
        return frozenset()
    return frozenset(StandingDuty.objects.filter(user_id=actor.user_id, ended_at=None).values_list("duty", flat=True))


def given_duties(*, held: bool = True) -> QuerySet[StandingDuty]:
    """Who holds which standing duty, given by whom, latest first; without `held` also those that were taken back."""
    found = StandingDuty.objects.select_related("user", "given_by", "ended_by").order_by("-given_at", "-pk")
    return found.filter(ended_at=None) if held else found


def find_standing_duty(pk: int) -> StandingDuty:
    """The standing duty, or Missing."""
    row = given_duties(held=False).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row
