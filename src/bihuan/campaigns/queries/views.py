"""Kept filters, and how somebody likes the list to look."""

from django.db.models import QuerySet, Subquery

from bihuan.campaigns.models import Campaign, SavedView
from bihuan.campaigns.policy import SHARERS, held_over, visible_views
from bihuan.campaigns.vocabulary import Duty, ViewScope
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit


def views_of(actor: Actor, campaign: Campaign) -> QuerySet[SavedView]:
    """The filters this person may use here: his own, those of his units, those for the whole campaign."""
    found = SavedView.objects.filter(visible_views(actor, campaign.pk), campaign=campaign).exclude(name="")
    return found.select_related("unit", "user").order_by("scope", "name", "pk")


def find_view(actor: Actor, campaign: Campaign, pk: int) -> SavedView:
    """A filter that this person may use, or Missing."""
    view = views_of(actor, campaign).filter(pk=pk).first()
    if view is None:
        raise Missing()
    return view


def standing_look(actor: Actor, campaign_id: int) -> Subquery:
    """How this person likes the list to look, as a column beside whatever else is asked: it costs no question of its own."""
    return Subquery(SavedView.objects.filter(user_id=actor.user_id or 0, campaign_id=campaign_id, name="").values("query")[:1])


def look_of(actor: Actor, campaign: Campaign) -> str:
    """The same by itself, "" for the usual look."""
    found = SavedView.objects.filter(user_id=actor.user_id or 0, campaign=campaign, name="").values_list("query", flat=True)
    return found.first() or ""


def shares_with(actor: Actor, campaign: Campaign) -> tuple[list[Unit], bool]:
    """The units with which this person may share a view, and whether with the whole campaign."""
    held = held_over(actor, campaign.pk)
    units = {one.unit_id for one in held if one.duty in SHARERS and one.unit_id is not None}
    return list(Unit.objects.filter(pk__in=units).order_by("order", "pk")), any(one.duty is Duty.OFFICE for one in held)


def is_mine(actor: Actor, view: SavedView, office: bool) -> bool:
    """May this person put the view away?"""
    return view.user_id == actor.user_id or (office and view.scope != ViewScope.PRIVATE)
