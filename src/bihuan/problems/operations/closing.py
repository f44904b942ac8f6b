"""The chain to close-out: asked → confirmed → verified → closed → looked back; sent back and reopened (M97, A25)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import Problem
from bihuan.problems.operations.ends import ask_beyond
from bihuan.problems.operations.hands import NEW_ROUND, THE_LONG_WAY, stamped
from bihuan.problems.operations.held import settle_look_back
from bihuan.problems.operations.levels import refuse_open_measures
from bihuan.problems.operations.publicising import uphold_objections
from bihuan.problems.vocabulary import Action, Held, State


def ask(*, problem: Problem, actor: Actor, now: datetime, no_evidence_reason: str = "", seen: int | None = None) -> Problem:
    """The responsible person says it is done and asks to close. Without evidence a stated reason is needed."""
    given = {"no_evidence_reason": no_evidence_reason.strip()} if no_evidence_reason.strip() else {}
    with changing(problem, Action.ASK, actor=actor, now=now, seen=seen, given=given) as change:
        change.set(**stamped(change.actor, now, "asked"))
    return problem


def confirm(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """The unit head (for his own items the leader in charge) confirms."""
    with changing(problem, Action.CONFIRM, actor=actor, now=now, seen=seen) as change:
        change.set(**stamped(change.actor, now, "confirmed"))
    return problem


def verify(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """The supervision group verified on the spot or by the evidence."""
    with changing(problem, Action.VERIFY, actor=actor, now=now, seen=seen) as change:
        change.set(**stamped(change.actor, now, "verified"))
    return problem


def close(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Close the item (销号). Refused besides: measures of another level that works on it are open (M104)."""
    with changing(problem, Action.CLOSE, actor=actor, now=now, seen=seen) as change:
        refuse_open_measures(problem)
        change.set(**stamped(change.actor, now, "closed"))
    return problem


def look_back(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None, found: str = "") -> Problem:
    """Looked at again after closing, and it held; `found` is what was seen. An open draw of it is settled by that (M193),
    and not without words."""
    with changing(problem, Action.LOOK_BACK, actor=actor, now=now, seen=seen, reason=found) as change:
        settle_look_back(problem, Held.HOLDS, found, actor, now)
        change.set(**stamped(change.actor, now, "looked_back"), awaits_look_back=False)
    return problem


def send_back(*, problem: Problem, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Not good enough: back to rectification, with the reason. The days on which it was published are added to its due day."""
    with changing(problem, Action.SEND_BACK, actor=actor, now=now, seen=seen, reason=reason) as change:
        if problem.state == State.PUBLICISED and problem.published_on:
            uphold_objections(problem, reason, actor, now)
            still = localdate(now) - problem.published_on
            change.set(due_on=problem.due_on + still if problem.due_on else None)
        change.set(**NEW_ROUND, returned=problem.returned + 1)
    return problem


def reopen(
    *, problem: Problem, reason: str, actor: Actor, now: datetime, due_on: date | None = None, beyond: bool | None = None,
    seen: int | None = None,
) -> Problem:  # fmt: skip
    """A closed item that did not hold goes back to rectification, with the reason; it takes the full chain from now on, until `due_on`.

    Refused: no new day where the old one has passed or there is none, a day of the past; one after the campaign, where it was asked
    (`beyond`) whether that is known."""
    with changing(problem, Action.REOPEN, actor=actor, now=now, seen=seen, reason=reason) as change:
        settle_look_back(problem, Held.CAME_BACK, reason, actor, now)
        change.set(**THE_LONG_WAY, reopened=problem.reopened + 1)
        _due_again(change, due_on, localdate(now), beyond)
    return problem


def _due_again(change: Change, day: date | None, today: date, beyond: bool | None) -> None:
    row: Problem = change.row
    if day is None and row.due_on is None:
        raise BadInput(_("这个问题没有完成时限，请定新的完成时限。"))
    if day is None and row.due_on and row.due_on < today:
        raise BadInput(_("原来的完成时限 %(day)s 已过，请定新的完成时限。"), day=row.due_on.isoformat())
    if day and day < today:
        raise BadInput(_("新的完成时限不能早于今天。"))
    if day and day != row.due_on:
        change.set(due_on=day, planned_due_on=row.planned_due_on or day)
        ask_beyond(change, day, beyond)
