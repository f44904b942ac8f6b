"""Duties towards a rule, a check order, and an answer: those in the campaign, those for units only where they are for this one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bihuan.campaigns.policy import Held, duties, held_over
from bihuan.campaigns.policy import stand_ins as stand_ins_in_campaign
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT
from bihuan.foundation.kernel import Actor, Term
from bihuan.institutions.models import CheckAnswer, Institution
from bihuan.institutions.vocabulary.register import InstitutionAction, InstitutionNeed

IN_PERSON: frozenset[Term] = frozenset({InstitutionAction.JUDGE_EFFECT})
"""What no deputy does: say what a rule was worth."""
_OF_UNITS: frozenset[Term] = frozenset(TOWARDS_A_UNIT)


def _towards(actor: Actor, campaign_row: Any, unit_id: int) -> frozenset[Term]:
    return _near(actor, frozenset(duties(actor, campaign_row)), held_over(actor, campaign_row.campaign_id), unit_id)


def _near(actor: Actor, found: frozenset[Term], over: Sequence[Held], unit_id: int) -> frozenset[Term]:
    if actor.is_system:
        return found
    near = {one.duty for one in over if one.of is None and one.unit_id == unit_id}
    return (found - _OF_UNITS) | (near & _OF_UNITS)


def duties_of_unit_row(actor: Actor, row: Any) -> frozenset[Term]:
    """Towards the unit that answers for a rule."""
    return _towards(actor, row, row.unit_id)


def duties_of_answer(actor: Actor, row: CheckAnswer) -> frozenset[Term]:
    """Towards the unit that is asked."""
    return _towards(actor, row.order, row.unit_id)


def duties_of_answers(actor: Actor, rows: Sequence[CheckAnswer]) -> list[frozenset[Term]]:
    """The same for many answers, a campaign asked once."""
    orders = {one.order.campaign_id: one.order for one in rows}
    held = {pk: (frozenset[Term](duties(actor, one)), held_over(actor, pk)) for pk, one in orders.items()}
    return [_near(actor, *held[one.order.campaign_id], one.unit_id) for one in rows]


def stand_ins(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each row the actor as the deputy of others, with what was delegated to him in the campaign and for its unit."""
    return [
        _narrowed(actor, row.campaign_id, row.unit_id, others) for row, others in zip(rows, stand_ins_in_campaign(actor, rows), strict=True)
    ]


def stand_ins_of_answer(actor: Actor, rows: Sequence[CheckAnswer]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """The same for answers."""
    others = stand_ins_in_campaign(actor, [row.order for row in rows])
    return [_narrowed(actor, row.order.campaign_id, row.unit_id, some) for row, some in zip(rows, others, strict=True)]


def _narrowed(
    actor: Actor, campaign: int, unit: int, others: Sequence[tuple[Actor, frozenset[Term]]]
) -> list[tuple[Actor, frozenset[Term]]]:
    near = held_over(actor, campaign) if others else ()
    told = []
    for one, held in others:
        here = {mine.duty for mine in near if mine.of == one.for_person and mine.unit_id == unit}
        told.append((one, (held - _OF_UNITS) | (frozenset[Term](here) & _OF_UNITS)))
    return told


def unmet(row: Institution, _actor: Actor, _action: Term, _now: datetime) -> tuple[Term, ...]:
    """What issuing still asks for: a rule is made because of something."""
    linked = bool(row.because.strip()) or row.links.exists()
    return () if linked else (InstitutionNeed.REASON,)
