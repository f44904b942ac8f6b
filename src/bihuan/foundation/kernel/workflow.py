"""A lifecycle is one table: one row per step. Buttons, refusals, the permission matrix, diagrams and tests all read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bihuan.foundation.kernel.terms import Term, _


class Way(Term):
    """Targets that are no state."""

    BACK = "back", _("回到原环节")


ANY: tuple[Term, ...] = ()  # the step starts from every state
CREATE: None = None  # the step makes the row
SAME: None = None  # the step leaves the state as it is
BACK = Way.BACK  # the step leads back to the state in which the row was before it was set aside


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: `action` leads `sources` → `target`, open to holders of one of `duties`, when all `needs` are met.

    `creates` steps make the row and have no source. `target` None keeps the state. `reason` True asks for a written reason.
    """

    action: Term
    sources: tuple[Term, ...]
    target: Term | None
    duties: frozenset[Term]
    needs: tuple[Term, ...] = ()
    creates: bool = False
    reason: bool = False

    def starts_from(self, state: str | None) -> bool:
        """May this step start from `state` (None: the row does not exist yet)?"""
        if state is None:
            return self.creates
        return not self.creates and (not self.sources or state in self.sources)


@dataclass(frozen=True)
class Workflow:
    """A table of steps over the state field `state_field` ("" for rows without a lifecycle).

    A row that enters a state of `aside` keeps in `before_field` where it was, and a step to `BACK` leads there again."""

    name: str
    label: str
    states: type[Term] | None
    steps: tuple[Step, ...]
    state_field: str = "state"
    aside: tuple[Term, ...] = ()
    before_field: str = ""
    _by_action: dict[str, tuple[Step, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[Step, ...]] = {}
        for step in self.steps:
            found[step.action.value] = (*found.get(step.action.value, ()), step)
        object.__setattr__(self, "_by_action", found)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def of(self, action: str) -> tuple[Step, ...]:
        """All rows of the table for this action."""
        return self._by_action.get(str(action), ())

    def step(self, action: str, state: str | None, duties: Iterable[str]) -> Step | None:
        """The row that lets holders of `duties` do `action` from `state`, or None."""
        held = set(duties)
        return next((s for s in self.of(action) if s.starts_from(state) and held & s.duties), None)

    def leads(self, step: Step, state: str | None, before: str) -> tuple[str | None, str]:
        """The state after the step, and the state that is kept for the way back. From one aside state into another the first is kept."""
        if step.target is None:
            return state, before
        if step.target is BACK:
            return before, ""
        if step.target in self.aside:
            return step.target, before if state in self.aside else state or ""
        return step.target, "" if state in self.aside else before

    def step_of_duty(self, action: str, duties: Iterable[str]) -> bool:
        """May holders of `duties` do `action` from some state at all?"""
        held = set(duties)
        return any(held & s.duties for s in self.of(action))

    def open_to(self, state: str | None, duties: Iterable[str]) -> list[Step]:
        """Every step that holders of `duties` may take from `state`: the buttons of a page (needs are told apart)."""
        held = set(duties)
        return [s for s in self.steps if s.starts_from(state) and held & s.duties]
