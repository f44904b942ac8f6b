"""Correcting what was written on the ledger: fields, category, priority."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bihuan.campaigns.models import Category, Manifestation
from bihuan.foundation.audit.changing import Change, changing
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import Problem
from bihuan.problems.operations.indexing import SEARCHED, index
from bihuan.problems.vocabulary import Action, State

AMENDABLE = frozenset({
    "text", "weight", "person", "leader", "doer", "due_on", "section", "owner_level", "owner_name", "found_on", "category", "manifestation", "priority",
})  # fmt: skip


def reindex(change: Change) -> None:
    """Bring the search index up to date when a searched field moved."""
    if change.touched & SEARCHED or change.touched & {"person", "leader", "doer"}:
        index([change.row])


def amend(
    *, problem: Problem, values: Mapping[str, Any], actor: Actor, now: datetime, seen: int | None = None, reason: str = ""
) -> Problem:
    """Change fields of a problem that is not yet handed over for closing. `seen`: the revision the user looked at."""
    unknown = set(values) - AMENDABLE
    if unknown:
        raise BadInput(_("这些栏目不能直接修改：%(names)s。"), names="、".join(sorted(unknown)))
    if "due_on" in values and problem.state == State.RECTIFYING and values["due_on"] != problem.due_on:
        raise BadInput(_("整改已经开始，时限不能直接改，请由专班办理延期。"))
    if values.get("manifestation"):
        values = {**values, "category": values["manifestation"].category}
    with changing(problem, Action.AMEND, actor=actor, now=now, seen=seen, reason=reason, given=values) as change:
        if "due_on" in change.touched:
            change.set(planned_due_on=problem.due_on)
        reindex(change)
    return problem


def classify(
    *,
    problem: Problem,
    category: Category | None,
    manifestation: Manifestation | None,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
) -> Problem:
    """Sort a problem into the catalogue (M90): each has one item; the category follows the manifestation."""
    given = {"category": manifestation.category if manifestation else category, "manifestation": manifestation}
    with changing(problem, Action.CLASSIFY, actor=actor, now=now, seen=seen, given=given):
        pass
    return problem


def prioritise(*, problem: Problem, priority: bool, actor: Actor, now: datetime) -> Problem:
    """Mark or unmark as a priority."""
    with changing(problem, Action.PRIORITISE, actor=actor, now=now) as change:
        change.set(priority=priority)
    return problem
