"""The duties that somebody holds in campaigns by grant, his own and, as a deputy, those of others."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Delegation, Grant, Secondment
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.foundation.planned import answers


@dataclass(frozen=True, slots=True)
class Held:
    """One duty held in one campaign: towards a unit's branch (its path), or the whole campaign where `unit_id` is None.

    `of` is the person for whom it is held by delegation, None for one's own."""

    duty: Duty
    campaign_id: int
    unit_id: int | None
    unit_path: str
    of: int | None = None


def grants_of(actor: Actor, campaign_id: int | None = None) -> QuerySet[Grant]:
    """The grants the actor holds now. Administrators of the three and strangers hold none."""
    if actor.person_id is None or actor.administrator or actor.only_own:
        return Grant.objects.none()
    grants = Grant.objects.filter(lent_still(localdate()), person_id=actor.person_id, ended_at=None)
    return grants if campaign_id is None else grants.filter(campaign_id=campaign_id)


def deputed_grants(actor: Actor, campaign_id: int | None = None, today: date | None = None) -> QuerySet[Grant]:
    """The grants of others for whom the actor stands in today. What was delegated to them is not among these: there are no chains."""
    if actor.person_id is None or actor.administrator or actor.only_own:
        return Grant.objects.none()
    mine = delegations_in_force(today or localdate()).filter(deputy_id=actor.person_id)
    same = Q(duty=OuterRef("duty"), campaign_id=OuterRef("campaign_id")) & (Q(unit=None) | Q(unit_id=OuterRef("unit_id")))
    lent = lent_still(today or localdate())
    grants = Grant.objects.filter(lent, Exists(mine.filter(same, principal_id=OuterRef("person_id"))), ended_at=None)
    grants = grants.filter(person_id__in=mine.order_by().values("principal_id"))  # so that few grants are asked
    return grants if campaign_id is None else grants.filter(campaign_id=campaign_id)


def lent_still(day: date) -> Q:
    """Grants that rest on no secondment, or on one whose last day is not over: access ends with it, whatever the clock has done (M08)."""
    return Q(until_on=None) | Q(until_on__gte=day)


def seated_still(day: date) -> Q:
    """Seats that rest on no secondment, or on one whose last day is not over: the seat itself is taken away by the clock."""
    over = Secondment.objects.filter(group=OuterRef("group"), person=OuterRef("person"), ended_at=None, to_on__lt=day)
    return ~Q(Exists(over))


def delegations_in_force(day: date) -> QuerySet[Delegation]:
    """Delegations that hold on a day: each ends by itself after its last one."""
    return Delegation.objects.filter(ended_at=None, from_on__lte=day, to_on__gte=day)


def held(actor: Actor, campaign_id: int | None = None) -> tuple[Held, ...]:
    """All duties the actor holds now, by grant or (`of`) as somebody's deputy, in one query."""
    if actor.person_id is None or actor.administrator or actor.only_own:
        return ()
    rows = answers(*_held(actor, campaign_id, localdate()))
    return tuple(Held(Duty(duty), campaign, unit, path or "", own_or_of(actor, person)) for duty, campaign, unit, path, person in rows)


@lru_cache(4096)
def _held(actor: Actor, campaign_id: int | None, today: date) -> tuple[str, tuple[Any, ...]]:
    """The question itself: most pages and every step ask it, and putting it together takes several times as long as answering it."""
    columns = ("duty", "campaign_id", "unit_id", "unit__path", "person_id")
    mine, others = grants_of(actor, campaign_id).order_by(), deputed_grants(actor, campaign_id, today).order_by()
    return mine.values_list(*columns).union(others.values_list(*columns)).query.sql_with_params()


def own_or_of(actor: Actor, person_id: int) -> int | None:
    """None for the actor's own duty, else the person for whom he holds it."""
    return None if person_id == actor.person_id else person_id
