"""The whole story of one problem, and what can be done with it now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.rules.columns import columns_in_use
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.kernel import NotAllowed, NotNow, Term, _
from bihuan.problems.models import Problem
from bihuan.problems.policy import IN_PERSON, Reach, duties_within
from bihuan.problems.queries.needs import facts
from bihuan.problems.rules import unmet_needs
from bihuan.problems.vocabulary import Action, Need, State
from bihuan.problems.workflow import PROBLEM


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the story: what happened, when, by whom, why."""

    at: datetime
    action: Action
    who: str
    reason: str
    state: State | None


@dataclass(frozen=True, slots=True)
class Button:
    """A step somebody may take now; `missing` are the needs that still stand in its way."""

    action: Action
    missing: tuple[Need, ...]
    asks_reason: bool
    behalf: str = ""
    """For whom it is done by delegation, "" for oneself."""

    @property
    def is_ready(self) -> bool:
        return not self.missing


_FILLED_IN: dict[Term, set[Need]] = {  # needs that the step's own form fills in: they do not stand in its way
    Action.ANALYSE: {Need.CAUSE},
    Action.PLAN: {Need.MEASURES, Need.DOER, Need.DUE_DAY},
    Action.PROPOSE_MEASURES: {Need.MEASURES, Need.DOER, Need.DUE_DAY, Need.LEADER},
    Action.ASK: {Need.EVIDENCE},
    Action.CORRECT: {Need.HOW},
    Action.AMEND: {Need.SORTED_TEXT},
    Action.CLASSIFY: {Need.SORTED_TEXT},
}
# a step that is not meant for this item is not shown at all
_NOT_OFFERED = {
    Need.QUICK_PATH, Need.NO_APPROVAL_ASKED, Need.APPROVAL_ASKED, Need.SAMPLED, Need.IN_BATCH, Need.NOT_ABOUT_ONESELF, Need.PUBLICITY_ASKED,
    Need.NO_PUBLICITY_ASKED, Need.OBJECTION, Need.IN_TIME, Need.NOT_RULED, Need.SHARED, Need.NOT_CONCERNED,
}  # fmt: skip
# asked of the judged item alone, by the operation: the others of its batch go back whoever found that they hold
_BESIDE: dict[Term, tuple[Need, ...]] = {Action.FAIL_SAMPLE: (Need.ANOTHER_PERSON,)}
_TAKEN_WITH_ANOTHER = {Action.MERGE_INTO, Action.FOLLOW, Action.HAND_OVER}  # they follow from a step on another problem
_MEANT: dict[Term, Callable[[Problem], bool]] = {
    Action.FAIL_SAMPLE: lambda row: row.sampled,  # a batch is judged by the items that were drawn
    Action.PART: lambda row: row.merged > 0,
    Action.FILL: lambda row: bool(columns_in_use(row.campaign.file)),
}


_UNMEANT: dict[Term, str] = {
    Action.PART: _("没有别的问题并入这一件，不用拆分。"),
    Action.FILL: _("本专项没有自设栏目。"),
}


def buttons(mine: Reach, row: Problem, today: date) -> list[Button]:
    """The steps open to this actor on this row, in the order of the workflow table; without a query when `row` has its parts loaded."""
    found = _buttons(mine, row, today)
    for other in mine.stand_ins():
        for action, button in _buttons(other, row, today).items():
            if action not in found and action not in IN_PERSON:
                found[action] = button
    return list(found.values())


def _buttons(mine: Reach, row: Problem, today: date) -> dict[Action, Button]:
    unmet = set(unmet_needs(facts(row, mine.actor, today)))
    found: dict[Action, Button] = {}
    for step in PROBLEM.open_to(row.state, duties_within(mine, row)):
        missing = [
            need for need in (*step.needs, *_BESIDE.get(step.action, ())) if need in unmet and need not in _FILLED_IN.get(step.action, ())
        ]
        if step.action in _TAKEN_WITH_ANOTHER or not _MEANT.get(step.action, lambda _row: True)(row):
            continue
        if not _NOT_OFFERED & set(missing):
            action = Action(step.action)
            found.setdefault(action, Button(action, tuple(map(Need, missing)), step.reason, mine.actor.for_name))
    return found


def refuse_unless_open(mine: Reach, row: Problem, action: Action) -> None:
    """Refuse a step that this actor cannot take now, before its form is shown: a form holds what the row says."""
    held = duties_within(mine, row)
    others = () if action in IN_PERSON else mine.stand_ins()
    if not any(PROBLEM.step(action, row.state, duties_within(one, row)) for one in (mine, *others)):
        raise NotNow() if PROBLEM.step_of_duty(action, held) else NotAllowed()
    if action in _UNMEANT and not _MEANT[action](row):
        raise NotNow(_UNMEANT[action])


def book_of(row: Problem) -> list[Record]:
    """The records of one problem, oldest first."""
    return list(records_of("problem", row.pk))


def story(row: Problem, until: datetime | None = None, book: Sequence[Record] | None = None) -> list[Told]:
    """Everything the book tells about this problem (before a moment), oldest first; `book`: its records, where they were read already."""
    known = {action.value for action in Action}
    return [
        Told(one.at, Action(one.action), one.actor_name, one.reason, State(one.state_to) if one.state_to else None)
        for one in (book_of(row) if book is None else book)
        if one.action in known and (until is None or one.at < until)
    ]


def days_to_close(row: Problem) -> int | None:
    """Calendar days from finding to closing (M94); None while it is open."""
    return (localdate(row.closed_at) - row.found_on).days if row.closed_at else None
