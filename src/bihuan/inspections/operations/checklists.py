"""Checklists: the house's own, one from the campaign's catalogue, or points of one's own (M108, M116)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NotNow, _
from bihuan.inspections.models import Checklist, ChecklistLine
from bihuan.inspections.vocabulary import ChecklistAction

_MOST = 300


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at."""

    subject: str
    text: str
    manifestation: Manifestation | None = None


def make_checklist(*, campaign: Campaign, title: str, points: Sequence[Point], actor: Actor, now: datetime) -> Checklist:
    """Write down what is looked at. Refused: no points, too many, a title that is used. One that was given out is never changed."""
    refuse_left_out(campaign.file, "inspections")
    points = [one for one in points if one.text.strip()]
    if not title.strip() or not 0 < len(points) <= _MOST:
        raise BadInput(_("检查单要有名称，并且有 1 到 %(most)d 项。"), most=_MOST)
    if Checklist.objects.filter(campaign=campaign, title=title.strip()).exists():
        raise Conflict(_("已经有叫“%(name)s”的检查单，请换一个名称。"), name=title.strip())
    row = Checklist(campaign=campaign, title=title.strip(), made_at=now, made_by_id=actor.user_id)
    with creating(row, ChecklistAction.MAKE, actor=actor, now=now) as change:
        ChecklistLine.objects.bulk_create(
            ChecklistLine(checklist=row, order=order, subject=one.subject.strip()[:60], text=one.text.strip()[:400], manifestation=one.manifestation)
            for order, one in enumerate(points, 1)
        )  # fmt: skip
        change.note(points=len(points))
    return row


def retire_checklist(row: Checklist, *, actor: Actor, now: datetime) -> Checklist:
    """Offer it no longer; what was filled in stays."""
    with changing(row, ChecklistAction.RETIRE, actor=actor, now=now) as change:
        if row.retired_on is not None:
            raise NotNow(_("这份检查单已经停用。"))
        change.set(retired_on=localdate(now))
    return row
