"""Duties and seats of somebody who leaves go to his successors; what he had delegated or taken over ends."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.campaigns.models import Delegation, Grant, GroupMember, Handover
from bihuan.campaigns.operations.delegating import end_delegation
from bihuan.campaigns.operations.duties import end_duty, end_grants, grant_duty
from bihuan.campaigns.operations.groups import duties_of_seat, seat_person, unseat_person
from bihuan.campaigns.vocabulary import CampaignAction, Duty, GroupPost
from bihuan.foundation.audit.changing import creating
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person

Passed = Sequence[tuple[Grant, Person | None]]
Seats = Sequence[tuple[GroupMember, Person | None]]


def hand_over_duties(*, handover: Handover, duties: Passed = (), seats: Seats = (), actor: Actor, now: datetime) -> Handover:
    """Each duty and seat goes to its successor (None: it ends); all or none. Refused as granting, seating and ending them one by one is."""
    told: dict[str, Any] = {"actor": actor, "now": now}
    with creating(handover, CampaignAction.HAND_OVER, actor=actor, now=now, reason=handover.reason) as change:
        for seat, successor in seats:
            _pass_seat(handover, seat, successor, actor, now)
        for grant, successor in duties:
            if successor is not None:
                grant_duty(campaign=handover.campaign, person=successor, duty=Duty(grant.duty), unit=grant.unit, group=grant.group, **told)
            end_duty(grant=grant, reason=handover.reason, **told)
        ended = _end_delegations(handover, actor, now)
        change.note(leaver=handover.leaver_id, duties=len(duties), seats=len(seats), delegations=ended, lines=len(handover.lines))
    return handover


def _pass_seat(handover: Handover, seat: GroupMember, successor: Person | None, actor: Actor, now: datetime) -> None:
    """A free successor takes the very seat; one who sits there already keeps his own, and the seat goes."""
    told: dict[str, Any] = {"actor": actor, "now": now}
    group, leaver = seat.group, seat.person
    if successor is None or leaver is None or group.members.filter(person=successor).exists():
        unseat_person(group=group, seat=seat, reason=handover.reason, **told)
        return
    held = duties_of_seat(group, leaver)
    seat_person(group=group, person=successor, post=GroupPost(seat.post), seat=seat, **told)
    end_grants(grants=held, reason=handover.reason, **told)


def _end_delegations(handover: Handover, actor: Actor, now: datetime) -> int:
    his = Q(principal=handover.leaver) | Q(deputy=handover.leaver)
    rows = list(Delegation.objects.filter(his, campaign=handover.campaign, ended_at=None, to_on__gte=localdate(now)))
    for row in rows:
        end_delegation(row, actor=actor, now=now)
    return len(rows)
