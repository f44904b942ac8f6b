"""Leading group, office and supervision groups (M02, M03): who sits in them, which units a group is in charge of."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.campaigns.models import Campaign, Group, GroupMember, GroupUnit
from bihuan.campaigns.vocabulary import CampaignAction, GroupKind, GroupPost
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, Unit


def set_up_group(
    *,
    campaign: Campaign,
    kind: GroupKind,
    name: str,
    actor: Actor,
    now: datetime,
    units: Sequence[Unit] = (),
    note: str = "",
    order: int = 0,
) -> Group:
    """Set up a body of the campaign; a supervision group with the units it is in charge of."""
    group = Group(campaign=campaign, kind=kind, name=name, note=note, order=order)
    with creating(group, CampaignAction.SET_UP_GROUP, actor=actor, now=now) as change:
        GroupUnit.objects.bulk_create(GroupUnit(group=group, campaign=campaign, unit=unit) for unit in units)
        change.note(units=len(units))
    return group


def add_to_group(
    *, group: Group, post: GroupPost, actor: Actor, now: datetime, person: Person | None = None, as_written: str = ""
) -> GroupMember:
    """Give somebody a seat. Two heads of equal right are allowed (双组长)."""
    with changing(group, CampaignAction.SEAT_MEMBER, actor=actor, now=now) as change:
        seat = GroupMember.objects.create(group=group, person=person, as_written=as_written, post=post, order=group.members.count() + 1)
        change.note(seat=str(person or as_written), post=post)
    return seat
