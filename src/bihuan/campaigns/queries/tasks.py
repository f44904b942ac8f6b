"""Tasks of the stages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign, Task
from bihuan.campaigns.policy import Held, held_over, runs
from bihuan.campaigns.vocabulary import Duty, TaskState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Person


def visible_tasks(actor: Actor, campaign: Campaign) -> QuerySet[Task]:
    """The tasks this actor sees: all for office and leading group, else those of his units and groups."""
    rows = Task.objects.filter(campaign=campaign).select_related("stage", "unit", "group")
    mine = held_over(actor, campaign.pk)
    if any(one.duty in (Duty.OFFICE, Duty.LEADER) for one in mine) or runs(actor, campaign):
        return rows
    units = [one.unit_id for one in mine if one.unit_id]
    return rows.filter(Q(unit_id__in=units) | Q(group__grants__person_id=actor.person_id, group__grants__ended_at=None)).distinct()


def tasks_then(tasks: QuerySet[Task], campaign: Campaign, until: datetime) -> list[Task]:
    """Those that had been given by a moment, open where they were finished later. Never to be saved."""
    given = Record.objects.filter(campaign=campaign.code, kind="task", at__lt=until).values("row")
    told = list(tasks.filter(pk__in=given))
    for one in told:
        if one.finished_at and one.finished_at >= until:
            one.state, one.result, one.proof, one.finished_at, one.finished_by = TaskState.OPEN, "", "", None, None
    return told


def open_tasks(actor: Actor, campaign: Campaign) -> list[Task]:
    """The open tasks that wait for this actor's units, nearest first."""
    mine = [one for one in held_over(actor, campaign.pk) if one.unit_id]
    if not mine:
        return []
    rows = list(
        visible_tasks(actor, campaign).filter(state=TaskState.OPEN, unit_id__in=[one.unit_id for one in mine]).order_by("due_on", "pk")[:20]
    )
    _mark_deputed(rows, mine)
    return rows


def _mark_deputed(rows: Sequence[Any], mine: Sequence[Held]) -> None:
    """`behalf` on each task: for whom the actor does it as a deputy, "" for his own units'. A query for deputies alone."""
    own, others = {one.unit_id for one in mine if one.of is None}, {one.unit_id: one.of for one in mine if one.of is not None}
    names = dict(Person.objects.filter(pk__in=set(others.values())).values_list("pk", "name")) if others else {}
    for row in rows:
        row.behalf = "" if row.unit_id in own else names.get(others.get(row.unit_id) or 0, "")


def find_task(actor: Actor, campaign: Campaign, pk: int) -> Task:
    """One task, or Missing."""
    task = visible_tasks(actor, campaign).filter(pk=pk).first()
    if task is None:
        raise Missing()
    return task
