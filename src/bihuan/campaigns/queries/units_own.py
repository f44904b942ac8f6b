"""What units added under the plan: local forms of an item (M44), measures of their own (M32)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.campaigns.models import Campaign, Category, LocalManifestation, Manifestation, UnitMeasure
from bihuan.campaigns.policy import held_over, runs
from bihuan.campaigns.queries.people import categories_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class ItemOwn:
    """An item of the catalogue with its local forms."""

    item: Manifestation
    local: Sequence[LocalManifestation]


@dataclass(frozen=True, slots=True)
class MeasureOwn:
    """A measure of the campaign, in the plan's words, with what units do under it."""

    text: str
    own: Sequence[UnitMeasure]


@dataclass(frozen=True, slots=True)
class CategoryOwn:
    """A category with both."""

    category: Category
    items: Sequence[ItemOwn]
    measures: Sequence[MeasureOwn]


def units_own(actor: Actor, campaign: Campaign) -> list[CategoryOwn]:
    """The catalogue with what units added, as far as the actor sees these units. Five queries."""
    seen = _units_seen(actor, campaign)
    local = LocalManifestation.objects.filter(campaign=campaign, dropped_at=None).select_related("unit").order_by("unit__order", "pk")
    measures = UnitMeasure.objects.filter(campaign=campaign, dropped_at=None).select_related("unit").order_by("unit__order", "pk")
    if seen is not None:
        local, measures = local.filter(unit__in=seen), measures.filter(unit__in=seen)
    by_item: dict[int, list[LocalManifestation]] = {}
    for one in local:
        by_item.setdefault(one.parent_id, []).append(one)
    by_measure: dict[tuple[int, str], list[UnitMeasure]] = {}
    for each in measures:
        by_measure.setdefault((each.category_id, each.measure), []).append(each)
    return [
        CategoryOwn(
            row,
            [ItemOwn(item, by_item.get(item.pk, ())) for item in row.manifestations.all()],
            [MeasureOwn(text, by_measure.get((row.pk, text), ())) for text in row.measures],
        )
        for row in categories_of(campaign)
    ]


def _units_seen(actor: Actor, campaign: Campaign) -> list[int] | None:
    mine = held_over(actor, campaign.pk)
    if runs(actor, campaign) or any(one.unit_id is None for one in mine):
        return None
    return [one.unit_id for one in mine if one.unit_id is not None]


def writes_for(actor: Actor, campaign: Campaign) -> list[Unit]:
    """The units for which the actor may add something: his own as head or liaison, every covered one as the office."""
    if runs(actor, campaign):
        return list(Unit.objects.filter(coverings__campaign=campaign, coverings__to_on=None).order_by("order", "pk"))
    mine = {one.unit_id for one in held_over(actor, campaign.pk) if one.duty in (Duty.UNIT_HEAD, Duty.LIAISON) and one.of is None}
    covered = Unit.objects.filter(pk__in=[pk for pk in mine if pk], coverings__campaign=campaign, coverings__to_on=None)
    return list(covered.order_by("order", "pk"))


def find_local(actor: Actor, campaign: Campaign, pk: int) -> LocalManifestation:
    """A local form that stands, in a unit the actor sees, or Missing."""
    rows, seen = LocalManifestation.objects.filter(campaign=campaign, pk=pk, dropped_at=None), _units_seen(actor, campaign)
    row = (rows if seen is None else rows.filter(unit__in=seen)).select_related("campaign", "unit", "parent__category").first()
    if row is None:
        raise Missing()
    return row


def find_unit_measure(actor: Actor, campaign: Campaign, pk: int) -> UnitMeasure:
    """A unit's own measure that stands, in a unit the actor sees, or Missing."""
    rows, seen = UnitMeasure.objects.filter(campaign=campaign, pk=pk, dropped_at=None), _units_seen(actor, campaign)
    row = (rows if seen is None else rows.filter(unit__in=seen)).select_related("campaign", "unit", "category").first()
    if row is None:
        raise Missing()
    return row


def local_forms_for(campaign: Campaign, unit: Unit, parent: Manifestation) -> Sequence[LocalManifestation]:
    """What a unit may choose under an item."""
    return list(LocalManifestation.objects.filter(campaign=campaign, unit=unit, parent=parent, dropped_at=None).order_by("pk"))


def local_forms_of(campaign: Campaign, unit: Unit) -> Sequence[LocalManifestation]:
    """What a unit may choose under any item."""
    rows = LocalManifestation.objects.filter(campaign=campaign, unit=unit, dropped_at=None).select_related("parent")
    return list(rows.order_by("parent__category__order", "parent__order", "pk"))
