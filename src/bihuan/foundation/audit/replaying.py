"""A history that is taken over whole: many rows with the steps each of them already went through, in bulk statements.

The book gets one record a step and the versions get one row a change, as if each step had been taken at its time. What is asked of a
step is its place in the workflow; duties and needs were another time's. Only whoever holds the machine may take a history over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bihuan.foundation.audit.changing import Change, _book, _move, _record
from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.audit.models import Record, VersionRow
from bihuan.foundation.kernel import Actor, NotAllowed, NotNow, Step, Term, _


@dataclass(frozen=True, slots=True)
class Passed:
    """One step that was taken: `sets` are the fields it changed."""

    action: Term
    at: datetime
    actor: Actor
    reason: str = ""
    sets: Mapping[str, Any] = field(default_factory=dict)


def replaying_many(histories: Sequence[tuple[Any, Iterable[Passed]]], *, actor: Actor) -> None:
    """Store rows (unsaved, keys already given) with their history. The steps of a row are read one by one, so that a generator may
    look at the row as it then stands. Refused: anybody but the system, a step that does not start from the state before it."""
    if not actor.is_system:
        raise NotAllowed(_("只有命令行可以接收历史数据。"))
    if not histories:
        return
    about = kept(type(histories[0][0]))
    records: list[Record] = []
    versions: list[VersionRow] = []
    with _book() as book:
        for row, steps in histories:
            records.extend(_walk(about, row, steps, versions))
        rows = [row for row, _steps in histories]
        type(rows[0])._base_manager.bulk_create(rows, batch_size=1000)
        if about.versions is not None:
            about.versions._base_manager.bulk_create(versions, batch_size=2000)
        book.extend(sorted(records, key=lambda record: record.at))


def _walk(about: Kept, row: Any, steps: Iterable[Passed], versions: list[VersionRow]) -> Iterable[Record]:
    """Take the row through its steps; add a version for each change of its list and figure columns."""
    state, seen, open_version = None, None, None
    for passed in steps:
        change = Change(row, _step(about, passed.action, state))
        change.set(**passed.sets)
        _move(about, change)
        if about.versions is not None:
            columns = {name: getattr(row, name) for name in about.versions.columns}
            if columns != seen:
                if open_version is not None:
                    open_version.valid_to = passed.at
                seen, open_version = columns, about.versions(row_id=row.pk, valid_from=passed.at, **columns)
                versions.append(open_version)
        yield _record(about, change, passed.actor, passed.at, passed.reason, state)
        state = getattr(row, about.workflow.state_field) if about.workflow.state_field else ""


def _step(about: Kept, action: Term, state: str | None) -> Step:
    for step in about.workflow.of(action):
        if step.starts_from(state):
            return step
    raise NotNow(_("历史数据有误：“%(action)s”不能从“%(state)s”开始。"), action=action.label, state=state or "")
