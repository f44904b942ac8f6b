"""How somebody comes to hold a duty in a campaign, and which campaigns and units he sees."""

from bihuan.campaigns.policy.branches import duties_over, held_over, spread
from bihuan.campaigns.policy.grants import Held, delegations_in_force, deputed_grants, grants_of, held, lent_still, seated_still
from bihuan.campaigns.policy.organising import duties_of_units_own
from bihuan.campaigns.policy.recusing import decides_recusal
from bihuan.campaigns.policy.seeing import visible_campaigns
from bihuan.campaigns.policy.standing_in import stand_ins
from bihuan.campaigns.policy.tasks import duties_of_holder, stand_ins_of_holder, unmet_of_task
from bihuan.campaigns.policy.towards import IN_PERSON, campaign_of, duties, duties_of_delegation, runs
from bihuan.campaigns.policy.views import SHARERS, duties_of_view, visible_views
from bihuan.campaigns.policy.vouching import STRONG_DUTIES, vouches_for

__all__ = [
    "Held", "IN_PERSON", "SHARERS", "STRONG_DUTIES", "campaign_of", "decides_recusal", "delegations_in_force", "deputed_grants", "duties",
    "duties_of_delegation", "duties_of_holder", "duties_of_units_own", "duties_of_view", "duties_over", "grants_of", "held", "held_over",
    "lent_still", "runs", "seated_still", "spread", "stand_ins", "stand_ins_of_holder", "unmet_of_task", "visible_campaigns", "visible_views", "vouches_for",
]  # fmt: skip
