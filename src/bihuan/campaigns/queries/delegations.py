"""Duties handed over: one's own, those taken over, all of a campaign for its office; and what somebody may hand over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Delegation, Grant
from bihuan.campaigns.policy import duties, lent_still
from bihuan.campaigns.rules.delegating import stands
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT, DelegationState, Duty
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """A delegation with where it stands today."""

    row: Delegation
    state: DelegationState

    @property
    def is_open(self) -> bool:
        return self.state in (DelegationState.AHEAD, DelegationState.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Delegable:
    """A duty that somebody may hand over; `units` are all those towards which he holds it, `unit` one of them alone."""

    duty: Duty
    unit: Unit | None
    units: int

    @property
    def key(self) -> str:
        return f"{self.duty.value}:{self.unit.pk}" if self.unit else self.duty.value


def visible_delegations(actor: Actor, campaign: Campaign) -> QuerySet[Delegation]:
    """Those that the actor gave or took; all of them for the office."""
    rows = Delegation.objects.filter(campaign=campaign).select_related("principal", "deputy", "unit", "order", "given_by", "ended_by")
    if actor.is_system or Duty.OFFICE in duties(actor, campaign):
        return rows
    return rows.filter(Q(principal_id=actor.person_id) | Q(deputy_id=actor.person_id)) if actor.person_id else rows.none()


def find_delegation(actor: Actor, campaign: Campaign, pk: int) -> Delegation:
    """One of them, or Missing."""
    row = visible_delegations(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def given_then(rows: QuerySet[Delegation], until: datetime) -> list[Delegation]:
    """Those that had been given by a moment, ended only if that was before it. Never to be saved."""
    return as_then(list(rows.filter(given_at__lt=until)[:500]), until)


def as_then(told: list[Delegation], until: datetime) -> list[Delegation]:
    """Ended only if that was before a moment. Never to be saved."""
    for one in told:
        if one.ended_at and one.ended_at >= until:
            one.ended_at = one.ended_by = None
    return told


def standing_today(rows: Sequence[Delegation], today: date) -> list[Standing]:
    """Each with where it stands."""
    return [Standing(row, stands(row.from_on, row.to_on, row.ended_at is not None, today)) for row in rows]


def delegable(person_id: int, campaign: Campaign) -> list[Delegable]:
    """What somebody may hand over: each duty of his own as a whole, and towards each unit where there are several."""
    held = (
        Grant.objects.filter(lent_still(localdate()), campaign=campaign, person_id=person_id, ended_at=None)
        .select_related("unit")
        .order_by("duty", "unit__order", "unit_id")
    )
    by_duty: dict[Duty, list[Unit]] = {}
    for one in held:
        by_duty.setdefault(Duty(one.duty), []).extend([one.unit] if one.unit else [])
    found: list[Delegable] = []
    for duty in (one for one in Duty if one in by_duty):
        units = by_duty[duty]
        single = duty in TOWARDS_A_UNIT and len(units) == 1
        found.append(Delegable(duty, units[0] if single else None, len(units)))
        found += [Delegable(duty, unit, 1) for unit in units] if len(units) > 1 else []
    return found
