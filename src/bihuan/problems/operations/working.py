"""Work on one problem alone: its cause, measures, progress and evidence are written, whatever it shares with others.

`reason` says in the book why a row changed that nobody had before his eyes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.timezone import localdate

from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.audit.lengths import refuse_unfit, stored
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, BadInput, Term, _
from bihuan.organisation.models import Person
from bihuan.problems.models import Evidence, Measure, Problem, Progress
from bihuan.problems.operations.amending import refuse_silent_extension, reindex, settle_head
from bihuan.problems.operations.ends import ask_beyond
from bihuan.problems.vocabulary import Action, CauseKind, Path


class FirstHand(NamedTuple):
    """Who reported or added first what is copied to another problem: his account, and how the book names him, “甲 代 乙” for a deputy."""

    user: int | None
    told: str


def analyse_one(
    problem: Problem, cause: str, kind: str, *, actor: Actor, now: datetime, seen: int | None = None, reason: str = ""
) -> None:  # fmt: skip
    """The cause and where it lies. An item that is analysed takes the full chain."""
    given = {"cause": cause.strip(), "cause_kind": CauseKind(kind) if kind else ""}
    if not (given["cause"] and given["cause_kind"]):
        raise BadInput(_("请写明原因，并标明是个人、管理还是制度原因。"))
    with changing(problem, Action.ANALYSE, actor=actor, now=now, seen=seen, given=given, reason=reason) as change:
        change.set(path=Path.FULL)
        reindex(change)


def planned(measures: Sequence[str], doer: Person | None, leader: Person | None, due_on: date | None) -> dict[str, Any]:
    """What a plan fills in."""
    texts = [text.strip() for text in measures if text.strip()]
    given: dict[str, Any] = {"measures_text": "\n".join(texts)}
    given |= {"doer": doer} if doer else {}
    given |= {"leader": leader} if leader else {}
    return given | ({"due_on": due_on, "planned_due_on": due_on} if due_on else {})


def plan_one(
    action: Term, problem: Problem, given: dict[str, Any], *, actor: Actor, now: datetime, seen: int | None = None, reason: str = "",
    beyond: bool | None = None,
) -> None:  # fmt: skip
    """Measures, set or put before the leader. `beyond`: see `ask_beyond`; asked where the day is a new one."""
    with changing(problem, action, actor=actor, now=now, seen=seen, given=given, reason=reason) as change:
        refuse_silent_extension(change, localdate(now))
        if "due_on" in change.touched:
            ask_beyond(change, problem.due_on, beyond)
        if action is Action.PROPOSE_MEASURES:
            change.set(proposed_at=now, proposed_by_id=actor.user_id, measures_approved_at=None, measures_approved_by_id=None)
        keep_measures(change)
        settle_head(change, actor)
        reindex(change)


def keep_measures(change: Change) -> None:
    """The measures of a problem as rows, by the lines of its text."""
    problem: Problem = change.row
    problem.measures.all().delete()
    texts = problem.measures_text.splitlines()
    Measure.objects.bulk_create(Measure(problem=problem, order=order, text=text) for order, text in enumerate(texts, start=1))
    change.note(measures=len(texts))


def report_one(
    problem: Problem, text: str, *, actor: Actor, now: datetime, seen: int | None = None, reason: str = "", first: FirstHand | None = None
) -> None:  # fmt: skip
    """What has been done so far, appended; under the name of whoever reported it `first`, from the moment at which it stands here."""
    if not text.strip():
        raise BadInput(_("请写明做了什么、到了哪一步。"))
    with changing(problem, Action.REPORT_PROGRESS, actor=actor, now=now, seen=seen, reason=reason) as change:
        by = _under_his_name(change, first)
        stored(Progress(problem=problem, text=text.strip(), reported_at=now, reported_by_id=by))
        change.set(progress_text=text.strip())
        reindex(change)


def prove_one(
    problem: Problem, file: StoredFile, label: str, *, actor: Actor, now: datetime, reason: str = "", first: FirstHand | None = None
) -> Evidence:  # fmt: skip
    """A stored file as evidence; under the name of whoever added it `first`, from the moment at which it stands here."""
    with changing(problem, Action.ADD_EVIDENCE, actor=actor, now=now, reason=reason) as change:
        by = _under_his_name(change, first)
        evidence = Evidence(problem=problem, file=file, label=label.strip(), added_at=now, added_by_id=by)
        refuse_unfit([evidence])
        evidence.save()
        change.set(evidence_count=problem.evidence_count + 1)
        change.note(file=file.name, sha256=file.sha256)
    return evidence


def _under_his_name(change: Change, first: FirstHand | None) -> int | None:
    """The account under which a line stands; the book says both who took the step and who did first what it copies."""
    if first is None:
        return change.actor.user_id
    change.note(first_hand=list(first))
    return first.user
