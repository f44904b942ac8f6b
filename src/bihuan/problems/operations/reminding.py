"""Urging single items, and all late items of a unit; answering on the item (M99)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.chasing import chases
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem, Reminder
from bihuan.problems.queries.reminders import late_items
from bihuan.problems.rules.reminders import check_reminder, day_of
from bihuan.problems.vocabulary import TICKING, ReminderAction, ReminderLevel


def remind(*, problem: Problem, level: ReminderLevel, text: str, actor: Actor, now: datetime, answer_by_on: date | None = None) -> Reminder:
    """Urge one item, by a person. Refused: a second time for the same working day, a level above the next, an item that is not open."""
    refuse_left_out(problem.campaign.file, "chasing")
    today = localdate(now)
    with one_write():
        held = Problem.objects.select_for_update(no_key=True).get(pk=problem.pk)  # two at once do not both urge it
        sent = list(Reminder.objects.filter(problem=held).values_list("level", "counted_on"))
        check_reminder(level, [ReminderLevel(one) for one, _day in sent], text, answer_by_on, today)
        if held.state not in TICKING:
            raise NotNow(_("第 %(number)04d 号不在整改中，不用催办。"), number=held.number)
        day = day_of(today, calendar().is_working)
        if day in {one for _level, one in sent}:
            raise NotNow(_("第 %(number)04d 号今天已经催办过，一件一个工作日最多一次。"), number=held.number)
        row = Reminder(
            problem=problem,
            level=level,
            text=text.strip(),
            answer_by_on=answer_by_on,
            counted_on=day,
            sent_at=now,
            sent_by_id=actor.user_id,
        )
        with creating(row, ReminderAction.SEND, actor=actor, now=now) as change:
            change.note(number=problem.number, level=level.value, answer_by_on=answer_by_on)
    return row


def remind_unit(
    *, campaign: Campaign, unit: Unit, level: ReminderLevel, text: str, actor: Actor, now: datetime, answer_by_on: date | None = None
) -> tuple[Sequence[Reminder], Sequence[tuple[Problem, str]]]:  # fmt: skip
    """Urge every late item of a unit, for one paper to it: those that were urged, and those that were not, each with the sentence why.
    Refused: who urges no items of this unit (before what there is of it is told), nothing is late, or no item could be urged."""
    if not chases(actor, campaign, unit.pk):
        raise NotAllowed()
    refuse_left_out(campaign.file, "chasing")
    done: list[Reminder] = []
    refused: list[tuple[Problem, str]] = []
    with one_write():
        items = list(late_items(campaign, unit, localdate(now)))
        if not items:
            raise NotNow(_("“%(name)s”没有超期的问题。"), name=unit.name)
        for one in items:
            one.campaign = campaign
            try:
                done.append(remind(problem=one, level=level, text=text, answer_by_on=answer_by_on, actor=actor, now=now))
            except NotNow as no:
                refused.append((one, no.sentence))
        if not done:
            raise NotNow(refused[0][1])
    return done, refused


def answer_reminder(*, reminder: Reminder, answer: str, actor: Actor, now: datetime) -> Reminder:
    """Answer on the item: what will be done, what stands in the way. Refused: answered already, no words."""
    if not answer.strip():
        raise BadInput(_("请写明办理情况。"))
    with changing(reminder, ReminderAction.ANSWER, actor=actor, now=now) as change:
        if reminder.answered_at is not None:
            raise NotNow(_("这次催办已经答复。"))
        change.set(answer=answer.strip(), answered_at=now, answered_by_id=actor.user_id)
    return reminder
