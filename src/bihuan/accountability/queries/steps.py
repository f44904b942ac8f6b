"""Which steps somebody may take now, and what each of them still asks for: what a page says and offers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bihuan.accountability.models import Handling
from bihuan.accountability.policy import unmet_of_handling
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import HandlingNeed as N
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, Term

_CHOSEN_THERE = {A.SUBMIT: (N.COMPETENT,)}
"""Needs that the form of the step fills: the body is chosen as it is submitted."""


def duties_towards(actor: Actor, row: Any) -> frozenset[Term]:
    """What the actor is to this row."""
    return kept(type(row)).duties(actor, row)


def open_steps(actor: Actor, row: Any) -> frozenset[Term]:
    """The actions that the table opens to this actor; nobody takes them as a deputy."""
    about = kept(type(row))
    state = getattr(row, about.workflow.state_field) if about.workflow.state_field else ""
    return frozenset(step.action for step in about.workflow.open_to(state, about.duties(actor, row)))


def missing_for(row: Handling, actor: Actor, action: A, now: datetime) -> tuple[Term, ...]:
    """What a step still asks for, apart from what its own form fills."""
    return tuple(one for one in unmet_of_handling(row, actor, action, now) if one not in _CHOSEN_THERE.get(action, ()))


def ready(row: Handling, actor: Actor, actions: Iterable[A], now: datetime) -> list[A]:
    """Those of these steps that ask for nothing more."""
    return [one for one in actions if not missing_for(row, actor, one, now)]
