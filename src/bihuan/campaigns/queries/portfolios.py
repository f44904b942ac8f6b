"""Which deputy head of the leading group is in charge of which units (M04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, GroupMember, Portfolio
from bihuan.campaigns.policy import seated_still
from bihuan.campaigns.queries.people import units_of
from bihuan.campaigns.vocabulary import GroupKind, GroupPost
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Person, Unit


@dataclass(frozen=True, slots=True)
class DeputyUnits:
    """A deputy head with the units in his charge."""

    deputy: Person
    units: Sequence[Unit]


def deputies_of(campaign: Campaign) -> QuerySet[Person]:
    """The deputy heads of the leading group, as they sit."""
    return Person.objects.filter(pk__in=_seats(campaign).values("person_id")).order_by("sort_key", "pk")


def _seats(campaign: Campaign) -> QuerySet[GroupMember]:
    leading = {"group__campaign": campaign, "group__kind": GroupKind.LEADING, "group__dissolved_on": None}
    return GroupMember.objects.filter(seated_still(localdate()), **leading, post=GroupPost.DEPUTY).exclude(person=None).order_by()


def portfolios_of(campaign: Campaign, today: date) -> tuple[list[DeputyUnits], list[Unit]]:
    """Each deputy head with his units, and the covered units that nobody has. Three queries."""
    units = {one.pk: one for one in units_of(campaign, today)}
    held: dict[int, list[Unit]] = {}
    taken: set[int] = set()
    people = {one.pk: one for one in deputies_of(campaign)}
    for deputy, unit in _standing(campaign).values_list("deputy_id", "unit_id"):
        if deputy in people and unit in units:
            held.setdefault(deputy, []).append(units[unit])
            taken.add(unit)
    rows = [DeputyUnits(one, sorted(held.get(pk, ()), key=lambda unit: (unit.order, unit.pk))) for pk, one in people.items()]
    return rows, [one for pk, one in units.items() if pk not in taken]


def _standing(campaign: Campaign) -> QuerySet[Portfolio]:
    """Of those who sit there as deputy heads: whoever left the leading group is in charge of nothing, whatever was said before."""
    return Portfolio.objects.filter(campaign=campaign, detached_at=None, deputy__in=_seats(campaign).values("person_id"))


def units_in_charge(campaign: Campaign, person_id: int | None) -> list[Unit]:
    """The units that somebody is in charge of as a deputy head."""
    if person_id is None:
        return []
    mine = _standing(campaign).filter(deputy_id=person_id).values("unit_id")
    return list(Unit.objects.filter(pk__in=mine).order_by("order", "pk"))


def is_deputy_head(actor: Actor, campaign: Campaign) -> bool:
    """Is the actor in charge of units here as a deputy head?"""
    return actor.person_id is not None and _standing(campaign).filter(deputy_id=actor.person_id).exists()


def find_deputy(campaign: Campaign, pk: int) -> Person:
    """A deputy head of the leading group, or Missing."""
    person = deputies_of(campaign).filter(pk=pk).first()
    if person is None:
        raise Missing()
    return person


def deputy_of_unit(campaign: Campaign, unit_id: int) -> Person | None:
    """The deputy head in charge of a unit."""
    row = _standing(campaign).filter(unit_id=unit_id).select_related("deputy").first()
    return row.deputy if row else None
