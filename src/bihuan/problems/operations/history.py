"""A ledger that was kept elsewhere is taken over with its history: findings, steps, batches of corrections (by the command line only)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.pouring import give_keys, pour, pour_values
from bihuan.foundation.audit.replaying import Passed, replaying_many
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Unit
from bihuan.problems.models import Batch, Evidence, Extension, Measure, Problem, Progress, Suspension
from bihuan.problems.operations.blanks import Blanks
from bihuan.problems.operations.hands import NEW_ROUND, THE_LONG_WAY, stamped
from bihuan.problems.operations.indexing import index
from bihuan.problems.operations.recording import Finding, take_numbers
from bihuan.problems.rules import draw_sample, sample_size
from bihuan.problems.vocabulary import Action, CauseKind


@dataclass(frozen=True, slots=True)
class Happened:
    """A step that was taken: `text` is the reason, the note or the one sentence how; `due_on` the new day of an extension or
    of a reopening, or the last of a suspension, `file` the evidence."""

    action: Action
    at: datetime
    actor: Actor
    text: str = ""
    due_on: date | None = None
    file: StoredFile | None = None


@dataclass(slots=True)
class PastFinding:
    """A finding with everything that happened to it; the first step is its record."""

    finding: Finding
    happened: Sequence[Happened]
    cause: str = ""
    cause_kind: CauseKind | None = None
    measures: Sequence[str] = ()
    no_evidence_reason: str = ""


@dataclass(slots=True)
class PastBatch:
    """Corrections confirmed together; `pool` are positions in the list of findings, from 1. `share` in percent of them are drawn once they
    have keys, so that anybody draws the same from what is stored; `seen` is the step that each drawn one took then (None: none yet)."""

    unit: Unit
    confirmed_at: datetime
    confirmed_by: Actor
    seed: str
    pool: Sequence[int]
    share: float
    seen: Happened | None = None
    failed_at: datetime | None = None
    failed_by: Actor | None = None


class _InBatch(NamedTuple):
    """The batch in which a problem was confirmed: its key, whether it was drawn, and what was seen of it then."""

    batch: int
    drawn: bool
    seen: Happened | None


@dataclass(slots=True)
class _Children:
    """Rows that hang on problems, gathered while the steps are taken."""

    measures: list[tuple[int, int, str]] = field(default_factory=list)
    progress: list[tuple[int, str, datetime, int | None]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    suspensions: list[Suspension] = field(default_factory=list)


def take_over(*, campaign: Campaign, findings: Sequence[PastFinding], actor: Actor, batches: Sequence[PastBatch] = ()) -> list[Problem]:
    """Take findings over with their history. Refused: anybody but the system, a history that does not follow the workflow."""
    children = _Children()
    with transaction.atomic():
        rows = _rows(campaign, findings)
        in_batch = _batches(campaign, batches, rows)
        histories = [(row, _steps(row, past, in_batch.get(row.pk), children)) for row, past in zip(rows, findings, strict=True)]
        replaying_many(histories, actor=actor)
        _keep(children)
        index(rows, fresh=True)
    return rows


def _rows(campaign: Campaign, findings: Sequence[PastFinding]) -> list[Problem]:
    """Unsaved rows with their keys: later rows refer to them before they are stored."""
    rows, blanks = [], Blanks(campaign)
    first_number = take_numbers(campaign, len(findings))
    for n, past in enumerate(findings):
        begun = past.happened[0]
        row = blanks.of(past.finding, begun.actor, begun.at)
        row.number, row.priority = first_number + n, False
        rows.append(row)
    give_keys(Problem, rows)
    return rows


def _batches(campaign: Campaign, batches: Sequence[PastBatch], rows: Sequence[Problem]) -> dict[int, _InBatch]:
    """Store the batches and draw from each; tell for each problem what its batch makes of it."""
    made = [
        Batch(
            campaign=campaign, unit=past.unit, confirmed_at=past.confirmed_at, confirmed_by_id=past.confirmed_by.user_id, seed=past.seed,
            pool=[rows[n - 1].pk for n in past.pool], failed_at=past.failed_at,
            failed_by_id=past.failed_by.user_id if past.failed_by else None,
        )
        for past in batches
    ]  # fmt: skip
    Batch.objects.bulk_create(made, batch_size=500)
    found: dict[int, _InBatch] = {}
    for batch, past in zip(made, batches, strict=True):
        drawn = set(draw_sample(batch.pool, sample_size(len(batch.pool), past.share), batch.seed))
        found |= {pk: _InBatch(batch.pk, pk in drawn, past.seen if pk in drawn else None) for pk in batch.pool}
    return found


def _steps(row: Problem, past: PastFinding, batch: _InBatch | None, children: _Children) -> Iterator[Passed]:
    """The steps of one problem; each looks at the row as the step before it left it."""
    for step in (*past.happened, batch.seen) if batch and batch.seen else past.happened:
        sets = _VALUES[step.action](row, past, step)
        if step.action is Action.CONFIRM_CORRECTION and batch:
            sets = {**sets, "batch_id": batch.batch, "sampled": batch.drawn, "awaits_sample": batch.drawn}
        _hang(row, past, step, children)
        reason = step.text if step.action in _WITH_REASON else ""
        yield Passed(step.action, step.at, step.actor, reason, sets)


_WITH_REASON = {Action.SEND_BACK, Action.REOPEN, Action.FAIL_SAMPLE, Action.EXTEND, Action.SUSPEND}
_Values = Callable[[Problem, PastFinding, Happened], Mapping[str, Any]]


def _stamped(*names: str) -> _Values:
    def values(_row: Problem, past: PastFinding, step: Happened) -> Mapping[str, Any]:
        told = stamped(step.actor, step.at, *names)
        given = {"asked": {"no_evidence_reason": past.no_evidence_reason}, "corrected": {"how": step.text}}
        return {**told, **given.get(names[0], {})}

    return values


def _resumed(row: Problem, _past: PastFinding, step: Happened) -> Mapping[str, Any]:
    still = localdate(step.at) - row._still_from  # type: ignore[attr-defined]
    return {"due_on": row.due_on + still} if row.due_on else {}


_VALUES: Mapping[Action, _Values] = {
    Action.RECORD: lambda _row, _past, _step: {},
    Action.PRIORITISE: lambda _row, _past, _step: {"priority": True},
    Action.ANALYSE: lambda _row, past, _step: {"cause": past.cause, "cause_kind": past.cause_kind},
    Action.PLAN: lambda _row, past, _step: {"measures_text": "\n".join(past.measures)},
    Action.REPORT_PROGRESS: lambda _row, _past, step: {"progress_text": step.text},
    Action.ADD_EVIDENCE: lambda row, _past, _step: {"evidence_count": row.evidence_count + 1},
    Action.ASK: _stamped("asked"),
    Action.CONFIRM: _stamped("confirmed"),
    Action.VERIFY: _stamped("verified"),
    Action.CLOSE: _stamped("closed"),
    Action.LOOK_BACK: _stamped("looked_back"),
    Action.CORRECT: _stamped("corrected"),
    Action.CONFIRM_CORRECTION: _stamped("confirmed", "closed"),
    Action.PASS_SAMPLE: lambda _row, _past, step: {**stamped(step.actor, step.at, "verified"), "awaits_sample": False},
    Action.FAIL_SAMPLE: lambda row, _past, _step: {**THE_LONG_WAY, "returned": row.returned + 1},
    Action.SEND_BACK: lambda row, _past, _step: {**NEW_ROUND, "returned": row.returned + 1},
    Action.REOPEN: lambda row, _past, step: {**THE_LONG_WAY, "reopened": row.reopened + 1, "due_on": step.due_on or row.due_on},
    Action.EXTEND: lambda row, _past, step: {"due_on": step.due_on, "extended": row.extended + 1},
    Action.SUSPEND: lambda _row, _past, _step: {},
    Action.RESUME: _resumed,
}  # fmt: skip


def _hang(row: Problem, past: PastFinding, step: Happened, children: _Children) -> None:
    """The child rows that a step leaves behind."""
    match step.action:
        case Action.PLAN:
            children.measures += [(row.pk, n, text) for n, text in enumerate(past.measures, start=1)]
        case Action.REPORT_PROGRESS:
            children.progress.append((row.pk, step.text, step.at, step.actor.user_id))
        case Action.ADD_EVIDENCE if step.file:
            added = {"added_at": step.at, "added_by_id": step.actor.user_id}
            children.evidence.append(Evidence(problem_id=row.pk, file=step.file, label=step.text, **added))
        case Action.EXTEND if row.due_on and step.due_on:
            children.extensions.append(Extension(from_on=row.due_on, to_on=step.due_on, **_approved(row, step)))
        case Action.SUSPEND:
            row._still_from = localdate(step.at)  # type: ignore[attr-defined]
            children.suspensions.append(Suspension(from_on=localdate(step.at), until_on=step.due_on, **_approved(row, step)))
        case Action.RESUME:
            open_one = next(one for one in reversed(children.suspensions) if one.problem_id == row.pk)
            open_one.to_on = localdate(step.at)


def _approved(row: Problem, step: Happened) -> dict[str, Any]:
    """What every decision about the clock of a problem says."""
    return {"problem_id": row.pk, "reason": step.text, "approved_at": step.at, "approved_by_id": step.actor.user_id}


def _keep(children: _Children) -> None:
    """Store the children."""
    pour_values(Measure, ("problem_id", "order", "text"), children.measures)
    pour_values(Progress, ("problem_id", "text", "reported_at", "reported_by_id"), children.progress)
    for rows in (children.evidence, children.extensions, children.suspensions):
        if rows:
            pour(type(rows[0]), rows)
