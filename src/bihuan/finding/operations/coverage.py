"""The coverage matrix leaves the house as a sheet; the book says so."""

from datetime import datetime

from bihuan.campaigns.models import Campaign
from bihuan.finding.queries.coverage import coverage
from bihuan.finding.sheets.coverage import coverage_sheet
from bihuan.foundation.audit.changing import note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import LedgerAction


def take_coverage(*, campaign: Campaign, reason: str, actor: Actor, now: datetime, key_few: bool = False) -> bytes:
    """The matrix of the units that this actor sees. Refused: no purpose told, no duty towards any unit."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    found = coverage(reach(actor, campaign.pk), campaign, key_few)
    note(kept(Campaign), campaign, LedgerAction.EXPORT, actor=actor, now=now, reason=reason.strip(), list="coverage", rows=len(found.lines))
    return coverage_sheet(found, f"{campaign.title}问题清单全覆盖矩阵")
