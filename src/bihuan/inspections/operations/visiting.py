"""Visits, open and covert: proposed with purpose, place and a pair of inspectors, approved by others, reported (M113, P20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.inspections.models import Checklist, InspectionPlan, Visit
from bihuan.inspections.queries import refuse_unfit
from bihuan.inspections.rules.places import refuse_alone, refuse_private
from bihuan.inspections.vocabulary import PlaceKind, VisitAction, VisitKind
from bihuan.organisation.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Going:
    """Where, when, what for, who."""

    unit: Unit
    kind: VisitKind
    purpose: str
    place_kind: PlaceKind
    place: str
    visit_on: date
    hour: str
    inspectors: Sequence[Person]
    checklist: Checklist | None = None


def propose_visit(*, plan: InspectionPlan, told: Going, actor: Actor, now: datetime) -> Visit:
    """Propose to go somewhere under a plan. Refused: private places, fewer than two, its own people, those who keep away (without why), units
    and days outside the plan, days that are over."""
    refuse_left_out(plan.campaign.file, "inspections")
    if told.kind is VisitKind.COVERT:
        refuse_left_out(plan.campaign.file, "covert_visits")
    if not told.purpose.strip() or not told.place.strip() or not told.hour.strip():
        raise BadInput(_("请写明目的、地点和时间。"))
    refuse_private(told.place_kind, told.place)
    refuse_alone([one.pk for one in told.inspectors])
    if told.visit_on < localdate(now):
        raise BadInput(_("检查日期不能早于今天。"))
    if not plan.from_on <= told.visit_on <= plan.to_on:
        raise BadInput(
            _("检查日期要在督查方案的起止日期之内（%(first)s 至 %(last)s）。"), first=plan.from_on.isoformat(), last=plan.to_on.isoformat()
        )
    if not plan.units.filter(pk=told.unit.pk).exists():
        raise BadInput(_("“%(name)s”不在督查方案的对象里，不能扩大范围。"), name=told.unit.name)
    refuse_unfit(plan.campaign, told.inspectors, told.unit, told.visit_on)
    row = Visit(
        campaign=plan.campaign, plan=plan, unit=told.unit, kind=told.kind, purpose=told.purpose.strip(), place_kind=told.place_kind,
        place=told.place.strip(), visit_on=told.visit_on, hour=told.hour.strip(), checklist=told.checklist, proposed_at=now,
        proposed_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, VisitAction.PROPOSE, actor=actor, now=now) as change:
        row.inspectors.set(told.inspectors)
        change.note(plan=plan.pk, inspectors=len(told.inspectors))
    return row


def approve_visit(row: Visit, *, actor: Actor, now: datetime) -> Visit:
    """Let them go. Refused after its day: what nobody let go before is not let go afterwards (P20)."""
    with changing(row, VisitAction.APPROVE, actor=actor, now=now) as change:
        if row.visit_on < localdate(now):
            raise NotNow(_("检查日期 %(day)s 已经过了，不能事后补批。请取消后另行提出。"), day=row.visit_on.isoformat())
        change.set(approved_at=now, approved_by_id=actor.user_id)
    return row


def cancel_visit(row: Visit, *, reason: str, actor: Actor, now: datetime) -> Visit:
    """They do not go. A covert one stays unknown."""
    with changing(row, VisitAction.CANCEL, actor=actor, now=now, reason=reason):
        pass
    return row


def report_visit(row: Visit, *, summary: str, actor: Actor, now: datetime) -> Visit:
    """They went and say what it was like. From now on the unit may know. Refused: before the day, without a word."""
    if not summary.strip():
        raise BadInput(_("请写明检查情况。"))
    if localdate(now) < row.visit_on:
        raise NotNow(_("还没有到检查日期。"))
    with changing(row, VisitAction.REPORT, actor=actor, now=now) as change:
        change.set(summary=summary.strip(), reported_at=now, reported_by_id=actor.user_id)
    return row
