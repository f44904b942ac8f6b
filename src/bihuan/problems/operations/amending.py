"""Correcting what was written on the ledger: fields, category, priority."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Category, Manifestation
from bihuan.campaigns.queries.people import heads_of
from bihuan.campaigns.rules.campaign_file import Settings
from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import Problem
from bihuan.problems.operations.edits import remember
from bihuan.problems.operations.filling import filled_in, settle_own
from bihuan.problems.operations.indexing import index_one, text_changed
from bihuan.problems.policy import refuse_moving_a_head
from bihuan.problems.rules import keeps_company, path_for
from bihuan.problems.rules.days import DUE_BEFORE_FOUND, is_due_before_found
from bihuan.problems.rules.searched import SEARCHED
from bihuan.problems.vocabulary import Action, OwnerLevel, State

AMENDABLE = frozenset({
    "text", "weight", "person", "leader", "doer", "due_on", "section", "owner_level", "owner_name", "found_on", "category", "manifestation", "priority",
})  # fmt: skip


def reindex(change: Change) -> None:
    """Bring the search index up to date when a searched field moved."""
    if change.touched & SEARCHED or change.touched & {"person", "leader", "doer", "unit"}:
        index_one(change.row)
    if "text" in change.touched:
        text_changed([change.row])


def amend(
    *, problem: Problem, values: Mapping[str, Any], actor: Actor, now: datetime, seen: int | None = None, reason: str = ""
) -> Problem:
    """Change fields of a problem that is not yet handed over for closing. `seen`: the revision the user looked at; `own` among the values:
    columns of the campaign's own by number, as somebody types them."""
    own = values.get("own") or {}
    values = {name: value for name, value in values.items() if name != "own"}
    unknown = set(values) - AMENDABLE
    if unknown:
        raise BadInput(_("这些栏目不能直接修改：%(names)s。"), names="、".join(sorted(unknown)))
    if values.get("manifestation"):
        values = {**values, "category": values["manifestation"].category}
    with changing(problem, Action.AMEND, actor=actor, now=now, seen=seen, reason=reason, given=values) as change:
        if own:
            change.set(own=filled_in(problem, own, change.actor))
            settle_own([problem], now)
        refuse_silent_extension(change, localdate(now))
        if "due_on" in change.touched:
            change.set(planned_due_on=problem.due_on)
        if "weight" in change.touched:
            change.set(path=path_now(problem))
        if "person" in change.touched and "doer" not in values and problem.doer_id in (None, change.changes["person"][0]):
            change.set(doer=problem.person)  # whoever puts his own finding right is followed by the new owner
        settle_head(change, actor)
        reindex(change)
        remember(change, actor, now)
    return problem


def path_now(problem: Problem, options: Settings | None = None) -> str:
    """The way follows the weight until work on it has begun; what was returned once takes the full chain. `options` of its campaign, where
    whoever asks for thousands has read them."""
    if problem.state != State.RECORDED or problem.returned:
        return problem.path
    options = options or settings_of(problem.campaign.file)
    return path_for(problem.weight, problem.source, options.quick_sources, options.quick_weights)


def refuse_silent_extension(change: Change, today: date) -> None:
    """Once rectification runs, after an item came back, or when the day is past, only a recorded extension moves the due day; and never before
    the day on which it was found."""
    row: Problem = change.row
    if "due_on" in change.touched and is_due_before_found(row.due_on, row.found_on):
        raise BadInput(DUE_BEFORE_FOUND)
    old = change.changes["due_on"][0] if "due_on" in change.touched else None
    if old and (row.state == State.RECTIFYING or row.returned or row.reopened):
        raise BadInput(_("整改已经开始，时限不能直接改，请由专班办理延期。"))
    if old and date.fromisoformat(old) < today:
        raise BadInput(_("原定时限 %(day)s 已过，不能直接改，请由专班办理延期。"), day=old)


def settle_head(change: Change, actor: Actor) -> None:
    """When owner or doer changed: is it now an item of the unit head himself? A finding about him is taken from him by the office alone. What is
    nobody's any more is its unit's."""
    row: Problem = change.row
    if change.touched & {"person", "doer"}:
        heads = heads_of(row.campaign, [row.unit_id])
        if "person" in change.touched:
            refuse_moving_a_head(actor, row, change.changes["person"][0], heads)
            if not keeps_company(row.source, change.changes["person"][0], row.person_id):
                change.set(sharing=None)
            if row.person_id is None and row.owner_level == OwnerLevel.PERSON:
                change.set(owner_level=OwnerLevel.UNIT)
        change.set(of_unit_head=bool({(row.unit_id, row.person_id), (row.unit_id, row.doer_id)} & heads))


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
    with changing(problem, Action.CLASSIFY, actor=actor, now=now, seen=seen, given=given) as change:
        remember(change, actor, now)
    return problem


def prioritise(*, problem: Problem, priority: bool, actor: Actor, now: datetime) -> Problem:
    """Mark or unmark as a priority."""
    with changing(problem, Action.PRIORITISE, actor=actor, now=now) as change:
        change.set(priority=priority)
        remember(change, actor, now)
    return problem
