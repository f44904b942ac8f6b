"""Reading return visits. Begins at `visible_visits`; never opens what is sealed."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from bihuan.accountability.models import Handling, Seat
from bihuan.accountability.models.visits import Difficulty, ReturnVisit, SealedNote, Visitor, VisitRecord
from bihuan.accountability.policy.visits import (
    duties_of_visits,
    may_plan,
    seats_that_visit,
    to_be_planned,
    visible_visits,
    visitors_now,
)
from bihuan.accountability.rules.visits import SOON, proposed_way
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.visits import NoteKind, VisitDuty, VisitState
from bihuan.accountability.workflow.visits import VISITS
from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.queries import kept_away


def visits_of(actor: Actor, campaign: Campaign) -> QuerySet[ReturnVisit]:
    """The plans of a campaign that he may know of, the next visit first."""
    rows = ReturnVisit.objects.filter(visible_visits(actor), handling__campaign=campaign)
    return rows.select_related("handling__person", "handling__unit", "handling__campaign")


def due_visits(actor: Actor, campaign: Campaign, today: date) -> QuerySet[ReturnVisit]:
    """Those that he makes and that are due within a week, or late (M164)."""
    rows = visits_of(actor, campaign).filter(state=VisitState.OPEN, next_on__lte=today + SOON)
    return rows.exclude(handling__person_id=actor.person_id or 0)


def without_plan(actor: Actor, campaign: Campaign) -> QuerySet[Handling]:
    """Measures in force of people whom he may plan visits for and for whom nobody has."""
    return Handling.objects.filter(to_be_planned(actor, campaign.pk)).select_related("person", "unit", "campaign")


def find_visits(actor: Actor, campaign: Campaign, pk: int) -> ReturnVisit:
    """The plan, or Missing: hidden and never made look alike."""
    row = visits_of(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def find_to_plan(actor: Actor, campaign: Campaign, pk: int) -> Handling:
    """A measure that he may plan visits for, or Missing."""
    row = without_plan(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def find_difficulty(row: ReturnVisit, pk: int) -> Difficulty:
    """One that was raised in these visits and waits for its answer, or Missing."""
    found = row.difficulties.filter(pk=pk, answered_at=None).first()
    if found is None:
        raise Missing()
    return found


def find_note(row: ReturnVisit, pk: int) -> SealedNote:
    """One that is sealed to these visits, or Missing."""
    found = row.notes.filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def makes_visits(actor: Actor, campaign: Campaign) -> bool:
    """Does he sit in one of the two bodies?"""
    return may_plan(actor, campaign.pk)


def is_his_own(actor: Actor, row: ReturnVisit) -> bool:
    """Is it about himself?"""
    return VisitDuty.SUBJECT in duties_of_visits(actor, row)


def steps_of_visits(actor: Actor, row: ReturnVisit) -> set[str]:
    """The steps that he may take now, as far as his duty goes."""
    return {one.action.value for one in VISITS.open_to(row.state, duties_of_visits(actor, row))}


def visitors_of(row: ReturnVisit) -> list[Visitor]:
    """Who visits now."""
    return list(visitors_now(row).select_related("seat__person", "seat__body").order_by("pk"))


def seats_to_choose(campaign: Campaign, kind: BodyKind, handling: Handling, day: date) -> list[Seat]:
    """Who may visit for one of the two bodies: not the person, nobody who keeps away from him."""
    seats = (
        seats_that_visit(campaign.pk).filter(body__kind=kind).exclude(person_id=handling.person_id or 0).select_related("person", "body")
    )
    away = kept_away(handling.unit, day, [handling.person_id] if handling.person_id else [])
    return [one for one in seats if one.person_id not in away]


def records_of(row: ReturnVisit) -> Sequence[VisitRecord]:
    """Each visit with who came."""
    return list(
        row.records.select_related("discipline__seat__person", "discipline__seat__body", "personnel__seat__person", "personnel__seat__body")
    )


def difficulties_of(row: ReturnVisit) -> Sequence[Difficulty]:
    """What was hard, by whom it is seen to, and the answer."""
    return list(row.difficulties.select_related("owner__seat__person"))


def notes_of(row: ReturnVisit) -> Sequence[SealedNote]:
    """That something is sealed, and of which kind; not what."""
    return list(row.notes.defer("sealed").select_related("sealed_by"))


def outline_for(row: ReturnVisit) -> str:
    """An outline to begin with, where all four bases are there (M166)."""
    return proposed_way({
        "circumstances": bool(row.circumstances.strip()), "kind": bool(row.kind.strip()), "conduct": bool(row.conduct.strip()),
        "worries": row.notes.filter(kind=NoteKind.WORRIES).exists(),
    })  # fmt: skip
