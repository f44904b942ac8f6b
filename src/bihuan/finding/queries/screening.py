"""Screenings, and which units are covered by which category (M73)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.queries.people import category_names, units_of
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT, Duty
from bihuan.finding.models.screening import ScreenedItem, Screening
from bihuan.finding.policy.tracing import duties_of_unit_row, screenings_seen
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.finding.workflow.screening import SCREENING
from bihuan.foundation.kernel import Actor, Missing, Step
from bihuan.organisation.models import Unit


def screenings_of(actor: Actor, campaign: Campaign) -> QuerySet[Screening]:
    """Those that the actor sees, latest first, each with how many problems it found."""
    rows = Screening.objects.filter(screenings_seen(actor, campaign.pk), campaign=campaign)
    return rows.select_related("unit", "category", "ended_by").annotate(found=Count("items"))


def find_screening(actor: Actor, campaign: Campaign, pk: int) -> Screening:
    """One of them, or Missing."""
    row = screenings_of(actor, campaign).select_related("campaign", "unit", "category", "begun_by", "ended_by").filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def screened_items(row: Screening) -> list[ScreenedItem]:
    """The problems that it found."""
    return list(row.items.select_related("problem"))


def steps_of(actor: Actor, row: Screening) -> list[Step]:
    """The steps open to him."""
    return SCREENING.open_to(row.state, duties_of_unit_row(actor, row))


def asks_for_screening(actor: Actor, campaign: Campaign) -> bool:
    """May he ask units for a screening?"""
    return actor.is_system or any(one.duty in (Duty.OFFICE, Duty.SUPERVISOR) for one in held_over(actor, campaign.pk))


def units_screened_by(actor: Actor, campaign: Campaign) -> list[int]:
    """The units for which he may begin one himself."""
    return sorted({one.unit_id for one in held_over(actor, campaign.pk) if one.duty in (Duty.LIAISON, Duty.UNIT_HEAD) and one.unit_id})


@dataclass(frozen=True, slots=True)
class Cell:
    """How one unit stands towards one category: its latest screening, or none."""

    screening: Screening | None

    @property
    def word(self) -> str:
        """The state in a word for the table; "" where nobody screened."""
        return self.screening.state if self.screening else ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit over all categories."""

    unit: Unit
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Units × categories: nobody is missing, an empty cell says so. `done` of `asked` cells tell a result."""

    categories: Sequence[str]
    lines: Sequence[UnitLine]
    none_found: int
    found: int
    waiting: int


def coverage(actor: Actor, campaign: Campaign) -> Coverage:
    """Which unit screened itself against which category, of the units that the actor sees. Four queries."""
    names = category_names(campaign)
    latest: dict[tuple[int, int], Screening] = {}
    for row in screenings_of(actor, campaign).order_by("pk"):
        latest[row.unit_id, row.category_id] = row
    units = _units(actor, campaign, units_of(campaign, localdate()))
    lines = [UnitLine(unit, [Cell(latest.get((unit.pk, key))) for key in names]) for unit in units]
    states = [one.state for one in latest.values()]
    told = {state: states.count(state) for state in ScreeningState}
    return Coverage(
        list(names.values()), lines, told[ScreeningState.NONE_FOUND], told[ScreeningState.FOUND], told[ScreeningState.ASKED]
    )  # fmt: skip


def _units(actor: Actor, campaign: Campaign, units: QuerySet[Unit]) -> list[Unit]:
    mine = held_over(actor, campaign.pk)
    if actor.is_system or any(one.duty in (Duty.OFFICE, Duty.LEADER) for one in mine):
        return list(units)
    return list(units.filter(pk__in={one.unit_id for one in mine if one.duty in TOWARDS_A_UNIT and one.unit_id}))
