"""Who keeps a saved view, who sees it and who may share one."""

from django.db.models import Q

from bihuan.campaigns.models import RosterEntry, SavedView
from bihuan.campaigns.policy.branches import held_over
from bihuan.campaigns.policy.towards import duties
from bihuan.campaigns.vocabulary import Duty, ViewDuty, ViewScope
from bihuan.foundation.kernel import Actor, Term

SHARERS = (Duty.LIAISON, Duty.UNIT_HEAD)
"""Who shares a view with his unit; with the whole campaign shares the office."""


def duties_of_view(actor: Actor, row: SavedView) -> frozenset[Term]:
    """The duties in its campaign; whoever kept a view is its keeper. The office puts shared views away, too."""
    found: frozenset[Term] = duties(actor, row)
    mine = actor.user_id is not None and row.user_id == actor.user_id
    shared = row.scope != ViewScope.PRIVATE and Duty.OFFICE in found
    return found | {ViewDuty.KEEPER} if mine or shared else found


def visible_views(actor: Actor, campaign_id: int) -> Q:
    """One's own views, those of one's units, those for the whole campaign."""
    mine = Q(user_id=actor.user_id or 0)
    if actor.person_id is None or actor.administrator:
        return mine
    units = [one.unit_id for one in held_over(actor, campaign_id) if one.unit_id is not None]
    roster = RosterEntry.objects.filter(campaign_id=campaign_id, person_id=actor.person_id, to_on=None)
    of_unit = Q(unit_id__in=units) | Q(unit_id__in=roster.values("unit_id"))
    return mine | Q(scope=ViewScope.CAMPAIGN) | Q(of_unit, scope=ViewScope.UNIT)
