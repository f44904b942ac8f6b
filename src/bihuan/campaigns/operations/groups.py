"""Leading group, office and supervision groups (M02, M03): who sits in them, which units a group is in charge of.

A seat and the duty that goes with it are one thing: whoever is seated holds it, whoever leaves loses it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant, Group, GroupMember, GroupUnit, Secondment
from bihuan.campaigns.operations.duties import end_grants, grant_many
from bihuan.campaigns.vocabulary import CampaignAction, Duty, GroupKind, GroupPost, TaskState
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.unseen import seen
from bihuan.organisation.models import Person, Unit

MOST_HEADS = 2  # 双组长 (M03)
DUTY_OF = {GroupKind.LEADING: Duty.LEADER, GroupKind.OFFICE: Duty.OFFICE, GroupKind.SUPERVISION: Duty.SUPERVISOR}


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
    name = seen(name)
    _refuse_taken(campaign, name, units)
    named = Group.objects.filter(campaign=campaign, name=name, dissolved_on=None).first()
    if named is not None:
        return _complete(named, kind, units, actor, now)
    group = Group(campaign=campaign, kind=kind, name=name, note=note, order=order)
    with creating(group, CampaignAction.SET_UP_GROUP, actor=actor, now=now) as change:
        _charge(group, units)
        change.note(units=len(units))
    return group


def _charge(group: Group, units: Sequence[Unit]) -> None:
    GroupUnit.objects.bulk_create(GroupUnit(group=group, campaign=group.campaign, unit=unit) for unit in units)


def _refuse_taken(campaign: Campaign, name: str, units: Sequence[Unit]) -> None:
    """One group a unit."""
    elsewhere = GroupUnit.objects.filter(campaign=campaign, unit__in=units).exclude(group__name=name).select_related("group", "unit")
    taken = [f"{one.unit.name}（{one.group.name}）" for one in elsewhere[:10]]
    if taken:
        raise BadInput(_("这些单位已经有督导组了，一个单位只归一个组：%(units)s。"), units="、".join(taken))


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
        seat = GroupMember.objects.create(
            group=group, person=person, as_written=seen(as_written), post=post, order=group.members.count() + 1
        )
        change.note(seat=str(person or as_written), post=post)
    return seat


def seat_person(
    *, group: Group, person: Person, post: GroupPost, actor: Actor, now: datetime, seat: GroupMember | None = None,
    until_on: date | None = None,
) -> GroupMember:  # fmt: skip
    """Seat somebody, or fill a `seat` that the plan names, and grant the duty that goes with it: both or neither. `until_on`: the last day of
    his secondment, after which the duty is not held.

    Refused: seated twice, a third head."""
    with changing(group, CampaignAction.SEAT_MEMBER, actor=actor, now=now) as change:
        others = group.members.exclude(pk=seat.pk if seat else 0)
        if others.filter(person=person).exists():
            raise BadInput(_("“%(name)s”已经在“%(group)s”里了。"), name=person.name, group=group.name)
        if post is GroupPost.HEAD and others.filter(post=GroupPost.HEAD).exclude(person=None).count() >= MOST_HEADS:
            raise BadInput(_("“%(group)s”已有两名组长。双组长权责相同，最多两名；请先调整原来的组长。"), group=group.name)
        row = seat or GroupMember(group=group, order=group.members.count() + 1)
        row.person, row.post = person, post
        row.save()
        change.note(seat=person.name, post=post)
        granted = [(person, *one) for one in _duties(group, _units(group))]
        last = {person.pk: until_on} if until_on else {}
        grant_many(campaign=group.campaign, grants=granted, until=last, actor=actor, now=now)
    return row


def _units(group: Group) -> list[Unit]:
    return [one.unit for one in group.charges.select_related("unit")]


def _duties(group: Group, units: Sequence[Unit]) -> list[tuple[Duty, Unit | None, Group]]:
    """What a seat brings: a supervisor one duty for each unit of his group, everybody else one for the campaign."""
    kind = GroupKind(group.kind)
    towards: Sequence[Unit | None] = units if kind is GroupKind.SUPERVISION else [None]
    return [(DUTY_OF[kind], unit, group) for unit in towards]


def unseat_person(*, group: Group, seat: GroupMember, actor: Actor, now: datetime, reason: str) -> Group:
    """Take somebody out of a body; the duty that came with the seat ends. The seat stays in the book. Refused: the last one of the office."""
    with changing(group, CampaignAction.UNSEAT_MEMBER, actor=actor, now=now, reason=reason) as change:
        if seat.person is not None:
            end_grants(grants=_held_by(group, [seat.person]), reason=reason, actor=actor, now=now)
        change.note(seat=str(seat.person or seat.as_written), post=seat.post)
        seat.delete()
    return group


def dissolve_group(*, group: Group, actor: Actor, now: datetime, reason: str) -> Group:
    """Dissolve a body: its members leave, their duties end, its units are free for another group; what it did stays under its name.

    Refused: open tasks of its own, the last one of the office, dissolved already."""
    with changing(group, CampaignAction.DISSOLVE_GROUP, actor=actor, now=now, reason=reason) as change:
        if group.dissolved_on is not None:
            raise BadInput(_("“%(group)s”已经撤销了。"), group=group.name)
        waiting = group.tasks.filter(state=TaskState.OPEN).count()
        if waiting:
            raise BadInput(_("“%(group)s”还有 %(count)d 项任务没有办结。请先办结，再撤销。"), group=group.name, count=waiting)
        seats = list(group.members.select_related("person"))
        end_grants(grants=_held_by(group, [one.person for one in seats if one.person]), reason=reason, actor=actor, now=now)
        change.note(seats=[str(one.person or one.as_written) for one in seats], units=[one.pk for one in _units(group)])
        group.members.all().delete()
        group.charges.all().delete()
        change.set(dissolved_on=localdate(now))
    return group


def _held_by(group: Group, people: Sequence[Person]) -> list[Grant]:
    """The duties that the seats of these people brought, and that no other seat of theirs brings."""
    held = Grant.objects.filter(campaign=group.campaign, person__in=people, duty=DUTY_OF[GroupKind(group.kind)], ended_at=None)
    if group.kind == GroupKind.SUPERVISION:
        return list(held.filter(unit__charges__group=group))
    elsewhere = GroupMember.objects.filter(group__campaign=group.campaign, group__kind=group.kind, person__in=people).exclude(group=group)
    return list(held.exclude(person__in=elsewhere.values("person")))


def duties_of_seat(group: Group, person: Person) -> list[Grant]:
    """The duties that somebody's seat in a body brought, and that no other seat of his brings."""
    return _held_by(group, [person])


