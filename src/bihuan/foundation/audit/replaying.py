"""A history that is taken over whole: many rows with the steps each of them already went through, in bulk statements.

The book gets one record a step and the versions get one row a change, as if each step had been taken at its time. What is asked of a
step is its place in the workflow; duties and needs were another time's. Only whoever holds the machine may take a history over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from bihuan.foundation.audit import replaced
from bihuan.foundation.audit.chain import Entry
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import _book
from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.audit.moving import move, record
from bihuan.foundation.audit.pouring import pour, pour_values
from bihuan.foundation.audit.versions import attribute
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
    records: list[Entry] = []
    told = _Versions(about)
    with _book() as book:
        for row, steps in histories:
            records.extend(_walk(about, row, steps, told))
        pour(about.model, [row for row, _steps in histories])
        told.store()
        book.extend(sorted(records, key=lambda record: record.at))


class _Versions:
    """The versions of many rows, gathered as plain values: `[row, from, to, columns…]`."""

    def __init__(self, about: Kept) -> None:
        self.model = about.versions
        self.columns = about.versions.columns if about.versions else ()
        self.read = attrgetter("pk", *(attribute(about.model, name) for name in self.columns))
        self.rows: list[list[Any]] = []
        self.about = about
        self.replaced: list[list[Any]] = []

    def look(self, row: Any, at: datetime, last: list[Any] | None) -> list[Any] | None:
        """Close the last version and open a new one when the row's columns changed. Returns the open one."""
        if self.model is None:
            return None
        key, *columns = self.read(row)
        if last is not None and last[3:] == columns:
            return last
        if last is not None:
            last[2] = at
        self.rows.append([key, at, None, *columns])
        return self.rows[-1]

    def store(self) -> None:
        if self.model is not None:
            names = ["row_id", "valid_from", "valid_to", *(attribute(self.model, name) for name in self.columns)]
            pour_values(self.model, names, self.rows)
        replaced.store(self.about, self.replaced)


def _walk(about: Kept, row: Any, steps: Iterable[Passed], told: _Versions) -> Iterable[Entry]:
    """Take the row through its steps; a version for each change of its list and figure columns, a record for each step."""
    state, version = None, None
    for passed in steps:
        change = Change(row, _step(about, passed.action, state), passed.actor)
        change.set(**passed.sets)
        move(about, change)
        version = told.look(row, passed.at, version)
        if state is not None and about.replaced is not None:
            told.replaced += replaced.values_of(about, [(change, passed.at)])
        yield record(about, change, passed, state)
        state = getattr(row, about.workflow.state_field) if about.workflow.state_field else ""


def _step(about: Kept, action: Term, state: str | None) -> Step:
    for step in about.workflow.of(action):
        if step.starts_from(state):
            return step
    raise NotNow(_("历史数据有误：“%(action)s”不能从“%(state)s”开始。"), action=action.label, state=state or "")
