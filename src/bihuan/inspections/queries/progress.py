"""Which unit is at which step (M117), and what is due this week by group: the dispatch board of the office."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from bihuan.campaigns.models import Campaign, GroupUnit, Task
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries import units_of
from bihuan.campaigns.vocabulary import Duty, TaskState
from bihuan.foundation.kernel import Actor, _
from bihuan.inspections.models import CorrectionNotice, Observation, Visit
from bihuan.inspections.policy import sight
from bihuan.inspections.vocabulary import NoticeState, ObservationState, VisitState
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import UNCOUNTED, State


@dataclass(frozen=True, slots=True)
class Step:
    """Where a unit stands: how many of its items are in each state, the step at which most of the open ones are, how many are overdue."""

    unit: Unit
    states: dict[State, int]
    step: State | None
    late: int


_DONE = (State.CLOSED, State.LOOKED_BACK, State.CLOSED_BEFORE)


def steps_of_units(actor: Actor, campaign: Campaign, today: date) -> list[Step]:
    """Every unit that the actor sees, with its step. Three queries, however many units."""
    mine, rows = sight(actor, campaign), units_of(campaign, today)
    units = rows if mine.whole else rows.filter(pk__in=mine.supervised | mine.own)
    counted: dict[int, dict[State, list[int]]] = {}
    told = Problem.objects.filter(campaign=campaign).exclude(state__in=UNCOUNTED).order_by().values_list("unit_id", "state")
    for unit, state, many, late in told.annotate(many=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today) & ~Q(state__in=_DONE))):
        counted.setdefault(unit, {})[State(state)] = [many, late]
    return [_step(unit, counted.get(unit.pk, {})) for unit in units]


def _step(unit: Unit, found: dict[State, list[int]]) -> Step:
    states = {state: found[state][0] for state in State if state in found}  # in the order of the way
    opened = {state: many for state, many in states.items() if state not in _DONE}
    step = max(opened, key=lambda one: opened[one]) if opened else (State.CLOSED if states else None)
    return Step(unit, states, step, sum(late for _many, late in found.values()))


@dataclass(frozen=True, slots=True)
class OfGroup:
    """What is due this week in the units of one group."""

    name: str
    units: int
    items: int = 0
    late: int = 0
    tasks: Sequence[Any] = field(default=())
    answers: Sequence[Any] = field(default=())
    notices: Sequence[Any] = field(default=())
    visits: Sequence[Any] = field(default=())


def week_of(today: date) -> tuple[date, date]:
    """Monday and Sunday."""
    first = today - timedelta(today.weekday())
    return first, first + timedelta(6)


def groups_this_week(campaign: Campaign, today: date, actor: Actor) -> list[OfGroup]:
    """By supervision group what is due until Sunday: items of the ledger, tasks, comments, replies, visits. Seven queries for all groups.
    For the office; covert visits of units of its own are left out there, too."""
    last = week_of(today)[1]
    charged = list(
        GroupUnit.objects.filter(campaign=campaign, group__dissolved_on=None).select_related("group").order_by("group__order", "group_id")
    )
    group_of = {one.unit_id: one.group_id for one in charged}
    names = {one.group_id: one.group.name for one in charged}
    found: dict[int | None, dict[str, Any]] = {key: {"name": name, "units": 0, "items": 0, "late": 0} for key, name in names.items()}
    for one in charged:
        found[one.group_id]["units"] += 1
    due = Problem.objects.filter(campaign=campaign, due_on__lte=last).exclude(state__in=(*UNCOUNTED, *_DONE)).order_by()
    for unit, many, late in due.values_list("unit_id").annotate(many=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today))):
        place = found.setdefault(group_of.get(unit), {"name": "", "units": 0, "items": 0, "late": 0})
        place["items"] += many
        place["late"] += late
    for what, rows in _due_rows(campaign, today, actor).items():
        for row in rows[:500]:
            place = found.setdefault(_group(row, group_of), {"name": "", "units": 0, "items": 0, "late": 0})
            place.setdefault(what, []).append(row)
    return [OfGroup(**one) for one in found.values()]


def _due_rows(campaign: Campaign, today: date, actor: Actor) -> dict[str, QuerySet[Any]]:
    """What is due until Sunday beside items of the ledger, by the field of `OfGroup` that holds it."""
    first, last = week_of(today)
    waiting = Observation.objects.filter(campaign=campaign, state=ObservationState.SENT, answer_by_on__lte=last)
    owed = CorrectionNotice.objects.filter(campaign=campaign, state__in=(NoticeState.SENT, NoticeState.REFUSED), due_on__lte=last)
    going = Visit.objects.filter(
        sight(actor, campaign).visits(), campaign=campaign, state=VisitState.APPROVED, visit_on__range=(first, last)
    )
    return {
        "tasks": Task.objects.filter(campaign=campaign, state=TaskState.OPEN, due_on__lte=last).select_related("unit", "group"),
        "answers": waiting.select_related("unit"), "notices": owed.select_related("unit"), "visits": going.select_related("unit"),
    }  # fmt: skip


def due_in_my_units(mine: Sequence[Held], campaign: Campaign, today: date) -> dict[str, tuple[int, int]]:
    """For a member of a supervision group, or his deputy: how many items, comments, replies and tasks are due until Sunday in the units he
    supervises, how many of them overdue. Four queries; none for everybody else."""
    units = {one.unit_id for one in mine if one.duty is Duty.SUPERVISOR and one.unit_id}
    if not units:
        return {}
    last, here = week_of(today)[1], Q(campaign=campaign, unit_id__in=units)
    parts: tuple[tuple[str, QuerySet[Any], str], ...] = (
        (_("问题整改"), Problem.objects.filter(here, due_on__lte=last).exclude(state__in=(*UNCOUNTED, *_DONE)), "due_on"),
        (_("单位说明"), Observation.objects.filter(here, state=ObservationState.SENT, answer_by_on__lte=last), "answer_by_on"),
        (
            _("纠偏通知回复"),
            CorrectionNotice.objects.filter(here, state__in=(NoticeState.SENT, NoticeState.REFUSED), due_on__lte=last),
            "due_on",
        ),
        (_("阶段任务"), Task.objects.filter(here, state=TaskState.OPEN, due_on__lte=last), "due_on"),
    )
    told = {word: rows.aggregate(many=Count("pk"), late=Count("pk", filter=Q(**{f"{due}__lt": today}))) for word, rows, due in parts}
    return {word: (one["many"], one["late"]) for word, one in told.items() if one["many"]}


def _group(row: Any, group_of: dict[int, int]) -> int | None:
    own = getattr(row, "group_id", None)
    return own if own in group_of.values() else group_of.get(row.unit_id)
