"""What somebody is to a row of this room: the duties of the campaign, those for a unit only towards that unit; what he did or is to do there."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.policy import duties, held_over
from bihuan.campaigns.policy import stand_ins as stand_ins_in_campaign
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT, Duty
from bihuan.foundation.kernel import Actor, Term
from bihuan.inspections.models import Conclusion, Heard, InspectionPlan, Observation, Visit
from bihuan.inspections.vocabulary import ConclusionAction, InspectionDuty, PlanAction, VisitAction
from bihuan.organisation.models import Unit
from bihuan.organisation.queries import kept_away

IN_PERSON: frozenset[Term] = frozenset(
    {PlanAction.APPROVE, VisitAction.APPROVE, ConclusionAction.UPHOLD, ConclusionAction.CHANGE, ConclusionAction.REVOKE}
)
"""Decisions that no deputy takes."""
_INSIDE = frozenset[Term]({Duty.LIAISON, Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.MACHINE})


def _towards(actor: Actor, row: Any, unit_id: int | None) -> set[Term]:
    """The duties towards a unit of a campaign; without a unit all of them."""
    found: set[Term] = set(duties(actor, row))
    if actor.is_system or unit_id is None:
        return found
    near = {one.duty for one in held_over(actor, row.campaign_id) if one.of is None and one.unit_id == unit_id}
    return (found - {*TOWARDS_A_UNIT}) | (near & {*TOWARDS_A_UNIT})


def _unless_away(actor: Actor, row: Any, found: Iterable[Term]) -> frozenset[Term]:
    """Whoever keeps away from a unit handles nothing of it (P04); what he is inside the unit itself he stays."""
    held, unit = frozenset(found), _unit_of(row)
    if unit is None or actor.person_id is None or not held - _INSIDE:
        return held
    return held & _INSIDE if actor.person_id in kept_away(unit, localdate()) else held


def _inspects(actor: Actor, visit: Visit | None) -> set[Term]:
    if visit is None or visit._state.adding or actor.person_id is None:
        return set()
    return {InspectionDuty.INSPECTOR} if visit.inspectors.filter(pk=actor.person_id).exists() else set()


def duties_of_plan(actor: Actor, row: InspectionPlan) -> frozenset[Term]:
    """The duties in its campaign; who drafted it."""
    mine = {InspectionDuty.PROPOSER} if actor.user_id is not None and row.drafted_by_id == actor.user_id else set()
    return frozenset(_towards(actor, row, None) | mine)


def duties_of_visit(actor: Actor, row: Visit) -> frozenset[Term]:
    """The duties towards the unit; who proposed it, who goes."""
    mine = {InspectionDuty.PROPOSER} if actor.user_id is not None and row.proposed_by_id == actor.user_id else set()
    return _unless_away(actor, row, _towards(actor, row, row.unit_id) | mine | _inspects(actor, row))


def duties_of_observation(actor: Actor, row: Observation) -> frozenset[Term]:
    """The duties towards the unit; who was there."""
    return _unless_away(actor, row, _towards(actor, row, row.unit_id) | _inspects(actor, row.visit))


def duties_of_heard(actor: Actor, row: Heard) -> frozenset[Term]:
    """The same for what was heard."""
    return _unless_away(actor, row, _towards(actor, row, row.visit.unit_id) | _inspects(actor, row.visit))


def duties_of_unit_row(actor: Actor, row: Any) -> frozenset[Term]:
    """The duties towards the unit that a row is about; of a row about none those of its campaign."""
    return _unless_away(actor, row, _towards(actor, row, getattr(row, "unit_id", None)))


def duties_of_conclusion(actor: Actor, row: Conclusion) -> frozenset[Term]:
    """The duties towards the visited unit; who was there; who reviews it."""
    found = _towards(actor, row.visit, row.visit.unit_id) | _inspects(actor, row.visit)
    if not row._state.adding and actor.person_id is not None and row.reviewers.filter(pk=actor.person_id).exists():
        found.add(InspectionDuty.REVIEWER)
    return _unless_away(actor, row, found)


def stand_ins(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each row the actor as the deputy of others, with what was delegated to him towards its unit."""
    about = [row.visit if isinstance(row, Conclusion) else row for row in rows]
    found = []
    for row, others in zip(about, stand_ins_in_campaign(actor, about), strict=True):
        mine = held_over(actor, row.campaign_id) if others else ()
        found.append([(one, _unless_away(actor, row, _near(one, held, mine, _unit_id_of(row)))) for one, held in others])
    return found


def _unit_of(row: Any) -> Unit | None:
    unit: Unit | None = row.visit.unit if isinstance(row, Heard | Conclusion) else getattr(row, "unit", None)
    return unit


def _unit_id_of(row: Any) -> int | None:
    return row.visit.unit_id if isinstance(row, Heard) else getattr(row, "unit_id", None)


def _near(actor: Actor, held: frozenset[Term], mine: Iterable[Any], unit_id: int | None) -> frozenset[Term]:
    if unit_id is None:
        return held
    near: set[Term] = {one.duty for one in mine if one.of == actor.for_person and one.unit_id == unit_id}
    return frozenset((set(held) - {*TOWARDS_A_UNIT}) | (near & {*TOWARDS_A_UNIT}))
