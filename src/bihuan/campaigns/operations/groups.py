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
    """Set up a body of the campaign; a supervision group with the units it is in charge of. One that the plan named is completed."""
    named = Group.objects.filter(campaign=campaign, name=name).first()
    if named is not None:
        return _complete(named, kind, units, actor, now)
    group = Group(campaign=campaign, kind=kind, name=name, note=note, order=order)
    with creating(group, CampaignAction.SET_UP_GROUP, actor=actor, now=now) as change:
        _charge(group, units)
        change.note(units=len(units))
    return group


def _charge(group: Group, units: Sequence[Unit]) -> None:
    GroupUnit.objects.bulk_create(GroupUnit(group=group, campaign=group.campaign, unit=unit) for unit in units)


def _complete(group: Group, kind: GroupKind, units: Sequence[Unit], actor: Actor, now: datetime) -> Group:
    """A body named by the plan gets its units; seats as written give way to people."""
    with changing(group, CampaignAction.SEAT_MEMBER, actor=actor, now=now) as change:
        group.members.filter(person=None).delete()
        group.charges.all().delete()
        _charge(group, units)
        change.set(kind=kind)
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
