"""The clock of a problem: prolonged by decision, stopped, started again (domain.md section 0)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bihuan.campaigns.queries import last_day
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing, changing_many, one_write
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.rulebook.queries import rule
from bihuan.problems.models import Extension, Problem, Suspension
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
        if (end := last_day(problem.campaign)) and to_on > end:
            _refuse_unless_known(beyond, to_on, end)
            change.note(beyond=end)
        Extension.objects.create(
            problem=problem, from_on=problem.due_on, to_on=to_on, reason=reason, approved_at=now, approved_by_id=actor.user_id,
            proof=_kept(change, proof, now),
        )  # fmt: skip
        change.set(due_on=to_on, extended=problem.extended + 1)
    return problem


def _refuse_unless_known(beyond: bool, to_on: date, end: date) -> None:
    if not beyond:
        words = _("延期至 %(day)s，晚于专项结束的 %(end)s。确要延到专项结束以后，请勾选“延到专项结束以后”，并在理由里写明。")
        raise BadInput(words, day=to_on.isoformat(), end=end.isoformat())


def suspend(*, problem: Problem, until: date, reason: str, actor: Actor, now: datetime, proof: Proof | None = None) -> Problem:
    """Stop the clock until a day, on which it runs on by itself. Refused: a day that is not to come, or farther away than the rule has it."""
    today, most = localdate(now), rule("suspension_days").value
    with changing(problem, Action.SUSPEND, actor=actor, now=now, reason=reason) as change:
        if not today < until <= today + timedelta(days=most):
            raise BadInput(_("中止到期日要在明天以后、%(most)d 天以内。"), most=most)
        change.note(until=until)
        Suspension.objects.create(
            problem=problem, from_on=today, until_on=until, reason=reason, approved_at=now, approved_by_id=actor.user_id,
            proof=_kept(change, proof, now),
        )  # fmt: skip
    return problem


def _kept(change: Change, proof: Proof | None, now: datetime) -> StoredFile | None:
    """The scanned order, stored; the book keeps its digest."""
    if proof is None:
        return None
    file = store(name=proof[0], data=proof[1], actor=change.actor, now=now)
    change.note(proof=file.sha256)
    return file


def resume(*, problem: Problem, actor: Actor, now: datetime) -> Problem:
    """Start the clock again; the days it stood still are added to the due day."""
    with changing(problem, Action.RESUME, actor=actor, now=now) as change:
        _run_on(change, problem.suspensions.get(to_on=None), now)
    return problem


def resume_over(*, actor: Actor, now: datetime) -> int:
    """Clocks whose day has come run on by themselves: the days until then are added, however late this is asked. Returns how many."""
    due = Suspension.objects.filter(to_on=None, until_on__lte=localdate(now), problem__state=State.SUSPENDED)
    with one_write():
        rows = list(Problem.objects.select_for_update(of=("self",)).filter(pk__in=due.values("problem_id")).order_by("pk"))
        still = {one.problem_id: one for one in due.filter(problem__in=rows)}
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
    today = localdate(now)  # what stood until a day counts to that day, though somebody asks later: the clock of the house counts so, too
    still.to_on = min(today, still.until_on or today)
    still.save(update_fields=["to_on"])
    if change.row.due_on:
        change.set(due_on=change.row.due_on + timedelta(days=(still.to_on - still.from_on).days))
