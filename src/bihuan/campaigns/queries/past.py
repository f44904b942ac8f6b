"""What a campaign told of itself at a past moment."""

from copy import copy
from datetime import datetime

from bihuan.campaigns.models import Campaign, CampaignVersion, Stage
from bihuan.campaigns.queries.stages import stages
from bihuan.foundation.audit.moments import held_before


def told_at(campaign_id: int, until: datetime) -> CampaignVersion | None:
    """The version that held just before a moment; None before the campaign was prepared."""
    return CampaignVersion.objects.filter(held_before(until), row_id=campaign_id).order_by("-valid_from").first()


def near_days_at(campaign_id: int, until: datetime) -> int:
    """The working days that counted as near then."""
    version = told_at(campaign_id, until)
    return version.near_days if version else Campaign.objects.get(pk=campaign_id).near_days


def stages_then(campaign: Campaign, until: datetime) -> list[Stage]:
    """The stages with the ends they had at a moment: what was prolonged or declared over later is told as before. Never to be saved."""
    told = [copy(one) for one in stages(campaign)]  # the campaign in hand keeps its own as they are
    for stage in told:
        later = stage.extensions.filter(decided_at__gte=until).order_by("decided_at", "pk").first()
        stage.end_on = later.from_on if later else stage.end_on
        stage.finished_at = stage.finished_at if stage.finished_at and stage.finished_at < until else None
    return told
