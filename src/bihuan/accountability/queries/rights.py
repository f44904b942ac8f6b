"""Reading reviews, clearings and announcements. Begins at their own gates; whatever is shown to anybody begins at `announced`."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, now

from bihuan.accountability.models import Announcement, Clarification, DecisionBody, Handling, Tolerance
from bihuan.accountability.policy import (
    announced,
    duties_of_right,
    unmet_of_announcement,
    unmet_of_clarification,
    unmet_of_tolerance,
    visible_announcements,
    visible_clarifications,
    visible_tolerances,
)
from bihuan.accountability.policy.duties import duties_of_handling
from bihuan.accountability.policy.rights import Right
from bihuan.accountability.policy.seeing import visible
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingDuty, HandlingState
from bihuan.accountability.vocabulary.tolerance import ToleranceState
from bihuan.accountability.workflow.clarification import CLARIFICATION
from bihuan.accountability.workflow.handling import OPEN as UNDECIDED
from bihuan.accountability.workflow.publicity import ANNOUNCEMENT
from bihuan.accountability.workflow.tolerance import OPEN as OPEN_REVIEWS
from bihuan.accountability.workflow.tolerance import TOLERANCE
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing, Term
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.vocabulary import UnitKind

R = TypeVar("R", Tolerance, Clarification, Announcement)
ENDED_SO = (HandlingState.NOT_HANDLED, HandlingState.DROPPED, HandlingState.UNDONE, HandlingState.TOLERATED)
"""States of a case that ended without anything: a name may be cleared of it."""
_WITH = ("campaign", "unit", "person", "handler", "body", "handling")


def tolerances_of(actor: Actor, campaign: Campaign) -> QuerySet[Tolerance]:
    """The reviews of a campaign that he may know of, latest first."""
    return Tolerance.objects.filter(visible_tolerances(actor), campaign=campaign).select_related(*_WITH)


def clarifications_of(actor: Actor, campaign: Campaign) -> QuerySet[Clarification]:
    """The clearings of a campaign that he may know of, latest first."""
    return Clarification.objects.filter(visible_clarifications(actor), campaign=campaign).select_related(*_WITH, "problem")


def announcements_of(actor: Actor, campaign: Campaign) -> QuerySet[Announcement]:
    """The announcements that he draws up or approves, or that are about him, with those that are gone: of these only their scope is left."""
    told = Announcement.objects.filter(visible_announcements(actor), campaign=campaign)
    return told.select_related("campaign", "unit", "handler", "body", "handling", "clarification")


def announced_in(actor: Actor, campaign: Campaign, day: date | None = None) -> QuerySet[Announcement]:
    """What somebody reads in a campaign today."""
    return (
        Announcement.objects.filter(announced(actor, day or localdate()), campaign=campaign)
        .select_related("unit")
        .order_by("-from_on", "-pk")
    )


def find_tolerance(actor: Actor, campaign: Campaign, pk: int) -> Tolerance:
    """The review, or Missing: hidden and never asked for look alike."""
    return _found(tolerances_of(actor, campaign).filter(pk=pk).first())


def find_clarification(actor: Actor, campaign: Campaign, pk: int) -> Clarification:
    """The clearing, or Missing."""
    return _found(clarifications_of(actor, campaign).filter(pk=pk).first())


def find_announcement(actor: Actor, campaign: Campaign, pk: int) -> Announcement:
    """The announcement as whoever works on it reads it, or Missing."""
    return _found(announcements_of(actor, campaign).filter(pk=pk).first())


def _found(row: R | None) -> R:
    if row is None:
        raise Missing()
    return row


def tolerances_that_count(row: Handling) -> QuerySet[Tolerance]:
    """What stands beside a case wherever it would count (M173): its own reviews, and whatever was tolerated of the same person in this campaign."""
    same = (
        Q(person=row.person_id, state=ToleranceState.GRANTED)
        if row.person_id
        else Q(person=None, unit=row.unit_id, state=ToleranceState.GRANTED)
    )
    return Tolerance.objects.filter(Q(handling=row) | same, campaign=row.campaign_id).distinct()


def steps_of_right(actor: Actor, row: Right) -> dict[Term, tuple[Term, ...]]:
    """The steps that he may take now, each with what is missing for it."""
    table, unmet = _TABLES[type(row)]
    held = duties_of_right(actor, row)
    return {step.action: unmet(row, actor, step.action, now()) for step in table.open_to(row.state, held)}


_TABLES: dict[type, tuple[Any, Any]] = {
    Tolerance: (TOLERANCE, unmet_of_tolerance), Clarification: (CLARIFICATION, unmet_of_clarification),
    Announcement: (ANNOUNCEMENT, unmet_of_announcement),
}  # fmt: skip


def bodies_that_tolerate(row: Tolerance) -> list[DecisionBody]:
    """Those that may decide together on a review: none that handles the case (D6)."""
    hands = [row.handler_id, row.handling.handler_id if row.handling else None]
    kinds = (BodyKind.PARTY_GROUP, BodyKind.DISCIPLINE, BodyKind.PERSONNEL)
    return list(
        DecisionBody.objects.filter(campaign=row.campaign_id, ended_at=None, kind__in=kinds).exclude(pk__in=[one for one in hands if one])
    )


def works_on(actor: Actor, row: Right) -> bool:
    """Does he handle or decide it?"""
    return bool(duties_of_right(actor, row) & {HandlingDuty.HANDLER, HandlingDuty.DECIDER})


def is_his(actor: Actor, row: Right) -> bool:
    """Is it about him?"""
    return HandlingDuty.SUBJECT in duties_of_right(actor, row)


def works_or_owns(actor: Actor, row: Right) -> bool:
    """Does he, or is it about him?"""
    return bool(duties_of_right(actor, row) & {HandlingDuty.HANDLER, HandlingDuty.DECIDER, HandlingDuty.SUBJECT})


def handles(actor: Actor, row: Handling) -> bool:
    """Does he sit in the body that handles a case?"""
    return HandlingDuty.HANDLER in duties_of_handling(actor, row)


def find_by_number(actor: Actor, campaign: Campaign, number: int) -> Handling:
    """The case of this number that he may know of, or Missing."""
    row = (
        Handling.objects.filter(visible(actor), campaign=campaign, number=number)
        .select_related("campaign", "person", "unit", "handler")
        .first()
    )
    if row is None:
        raise Missing()
    return row


def own_unit(actor: Actor) -> Unit | None:
    """The unit in which he serves; whoever serves in a section, the unit above it: “his own unit” of an announcement is not a single office."""
    post = Post.objects.filter(person_id=actor.person_id or 0, to_on=None).select_related("unit__parent").order_by("pk").first()
    unit = post.unit if post else None
    while unit is not None and unit.kind == UnitKind.SECTION and unit.parent is not None:
        unit = unit.parent
    return unit


def own_person(actor: Actor) -> Person | None:
    """He himself."""
    return Person.objects.filter(pk=actor.person_id or 0).first()


def headed_unit(actor: Actor, campaign: Campaign) -> Unit | None:
    """The unit that he heads in this campaign."""
    mine = held_over(actor, campaign.pk)
    found = [one.unit_id for one in mine if one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id]
    return Unit.objects.filter(pk__in=found).order_by("pk").first()


def cases_to_tolerate(actor: Actor, campaign: Campaign) -> QuerySet[Handling]:
    """Cases that he may know of and of which nobody decided yet: to his own he asks by himself, to others whoever handles them."""
    rows = Handling.objects.filter(visible(actor), campaign=campaign, state__in=(*UNDECIDED, HandlingState.REFERRED))
    return rows.exclude(tolerances__state__in=OPEN_REVIEWS).select_related("person", "unit", "handler").order_by("-number")


def cases_to_clear(actor: Actor, campaign: Campaign) -> QuerySet[Handling]:
    """Cases that he may know of and that ended without anything."""
    return (
        Handling.objects.filter(visible(actor), campaign=campaign, state__in=ENDED_SO).select_related("person", "unit").order_by("-number")
    )
