"""Who of a campaign can sign in and who still waits for a slip, by unit; for the page of slips and for whoever opens accounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant, RosterEntry
from bihuan.campaigns.policy import grants_of, lent_still, vouches_for
from bihuan.campaigns.queries.people import units_of
from bihuan.campaigns.vocabulary import AccountState, CampaignState, Duty
from bihuan.foundation.accounts.models import ActivationCode
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.rules.paths import LAST_STEP

AT_HOME = (Duty.UNIT_HEAD, Duty.LIAISON)
"""Duties that somebody holds in the unit to which he belongs."""
_READY = Q(person__user__is_active=True, person__user__must_change_password=False)
_WAITS = Q(person__user__is_active=True, person__user__must_change_password=True)


@dataclass(frozen=True, slots=True)
class UnitAccounts:
    """A unit of the roster: how many are active, wait for their password, have no account; how many of those who wait hold no code that
    opens: for them alone slips are printed unasked."""

    unit: Unit
    active: int
    waiting: int
    without: int
    uncoded: int


@dataclass(frozen=True, slots=True)
class PersonAccount:
    """Somebody of a unit: how far he is, until when his open code opens, and whether this actor may print a slip for him."""

    person: Person
    state: AccountState
    until: date | None
    may_print: bool


def slip_units(actor: Actor, campaign: Campaign, today: date) -> list[Unit]:
    """The units for whose people the actor prints slips: all for the office, his own branch for a liaison. Empty for everybody else."""
    mine = grants_of(actor, campaign.pk).filter(duty__in=(Duty.OFFICE, Duty.LIAISON)).select_related("unit")
    return _units_of_slips(list(mine), campaign, today)


def _units_of_slips(mine: list[Grant], campaign: Campaign, today: date) -> list[Unit]:
    if campaign.state == CampaignState.CLOSED:
        return []
    if any(one.duty == Duty.OFFICE for one in mine):
        return list(units_of(campaign, today))
    tops = [one.unit.path for one in mine if one.unit]
    # a branch is one range of paths: a campaign may cover thousands of units
    below = [Q(path__gte=top, path__lte=top + LAST_STEP) for top in tops]
    return [*units_of(campaign, today).filter(reduce(or_, below))] if below else []


def waiting_for_slips(actor: Actor, campaign: Campaign, today: date) -> int:
    """How many people of a liaison's units have an account and have not activated it; 0 for everybody else. Two or three queries."""
    mine = list(grants_of(actor, campaign.pk).filter(duty__in=(Duty.OFFICE, Duty.LIAISON)).select_related("unit"))
    if not any(one.duty == Duty.LIAISON for one in mine):
        return 0
    listed = RosterEntry.objects.filter(campaign=campaign, to_on=None, unit__in=_units_of_slips(mine, campaign, today))
    return sum(waiting for _active, waiting, _without, _uncoded in _counted(listed, today).values())


def accounts_by_unit(campaign: Campaign, units: Sequence[Unit], today: date) -> list[UnitAccounts]:
    """How far the people of these units are: of the roster, and heads and liaisons who do not stand on it. Two queries."""
    listed = RosterEntry.objects.filter(campaign=campaign, to_on=None)
    counts = [_counted(one.filter(unit__in=units), today) for one in (listed, _at_home(campaign, listed))]
    return [UnitAccounts(unit, *(sum(told.get(unit.pk, _NOBODY)[at] for told in counts) for at in range(4))) for unit in units]


def _at_home(campaign: Campaign, listed: QuerySet[RosterEntry]) -> QuerySet[Grant]:
    """Heads and liaisons whom the roster does not have elsewhere."""
    return Grant.objects.filter(campaign=campaign, ended_at=None, duty__in=AT_HOME).exclude(person__in=listed.values("person"))


_NOBODY = (0, 0, 0, 0)


