"""What stands against a step."""

from datetime import datetime

from django.utils.timezone import localdate

from bihuan.foundation.kernel import Actor, Term
from bihuan.foundation.kernel.recusal import acts_twice
from bihuan.inspections.models import InspectionPlan, Visit
from bihuan.inspections.rules.places import FEWEST
from bihuan.inspections.vocabulary import PlanState, VisitNeed
from bihuan.organisation.queries import kept_away


def unmet_of_plan(row: InspectionPlan, actor: Actor, _action: Term, _now: datetime) -> tuple[Term, ...]:
    """Nobody approves what he drafted."""
    return (VisitNeed.OTHERS_APPROVE,) if acts_twice(actor.user_id, (row.drafted_by_id,)) else ()


def unmet_of_visit(row: Visit, actor: Actor, _action: Term, _now: datetime) -> tuple[Term, ...]:
    """Another approves; two go at least; none of them is kept away; the plan is in force on the day."""
    people = set(row.inspectors.values_list("pk", flat=True))
    lacking: list[Term] = []
    if acts_twice(actor.user_id, (row.proposed_by_id,)) or acts_twice(actor.person_id, people):
        lacking.append(VisitNeed.OTHERS_APPROVE)
    if len(people) < FEWEST:
        lacking.append(VisitNeed.PAIR)
    if people & kept_away(row.unit, max(row.visit_on, localdate(_now))):
        lacking.append(VisitNeed.NOBODY_KEPT_AWAY)
    if row.plan.state != PlanState.APPROVED:
        lacking.append(VisitNeed.PLAN)
    return tuple(lacking)
