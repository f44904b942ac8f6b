"""The clock of a problem: prolonged by decision, stopped, started again (domain.md section 0)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing, changing_many, one_write
from bihuan.foundation.audit.lengths import fitting, stored
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules import ORDERS
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.rulebook.queries import rule
from bihuan.problems.models import Extension, Problem, Suspension
from bihuan.problems.operations.ends import ask_beyond
from bihuan.problems.queries.still import stood_until
from bihuan.problems.vocabulary import TICKING, Action, State

Proof = tuple[str, bytes]
"""Name and content of the scanned order on which a decision rests."""


def extend(
    *, problem: Problem, to_on: date, reason: str, actor: Actor, now: datetime, seen: int | None = None, proof: Proof | None = None,
    beyond: bool = False,
) -> Problem:  # fmt: skip
    """Move the due day later; the day of the plan stays visible. `beyond`: it is known that the campaign ends before; the book says so.
    Refused without it."""
    with changing(problem, Action.EXTEND, actor=actor, now=now, reason=reason, seen=seen) as change:
        if problem.due_on is None:
            raise BadInput(_("这个问题还没有时限，先定时限，再谈延期。"))
        if to_on <= problem.due_on:
            raise BadInput(_("延期后的日期要晚于现在的时限 %(day)s。"), day=problem.due_on.isoformat())
        ask_beyond(change, to_on, beyond, _LATER)
        stored(Extension(
            problem=problem, from_on=problem.due_on, to_on=to_on, reason=reason, approved_at=now, approved_by_id=actor.user_id,
            proof=_kept(change, proof, now),
        ))  # fmt: skip
        change.set(due_on=to_on, extended=problem.extended + 1)
    return problem


_LATER = _("延期至 %(day)s，晚于专项结束的 %(end)s。确要延到专项结束以后，请勾选“延到专项结束以后”，并在理由里写明。")
_THEN = _("恢复后完成时限顺延到 %(day)s，晚于专项结束的 %(end)s。确要这样定，请勾选“晚于专项结束”，并在理由里写明。")


def suspend(
    *, problem: Problem, until: date, reason: str, actor: Actor, now: datetime, proof: Proof | None = None, beyond: bool | None = None
) -> Problem:  # fmt: skip
    """Stop the clock until a day, on which it runs on by itself. Refused: a day that is not to come, or farther away than the rule has it;
    one that moves the due day behind the campaign, where it was asked (`beyond`) whether that is known."""
    today, most = localdate(now), rule("suspension_days").value
    with changing(problem, Action.SUSPEND, actor=actor, now=now, reason=reason) as change:
        if not today < until <= today + timedelta(days=most):
            raise BadInput(_("中止到期日要在明天以后、%(most)d 天以内。"), most=most)
        change.note(until=until)
        ask_beyond(change, problem.due_on and problem.due_on + (until - today), beyond, _THEN)
        stored(Suspension(
            problem=problem, from_on=today, until_on=until, reason=reason, approved_at=now, approved_by_id=actor.user_id,
            proof=_kept(change, proof, now),
        ))  # fmt: skip
    return problem


def _kept(change: Change, proof: Proof | None, now: datetime) -> StoredFile | None:
    """The scanned order, stored; the book keeps its digest."""
    if proof is None:
        return None
    file = store(name=proof[0], data=proof[1], actor=change.actor, now=now, taken=ORDERS)
    change.note(proof=file.sha256)
    return file


def resume(*, problem: Problem, actor: Actor, now: datetime, beyond: bool | None = None) -> Problem:
    """Start the clock again; the days it stood still are added to the due day. `beyond`: whether it is known that it then lies behind the
    campaign; refused where it was asked and is not."""
    with changing(problem, Action.RESUME, actor=actor, now=now) as change:
        _run_on(change, problem.suspensions.get(to_on=None), now, beyond)
    return problem


def resume_over(*, actor: Actor, now: datetime) -> int:
    """Clocks whose day has come run on by themselves: the days until then are added, however late this is asked. Returns how many."""
    due = Suspension.objects.filter(to_on=None, until_on__lte=localdate(now), problem__state=State.SUSPENDED)
    with one_write():
        rows = list(Problem.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=due.values("problem_id")).order_by("pk"))
        still = {one.problem_id: one for one in due.filter(problem__in=rows)}
        rows = [row for row in rows if row.pk in still]  # somebody may have started one by hand while its row was waited for
        each = {row.pk: {"due_on": row.due_on + _length(still[row.pk])} for row in rows if row.due_on}
        done, _refused = changing_many(rows, Action.RESUME, actor=actor, now=now, reason=_("中止到期，自动恢复"), each=each)
        over = [still[row.pk] for row in done]
        for one in over:
            one.to_on = one.until_on
        Suspension.objects.bulk_update(over, ["to_on"], batch_size=500)
    return len(over)


def _length(still: Suspension) -> timedelta:
    assert still.until_on is not None
    return still.until_on - still.from_on


def stop_clocks(rows: Sequence[Problem], reason: str, now: datetime) -> None:
    """Stop the clocks of items that were set aside; those that stood still before stand still as they did."""
    running = [row for row in rows if row.state_before in TICKING]
    still = set(Suspension.objects.filter(problem__in=running, to_on=None).values_list("problem_id", flat=True))
    begun = fitting(Suspension(problem=row, from_on=localdate(now), reason=reason) for row in running if row.pk not in still)
    Suspension.objects.bulk_create(begun)


def start_clock(change: Change, now: datetime) -> None:
    """Start the clock of an item that comes back to where it was, if it ran there."""
    row: Problem = change.row
    open_one = row.suspensions.filter(to_on=None).first() if row.state_before in TICKING else None
    if open_one is not None:
        _run_on(change, open_one, now)


def _run_on(change: Change, still: Suspension, now: datetime, beyond: bool | None = None) -> None:
    still.to_on = stood_until(still, now)
    still.save(update_fields=["to_on"])
    if change.row.due_on:
        change.set(due_on=change.row.due_on + (still.to_on - still.from_on))
        ask_beyond(change, change.row.due_on, beyond)
