"""Reading this room. Never writes; begins at `visible`."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from bihuan.accountability.models import Appeal, DecisionBody, Handling
from bihuan.accountability.policy import sits, visible
from bihuan.accountability.rules.measures import find_measure, ladder_in_use, may_give, offered, rung_of
from bihuan.accountability.rules.pack import Measure
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.campaign_file import Ladder, LadderMeasure, Rung
from bihuan.campaigns.vocabulary import MeasureKind
from bihuan.foundation.kernel import Actor, Missing


def visible_handlings(actor: Actor) -> QuerySet[Handling]:
    """All that the actor may know of, latest first."""
    return Handling.objects.filter(visible(actor)).select_related("campaign", "person", "unit", "handler", "body")


def find_handling(actor: Actor, pk: int) -> Handling:
    """The handling, or Missing: hidden and never opened look alike."""
    row = visible_handlings(actor).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def find_appeal(actor: Actor, pk: int) -> Appeal:
    """The appeal of a handling that the actor may know of, or Missing."""
    row = Appeal.objects.filter(pk=pk).select_related("handling", "body").first()
    if row is None or not visible_handlings(actor).filter(pk=row.handling_id).exists():
        raise Missing()
    return row


def bodies_of(campaign: Campaign) -> QuerySet[DecisionBody]:
    """The bodies that handle and decide in a campaign."""
    return DecisionBody.objects.filter(campaign=campaign, ended_at=None)


def bodies_that_handle(actor: Actor, campaign: Campaign) -> list[DecisionBody]:
    """Those in which he sits: he opens handlings for them."""
    return [one for one in bodies_of(campaign) if sits(actor, one)]


def bodies_that_decide(row: Handling, measure: Measure) -> list[DecisionBody]:
    """Those that may decide this: competent for the measure, and not the one that proposes it."""
    found = bodies_of(row.campaign).exclude(pk=row.handler_id)
    return [one for one in found if may_give(measure, BodyKind(one.kind))]


def bodies_that_review(row: Handling) -> list[DecisionBody]:
    """Those that may review a decision: neither proposed nor decided by them (P03). What a competent body outside decided none of them reviews."""
    if row.outside_body:
        return []
    return list(bodies_of(row.campaign).exclude(pk__in=[row.handler_id, row.body_id]).exclude(kind=BodyKind.OFFICE))


def ladders_of(campaign: Campaign) -> tuple[Ladder, ...]:
    """The ladders of its plan."""
    return tuple(_ladder(one) for one in campaign.file.get("ladders") or ())


def _ladder(told: Mapping[str, Any]) -> Ladder:
    rungs = tuple(
        Rung(step=int(one["step"]), trigger=one["trigger"], measures=tuple(_measure(each) for each in one.get("measures") or ()))
        for one in told.get("rungs") or ()
    )
    return Ladder(name=told["name"], default=bool(told.get("default")), origin_note=told.get("origin_note", ""), rungs=rungs)


def _measure(told: Mapping[str, Any]) -> LadderMeasure:
    return LadderMeasure(name=told["name"], kind=MeasureKind(told["kind"]))


def ladder_of(campaign: Campaign) -> Ladder | None:
    """The one that the campaign uses."""
    return ladder_in_use(ladders_of(campaign))


def measures_at(row: Handling, step: int | None) -> tuple[Measure, ...]:
    """What this case offers on this rung; without one, what its class offers (M130, M138)."""
    return offered(rung_of(ladder_of(row.campaign), step), CaseClass(row.case_class) if row.case_class else None)


def measure_name(row: Handling) -> str:
    """The measure in words, "" where none was chosen."""
    return find_measure(row.measure).name if row.measure else ""


def measures_for(row: Handling, step: int | None = None, case_class: CaseClass | None = None) -> tuple[Measure, ...]:
    """What this case offers: by its rung, or by its class (M130, M138)."""
    step = row.step if step is None else step
    chosen = case_class or (CaseClass(row.case_class) if row.case_class else None)
    return offered(rung_of(ladder_of(row.campaign), step), chosen)
