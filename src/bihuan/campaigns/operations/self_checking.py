"""Settling what self-checks of a campaign are held against, by when they are due, and what a commitment may serve for (M51, M52, A03)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.self_checking import checked_self_checking
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor


def settle_self_checking(
    *, campaign: Campaign, values: Mapping[str, Any], actor: Actor, now: datetime, reason: str = "", seen: int | None = None
) -> Campaign:  # fmt: skip
    """Change some of it (values as in the campaign file); the rest stays. Commitments that are signed keep the text that was signed."""
    with changing(campaign, CampaignAction.AMEND, actor=actor, now=now, reason=reason, seen=seen) as change:
        stands = campaign.file.get("self_check", {})
        change.set(file={**campaign.file, "self_check": checked_self_checking({**stands, **values})})
    return campaign
