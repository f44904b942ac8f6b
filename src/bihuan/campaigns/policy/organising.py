"""What somebody is to what a unit adds of its own."""

from typing import Any

from bihuan.campaigns.policy.branches import held_over
from bihuan.campaigns.policy.towards import duties
from bihuan.campaigns.vocabulary import Duty
from bihuan.campaigns.vocabulary.organising import OrganisingDuty
from bihuan.foundation.kernel import Actor, Term

_OF_A_UNIT = (Duty.UNIT_HEAD, Duty.LIAISON)


def duties_of_units_own(actor: Actor, row: Any) -> frozenset[Term]:
    """The duties in the campaign; head and liaison of the row's unit (or of a unit above it) write what is the unit's own."""
    mine = held_over(actor, row.campaign_id)
    here = any(one.duty in _OF_A_UNIT and one.unit_id == row.unit_id and one.of is None for one in mine)
    return duties(actor, row) | ({OrganisingDuty.OF_THE_UNIT} if here else set())
