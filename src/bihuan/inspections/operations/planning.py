"""Written plans of supervision: no inspection without one (政府督查工作条例 第七条、第十五条; domain.md E1.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.campaigns.models import Campaign, CoveredUnit, Group
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.inspections.models import InspectionPlan
from bihuan.inspections.vocabulary import PlanAction, PlanKind
from bihuan.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class PlanOf:
    """What a plan says. `authority`: who ordered the inspection, and by which paper; `filing`: its entry in the yearly plan that was filed."""

    title: str
    authority: str
    filing: str
    content: str
    units: Sequence[Unit]
    from_on: date
    to_on: date
    kind: PlanKind = PlanKind.SPECIAL
    method: str = ""
    group: Group | None = None


def draft_plan(*, campaign: Campaign, told: PlanOf, actor: Actor, now: datetime) -> InspectionPlan:
    """Write a plan down. Refused: without authority or filed entry, without units, content or days; units that the campaign does not have."""
    refuse_left_out(campaign.file, "inspections")
    for text, what in (
        (told.title, _("名称")),
        (told.authority, _("督查授权")),
        (told.filing, _("年度督查计划备案")),
        (told.content, _("督查内容")),
    ):
        if not text.strip():
            raise BadInput(_("督查方案要写明“%(what)s”。没有授权、没有列入年度计划的，不能开展督查。"), what=what)
    if told.to_on < told.from_on:
        raise BadInput(_("结束日期早于开始日期。"))
    keys = {one.pk for one in told.units}
    if not keys or len(keys) != CoveredUnit.objects.filter(campaign=campaign, unit__in=keys).values("unit").distinct().count():
        raise BadInput(_("请选择督查对象，只能选本专项的整治单位。"))
    row = InspectionPlan(
        campaign=campaign, group=told.group, title=told.title.strip(), kind=told.kind, authority=told.authority.strip(), filing=told.filing.strip(),
        content=told.content.strip(), method=told.method.strip(), from_on=told.from_on, to_on=told.to_on, drafted_at=now, drafted_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, PlanAction.DRAFT, actor=actor, now=now) as change:
        row.units.set(told.units)
        change.note(units=sorted(keys))
    return row


def approve_plan(row: InspectionPlan, *, actor: Actor, now: datetime) -> InspectionPlan:
    """Let it begin. From now on units, content and days stand fast."""
    with changing(row, PlanAction.APPROVE, actor=actor, now=now) as change:
        change.set(approved_at=now, approved_by_id=actor.user_id)
    return row


def withdraw_plan(row: InspectionPlan, *, reason: str, actor: Actor, now: datetime) -> InspectionPlan:
    """Give it up; visits under it can no longer be approved."""
    with changing(row, PlanAction.WITHDRAW, actor=actor, now=now, reason=reason):
        pass
    return row


def end_plan(row: InspectionPlan, *, actor: Actor, now: datetime) -> InspectionPlan:
    """It is done."""
    with changing(row, PlanAction.END, actor=actor, now=now):
        pass
    return row
