"""The red and black lists of the joint check (红黑榜), as those see them who may."""

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.finding.models.feedback import RedBlackEntry, RedBlackList
from bihuan.finding.queries.feedback import reads_joint_check
from bihuan.foundation.kernel import Missing
from bihuan.problems.policy import Reach


def lists_of(mine: Reach, campaign: Campaign) -> QuerySet[RedBlackList]:
    """The quarterly lists, latest first: whoever takes part in the campaign may read them, as they were published."""
    rows = RedBlackList.objects.filter(campaign=campaign)
    return rows if reads_joint_check(mine) else rows.filter(published_on__lte=localdate())


def find_list(mine: Reach, campaign: Campaign, pk: int) -> RedBlackList:
    """One of them, or Missing."""
    row = lists_of(mine, campaign).select_related("campaign", "file").filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def entries_of(mine: Reach, row: RedBlackList) -> list[RedBlackEntry]:
    """Its units, red before black. What was withdrawn before anybody saw the list is read by those alone who read drafts."""
    seen = Q() if reads_joint_check(mine) else Q(withdrawn_at=None) | Q(withdrawn_in_public=True)
    return list(row.entries.filter(seen).select_related("unit", "problem").order_by("-side", "unit__order", "pk"))


def find_entry(row: RedBlackList, pk: int) -> RedBlackEntry:
    """One of its units, or Missing."""
    entry = row.entries.select_related("unit", "problem").filter(pk=pk).first()
    if entry is None:
        raise Missing()
    return entry
