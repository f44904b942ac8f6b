"""Kept filters."""

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign, SavedView
from bihuan.foundation.kernel import Actor, Missing


def views_of(actor: Actor, campaign: Campaign) -> QuerySet[SavedView]:
    """The filters this person kept for this campaign."""
    return SavedView.objects.filter(user_id=actor.user_id or 0, campaign=campaign)


def find_view(actor: Actor, campaign: Campaign, pk: int) -> SavedView:
    """A filter that this person kept, or Missing."""
    view = views_of(actor, campaign).filter(pk=pk).first()
    if view is None:
        raise Missing()
    return view
