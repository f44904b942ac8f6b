"""The chain to close-out: asked → confirmed → verified → closed → looked back; sent back and reopened (M97, A25)."""

from datetime import datetime
from typing import Any

from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Action, Path

# A problem that goes back starts a new round: the hands of the old one are free again, the book keeps them.
# Why no evidence was needed has to be said again: the last time it did not convince.
NEW_ROUND: dict[str, Any] = {
    "asked_at": None, "asked_by_id": None, "confirmed_at": None, "confirmed_by_id": None, "verified_at": None, "verified_by_id": None,
    "closed_at": None, "closed_by_id": None, "looked_back_at": None, "looked_back_by_id": None, "corrected_at": None, "corrected_by_id": None,
    "no_evidence_reason": "",
}  # fmt: skip


def ask(*, problem: Problem, actor: Actor, now: datetime, no_evidence_reason: str = "", seen: int | None = None) -> Problem:
    """The responsible person says it is done and asks to close. Without evidence a stated reason is needed."""
    given = {"no_evidence_reason": no_evidence_reason.strip()} if no_evidence_reason.strip() else {}
    with changing(problem, Action.ASK, actor=actor, now=now, seen=seen, given=given) as change:
        change.set(asked_at=now, asked_by_id=actor.user_id)
    return problem


def confirm(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """The unit head (for his own items the leader in charge) confirms."""
    with changing(problem, Action.CONFIRM, actor=actor, now=now, seen=seen) as change:
        change.set(confirmed_at=now, confirmed_by_id=actor.user_id)
    return problem


def verify(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """The supervision group verified on the spot or by the evidence."""
    with changing(problem, Action.VERIFY, actor=actor, now=now, seen=seen) as change:
        change.set(verified_at=now, verified_by_id=actor.user_id)
    return problem


def close(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Close the item (销号)."""
    with changing(problem, Action.CLOSE, actor=actor, now=now, seen=seen) as change:
        change.set(closed_at=now, closed_by_id=actor.user_id)
    return problem


def look_back(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Looked at again after closing, and it held."""
    with changing(problem, Action.LOOK_BACK, actor=actor, now=now, seen=seen) as change:
        change.set(looked_back_at=now, looked_back_by_id=actor.user_id)
    return problem


def send_back(*, problem: Problem, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Not good enough: back to rectification, with the reason."""
    with changing(problem, Action.SEND_BACK, actor=actor, now=now, seen=seen, reason=reason) as change:
        change.set(**NEW_ROUND, returned=problem.returned + 1)
    return problem


def reopen(*, problem: Problem, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """A closed item that did not hold goes back to rectification, with the reason; it takes the full chain from now on."""
    with changing(problem, Action.REOPEN, actor=actor, now=now, seen=seen, reason=reason) as change:
        change.set(**NEW_ROUND, path=Path.FULL, sampled=False, batch_id=None, reopened=problem.reopened + 1)
    return problem
