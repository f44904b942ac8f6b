"""The comparison of two editions leaves the house as a workbook; the book says so."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.queries.comparing import Editions, counts, each_difference
from bihuan.problems.rules.comparing import Part
from bihuan.problems.sheets.comparing import write_comparison
from bihuan.problems.vocabulary import LedgerAction


def export_comparison(*, campaign: Campaign, both: Editions, reason: str, actor: Actor, now: datetime) -> bytes:
    """What was added, changed, closed, reopened and voided between two editions, as a workbook. Refused: no reason given."""
    note_comparison(campaign=campaign, both=both, reason=reason, actor=actor, now=now)
    about = {
        "专项": campaign.title, "代码": campaign.code, "上期": str(both.old.written), "本期": str(both.new.written), "导出人": actor.name,
        "导出时间": f"{localtime(now):%Y-%m-%d %H:%M}", "用途": reason.strip(),
    }  # fmt: skip
    told = {**about, **{part.label: str(many) for part, many in counts(both).items()}}
    return write_comparison({part: each_difference(both, part) for part in Part}, told)


def note_comparison(*, campaign: Campaign, both: Editions, reason: str, actor: Actor, now: datetime) -> None:
    """Write into the book that a comparison was taken home. Refused: no reason given."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    with transaction.atomic():
        note(
            kept(Campaign), campaign, LedgerAction.EXPORT, actor=actor, now=now, reason=reason.strip(),
            compared=[both.old.written.text, both.new.written.text],
        )  # fmt: skip
