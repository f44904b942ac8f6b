"""People lent to a body of a campaign: seated with a home unit and last day; access ends with that day, the seat by the clock (M08)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Group, GroupMember, Secondment
from bihuan.campaigns.operations.groups import seat_person, unseat_person
from bihuan.campaigns.rules.seconding import level_of, refuse_days, refuse_without_approval
from bihuan.campaigns.vocabulary import GroupPost
from bihuan.campaigns.vocabulary.organising import Level, OrganisingAction
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules import ORDERS
from bihuan.foundation.kernel import Actor, BadInput, NotNow, Refused, _
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.rules.paths import ids_of


@dataclass(frozen=True, slots=True)
class Lending:
    """Who is lent, from where, for which days; and the approval on which that rests (name and content of its scan)."""

    person: Person
    home: Unit
    level: Level
    from_on: date
    to_on: date
    post: GroupPost = GroupPost.MEMBER
    approval_number: str = ""
    approval: tuple[str, bytes] | None = None


def second_person(*, group: Group, lending: Lending, actor: Actor, now: datetime, seat: GroupMember | None = None) -> Secondment:
    """Lend somebody to a body: seat and duty with a last day. Refused: days that do not do; from county level or below without an approval;
    seated there already."""
    refuse_days(lending.from_on, lending.to_on, localdate(now))
    kinds = Unit.objects.filter(pk__in=ids_of(lending.home.path)).values_list("kind", flat=True)
    level = level_of(lending.level, kinds)
    refuse_without_approval(level, lending.approval_number, lending.approval is not None)
    row = Secondment(
        campaign=group.campaign, group=group, person=lending.person, home=lending.home, level=level, from_on=lending.from_on,
        to_on=lending.to_on, approval_number=lending.approval_number.strip(), seconded_at=now, seconded_by_id=actor.user_id,
    )  # fmt: skip
    with one_write():
        _end_over(group, lending.person, actor, now)
        if lending.approval:  # stored before the row: a low level without its file is refused by the table itself
            row.approval = store(name=lending.approval[0], data=lending.approval[1], actor=actor, now=now, taken=ORDERS)
        with creating(row, OrganisingAction.SECOND, actor=actor, now=now) as change:
            seat_person(group=group, person=lending.person, post=lending.post, seat=seat, until_on=lending.to_on, actor=actor, now=now)
            change.note(person=lending.person.pk, home=lending.home.pk, level=level, from_on=lending.from_on, to_on=lending.to_on)
    return row


def _end_over(group: Group, person: Person, actor: Actor, now: datetime) -> None:
    """An earlier secondment whose last day is over ends before a new one begins, whatever the clock has done."""
    for one in Secondment.objects.filter(group=group, person=person, ended_at=None, to_on__lt=localdate(now)).select_related(
        "group__campaign"
    ):
        end_secondment(one, reason=_("借调期满"), actor=actor, now=now)


def end_secondment(row: Secondment, *, reason: str, actor: Actor, now: datetime) -> Secondment:
    """End it, now: he leaves the body, and what he held there ends. Refused: ended already, the last one of the office."""
    with changing(row, OrganisingAction.END_SECONDMENT, actor=actor, now=now, reason=reason) as change:
        if row.ended_at is not None:
            raise NotNow(_("这次借调已经结束了。"))
        seat = GroupMember.objects.filter(group=row.group, person=row.person).select_related("person").first()
        if seat is not None:
            unseat_person(group=row.group, seat=seat, reason=reason, actor=actor, now=now)
        change.set(ended_at=now, ended_by_id=actor.user_id)
    return row


def end_secondments_over(*, actor: Actor, now: datetime) -> int:
    """Whoever's last day is over leaves the body; his access ended with that day. The last one of an office keeps his empty seat until
    somebody else sits there. Returns how many left."""
    count = 0
    over = Secondment.objects.filter(ended_at=None, to_on__lt=localdate(now)).select_related("group__campaign", "person").order_by("pk")
    with one_write():
        for row in over:
            with suppress(BadInput, Refused):
                end_secondment(row, reason=_("借调期满"), actor=actor, now=now)
                count += 1
    return count
