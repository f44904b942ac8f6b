"""Keeping the calendar. Every change is in the book; deadlines are counted anew from the next question on."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.calendar.models import SpecialDay
from bihuan.foundation.calendar.queries import calendar, special_day
from bihuan.foundation.calendar.rules import Special
from bihuan.foundation.calendar.vocabulary import CalendarAction as A
from bihuan.foundation.kernel import Actor, BadInput, _


def _refuse_ordinary(day: date, works: bool) -> None:
    if works == (day.weekday() < 5):
        sentence = _("%(day)s 本来就是工作日，不用录入。") if works else _("%(day)s 本来就是周末，不用录入。")
        raise BadInput(sentence, day=day.isoformat())


def set_day(*, day: date, works: bool, name: str, source: str, actor: Actor, now: datetime) -> SpecialDay:
    """Say that a weekday is off, or that a weekend day is worked. The same again changes nothing."""
    _refuse_ordinary(day, works)
    if not name.strip():
        raise BadInput(_("请填写节日名称。"))
    values = {"works": works, "name": name.strip(), "source": source.strip()}
    row = special_day(day)
    if row is None:
        row = SpecialDay(day=day, **values)
        with creating(row, A.ENTER, actor=actor, now=now) as change:
            change.note(**values)
            change.tell(calendar.forget)
    elif any(getattr(row, key) != value for key, value in values.items()):
        with changing(row, A.AMEND, actor=actor, now=now, given=values) as change:
            change.tell(calendar.forget)
    calendar.forget()
    return row


def set_days(*, days: Sequence[Special], actor: Actor, now: datetime) -> int:
    """Enter the days of a whole notice, all or none. Returns how many there were."""
    with transaction.atomic():
        for one in days:
            set_day(day=one.day, works=one.works, name=one.name, source=one.source, actor=actor, now=now)
    return len(days)


def clear_day(row: SpecialDay, *, actor: Actor, now: datetime) -> None:
    """Make a day ordinary again."""
    with changing(row, A.CLEAR, actor=actor, now=now) as change:
        change.note(day=row.day, works=row.works, name=row.name)
        change.tell(calendar.forget)
        SpecialDay.objects.filter(pk=row.pk).delete()
    calendar.forget()
