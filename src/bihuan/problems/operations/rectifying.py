"""From the cause to the proof: analyse, measures, progress, evidence (M92, M93)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.audit.lengths import refuse_too_long
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, Term, _
from bihuan.organisation.models import Person
from bihuan.problems.models import Evidence, Measure, Problem, Progress
from bihuan.problems.operations.amending import refuse_silent_extension, reindex, settle_head
from bihuan.problems.vocabulary import Action, CauseKind, Path


def analyse(*, problem: Problem, cause: str, kind: CauseKind, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Write the cause and where it lies: personal, managerial or institutional. An item that is analysed takes the full chain."""
    given = {"cause": cause.strip(), "cause_kind": CauseKind(kind) if kind else ""}
    if not (given["cause"] and given["cause_kind"]):
        raise BadInput(_("请写明原因，并标明是个人、管理还是制度原因。"))
    with changing(problem, Action.ANALYSE, actor=actor, now=now, seen=seen, given=given) as change:
        change.set(path=Path.FULL)
        reindex(change)
    return problem


def _planned(measures: Sequence[str], doer: Person | None, leader: Person | None, due_on: date | None) -> dict[str, Any]:
    texts = [text.strip() for text in measures if text.strip()]
    given: dict[str, Any] = {"measures_text": "\n".join(texts)}
    given |= {"doer": doer} if doer else {}
    given |= {"leader": leader} if leader else {}
    return given | ({"due_on": due_on, "planned_due_on": due_on} if due_on else {})


def _keep_measures(change: Change) -> None:
    problem: Problem = change.row
    problem.measures.all().delete()
    texts = problem.measures_text.splitlines()
    Measure.objects.bulk_create(Measure(problem=problem, order=order, text=text) for order, text in enumerate(texts, start=1))
    change.note(measures=len(texts))


def _plan_as(action: Term, problem: Problem, given: dict[str, Any], actor: Actor, now: datetime, seen: int | None) -> Problem:
    with changing(problem, action, actor=actor, now=now, seen=seen, given=given) as change:
        refuse_silent_extension(change, localdate(now))
        if action is Action.PROPOSE_MEASURES:
            change.set(measures_approved_at=None, measures_approved_by_id=None)
        _keep_measures(change)
        settle_head(change, actor)
        reindex(change)
    return problem


def plan(
    *, problem: Problem, measures: Sequence[str], actor: Actor, now: datetime, doer: Person | None = None, leader: Person | None = None,
    due_on: date | None = None, seen: int | None = None,
) -> Problem:  # fmt: skip
    """Set measures, the person who carries them out and the day: rectification begins (M93)."""
    return _plan_as(Action.PLAN, problem, _planned(measures, doer, leader, due_on), actor, now, seen)


def propose_measures(
    *, problem: Problem, measures: Sequence[str], actor: Actor, now: datetime, doer: Person | None = None, leader: Person | None = None,
    due_on: date | None = None, seen: int | None = None,
) -> Problem:  # fmt: skip
    """Put measures before the responsible leader, where the campaign asks for his approval."""
    return _plan_as(Action.PROPOSE_MEASURES, problem, _planned(measures, doer, leader, due_on), actor, now, seen)


def approve_measures(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """The responsible leader approves the proposed measures: rectification begins."""
    with changing(problem, Action.APPROVE_MEASURES, actor=actor, now=now, seen=seen) as change:
        change.set(measures_approved_at=now, measures_approved_by_id=actor.user_id)
    return problem


def report_progress(*, problem: Problem, text: str, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Append what has been done so far."""
    if not text.strip():
        raise BadInput(_("请写明做了什么、到了哪一步。"))
    with changing(problem, Action.REPORT_PROGRESS, actor=actor, now=now, seen=seen) as change:
        Progress.objects.create(problem=problem, text=text.strip(), reported_at=now, reported_by_id=actor.user_id)
        change.set(progress_text=text.strip())
        reindex(change)
    return problem


def add_evidence(*, problem: Problem, file: StoredFile, label: str = "", actor: Actor, now: datetime) -> Evidence:
    """Attach a stored file as evidence."""
    with changing(problem, Action.ADD_EVIDENCE, actor=actor, now=now) as change:
        evidence = Evidence(problem=problem, file=file, label=label.strip(), added_at=now, added_by_id=actor.user_id)
        refuse_too_long([evidence])
        evidence.save()
        change.set(evidence_count=problem.evidence_count + 1)
        change.note(file=file.name, sha256=file.sha256)
    return evidence


def attach_evidence(*, problem: Problem, data: bytes, name: str, label: str = "", actor: Actor, now: datetime) -> Evidence:
    """Store an uploaded file and attach it, both or neither. Refused by the gate of files: kind, size, secrecy marks."""
    with transaction.atomic():
        return add_evidence(problem=problem, file=store(data=data, name=name, actor=actor, now=now), label=label, actor=actor, now=now)
