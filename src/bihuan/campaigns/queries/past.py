"""What a campaign told of itself at a past moment."""

from datetime import datetime

from bihuan.campaigns.models import Campaign, CampaignVersion
from bihuan.foundation.audit.moments import held_before


def told_at(campaign_id: int, until: datetime) -> CampaignVersion | None:
    """The version that held just before a moment; None before the campaign was prepared."""
    return CampaignVersion.objects.filter(held_before(until), row_id=campaign_id).order_by("-valid_from").first()


def near_days_at(campaign_id: int, until: datetime) -> int:
    """The working days that counted as near then."""
    version = told_at(campaign_id, until)
    return version.near_days if version else Campaign.objects.get(pk=campaign_id).near_days
