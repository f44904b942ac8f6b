"""Who must sign in with a second factor, and whose slips somebody may print."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Grant
from bihuan.campaigns.policy.grants import delegations_in_force, grants_of
from bihuan.campaigns.vocabulary import CampaignState, Duty
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, StandingDuty

STRONG_DUTIES = frozenset({Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR})  # their holders need a second factor
_VOUCHERS = (Duty.OFFICE, Duty.LIAISON)


def vouches_for(actor: Actor, accounts: Collection[int]) -> frozenset[int]:
    """Of these accounts, those of people whose slips the actor may print: as liaison in his own unit's branch, as office in his campaign.

    Never for holders of a higher duty: whoever takes over such an account would be a second hand."""
    mine = list(grants_of(actor).filter(duty__in=_VOUCHERS).exclude(campaign__state=CampaignState.CLOSED).select_related("unit"))
    if not mine:
        return frozenset()
    reached = Q(pk__in=[])
    for one in mine:
        reached |= _people_of_unit(one) if one.unit else Q(roster_entries__campaign_id=one.campaign_id, roster_entries__to_on=None)
    deputies = delegations_in_force(localdate()).exclude(duty=Duty.LIAISON).order_by().values("deputy_id")
    found = Person.objects.filter(reached, user_id__in=accounts).exclude(pk__in=_trusted().values("person_id")).exclude(pk__in=deputies)
    keepers = StandingDuty.objects.filter(ended_at=None).values("user_id")
    return frozenset(found.exclude(user_id__in=keepers).order_by().values_list("user_id", flat=True))


def _people_of_unit(one: Grant) -> Q:
    path = one.unit.path if one.unit else ""
    listed = Q(roster_entries__campaign_id=one.campaign_id, roster_entries__to_on=None, roster_entries__unit__path__startswith=path)
    return listed | Q(posts__to_on=None, posts__unit__path__startswith=path)


def _trusted() -> QuerySet[Grant]:
    """Duties whose holders get their codes from the system administrator alone: all but the liaison's own."""
    return Grant.objects.filter(ended_at=None).exclude(duty=Duty.LIAISON)
