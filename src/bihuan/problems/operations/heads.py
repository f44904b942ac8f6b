"""Who confirms an item goes by whether it concerns the head of its unit: that follows whoever becomes one, or is one no more."""

from datetime import datetime

from django.db.models import Q

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.people import heads_of
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.changing import changing_many
from bihuan.foundation.kernel import _
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Action


def follow_heads(campaign_id: int, people: frozenset[int], now: datetime) -> None:
    """Mark the items that these people own or put right anew; each that changes has its record in the book. A handful of queries."""
    rows = list(Problem.objects.filter(Q(person_id__in=people) | Q(doer_id__in=people), campaign_id=campaign_id))
    if not rows:
        return
    heads = heads_of(Campaign.objects.get(pk=campaign_id), list({row.unit_id for row in rows}))
    for concerns in (True, False):
        moved = [
            row for row in rows
            if row.of_unit_head is not concerns and bool({(row.unit_id, row.person_id), (row.unit_id, row.doer_id)} & heads) is concerns
        ]  # fmt: skip
        changing_many(
            moved, Action.FOLLOW_HEAD, actor=system_actor(), now=now, reason=_("单位主要负责人变动"), sets={"of_unit_head": concerns}
        )
