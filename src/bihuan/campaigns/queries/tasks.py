"""Tasks of the stages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from bihuan.campaigns.models import Campaign, GroupMember, Task
from bihuan.campaigns.policy import Held, grants_of, held_over, runs
from bihuan.campaigns.rules.tasks import Changed, changed
from bihuan.campaigns.vocabulary import Duty, GroupKind, TaskState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Person, Unit


def visible_tasks(actor: Actor, campaign: Campaign, mine: Sequence[Held] | None = None) -> QuerySet[Task]:
    """The tasks this actor sees: all for office and leading group, else those of his units and groups. `mine`: what he holds here, where it was
    asked already."""
    rows = Task.objects.filter(campaign=campaign).select_related("stage", "unit", "group", "parent__unit")
    mine = held_over(actor, campaign.pk) if mine is None else mine
    if any(one.duty in (Duty.OFFICE, Duty.LEADER) for one in mine) or runs(actor, campaign):
        return rows
    units = [one.unit_id for one in mine if one.unit_id]
    return rows.filter(Q(unit_id__in=units) | Q(group__in=grants_of(actor, campaign.pk).values("group_id")))


def tasks_then(tasks: QuerySet[Task], campaign: Campaign, until: datetime) -> list[Task]:
    """Those that had been given by a moment, open where they were finished later. Never to be saved."""
    given = Record.objects.filter(campaign=campaign.code, kind="task", at__lt=until).values("row")
    told = list(tasks.filter(pk__in=given))
    for one in told:
        if one.finished_at and one.finished_at >= until:
            one.state, one.result, one.proof, one.finished_at, one.finished_by = TaskState.OPEN, "", "", None, None
    return told


_SIT = {GroupKind.SUPERVISION: Duty.SUPERVISOR, GroupKind.OFFICE: Duty.OFFICE}
"""Bodies whose members finish what was given to them, by the duty that a seat there brings."""
_DO = frozenset({Duty.LIAISON, Duty.UNIT_HEAD})


def waiting_tasks(mine: Sequence[Held], person_id: int | None, campaign_id: int, duties: frozenset[Duty] = _DO) -> QuerySet[Task]:
    """The open tasks that wait for somebody who holds this: those of units towards which he holds one of `duties`, and of the bodies in which
    he sits; as a deputy those of whom he stands in for. Without a query."""
    found = Q(unit_id__in={one.unit_id for one in mine if one.duty in duties and one.unit_id})
    for kind, duty in _SIT.items():
        people = {who for one in mine if one.duty is duty and (who := one.of or person_id)}
        seats = GroupMember.objects.filter(group__campaign_id=campaign_id, group__kind=kind, person_id__in=people)
        found |= Q(group_id__in=seats.order_by().values("group_id")) if people else Q()
    return Task.objects.filter(found, campaign_id=campaign_id, state=TaskState.OPEN)


def finishable(actor: Actor, campaign: Campaign) -> frozenset[int]:
    """Keys of the open tasks that this actor may finish."""
    mine = held_over(actor, campaign.pk)
    rows = Task.objects.filter(campaign=campaign, state=TaskState.OPEN)
    if not actor.is_system and not any(one.duty is Duty.OFFICE for one in mine):
        rows = waiting_tasks(mine, actor.person_id, campaign.pk, _DO | {Duty.SUPERVISOR})
    return frozenset(rows.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Waiting:
    """The tasks that wait for somebody: how many, how many of them overdue, and the nearest, each with `behalf`: for whom it is done as a
    deputy, "" for one's own."""

    count: int
    late: int
    rows: Sequence[Task]


