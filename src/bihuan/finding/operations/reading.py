"""Whoever reads what somebody wrote about himself, or takes it along as a file, stands in the book; he himself does not (P13, A26)."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.campaigns.models import Campaign
from bihuan.finding.models import SelfCheck
from bihuan.finding.vocabulary.self_checks import SelfCheckWord
from bihuan.foundation.audit.changing import note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.seeing import note_seen
from bihuan.foundation.kernel import Actor, BadInput, _


def record_read(self_check: SelfCheck, *, actor: Actor, now: datetime) -> None:
    """A list was shown to somebody else. Once an hour for the same."""
    if actor.person_id != self_check.person_id:
        note_seen(self_check, SelfCheckWord.READ, actor=actor, now=now)


def record_export(lists: Sequence[SelfCheck], *, campaign: Campaign, reason: str, actor: Actor, now: datetime) -> None:
    """Lists were taken along as a file, for a reason. Refused: none said."""
    if not reason.strip():
        raise BadInput(_("请写明导出作什么用。"))
    with one_write():
        for row in lists:
            note(kept(SelfCheck), row, SelfCheckWord.EXPORT, actor=actor, now=now, reason=reason.strip(), campaign=campaign.code)
