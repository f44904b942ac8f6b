"""Who takes a step: workflow and policy asked for the actor himself, and for those whose deputy he is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.kernel import Actor, NeedsUnmet, NotAllowed, NotNow, Refused, Step, Term, _


def state_of(about: Kept, row: Any) -> str | None:
    """The state of a row that is stored ("" for rows without a lifecycle), None before."""
    if row._state.adding:
        return None
    return getattr(row, about.workflow.state_field) if about.workflow.state_field else ""


def allowed(row: Any, action: Term, actor: Actor, duties: frozenset[Term] | None = None) -> Step:
    """The workflow row that lets `actor` do `action` from the present state, or the refusal that says why not (needs are not asked)."""
    about = kept(type(row))
    duties = about.duties(actor, row) if duties is None else duties
    step = about.workflow.step(action, state_of(about, row), duties)
    if step is None:
        raise _not_now(about, row, action) if about.workflow.step_of_duty(action, duties) else NotAllowed()
    return step


def _not_now(about: Kept, row: Any, action: Term) -> NotNow:
    """From which state this cannot be done: colleagues may have gone on meanwhile, many rows may stand in different states."""
    states, state = about.workflow.states, state_of(about, row)
    if states is None or not state:
        return NotNow()
    return NotNow(_("现在是“%(state)s”，不能办“%(action)s”。"), state=states(state).label, action=action.label)


def taken_by(row: Any, action: Term, actor: Actor) -> tuple[Step, Actor]:
    """The step that is allowed and who takes it: the actor himself, else he as the deputy of somebody whose duty lets him.

    Raises the refusal that he gets himself where nobody whom he stands in for may, either; NotAllowed for what no deputy does."""
    try:
        return allowed(row, action, actor), actor
    except (NotAllowed, NotNow) as no:
        about = kept(type(row))
        return _as_deputy(row, action, no, about.stand_ins(actor, [row])[0] if about.stand_ins else ())


def _as_deputy(row: Any, action: Term, no: Refused, others: Iterable[tuple[Actor, frozenset[Term]]]) -> tuple[Step, Actor]:
    """Of those for whom he may stand in, the first whose duty lets him and whom fewest needs are against."""
    about = kept(type(row))
    steps = [(about.workflow.step(action, state_of(about, row), duties), other) for other, duties in others]
    found = [(step, other) for step, other in steps if step is not None]
    if not found:
        raise no
    if action in about.in_person:
        raise NotAllowed(_("这一步要由 %(name)s 本人办，不能代办。"), name=found[0][1].for_name)
    return min(found, key=lambda one: len(_missing(row, *one))) if len(found) > 1 else found[0]


def _missing(row: Any, step: Step, actor: Actor) -> set[Term]:
    return set(step.needs) & set(kept(type(row)).unmet(row, actor, step.action, timezone.now()))


def check_needs(row: Any, step: Step, actor: Actor, now: datetime) -> None:
    """Refuse with the sentences of all needs of the step that are not met."""
    unmet = kept(type(row)).unmet(row, actor, step.action, now) if step.needs else ()
    missing = tuple(need for need in step.needs if need in unmet)
    if missing:
        raise NeedsUnmet("；".join(need.label for need in missing) + "。", needs=tuple(str(need) for need in missing))


def permitted(row: Any, action: Term, actor: Actor, now: datetime) -> tuple[Step, Actor]:
    """Duty, state and needs together, for the row as it is; the step and who takes it."""
    step, taker = taken_by(row, action, actor)
    check_needs(row, step, taker, now)
    return step, taker


class Takers:
    """Who takes a step on each of many rows; whom the actor may stand in for is asked once for all, and only if he needs it."""

    def __init__(self, about: Kept, action: Term, actor: Actor, rows: Sequence[Any]) -> None:
        self.about, self.action, self.actor, self.rows = about, action, actor, rows
        self.duties = about.duties_towards(actor, rows)
        self.others: list[list[tuple[Actor, frozenset[Term]]]] | None = None
        self._known: dict[tuple[str | None, frozenset[Term]], Step] = {}

    def of(self, at: int) -> tuple[Step, Actor]:
        row = self.rows[at]
        kind = state_of(self.about, row), self.duties[at]
        try:
            step = self._known.get(kind) or allowed(row, self.action, self.actor, self.duties[at])
            self._known[kind] = step
            return step, self.actor
        except (NotAllowed, NotNow) as no:
            if self.others is None:
                self.others = self.about.stand_ins(self.actor, self.rows) if self.about.stand_ins else [[] for _row in self.rows]
            return _as_deputy(row, self.action, no, self.others[at])
