"""Which bodies of a campaign hold meetings that somebody registers himself."""

from django.db.models import QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Group, GroupMember
from bihuan.campaigns.policy import held_over, seated_still
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor


def groups_meeting_with(actor: Actor, campaign: Campaign) -> QuerySet[Group]:
    """The groups in which he sits while he supervises: their meetings he registers, as `policy.duties_of_holder` has it. Two queries; one for
    whoever supervises nothing."""
    rows = Group.objects.filter(campaign=campaign, dissolved_on=None)
    if not any(one.duty is Duty.SUPERVISOR and one.of is None for one in held_over(actor, campaign.pk)):
        return rows.none()
    seats = GroupMember.objects.filter(seated_still(localdate()), person_id=actor.person_id or 0)
    return rows.filter(pk__in=seats.values("group")).order_by("pk")
