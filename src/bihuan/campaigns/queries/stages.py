"""Stages of a campaign: which one a day belongs to, and where a campaign stands."""

from datetime import date

from bihuan.campaigns.models import Campaign, Stage


def stages(campaign: Campaign) -> list[Stage]:
    """The stages in order, read once for each campaign object in hand."""
    known = getattr(campaign, "_stages", None)
    if known is None:
        known = list(campaign.stages.all())
        campaign._stages = known  # type: ignore[attr-defined]
    return known


def current_stage(campaign: Campaign, today: date) -> Stage | None:
    """The stage that `today` lies in; before the first one the first, after the last one the last; None without stages."""
    dated = [stage for stage in stages(campaign) if stage.start_on]
    begun = [stage for stage in dated if stage.start_on and stage.start_on <= today]
    inside = [stage for stage in begun if stage.end_on is None or stage.end_on >= today]
    found = inside or begun[-1:] or dated[:1] or stages(campaign)[:1]
    return found[-1] if found else None


def stage_on(campaign: Campaign, day: date) -> int | None:
    """The id of the stage that the day belongs to."""
    stage = current_stage(campaign, day)
    return stage.pk if stage else None
