"""What somebody is to a campaign, to one of its parts and to a delegation, and what may not be done by a deputy."""

from typing import Any

from bihuan.campaigns.models import Campaign, Delegation, GroupMember
from bihuan.campaigns.policy.grants import held
from bihuan.campaigns.vocabulary import CampaignAction, Duty, GroupKind, GroupPost
from bihuan.campaigns.vocabulary.organising import OrganisingAction
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.policy import holds
from bihuan.organisation.vocabulary import StandingDutyKind


def campaign_of(row: Any) -> int | None:
    """The campaign a row belongs to (a campaign belongs to itself); None before it is stored."""
    return row.pk if isinstance(row, Campaign) else row.campaign_id


def duties(actor: Actor, row: Any) -> frozenset[Duty]:
    """The duties the actor holds towards a campaign or one of its parts."""
    if actor.is_system:
        return frozenset({Duty.MACHINE})
    campaign_id = campaign_of(row)
    mine = {one.duty for one in held(actor, campaign_id) if one.of is None} if campaign_id else set()
    if Duty.LEADER in mine and campaign_id and actor.person_id and _heads(actor.person_id, campaign_id):
        mine.add(Duty.GROUP_HEAD)
    return frozenset(mine | ({Duty.FOUNDER} if _founds(actor, row) else set()))


def _heads(person_id: int, campaign_id: int) -> bool:
    """Is he one of the heads of the leading group? Two co-heads have the same right (M03)."""
    seats = GroupMember.objects.filter(group__campaign_id=campaign_id, group__kind=GroupKind.LEADING)
    return seats.filter(person_id=person_id, post=GroupPost.HEAD).exists()


IN_PERSON: frozenset[Term] = frozenset({
    CampaignAction.COMMEND, CampaignAction.WITHDRAW_COMMENDATION, CampaignAction.SETTLE_THRESHOLD, CampaignAction.FREEZE_ROSTER,
    CampaignAction.ENTER_ROSTER, CampaignAction.LEAVE_ROSTER, CampaignAction.GRANT_DUTY, CampaignAction.END_DUTY, CampaignAction.SEAT_MEMBER,
    CampaignAction.UNSEAT_MEMBER, CampaignAction.DELEGATE, CampaignAction.END_DELEGATION,
    CampaignAction.HAND_OVER,
    OrganisingAction.SECOND, OrganisingAction.END_SECONDMENT, OrganisingAction.MARK_KEY, OrganisingAction.UNMARK_KEY,
})  # fmt: skip
"""Decisions on persons: who is covered, praised, seated, trusted with a duty. Whoever holds the duty takes them himself."""


def duties_of_delegation(actor: Actor, row: Delegation) -> frozenset[Duty]:
    """The duties in its campaign; the holder of what is handed over, and who took it."""
    mine = {Duty.HOLDER} if actor.person_id is not None and row.principal_id == actor.person_id else set()
    taken = {Duty.DEPUTY} if actor.person_id is not None and row.deputy_id == actor.person_id else set()
    return duties(actor, row) | mine | taken


def runs(actor: Actor, campaign: Campaign) -> bool:
    """Does the actor set up this campaign: its office (or a deputy there), or whoever founded it?"""
    if actor.is_system or any(one.duty == Duty.OFFICE for one in held(actor, campaign.pk)):
        return True
    return _founds(actor, campaign)


def _founds(actor: Actor, row: Any) -> bool:
    """A founder sets up the campaigns that he prepares, nobody else's."""
    campaign = row if isinstance(row, Campaign) else row.campaign
    is_his = campaign._state.adding or campaign.prepared_by_id == actor.user_id
    return is_his and holds(actor, StandingDutyKind.FOUNDER)
