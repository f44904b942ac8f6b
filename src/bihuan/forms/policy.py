"""Who has to do with a form: what somebody is to its campaign."""

from bihuan.campaigns.policy import duties as duties_in_campaign
from bihuan.campaigns.policy import held
from bihuan.campaigns.vocabulary import Duty
from bihuan.forms.models import Form
from bihuan.foundation.kernel import Actor


def duties(actor: Actor, row: Form) -> frozenset[Duty]:
    """The duties the actor holds towards a form: those in its campaign."""
    return duties_in_campaign(actor, row)


def fills(actor: Actor, campaign_id: int) -> bool:
    """Forms and what was filled hold rows of the whole ledger: they are the office's, and of whoever stands in for somebody there."""
    return actor.is_system or any(one.duty is Duty.OFFICE for one in held(actor, campaign_id))


def may_see(actor: Actor, row: Form) -> bool:
    """May the actor see this form, and what was filled by it?"""
    return fills(actor, row.campaign_id)
