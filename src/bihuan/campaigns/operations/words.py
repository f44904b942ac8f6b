"""Words of a campaign that its papers print and its plan may have left unsaid: who issues them, and the code of conduct (M01, M43)."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.campaigns.models import Campaign, Commendation
from bihuan.campaigns.rules.conduct import read_conduct
from bihuan.campaigns.rules.settings import checked_settings
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, _


def set_words(
    *, campaign: Campaign, issuer: str, conduct: Sequence[str], actor: Actor, now: datetime, seen: int | None = None
) -> Campaign:  # fmt: skip
    """Say who issues the papers (empty: the office under its own name), and the code of conduct, a line a standard: `准则：含义`.

    Refused: a line that is no standard, one that a commendation cites and that would be gone; a campaign that is not the one `seen`."""
    standards = read_conduct(conduct)
    with changing(campaign, CampaignAction.SET_WORDS, actor=actor, now=now, seen=seen) as change:
        cited = set(Commendation.objects.filter(campaign=campaign, withdrawn_at=None).values_list("standard", flat=True))
        if gone := sorted(cited - set(standards)):
            raise BadInput(_("“%(standard)s”已有表扬引用，不能去掉或改名；含义可以改。"), standard=gone[0])
        settings = checked_settings({**campaign.file.get("settings", {}), "issuer": issuer.strip()})
        told = [{"standard": one, "meaning": meaning} for one, meaning in standards.items()]
        change.set(file={**campaign.file, "settings": settings, "code_of_conduct": told})
    return campaign
