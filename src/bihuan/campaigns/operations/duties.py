"""Duties granted for one campaign."""

from collections.abc import Iterable
from datetime import datetime

from bihuan.campaigns.models import Campaign, Grant, Group
from bihuan.campaigns.vocabulary import CampaignAction, Duty
from bihuan.foundation.audit.changing import changing, creating, creating_many
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person, Unit

_TOWARDS_A_UNIT = frozenset({Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.LIAISON, Duty.SUPERVISOR})


def _grant(campaign: Campaign, person: Person, duty: Duty, unit: Unit | None, group: Group | None, actor: Actor, now: datetime) -> Grant:
    if duty in _TOWARDS_A_UNIT and unit is None:
        raise BadInput(_("“%(duty)s”要写明对应哪个单位。"), duty=duty.label)
    return Grant(campaign=campaign, person=person, duty=duty, unit=unit, group=group, granted_at=now, granted_by_id=actor.user_id)


def grant_duty(
    *, campaign: Campaign, person: Person, duty: Duty, actor: Actor, now: datetime, unit: Unit | None = None, group: Group | None = None
) -> Grant:
    """Grant one duty; granted twice it stays as it was."""
    known = Grant.objects.filter(campaign=campaign, person=person, duty=duty, unit=unit, ended_at=None).first()
    if known:
        return known
    grant = _grant(campaign, person, duty, unit, group, actor, now)
    with creating(grant, CampaignAction.GRANT_DUTY, actor=actor, now=now):
        pass
    return grant


def grant_many(
    *, campaign: Campaign, grants: Iterable[tuple[Person, Duty, Unit | None, Group | None]], actor: Actor, now: datetime
) -> list[Grant]:
    """Grant many duties in bulk statements; those already held are left out."""
    held = set(Grant.objects.filter(campaign=campaign, ended_at=None).values_list("person_id", "duty", "unit_id"))
    fresh: dict[tuple[int, str, int | None], Grant] = {}
    for person, duty, unit, group in grants:
        key = (person.pk, duty.value, unit.pk if unit else None)
        if key not in held and key not in fresh:
            fresh[key] = _grant(campaign, person, duty, unit, group, actor, now)
    return list(creating_many(list(fresh.values()), CampaignAction.GRANT_DUTY, actor=actor, now=now, checked=False))


def end_duty(*, grant: Grant, actor: Actor, now: datetime, reason: str = "") -> Grant:
    """Take a duty back."""
    with changing(grant, CampaignAction.END_DUTY, actor=actor, now=now, reason=reason) as change:
        change.set(ended_at=now, ended_by_id=actor.user_id)
    return grant
