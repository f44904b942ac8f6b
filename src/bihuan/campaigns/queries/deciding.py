"""What waits for the heads of the leading group themselves (M03): a stage or the campaign that ran out, to be declared over or prolonged."""

from dataclasses import dataclass
from datetime import date

from bihuan.campaigns.models import Campaign, Stage
from bihuan.campaigns.queries.duties import signs_as_head
from bihuan.campaigns.queries.stages import has_gates, last_day, stages
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.kernel import Actor


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that ran out on a day: a stage, or (None) the campaign; `prolonged` is the stage that would be prolonged."""

    on: date
    stage: Stage | None
    prolonged: Stage | None


def decisions_due(actor: Actor, campaign: Campaign, today: date) -> list[Decision]:
    """What this head has to decide: the first stage that ran out and was not declared over, where stages wait for that; else the campaign on
    and after its last day. Nothing for anybody else."""
    if campaign.state != CampaignState.RUNNING or not signs_as_head(actor, campaign):
        return []
    known = stages(campaign)
    if has_gates(campaign):
        waiting = [(one.end_on, one) for one in known if one.end_on and one.end_on <= today and one.finished_at is None]
        if waiting:
            return [Decision(day, stage, stage) for day, stage in waiting[:1]]
    end = last_day(campaign)
    if end is None or end > today:
        return []
    return [Decision(end, None, known[-1] if known and known[-1].end_on else None)]
