"""Kept filters of a list."""

from datetime import datetime

from bihuan.campaigns.models import Campaign, SavedView
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, _


def save_view(*, campaign: Campaign, name: str, query: str, actor: Actor, now: datetime) -> SavedView:
    """Keep a filter under a name; the same name replaces nothing and is refused."""
    user = actor.user_id
    if user is None or not name.strip() or SavedView.objects.filter(user_id=user, campaign=campaign, name=name.strip()).exists():
        raise BadInput(_("请给视图起一个还没用过的名字。"))
    view = SavedView(user_id=user, campaign=campaign, name=name.strip(), query=query[:2000])
    with creating(view, CampaignAction.SAVE_VIEW, actor=actor, now=now):
        pass
    return view


def drop_view(view: SavedView, *, actor: Actor, now: datetime) -> None:
    """Delete a kept filter of one's own; nobody touches another's. The name stays in the book."""
    if view.user_id != actor.user_id:
        raise NotAllowed()
    with changing(view, CampaignAction.DROP_VIEW, actor=actor, now=now):
        SavedView.objects.filter(pk=view.pk).delete()
