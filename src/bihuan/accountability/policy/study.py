"""Who plans and records study. Everybody in the campaign may read it: there is nothing about anybody in it."""

from bihuan.accountability.models.study import StudyMaterial, StudyPlan, StudySession
from bihuan.campaigns.policy import duties, held_over
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT
from bihuan.foundation.kernel import Actor, Term

_OF_UNITS: frozenset[Term] = frozenset(TOWARDS_A_UNIT)


def duties_of_study(actor: Actor, row: StudyPlan | StudyMaterial) -> frozenset[Term]:
    """The duties held in the campaign as such."""
    return frozenset(duties(actor, row)) if actor.is_system else frozenset(duties(actor, row)) - _OF_UNITS


def duties_of_session(actor: Actor, row: StudySession) -> frozenset[Term]:
    """Those, and the ones over the unit whose session it is."""
    found = frozenset[Term](duties(actor, row))
    if actor.is_system:
        return found
    near = {one.duty for one in held_over(actor, row.campaign_id) if one.of is None and one.unit_id == row.unit_id}
    return (found - _OF_UNITS) | (frozenset[Term](near) & _OF_UNITS)