def open_tasks(actor: Actor, campaign: Campaign, today: date, most: int = 20, mine: Sequence[Held] | None = None) -> Waiting:
    """The open tasks that wait for this actor, nearest first. Three queries; two where `mine`, what he holds here, was asked already."""
    mine = held_over(actor, campaign.pk) if mine is None else mine
    waiting = waiting_tasks(mine, actor.person_id, campaign.pk)
    told = waiting.aggregate(count=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    rows = list(waiting.select_related("stage", "unit", "group").order_by(F("due_on").asc(nulls_last=True), "pk")[:most])
    _mark_deputed(rows, mine)
    return Waiting(told["count"], told["late"], rows)


def _mark_deputed(rows: Sequence[Any], mine: Sequence[Held]) -> None:
    """`behalf` on each task. A query for deputies alone."""
    own, others = {_place(one) for one in mine if one.of is None}, {_place(one): one.of for one in mine if one.of is not None}
    names = dict(Person.objects.filter(pk__in=set(others.values())).values_list("pk", "name")) if others else {}
    for row in rows:
        place = row.unit_id or _SIT.get(row.group.kind)
        row.behalf = "" if place in own else names.get(others.get(place) or 0, "")


def _place(one: Held) -> int | Duty | None:
    """Where a duty makes tasks somebody's own: its unit, or the body that brings it."""
    return one.duty if one.duty in _SIT.values() else one.unit_id


def find_task(actor: Actor, campaign: Campaign, pk: int) -> Task:
    """One task, or Missing."""
    task = visible_tasks(actor, campaign).filter(pk=pk).first()
    if task is None:
        raise Missing()
    return task


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a task, handed down; `depth` 1 for those of the task itself. `changes`: what it asks otherwise than its original (M210)."""

    task: Task
    depth: int
    changes: tuple[Changed, ...]


def changes_of(task: Task) -> tuple[Changed, ...]:
    """What a part asks otherwise than the task it came from; both levels see it. Nothing for a task that is nobody's part."""
    above = task.parent
    return changed(above.due_on, task.due_on, above.amount, task.amount) if above else ()


def parts_of(task: Task) -> list[Part]:
    """Every part of a task and of its parts, each below its own (M119). One query a level."""
    below, level = dict[int, list[Task]](), [task]
    while level:
        rows = Task.objects.filter(parent__in=level).select_related("unit", "parent").order_by("unit__order", "unit_id")
        level = list(rows)
        for one in level:
            below.setdefault(one.parent_id or 0, []).append(one)
    return list(_in_order(task, below, 1))


def _in_order(task: Task, below: Mapping[int, Sequence[Task]], depth: int) -> Iterator[Part]:
    for one in below.get(task.pk, ()):
        yield Part(one, depth, changes_of(one))
        yield from _in_order(one, below, depth + 1)


def parts_counted(tasks: Sequence[Task]) -> dict[int, tuple[int, int]]:
    """By task how many parts were handed down, and how many of them are done."""
    rows = Task.objects.filter(parent__in=tasks).order_by().values_list("parent_id")
    told = rows.annotate(all=Count("pk"), done=Count("pk", filter=Q(state=TaskState.DONE)))
    return {parent: (every, done) for parent, every, done in told if parent}


def units_below(campaign: Campaign, task: Task) -> list[Unit]:
    """Covered units below the one that was given a task and that have no part of it yet."""
    if task.unit is None:
        return []
    taken = Task.objects.filter(parent=task).values("unit")
    below = Unit.objects.filter(path__startswith=task.unit.path, coverings__campaign=campaign, coverings__to_on=None)
    return list(below.exclude(pk=task.unit.pk).exclude(pk__in=taken).order_by("path").distinct())


def passes_on(actor: Actor, campaign: Campaign, task: Task) -> bool:
    """May he hand this task down: its unit's liaison or head, or the office; while it is open and there are units below?"""
    if task.state != TaskState.OPEN or task.unit is None:
        return False
    mine = held_over(actor, campaign.pk)
    is_his = any(one.duty is Duty.OFFICE or (one.duty in _DO and one.unit_id == task.unit_id) for one in mine)
    return is_his and bool(units_below(campaign, task))
