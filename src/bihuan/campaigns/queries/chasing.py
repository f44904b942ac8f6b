"""Calls to late units, units followed closely, and whom one calls."""

from collections.abc import Collection, Mapping

from django.db.models import Max, QuerySet

from bihuan.campaigns.models import Campaign, ChaseCall, Follow, Grant
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit


def chases(actor: Actor, campaign: Campaign, unit_id: int | None = None) -> bool:
    """May he log calls: the office, supervision groups for their units?"""
    mine = held_over(actor, campaign.pk)
    return any(one.duty is Duty.OFFICE or (one.duty is Duty.SUPERVISOR and unit_id and one.unit_id == unit_id) for one in mine)


def reads_chasing(actor: Actor, campaign: Campaign) -> bool:
    """May he read the answer card with names and phones: office and leading group?"""
    return actor.is_system or any(one.duty in (Duty.OFFICE, Duty.LEADER) for one in held_over(actor, campaign.pk))


def calls_to(campaign: Campaign, unit: Unit) -> QuerySet[ChaseCall]:
    """The calls to a unit, latest first."""
    return ChaseCall.objects.filter(campaign=campaign, unit=unit).select_related("logged_by").order_by("-pk")


def last_calls(campaign: Campaign, units: Collection[int]) -> Mapping[int, ChaseCall]:
    """The last call to each of these units, however many there were."""
    rows = ChaseCall.objects.filter(campaign=campaign)
    last = rows.filter(unit__in=units).order_by().values("unit").annotate(last=Max("pk")).values("last")
    return {one.unit_id: one for one in rows.filter(pk__in=last)}


def liaisons_of(campaign: Campaign, units: Collection[int]) -> Mapping[int, list[tuple[str, str]]]:
    """By unit the names and phones of its liaisons, those of a unit above counting only where it has none of its own."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Grant.objects.filter(campaign=campaign, duty=Duty.LIAISON, ended_at=None, unit__in=units).order_by("pk")
    for unit, name, phone in rows.values_list("unit_id", "person__name", "person__phone"):
        found.setdefault(unit or 0, []).append((name, phone))
    return found


def followed(campaign: Campaign) -> QuerySet[Follow]:
    """Units that are followed closely now."""
    return Follow.objects.filter(campaign=campaign, released_at=None).select_related("unit", "begun_by", "campaign").order_by("-pk")


def let_go(campaign: Campaign) -> QuerySet[Follow]:
    """Units that were followed and let go, with the decision."""
    return Follow.objects.filter(campaign=campaign).exclude(released_at=None).select_related("unit", "released_by").order_by("-released_at")


def find_follow(campaign: Campaign, pk: int) -> Follow:
    """One that is followed now, or Missing."""
    row = followed(campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row
