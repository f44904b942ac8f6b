"""The clock of a problem: prolonged by decision, stopped, started again (domain.md section 0)."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import Extension, Problem, Suspension
from bihuan.problems.vocabulary import Action


def extend(*, problem: Problem, to_on: date, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Move the due day later; the day of the plan stays visible."""
    with changing(problem, Action.EXTEND, actor=actor, now=now, reason=reason, seen=seen) as change:
        if problem.due_on is None:
            raise BadInput(_("这个问题还没有时限，先定时限，再谈延期。"))
        if to_on <= problem.due_on:
            raise BadInput(_("延期后的日期要晚于现在的时限 %(day)s。"), day=problem.due_on.isoformat())
        Extension.objects.create(
            problem=problem, from_on=problem.due_on, to_on=to_on, reason=reason, approved_at=now, approved_by_id=actor.user_id
        )
        change.set(due_on=to_on, extended=problem.extended + 1)
    return problem


def suspend(*, problem: Problem, reason: str, actor: Actor, now: datetime) -> Problem:
    """Stop the clock."""
    with changing(problem, Action.SUSPEND, actor=actor, now=now, reason=reason):
        Suspension.objects.create(problem=problem, from_on=localdate(now), reason=reason)
    return problem


def resume(*, problem: Problem, actor: Actor, now: datetime) -> Problem:
    """Start the clock again; the days it stood still are added to the due day."""
    with changing(problem, Action.RESUME, actor=actor, now=now) as change:
        open_one = problem.suspensions.get(to_on=None)
        open_one.to_on = localdate(now)
        open_one.save(update_fields=["to_on"])
        if problem.due_on:
            change.set(due_on=problem.due_on + timedelta(days=(open_one.to_on - open_one.from_on).days))
    return problem
