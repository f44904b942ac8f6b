"""Who decides whether somebody keeps away: office or head of a campaign in which he has a duty (P04)."""

from django.utils.timezone import localdate

from bihuan.campaigns.models import Grant, GroupMember
from bihuan.campaigns.policy.grants import lent_still, seated_still
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Recusal


def decides_recusal(actor: Actor, row: Recusal) -> bool:
    """Does the actor run, or head, a campaign in which the person holds a duty? One's own is decided by others."""
    if actor.person_id is None or actor.person_id in (row.person_id, row.party_id):
        return False
    held = Grant.objects.filter(lent_still(localdate()), ended_at=None).order_by()
    his = held.filter(person_id=row.person_id).values("campaign_id")
    if held.filter(person_id=actor.person_id, duty=Duty.OFFICE, campaign_id__in=his).exists():
        return True
    seats = GroupMember.objects.filter(seated_still(localdate()), group__kind=GroupKind.LEADING, post=GroupPost.HEAD)
    heads = seats.filter(person_id=actor.person_id)
    return heads.filter(group__campaign_id__in=his).exists()
