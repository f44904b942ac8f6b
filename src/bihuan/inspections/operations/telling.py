"""What the office says about where things stand: remarks on a unit's progress (M117), analysis with advice and frozen figures (M118)."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import creating
from bihuan.foundation.kernel import Actor, BadInput, Figure, _
from bihuan.inspections.models import AnalysisNote, Remark
from bihuan.inspections.vocabulary import NoteAction
from bihuan.organisation.models import Unit


def remark_on_progress(*, campaign: Campaign, unit: Unit, text: str, step: str, actor: Actor, now: datetime) -> Remark:
    """Say something about where a unit stands; its own people read it. `step` is where it stood."""
    refuse_left_out(campaign.file, "inspections")
    if not text.strip():
        raise BadInput(_("请写明意见。"))
    row = Remark(campaign=campaign, unit=unit, text=text.strip(), step=step[:200], said_at=now, said_by_id=actor.user_id)
    with creating(row, NoteAction.REMARK, actor=actor, now=now):
        pass
    return row


def write_analysis(
    *, campaign: Campaign, title: str, query: str, told: str, text: str, advice: str, figures: Sequence[Figure], actor: Actor, now: datetime
) -> AnalysisNote:  # fmt: skip
    """Write an analysis of a filtered part of the ledger, with the figures as they stand now. It is never changed: another day, another note."""
    refuse_left_out(campaign.file, "inspections")
    if not title.strip() or not text.strip() or not advice.strip():
        raise BadInput(_("请写明题目、分析和意见建议。"))
    row = AnalysisNote(
        campaign=campaign, title=title.strip(), query=query, told=told[:400], text=text.strip(), advice=advice.strip(),
        figures=[{"code": one.code, "label": one.definition, "value": one.value, "unit": one.unit, "rows": one.rows} for one in figures],
        written_at=now, written_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, NoteAction.WRITE, actor=actor, now=now):
        pass
    return row
