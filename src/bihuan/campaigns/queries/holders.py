"""Who holds which duty in which campaign, for whoever watches over rights: codes and names, no business text."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Grant
from bihuan.campaigns.policy import lent_still

MOST = 300


def holders(words: str = "") -> "QuerySet[Grant, dict[str, Any]]":
    """Duties held now: person, duty, campaign code, unit, since when; at most 300, by Chinese name; `words` narrow by name or code."""
    found = Grant.objects.filter(lent_still(localdate()), ended_at=None)
    if words:
        found = found.filter(Q(person__name__contains=words) | Q(campaign__code__icontains=words) | Q(unit__name__contains=words))
    columns = ("person__name", "duty", "campaign__code", "unit__name", "granted_at")
    return found.order_by("person__sort_key", "campaign__code", "pk").values(*columns)[:MOST]
