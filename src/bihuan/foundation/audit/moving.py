"""What a step makes of a row: its fields and its state, and the record that tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bihuan.foundation.audit.chain import Entry
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.keeping import Kept
from bihuan.foundation.audit.taking import check_needs
from bihuan.foundation.kernel import Actor, BadInput, Step, Workflow, _
from bihuan.foundation.kernel.unseen import legible


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, when and why."""

    actor: Actor
    at: datetime
    reason: str = ""

    def refuse_silence(self, step: Step) -> None:
        """A step that asks for a reason gets one."""
        if step.reason and not self.reason:
            raise BadInput(_("请写明理由。"))


def begun(row: Any, taken: tuple[Step, Actor], by: By, values: Mapping[str, Any]) -> Change:
    """The step begun on a locked row: what was filled in is set, needs and reason are asked."""
    step, taker = taken
    change = Change(row, step, taker)
    change.set(**values)
    check_needs(row, step, taker, by.at)
    by.refuse_silence(step)
    return change


class Told(Protocol):
    """What a record tells beside the change: who, when, why."""

    @property
    def actor(self) -> Actor: ...
    @property
    def at(self) -> datetime: ...
    @property
    def reason(self) -> str: ...


def record(about: Kept, change: Change, by: Told, state_from: str | None) -> Entry:
    row, actor, state_field = change.row, change.actor, about.workflow.state_field
    if actor.for_person is not None:
        change.note(on_behalf_of=actor.for_person)
    if about.remarks is not None:
        change.note(**about.remarks(change, state_from is None))
    return Entry(
        at=by.at, actor=actor.user_id, actor_name=actor.told, door=actor.door, kind=about.kind, row=row.pk, label=about.name(row)[:200],
        campaign=about.campaign(row), action=change.step.action.value, state_from=state_from or "",
        state_to=(getattr(row, state_field) or "") if state_field else "", reason=legible(by.reason),
        changes={name: "＊" if name in about.veiled else value for name, value in change.changes.items()},
    )  # fmt: skip


def _lead(flow: Workflow, change: Change) -> None:
    """The row in the state to which the step leads, and where it was, for rows that can be set aside."""
    row, before = change.row, flow.before_field
    state, kept_for_back = flow.leads(change.step, getattr(row, flow.state_field), getattr(row, before) if before else "")
    setattr(row, flow.state_field, flow.states(state) if flow.states and state else state)
    change.touched.add(flow.state_field)
    if before and getattr(row, before) != kept_for_back:
        setattr(row, before, str(kept_for_back))
        change.touched.add(before)


def move(about: Kept, change: Change) -> None:
    if change.step.target is not None and about.workflow.state_field:
        _lead(about.workflow, change)
    if hasattr(change.row, "revision") and not change.row._state.adding:
        change.row.revision += 1
        change.touched.add("revision")
