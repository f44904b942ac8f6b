"""Leaders' instructions: who reads which, what waits for a unit, what became of each part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import Held, held_over
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models import Instruction, InstructionPart, InstructionProgress
from bihuan.finding.vocabulary.instructions import PartState
from bihuan.foundation.kernel import Actor, Missing

_SEES_ALL = (Duty.OFFICE, Duty.LEADER)
_CARRY_OUT = (Duty.LIAISON, Duty.UNIT_HEAD)


def _units(actor: Actor, campaign: Campaign) -> set[int] | None:
    """Units whose parts he reads; None: all."""
    mine = held_over(actor, campaign.pk)
    if actor.is_system or any(one.duty in _SEES_ALL for one in mine):
        return None
    return {one.unit_id for one in mine if one.unit_id}


def visible_instructions(actor: Actor, campaign: Campaign) -> QuerySet[Instruction]:
    """All for office and leading group; else those of which one of his units has a part. Latest first."""
    rows, units = Instruction.objects.filter(campaign=campaign), _units(actor, campaign)
    if units is not None:
        rows = rows.filter(pk__in=InstructionPart.objects.filter(unit__in=units).values("instruction"))
    return rows.order_by("-given_on", "-pk")


def with_counts(rows: QuerySet[Instruction], today: date) -> QuerySet[Instruction]:
    """With how many parts each has, how many of them are open, and overdue."""
    open_ = Q(parts__state=PartState.OPEN)
    return rows.annotate(
        parts_n=Count("parts"), open_n=Count("parts", filter=open_), late_n=Count("parts", filter=open_ & Q(parts__due_on__lt=today))
    )


def find_instruction(actor: Actor, campaign: Campaign, pk: int) -> Instruction:
    """One that he may read, or Missing."""
    row = visible_instructions(actor, campaign).select_related("campaign", "scan", "registered_by", "seen_by").filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def parts_of(actor: Actor, row: Instruction) -> list[InstructionPart]:
    """The parts that he reads, each with its progress: a unit its own, office and leading group all."""
    parts, units = InstructionPart.objects.filter(instruction=row), _units(actor, row.campaign)
    parts = parts if units is None else parts.filter(unit__in=units)
    told = Prefetch("progress", InstructionProgress.objects.select_related("reported_by").order_by("pk"))
    return list(parts.select_related("unit", "problem", "instruction__campaign").prefetch_related(told).order_by("due_on", "pk"))


def find_part(actor: Actor, campaign: Campaign, pk: int) -> InstructionPart:
    """A part that he reads, or Missing."""
    row = InstructionPart.objects.select_related("instruction__campaign", "unit").filter(instruction__campaign=campaign, pk=pk).first()
    units = _units(actor, campaign)
    if row is None or (units is not None and row.unit_id not in units):
        raise Missing()
    return row


@dataclass(frozen=True, slots=True)
class Hands:
    """What he may do with instructions: as their office, and for which units he carries parts out."""

    office: bool
    units: frozenset[int]


def hands_of(actor: Actor, campaign: Campaign) -> Hands:
    """One question for a page."""
    mine = held_over(actor, campaign.pk)
    units = frozenset(one.unit_id for one in mine if one.duty in _CARRY_OUT and one.unit_id)
    return Hands(actor.is_system or any(one.duty is Duty.OFFICE for one in mine), units)


def counts_of(actor: Actor, campaign: Campaign, today: date) -> tuple[int, int]:
    """How many instructions he reads, and how many parts of them are overdue: what the overview of the room shows."""
    rows = visible_instructions(actor, campaign)
    late = InstructionPart.objects.filter(instruction__in=rows.order_by(), state=PartState.OPEN, due_on__lt=today)
    return rows.count(), late.count()


def waiting_instructions(_actor: Actor, held: Sequence[Held], campaign_id: int, _today: date) -> Iterable[Wait]:
    """Open parts of his units; replies that went up and are not known as seen wait for nobody: the secretary tells when it is so."""
    units = {one.unit_id for one in held if one.duty in _CARRY_OUT and one.unit_id}
    if units:
        rows = InstructionPart.objects.filter(instruction__campaign=campaign_id, unit__in=units, state=PartState.OPEN)
        yield Wait("instruction_parts", rows.select_related("instruction", "unit"), "due_on")
