"""From the cause to the proof: analyse, measures, progress, evidence (M92, M93). What is shared is written on each that shares it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bihuan.foundation.audit.changing import changing
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person
from bihuan.problems.models import Evidence, Problem
from bihuan.problems.operations.ends import ask_beyond
from bihuan.problems.operations.sharing import spread, together
from bihuan.problems.operations.working import analyse_one, plan_one, planned, prove_one, report_one
from bihuan.problems.vocabulary import Action, CauseKind, SharedPart


def analyse(*, problem: Problem, cause: str, kind: CauseKind, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Write the cause and where it lies: personal, managerial or institutional. An item that is analysed takes the full chain."""
    with together(problem):
        analyse_one(problem, cause, kind, actor=actor, now=now, seen=seen)
        spread(problem, SharedPart.CAUSE, actor=actor, now=now)
    return problem


def _plan_as(action: Action, problem: Problem, given: dict[str, Any], *, actor: Actor, now: datetime, **known: Any) -> Problem:
    with together(problem):
        plan_one(action, problem, given, actor=actor, now=now, **known)
        spread(problem, SharedPart.MEASURES, actor=actor, now=now)
    return problem


def plan(
    *, problem: Problem, measures: Sequence[str], actor: Actor, now: datetime, doer: Person | None = None, leader: Person | None = None,
    due_on: date | None = None, seen: int | None = None, beyond: bool | None = None,
) -> Problem:  # fmt: skip
    """Set measures, the person who carries them out and the day: rectification begins (M93). `beyond`: it is known that the campaign ends
    before that day; refused where it was asked and is not."""
    return _plan_as(Action.PLAN, problem, planned(measures, doer, leader, due_on), actor=actor, now=now, seen=seen, beyond=beyond)


def propose_measures(
    *, problem: Problem, measures: Sequence[str], actor: Actor, now: datetime, doer: Person | None = None, leader: Person | None = None,
    due_on: date | None = None, seen: int | None = None, beyond: bool | None = None,
) -> Problem:  # fmt: skip
    """Put measures before the responsible leader, where the campaign asks for his approval. `beyond` as in `plan`."""
    given = planned(measures, doer, leader, due_on)
    return _plan_as(Action.PROPOSE_MEASURES, problem, given, actor=actor, now=now, seen=seen, beyond=beyond)


def approve_measures(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None, beyond: bool | None = None) -> Problem:
    """The responsible leader approves the proposed measures: rectification begins. `beyond` as in `plan`."""
    with changing(problem, Action.APPROVE_MEASURES, actor=actor, now=now, seen=seen) as change:
        ask_beyond(change, problem.due_on, beyond)
        change.set(proposed_at=None, proposed_by_id=None, measures_approved_at=now, measures_approved_by_id=actor.user_id)
    return problem


def return_measures(*, problem: Problem, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """The responsible leader does not approve the proposed measures: they are to be proposed anew, and he says why."""
    with changing(problem, Action.RETURN_MEASURES, actor=actor, now=now, seen=seen, reason=reason) as change:
        change.set(proposed_at=None, proposed_by_id=None, returned=problem.returned + 1)
    return problem


def report_progress(*, problem: Problem, text: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Append what has been done so far."""
    with together(problem):
        report_one(problem, text, actor=actor, now=now, seen=seen)
        spread(problem, SharedPart.PROGRESS, actor=actor, now=now)
    return problem


def add_evidence(*, problem: Problem, file: StoredFile, label: str = "", actor: Actor, now: datetime) -> Evidence:
    """Attach a stored file as evidence."""
    with together(problem):
        evidence = prove_one(problem, file, label, actor=actor, now=now)
        spread(problem, SharedPart.EVIDENCE, actor=actor, now=now)
    return evidence


def attach_evidence(*, problem: Problem, data: bytes, name: str, label: str = "", actor: Actor, now: datetime) -> Evidence:
    """Store an uploaded file and attach it, both or neither. Refused by the gate of files: kind, size, secrecy marks; what is there already."""
    with together(problem):
        file = store(data=data, name=name, actor=actor, now=now)
        evidence = add_evidence(problem=problem, file=file, label=label, actor=actor, now=now)
        same = Evidence.objects.filter(problem=problem, file__sha256=file.sha256).exclude(pk=evidence.pk).select_related("file").first()
        if same is not None:
            raise BadInput(_("这件问题已经有内容相同的佐证“%(name)s”，不用再传。"), name=same.file.name)
    return evidence