def _counted(rows: QuerySet[Any], today: date) -> dict[int, tuple[int, int, int, int]]:
    """By unit: active, waiting, without an account, waiting without a code that opens."""
    opens = Exists(ActivationCode.objects.filter(user_id=OuterRef("person__user_id"), used_at=None, ended_at=None, expires_on__gte=today))
    told = rows.order_by().values_list("unit_id").annotate(
        active=Count("person", distinct=True, filter=_READY), waiting=Count("person", distinct=True, filter=_WAITS),
        without=Count("person", distinct=True, filter=Q(person__user=None)), uncoded=Count("person", distinct=True, filter=_WAITS & Q(~opens)),
    )  # fmt: skip
    return {unit: (active, waiting, without, uncoded) for unit, active, waiting, without, uncoded in told}


def accounts_of(actor: Actor, campaign: Campaign, units: Sequence[Unit], today: date) -> dict[int, list[PersonAccount]]:
    """The people of these units by unit, in the order of their Chinese names, with how far each is. Groups and leaders who only look
    after a unit are not its people."""
    roster = RosterEntry.objects.filter(campaign=campaign, to_on=None)
    listed = roster.filter(unit__in=units).values_list("unit_id", "person_id")
    granted = _at_home(campaign, roster).filter(unit__in=units).values_list("unit_id", "person_id")
    places = {person: unit for unit, person in (*granted, *listed)}
    people = _with_codes(places)
    mine = vouches_for(actor, [one.user_id for one in people if one.user_id])
    found: dict[int, list[PersonAccount]] = {unit.pk: [] for unit in units}
    for one in people:
        state, until = _state(one, today), one.until  # type: ignore[attr-defined]
        may_print = one.user_id in mine and one.user_id != actor.user_id and state in PRINTED_FOR
        found[places[one.pk] or 0].append(PersonAccount(one, state, until if state is AccountState.WAITING else None, may_print))
    return found


PRINTED_FOR = (AccountState.UNPRINTED, AccountState.WAITING, AccountState.LAPSED)


def _with_codes(keys: Iterable[int]) -> list[Person]:
    open_codes = ActivationCode.objects.filter(user_id=OuterRef("user_id"), used_at=None, ended_at=None)
    until = Subquery(open_codes.values("expires_on")[:1], output_field=DateField())
    return list(Person.objects.filter(pk__in=list(keys)).select_related("user").annotate(until=until).order_by("sort_key", "pk"))


def _state(person: Person, today: date) -> AccountState:
    user, until = person.user, person.until  # type: ignore[attr-defined]
    if user is None:
        return AccountState.NONE
    if not user.is_active:
        return AccountState.CLOSED
    if not user.must_change_password:
        return AccountState.ACTIVE
    if until is None:
        return AccountState.UNPRINTED
    return AccountState.WAITING if until >= today else AccountState.LAPSED


def waiting_for_password(campaign: Campaign, *, whole_roster: bool = False) -> list[Person]:
    """People who hold a duty (or stand on the roster) and have an account that waits for its password, by Chinese name."""
    wanted = Q(pk__in=Grant.objects.filter(lent_still(localdate()), campaign=campaign, ended_at=None).order_by().values("person_id"))
    if whole_roster:
        wanted |= Q(roster_entries__campaign=campaign, roster_entries__to_on=None)
    waits = Q(user__is_active=True, user__must_change_password=True, user__administrator="")
    return list(Person.objects.filter(wanted, waits).select_related("user").distinct().order_by("sort_key", "pk"))


def unit_names(campaign: Campaign, people: Sequence[Person]) -> dict[int, str]:
    """By person the unit under which his slip is handed out: where he stands on the roster, else the unit that he heads or is liaison of,
    else that of his post, else that of another duty."""
    keys = [one.pk for one in people]
    posts = Person.objects.filter(pk__in=keys, posts__to_on=None).order_by("-posts__pk").values_list("pk", "posts__unit__name")
    duties = Grant.objects.filter(campaign=campaign, person__in=keys, ended_at=None).exclude(unit=None)
    named, inside = duties.values_list("person_id", "unit__name"), duties.filter(duty__in=(Duty.LIAISON, Duty.UNIT_HEAD))
    listed = RosterEntry.objects.filter(campaign=campaign, person__in=keys, to_on=None).values_list("person_id", "unit__name")
    return {person: name or "" for person, name in (*named, *posts, *inside.values_list("person_id", "unit__name"), *listed)}
