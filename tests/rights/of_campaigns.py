"""Rows of a campaign and of its chasing: who sees a meeting, a reminder, a call, a task."""

from types import SimpleNamespace as Fact
from typing import Any

from bihuan.campaigns.models import ChaseCall, Meeting, MeetingUnit, Task
from bihuan.campaigns.queries import chasing
from bihuan.campaigns.queries.meetings import visible_meetings
from bihuan.campaigns.queries.tasks import visible_tasks
from bihuan.foundation.kernel import Actor
from bihuan.problems.models import Reminder
from bihuan.problems.queries import reach, visible_to
from bihuan.problems.queries.reminders import reminders_of
from tests.factories.town import NOW
from tests.rights.organisations import OF_UNITS, UNITS, WHOLE, Organisation
from tests.rights.told import Kind, Rows, Told, keys_of, near_or_whole

# --- meetings and tasks (M10, M11, M22)


def _meetings(t: Told) -> Rows:
    found = {}
    for kind, own in (("relay", True), ("dispatch", False), ("training", False)):
        where, there = (t.where() if own else None), t.dice.sample(range(UNITS), 1)
        row = Meeting.objects.create(
            **t.here,
            kind=kind,
            topic="会",
            purpose="研究",
            held_on=t.today,
            unit=t.at.unit(where),
            group=None if own else t.at.body,
            registered_at=NOW,
        )
        for one in there:
            MeetingUnit.objects.create(meeting=row, unit=t.at.units[one])
        found[row.pk] = Fact(units=[*there, *([] if where is None else [where])], sits=None if own else t.org.seat, all=kind == "training")
    return found


def sees_meeting(org: Organisation, who: int, f: Fact) -> bool:
    """Office and leading group all; others what the campaign held to train all, those of their units, those at which these were, those of a
    body in which they sit."""
    return org.has(who, *WHOLE) or f.all or (f.sits is not None and who == f.sits) or any(org.over(who, one, *OF_UNITS) for one in f.units)


def _tasks(t: Told) -> Rows:
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = Task.objects.create(**t.here, stage=t.at.stage, title="报方案", unit=t.at.units[where])
        found[row.pk] = Fact(unit=where)
    return found


def _campaign(t: Told) -> Any:
    return t.at.campaign


def _reminders(t: Told) -> Rows:
    found = {}
    for where in t.dice.sample(range(UNITS), 2):
        row = Reminder.objects.create(problem=t.problems[where], level="remind", text="请抓紧", counted_on=t.today, sent_at=NOW)
        found[row.pk] = Fact(unit=where)
    return found


def _reminders_seen(t: Told, actor: Actor) -> set[int]:
    rows = visible_to(reach(actor, t.at.campaign.pk), t.at.campaign.pk)
    return {one.pk for row in rows for one in reminders_of(row)}


def _calls(t: Told) -> Rows:
    made = [
        (ChaseCall.objects.create(**t.here, unit=one, called_on=t.today, told="再催", logged_at=NOW), n) for n, one in enumerate(t.at.units)
    ]
    return {row.pk: Fact(unit=n) for row, n in made}


def _calls_read(t: Told, actor: Actor) -> set[int]:
    """What the page of calls asks before it shows any."""
    units = [one for one in t.at.units if chasing.chases(actor, t.at.campaign, one.pk) or chasing.reads_chasing(actor, t.at.campaign)]
    return {pk for one in units for pk in keys_of(chasing.calls_to(t.at.campaign, one))}


CAMPAIGNS = (
    Kind("meeting", _meetings, sees_meeting, lambda t, a: keys_of(visible_meetings(a, t.at.campaign))),
    Kind("reminder", _reminders, near_or_whole, _reminders_seen),
    Kind("call to a late unit", _calls, lambda o, w, f: o.has(w, *WHOLE) or o.over(w, f.unit, "supervisor"), _calls_read),
    Kind("task", _tasks, near_or_whole, lambda t, a: keys_of(visible_tasks(a, t.at.campaign))),
)  # fmt: skip
