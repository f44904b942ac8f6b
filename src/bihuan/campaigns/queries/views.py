"""Kept filters."""

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign, SavedView
from bihuan.foundation.kernel import Actor


def views_of(actor: Actor, campaign: Campaign) -> QuerySet[SavedView]:
    """The filters this person kept for this campaign."""
    return SavedView.objects.filter(user_id=actor.user_id or 0, campaign=campaign)
