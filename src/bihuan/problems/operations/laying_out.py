"""What the columns of a sheet mean, told once and remembered for the next sheet with the same head."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import SheetLayout
from bihuan.problems.rules.sheet.layout import Layout
from bihuan.problems.vocabulary import SheetAction


def keep_layout(*, campaign: Campaign, shape: str, titles: Sequence[str], layout: Layout, actor: Actor, now: datetime) -> SheetLayout:
    """Remember what the columns under these heads mean. Refused: one meaning for two columns; no duty to import here."""
    meanings = [word for word in layout.columns.values() if word]
    if len(meanings) != len(set(meanings)):
        raise BadInput(_("同一个栏目只能对应一列，请检查。"))
    told = layout.to_json()
    row = SheetLayout.objects.filter(campaign=campaign, shape=shape).first()
    if row is None:
        row = SheetLayout(campaign=campaign, shape=shape, titles=list(titles), layout=told, kept_at=now, kept_by_id=actor.user_id)
        with creating(row, SheetAction.KEEP_LAYOUT, actor=actor, now=now) as change:
            change.note(titles=list(titles), layout=told)
    elif row.layout != told:
        with changing(row, SheetAction.KEEP_LAYOUT, actor=actor, now=now) as change:
            change.set(layout=told, kept_at=now, kept_by_id=actor.user_id)
    return row
