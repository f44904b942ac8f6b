"""The conclusion of a visit given to the unit; its review by people who did not write it, within the days of the rule (条例第十六、十七条, T25)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.rulebook.queries import rule
from bihuan.inspections.models import Conclusion, Visit
from bihuan.inspections.queries import refuse_unfit, who_took_part
from bihuan.inspections.vocabulary import ConclusionAction, VisitState
from bihuan.organisation.models import Person


def give_conclusion(*, visit: Visit, text: str, actor: Actor, now: datetime) -> Conclusion:
    """Give the unit what a reported visit concludes; its days to ask for a review begin."""
    if not text.strip():
        raise BadInput(_("请写明督查结论。"))
    if visit.state != VisitState.REPORTED:
        raise NotNow(_("先报告检查情况，再送达结论。"))
    if Conclusion.objects.filter(visit=visit).exists():
        raise NotNow(_("这次检查的结论已经送达。"))
    last = due_on(localdate(now), rule("T25-ask").length, calendar().is_working)
    row = Conclusion(visit=visit, text=text.strip(), given_at=now, given_by_id=actor.user_id, ask_by_on=last or localdate(now))
    with creating(row, ConclusionAction.GIVE, actor=actor, now=now):
        pass
    return row


def ask_review(row: Conclusion, *, reason: str, actor: Actor, now: datetime) -> Conclusion:
    """The unit asks that others look at it. Refused after its last day."""
    with changing(row, ConclusionAction.ASK, actor=actor, now=now, reason=reason) as change:
        if localdate(now) > row.ask_by_on:
            raise NotNow(_("申请复核的期限到 %(day)s 为止，已经过了。"), day=row.ask_by_on.isoformat())
        last = due_on(localdate(now), rule("T25-answer").length, calendar().is_working)
        change.set(grounds=reason.strip(), asked_at=now, asked_by_id=actor.user_id, decide_by_on=last)
    return row


def assign_review(row: Conclusion, *, reviewers: Sequence[Person], actor: Actor, now: datetime) -> Conclusion:
    """Say who reviews it. Refused: who was there, who wrote or approved it or noted what it rests on, who keeps away (without why)."""
    if not reviewers:
        raise BadInput(_("请指定复核人员。"))
    with changing(row, ConclusionAction.ASSIGN, actor=actor, now=now) as change:
        visit, took_part = row.visit, who_took_part(row)
        if out := [one.name for one in reviewers if took_part(one)]:
            raise BadInput(_("%(names)s参加过这次检查，应当回避，不能复核。"), names="、".join(out))
        refuse_unfit(visit.campaign, reviewers, visit.unit, localdate(now))
        row.reviewers.set(reviewers)
        change.note(reviewers=sorted(one.pk for one in reviewers))
    return row


def _decide(row: Conclusion, action: ConclusionAction, text: str, actor: Actor, now: datetime) -> Conclusion:
    with changing(row, action, actor=actor, now=now, reason=text) as change:
        change.set(outcome=text.strip(), decided_at=now, decided_by_id=actor.user_id)
    return row


def uphold_conclusion(row: Conclusion, *, reason: str, actor: Actor, now: datetime) -> Conclusion:
    """The conclusion stands."""
    return _decide(row, ConclusionAction.UPHOLD, reason, actor, now)


def change_conclusion(row: Conclusion, *, reason: str, actor: Actor, now: datetime) -> Conclusion:
    """The conclusion is another one: `reason` says which and why."""
    return _decide(row, ConclusionAction.CHANGE, reason, actor, now)


def revoke_conclusion(row: Conclusion, *, reason: str, actor: Actor, now: datetime) -> Conclusion:
    """There is no conclusion."""
    return _decide(row, ConclusionAction.REVOKE, reason, actor, now)
