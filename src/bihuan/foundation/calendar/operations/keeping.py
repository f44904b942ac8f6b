"""Keeping the calendar. Every change is in the book. Deadlines that are asked for are counted anew from the next question on; clocks that are
kept as their last day are counted anew at once, by the rooms above that keep them, in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.calendar.models import SpecialDay
from bihuan.foundation.calendar.operations.recounting import recounting
from bihuan.foundation.calendar.queries import calendar, special_day
from bihuan.foundation.calendar.rules import Moved, Special
from bihuan.foundation.calendar.vocabulary import CalendarAction as A
from bihuan.foundation.kernel import Actor, BadInput, _


@dataclass(frozen=True, slots=True)
class Entered:
    """How many days were entered, and which clocks moved by them."""

    days: int
    moved: tuple[Moved, ...]


def _refuse_ordinary(day: date, works: bool) -> None:
    if works == (day.weekday() < 5):
        sentence = _("%(day)s 本来就是工作日，不用录入。") if works else _("%(day)s 本来就是周末，不用录入。")
        raise BadInput(sentence, day=day.isoformat())


def _said(day: date, works: bool, name: str) -> str:
    return f"{day.isoformat()} {_('上班') if works else _('放假')} {name.strip()}"


def set_day(*, day: date, works: bool, name: str, source: str, actor: Actor, now: datetime) -> Entered:
    """Say that a weekday is off, or that a weekend day is worked. The same again changes nothing."""
    return set_days(days=[Special(day, works, name, source)], actor=actor, now=now)


def _enter(one: Special, actor: Actor, now: datetime) -> None:
    day, works, name, source = one.day, one.works, one.name, one.source
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


def set_days(*, days: Sequence[Special], actor: Actor, now: datetime) -> Entered:
    """Enter the days of a whole notice, all or none; clocks that they move are counted anew with them."""
    with recounting("、".join(_said(one.day, one.works, one.name) for one in days), actor, now) as told:
        for one in days:
            _enter(one, actor, now)
    return Entered(len(days), tuple(told))


def clear_day(row: SpecialDay, *, actor: Actor, now: datetime) -> Entered:
    """Make a day ordinary again."""
    what = f"{row.day.isoformat()} {_('恢复为平常日')}"
    with recounting(what, actor, now) as told, changing(row, A.CLEAR, actor=actor, now=now) as change:
        change.note(day=row.day, works=row.works, name=row.name)
        change.tell(calendar.forget)
        SpecialDay.objects.filter(pk=row.pk).delete()
    return Entered(1, tuple(told))
