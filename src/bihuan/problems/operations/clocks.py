"""The clock of a problem: prolonged by decision, stopped, started again (domain.md section 0)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import Extension, Problem, Suspension
from bihuan.problems.vocabulary import TICKING, Action


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
        _run_on(change, problem.suspensions.get(to_on=None), now)
    return problem


def stop_clocks(rows: Sequence[Problem], reason: str, now: datetime) -> None:
    """Stop the clocks of items that were set aside; those that stood still before stand still as they did."""
    running = [row for row in rows if row.state_before in TICKING]
    still = set(Suspension.objects.filter(problem__in=running, to_on=None).values_list("problem_id", flat=True))
    Suspension.objects.bulk_create(
        Suspension(problem=row, from_on=localdate(now), reason=reason) for row in running if row.pk not in still
    )  # fmt: skip


def start_clock(change: Change, now: datetime) -> None:
    """Start the clock of an item that comes back to where it was, if it ran there."""
    row: Problem = change.row
    open_one = row.suspensions.filter(to_on=None).first() if row.state_before in TICKING else None
    if open_one is not None:
        _run_on(change, open_one, now)


def _run_on(change: Change, still: Suspension, now: datetime) -> None:
    still.to_on = localdate(now)
    still.save(update_fields=["to_on"])
    if change.row.due_on:
        change.set(due_on=change.row.due_on + timedelta(days=(still.to_on - still.from_on).days))
