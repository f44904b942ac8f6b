"""How the stages after a prolonged one move, and what a stage should have reached before it is declared over (M23, M25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bihuan.campaigns.vocabulary import GateCondition


@dataclass(frozen=True, slots=True)
class Span:
    """A dated stage by its key, name and days."""

    pk: int
    name: str
    start_on: date
    end_on: date


def shifted(following: Sequence[Span], days: int) -> tuple[Span, ...]:
    """The stages after a prolonged one, each as many days later."""
    late = timedelta(days=days)
    return tuple(Span(one.pk, one.name, one.start_on + late, one.end_on + late) for one in following)


@dataclass(frozen=True, slots=True)
class GateCounts:
    """The numbers behind the conditions, for one stage on one day."""

    before: int
    running: int
    silent: int
    unsorted: int
    overdue: int
    tasks: int
    left: int = 0


def open_conditions(counts: GateCounts) -> tuple[tuple[GateCondition, int], ...]:
    """The conditions that do not hold, each with its number; an empty answer: the stage may be declared over."""
    told = ((condition, getattr(counts, condition.value)) for condition in GateCondition)
    return tuple((condition, count) for condition, count in told if count > 0)
