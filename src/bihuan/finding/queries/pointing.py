"""Who may point out what, and what lies for the office."""

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models.opinions import PointingOut
from bihuan.finding.policy.opinions import is_among
from bihuan.finding.vocabulary.opinions import PROMPTS, OpinionForm, PointingState
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Unit

_LEADERS = (Duty.LEADER, Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE)
_FOR_THE_PUBLIC = (Duty.OFFICE, Duty.LIAISON, Duty.SUPERVISOR)


def prompts_for(actor: Actor, campaign: Campaign) -> list[OpinionForm]:
    """The prompts that he has anywhere in the campaign: a leader's, a colleague's, that of the public for whom he writes down."""
    mine = {one.duty for one in held_over(actor, campaign.pk) if one.of is None}
    fits = {
        OpinionForm.BY_LEADER: bool(mine & {*_LEADERS}), OpinionForm.BY_COLLEAGUE: is_among(actor, campaign),
        OpinionForm.BY_PUBLIC: bool(mine & {*_FOR_THE_PUBLIC}),
    }  # fmt: skip
    return [one for one in PROMPTS if fits[one]]


def may_say(actor: Actor, campaign: Campaign, unit: Unit, form: OpinionForm) -> bool:
    """Is this prompt his towards this unit? A colleague says it of anybody in the campaign."""
    if form is OpinionForm.BY_COLLEAGUE:
        return is_among(actor, campaign)
    duties = _LEADERS if form is OpinionForm.BY_LEADER else _FOR_THE_PUBLIC if form is OpinionForm.BY_PUBLIC else ()
    mine = [one for one in held_over(actor, campaign.pk) if one.of is None and one.duty in duties]
    return any(one.unit_id is None or one.unit_id == unit.pk for one in mine)


def waiting_pointings(campaign: Campaign) -> QuerySet[PointingOut]:
    """What lies for the office."""
    return PointingOut.objects.filter(campaign=campaign, state=PointingState.WRITTEN)