def charge_group(*, group: Group, units: Sequence[Unit], actor: Actor, now: datetime, seen: int | None = None) -> Group:
    """Say which units a supervision group is in charge of from now on; the duties of its members follow. `seen` is the revision of the group
    that the user looked at: another one is a Conflict. Refused: units of another group."""
    if group.kind != GroupKind.SUPERVISION:
        raise BadInput(_("只有督导组分管单位。"))
    _refuse_taken(group.campaign, group.name, units)
    with changing(group, CampaignAction.CHARGE_GROUP, actor=actor, now=now, seen=seen) as change:
        before, wanted = {one.pk for one in _units(group)}, {one.pk: one for one in units}
        gone = group.charges.exclude(unit__in=units)
        left = Grant.objects.filter(group=group, unit__in=[one.unit_id for one in gone], duty=Duty.SUPERVISOR, ended_at=None)
        end_grants(grants=list(left), reason=_("督导分工调整"), actor=actor, now=now)
        gone.delete()
        fresh = [unit for pk, unit in wanted.items() if pk not in before]
        _charge(group, fresh)
        people = [one.person for one in group.members.select_related("person") if one.person]
        granted = [(person, *one) for person in people for one in _duties(group, fresh)]
        lent = Secondment.objects.filter(group=group, ended_at=None)
        last = dict(lent.order_by().values_list("person_id", "to_on"))
        grant_many(campaign=group.campaign, grants=granted, until=last, actor=actor, now=now)
        change.note(units=len(wanted))
    return group
