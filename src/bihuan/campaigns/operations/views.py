"""Kept filters of a list, and how somebody likes the list to look."""

from datetime import datetime

from bihuan.campaigns.models import Campaign, SavedView
from bihuan.campaigns.policy import SHARERS, held_over
from bihuan.campaigns.vocabulary import CampaignAction, Duty, ViewScope
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, _
from bihuan.organisation.models import Unit


def save_view(
    *,
    campaign: Campaign,
    name: str,
    query: str,
    actor: Actor,
    now: datetime,
    scope: ViewScope = ViewScope.PRIVATE,
    unit: Unit | None = None,
) -> SavedView:
    """Keep a filter under a name. Refused: a name that is taken; sharing it with others than one's own."""
    user = actor.user_id
    if user is None or not name.strip() or SavedView.objects.filter(user_id=user, campaign=campaign, name=name.strip()).exists():
        raise BadInput(_("请给视图起一个还没用过的名字。"))
    _refuse_sharing(campaign, scope, unit, actor)
    unit = unit if scope is ViewScope.UNIT else None
    view = SavedView(user_id=user, campaign=campaign, name=name.strip(), query=query[:2000], scope=scope, unit=unit)
    with creating(view, CampaignAction.SAVE_VIEW, actor=actor, now=now):
        pass
    return view


def _refuse_sharing(campaign: Campaign, scope: ViewScope, unit: Unit | None, actor: Actor) -> None:
    held = held_over(actor, campaign.pk)
    office = any(one.duty is Duty.OFFICE for one in held)
    if scope is ViewScope.CAMPAIGN and not office:
        raise NotAllowed(_("给全专项共用的视图由专班保存。"))
    if scope is ViewScope.UNIT and (unit is None or not (office or any(one.unit_id == unit.pk and one.duty in SHARERS for one in held))):
        raise NotAllowed(_("给单位共用的视图由本单位联络员或主要负责人保存。"))


def drop_view(view: SavedView, *, actor: Actor, now: datetime) -> None:
    """Delete a kept filter: its keeper; a shared one also the office. The name stays in the book."""
    with changing(view, CampaignAction.DROP_VIEW, actor=actor, now=now):
        SavedView.objects.filter(pk=view.pk).delete()


def keep_look(*, campaign: Campaign, query: str, actor: Actor, now: datetime) -> None:
    """Keep how this person likes the list to look; an empty `query` takes it back to the usual."""
    if actor.user_id is None:
        return
    standing = SavedView.objects.filter(user_id=actor.user_id, campaign=campaign, name="").first()
    if standing is not None and standing.query != query:
        with changing(standing, CampaignAction.CHANGE_VIEW, actor=actor, now=now) as change:
            change.set(query=query[:2000])
    elif standing is None and query:
        view = SavedView(user_id=actor.user_id, campaign=campaign, name="", query=query[:2000])
        with creating(view, CampaignAction.SAVE_VIEW, actor=actor, now=now):
            pass
