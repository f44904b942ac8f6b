"""Reminders on items: what was sent and answered, and whose answer is awaited."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.rules.switches import switches_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem, Reminder
from bihuan.problems.policy import Reach, duties_within, may_read
from bihuan.problems.rules.reminders import day_of, levels_open, next_level
from bihuan.problems.vocabulary import PRIVATE_SOURCES, TICKING, ReminderLevel
from bihuan.problems.workflow import REMINDER

_UNIT = (Duty.LIAISON, Duty.UNIT_HEAD)


def reminders_of(problem: Problem) -> list[Reminder]:
    """All reminders on an item with their answers, latest first (M99)."""
    return list(Reminder.objects.filter(problem=problem).select_related("sent_by", "answered_by").order_by("-pk"))


def find_reminder(problem: Problem, pk: int) -> Reminder:
    """One of them, or Missing."""
    row = Reminder.objects.select_related("problem__campaign", "problem__unit").filter(problem=problem, pk=pk).first()
    if row is None:
        raise Missing()
    return row


def may_remind(mine: Reach, problem: Problem) -> bool:
    """May he urge this item: the office, its supervision group; while it is open and the campaign chases?"""
    takes = _takes(mine, problem, "send_reminder", None)
    return takes and problem.state in TICKING and switches_of(problem.campaign.file).chasing


def may_answer(mine: Reach, problem: Problem) -> bool:
    """May he answer for this item: its unit, whoever puts it right; of those who read it, for a reminder tells what it is about?"""
    return may_read(mine, problem) and _takes(mine, problem, "answer_reminder", "")


def _takes(mine: Reach, problem: Problem, action: str, state: str | None) -> bool:
    return any(REMINDER.step(action, state, duties_within(one, problem)) for one in (mine, *mine.stand_ins()))


@dataclass(frozen=True, slots=True)
class Ways:
    """In which ways something may be urged now, each with on how many items; `next` is the firmest for the item that is furthest. Empty: all
    of it was urged today."""

    items: Mapping[ReminderLevel, int]
    next: ReminderLevel


def ways_of(problems: Sequence[Problem], today: date) -> Ways:
    """How items may be urged now: a level whose lower one was sent to an item before, and no item twice for a working day (M99). One query."""
    day, sent, done = reminded_on(today), defaultdict[int, set[ReminderLevel]](set), set[int]()
    for pk, level, on in Reminder.objects.filter(problem__in=problems).values_list("problem_id", "level", "counted_on"):
        sent[pk].add(ReminderLevel(level))
        done |= {pk} if on == day else set()
    fit = [levels_open(sent[one.pk]) for one in problems if one.pk not in done]
    counts = Counter(level for levels in fit for level in levels)
    return Ways(
        {one: counts[one] for one in ReminderLevel if counts[one]}, next_level([one for pk in sent for one in sent[pk] if pk not in done])
    )


def reminded_on(today: date) -> date:
    """The working day that a reminder of today counts for."""
    return day_of(today, calendar().is_working)


def late_items(campaign: Campaign, unit: Unit, today: date) -> QuerySet[Problem]:
    """The overdue open items of a unit, in the order of their days."""
    rows = Problem.objects.filter(campaign=campaign, unit=unit, state__in=TICKING, due_on__lt=today)
    return rows.select_related("campaign", "unit", "person", "doer", "leader").order_by("due_on", "number")


def sent_to_unit(campaign: Campaign, unit: Unit, level: ReminderLevel, day: date) -> Sequence[Reminder]:
    """What was sent to a unit's items at one level for one working day: what its paper lists."""
    rows = Reminder.objects.filter(problem__campaign=campaign, problem__unit=unit, level=level, counted_on=day)
    return list(rows.select_related("problem", "sent_by").order_by("problem__due_on", "problem__number"))


def papers_of(campaign: Campaign, units: Collection[int]) -> Mapping[int, list[tuple[ReminderLevel, date, int]]]:
    """By unit what was sent: level, working day, on how many items; the latest first."""
    rows = Reminder.objects.filter(problem__campaign=campaign, problem__unit__in=units).order_by()
    told = rows.values_list("problem__unit_id", "level", "counted_on").annotate(n=Count("pk")).order_by("-counted_on", "level")
    found: dict[int, list[tuple[ReminderLevel, date, int]]] = {}
    for unit, level, day, count in told:
        found.setdefault(unit, []).append((ReminderLevel(level), day, count))
    return found


def waiting_reminders(actor: Actor, held: Sequence[Held], campaign_id: int, _today: date) -> Iterable[Wait]:
    """Reminders whose answer is awaited from him: of his units' items, and of those he puts right, as far as he may read them."""
    if actor.person_id is None:
        return
    heads = Q(unit__in={one.unit_id for one in held if one.duty is Duty.UNIT_HEAD and one.unit_id}, of_unit_head=False)
    of_unit = Q(unit__in={one.unit_id for one in held if one.duty in _UNIT and one.unit_id})
    own = Q(person_id=actor.person_id)
    mine = ((of_unit | Q(doer_id=actor.person_id)) & ~Q(source__in=PRIVATE_SOURCES)) | heads | own
    # asked of each unanswered reminder, of which there are few: joined, SQLite may walk the ledger for them
    its = Problem.objects.filter(mine, pk=OuterRef("problem_id"), campaign_id=campaign_id, state__in=TICKING)
    rows = Reminder.objects.filter(Exists(its.order_by()), answered_at=None)
    yield Wait("reminders", rows.select_related("problem__unit"), "answer_by_on")
