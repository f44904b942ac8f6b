"""Which campaigns somebody sees."""

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.campaigns.models import Grant, RosterEntry
from bihuan.campaigns.policy.grants import deputed_grants, lent_still
from bihuan.foundation.kernel import Actor


def visible_campaigns(actor: Actor) -> Q:
    """The campaigns the actor takes part in: by a duty, his own or one of somebody for whom he stands in, or by standing on the roster;
    founders see those they may prepare."""
    if actor.is_system:
        return Q()
    if actor.administrator or actor.person_id is None:
        return Q(pk__in=[])
    mine = Q(pk__in=Grant.objects.filter(lent_still(localdate()), person_id=actor.person_id, ended_at=None).values("campaign_id")) | Q(
        pk__in=RosterEntry.objects.filter(person_id=actor.person_id, to_on=None).values("campaign_id")
    )
    mine |= Q(pk__in=deputed_grants(actor).order_by().values("campaign_id"))  # not where the principal holds it no more
    return mine | Q(prepared_by_id=actor.user_id)
