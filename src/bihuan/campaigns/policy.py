"""How somebody comes to hold a duty in a campaign, and which campaigns and units he sees."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from bihuan.campaigns.models import Campaign, CoveredUnit, Grant, GroupMember, Task
from bihuan.campaigns.rules.tasks import shows_result
from bihuan.campaigns.vocabulary import CampaignAction, Duty, GroupKind, GroupPost, TaskNeed
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.policy import holds
from bihuan.organisation.rules.paths import lies_within
from bihuan.organisation.vocabulary import StandingDutyKind


@dataclass(frozen=True, slots=True)
class Held:
    """One duty held in one campaign: towards a unit's branch (its path), or the whole campaign where `unit_id` is None."""

    duty: Duty
    campaign_id: int
    unit_id: int | None
    unit_path: str


def held(actor: Actor, campaign_id: int | None = None) -> tuple[Held, ...]:
    """All duties the actor holds by grant now, in one query. Administrators of the three and strangers hold none."""
    if actor.person_id is None or actor.administrator:
        return ()
    grants = Grant.objects.filter(person_id=actor.person_id, ended_at=None)
    if campaign_id is not None:
        grants = grants.filter(campaign_id=campaign_id)
    rows = grants.values_list("duty", "campaign_id", "unit_id", "unit__path")
    return tuple(Held(Duty(duty), campaign, unit, path or "") for duty, campaign, unit, path in rows)


def held_over(actor: Actor, campaign_id: int) -> tuple[Held, ...]:
    """The same for one campaign, with the covered units below: a duty over a unit counts for its whole branch. Two queries at most."""
    mine = held(actor, campaign_id)
    tops = _tops({one.unit_path for one in mine if one.unit_path})
    if not tops:
        return mine
    below = reduce(or_, (Q(unit__path__startswith=path) for path in tops))
    covered = CoveredUnit.objects.filter(below, campaign_id=campaign_id).exclude(unit__path__in=tops)
    units = set(covered.order_by().values_list("unit_id", "unit__path"))
    wider = (
        Held(one.duty, campaign_id, pk, path)
        for one in mine
        for pk, path in units
        if one.unit_path and pk != one.unit_id and lies_within(path, one.unit_path)
    )
    return tuple(dict.fromkeys((*mine, *wider)))


def _tops(paths: set[str]) -> list[str]:
    """The paths that do not lie within another one."""
    return sorted(path for path in paths if not any(path != other and lies_within(path, other) for other in paths))


def campaign_of(row: Any) -> int | None:
    """The campaign a row belongs to (a campaign belongs to itself); None before it is stored."""
    return row.pk if isinstance(row, Campaign) else row.campaign_id


def duties(actor: Actor, row: Any) -> frozenset[Duty]:
    """The duties the actor holds towards a campaign or one of its parts."""
    if actor.is_system:
        return frozenset({Duty.MACHINE})
    campaign_id = campaign_of(row)
    mine = {one.duty for one in held(actor, campaign_id)} if campaign_id else set()
    if Duty.LEADER in mine and campaign_id and actor.person_id and _heads(actor.person_id, campaign_id):
        mine.add(Duty.GROUP_HEAD)
    return frozenset(mine | ({Duty.FOUNDER} if _founds(actor, row) else set()))


def _heads(person_id: int, campaign_id: int) -> bool:
    """Is he one of the heads of the leading group? Two co-heads have the same right (M03)."""
    seats = GroupMember.objects.filter(group__campaign_id=campaign_id, group__kind=GroupKind.LEADING)
    return seats.filter(person_id=person_id, post=GroupPost.HEAD).exists()


def runs(actor: Actor, campaign: Campaign) -> bool:
    """Does the actor set up this campaign: its office, or whoever founded it?"""
    return bool(duties(actor, campaign) & {Duty.OFFICE, Duty.FOUNDER, Duty.MACHINE})


def _founds(actor: Actor, row: Any) -> bool:
    """A founder sets up the campaigns that he prepares, nobody else's."""
    campaign = row if isinstance(row, Campaign) else row.campaign
    is_his = campaign._state.adding or campaign.prepared_by_id == actor.user_id
    return is_his and holds(actor, StandingDutyKind.FOUNDER)


def unmet_of_task(row: Task, _actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """A task is done by its result, never by a document or a meeting (M213)."""
    return (TaskNeed.PROOF,) if action is CampaignAction.FINISH_TASK and not shows_result(row.result, row.proof) else ()


def visible_campaigns(actor: Actor) -> Q:
    """The campaigns the actor takes part in: by a duty, or by standing on the roster; founders see those they may prepare."""
    if actor.is_system:
        return Q()
    if actor.administrator or actor.person_id is None:
        return Q(pk__in=[])
    mine = Q(pk__in=Grant.objects.filter(person_id=actor.person_id, ended_at=None).values("campaign_id")) | Q(
        pk__in=Campaign.objects.filter(roster__person_id=actor.person_id, roster__to_on=None).values("pk")
    )
    return mine | Q(prepared_by_id=actor.user_id)


STRONG_DUTIES = frozenset({Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR})  # their holders need a second factor
