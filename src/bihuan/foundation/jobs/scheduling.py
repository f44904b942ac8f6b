"""What time brings about: each turn of each thing is asked for exactly once, whichever of several workers looks first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from bihuan.foundation.jobs.models import Job, Schedule
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.kernel import Actor

CLOCK = Actor(None, "定时", door="clock")


@dataclass(frozen=True, slots=True)
class Turnus:
    """A thing that comes round: every `hours`, counted from `at` of a day (local time)."""

    name: str
    title: str
    hours: int
    task: Task[Any, Any]
    at: time = time(2, 0)

    def after(self, moment: datetime) -> datetime:
        """The first turn later than `moment`."""
        day = timezone.localtime(moment).replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        first = day - timedelta(days=1)
        return first + timedelta(hours=self.hours * ((moment - first) // timedelta(hours=self.hours) + 1))


def ask_for_what_is_due(table: Sequence[Turnus], now: datetime) -> list[str]:
    """Ask for every thing whose turn has come; a turn missed while nobody worked is done once, late. Names of what was asked for."""
    Schedule.objects.bulk_create([Schedule(name=one.name, due=one.after(now)) for one in table], ignore_conflicts=True)
    due = dict(Schedule.objects.filter(due__lte=now).values_list("name", "due"))
    return [one.name for one in table if one.name in due and _ask_once(one, due[one.name], now)]


def _ask_once(one: Turnus, due: datetime, now: datetime) -> bool:
    with transaction.atomic():
        if not Schedule.objects.filter(name=one.name, due=due).update(due=one.after(now)):
            return False  # another worker was first
        ask(one.task, title=one.title, actor=CLOCK, now=now, key=f"{one.name}@{due.isoformat()}")
    return True


def forget_ended_before(moment: datetime) -> int:
    """Take jobs that ended earlier out of the table, with their rows in the queue. How many."""
    ended = Job.objects.filter(ended__lt=moment)
    with transaction.atomic():
        DBTaskResult.objects.filter(pk__in=ended.values("task")).delete()
        return ended.delete()[0]
