"""Which texts wait to be compared, for work in the background."""

from bihuan.campaigns.models import Campaign
from bihuan.problems.models import Imprint, Problem
from bihuan.problems.queries.likeness.pairs import least

LATEST = 20
"""So many of the latest problems tell whether a page says that texts wait."""


def campaign_with(pk: int) -> Campaign:
    """The campaign with this key, for work in the background."""
    return Campaign.objects.get(pk=pk)


def campaigns_waiting(latest: int) -> list[Campaign]:
    """The campaigns that compare and in which texts wait for it: among the `latest` problems, or changed since they were compared."""
    lately = list(Problem.objects.order_by("-pk").values_list("pk", flat=True)[:latest])
    found = set(Problem.objects.filter(pk__in=lately, imprint=None).order_by().values_list("campaign_id", flat=True))
    found |= set(Imprint.objects.filter(stale=True).values_list("problem__campaign_id", flat=True).distinct())
    return [one for one in Campaign.objects.filter(pk__in=found) if least(one)]


def is_waiting(campaign: Campaign) -> bool:
    """Are there texts among the latest that nobody has compared yet?"""
    return bool(least(campaign)) and any(one.pk == campaign.pk for one in campaigns_waiting(LATEST))
