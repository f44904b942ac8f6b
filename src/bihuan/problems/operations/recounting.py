"""Clocks of the ledger that are kept as their last day – the publicity before closing – counted anew when the calendar changes (F4)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.changing import changing_many, one_write
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.calendar.rules import Moved, Running, WorkCalendar, moved
from bihuan.foundation.kernel import _
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Action, State

_PART = 2000
PUBLICITY = _("公示")


def recount(old: WorkCalendar, new: WorkCalendar, now: datetime, reason: str) -> list[Moved]:
    """Give publicity that still runs as many working days by the new calendar as it had by the old. Each item that moved has its record in
    the book; returned are all that moved."""
    today = localdate(now)
    found = {clock.key: (clock, ends_on) for clock, ends_on in moved(_running(today), old, new, today)}
    told, keys = list[Moved](), sorted(found)
    with one_write():
        for at in range(0, len(keys), _PART):
            told += _write({key: found[key] for key in keys[at : at + _PART]}, now, reason)
    return told


def _running(today: date) -> Iterator[Running]:
    """Publicity that runs today. It counts from the day of publishing, or from a later day on which a void was taken back."""
    rows = Problem.objects.filter(state=State.PUBLICISED, publicity_ends_on__gte=today, published_on__isnull=False)
    told: Any = rows.annotate(restored=Max("voids__restored_at")).values_list("pk", "published_on", "publicity_ends_on", "restored")
    for key, published_on, ends_on, restored in told:
        yield Running(key, max(published_on, localdate(restored)) if restored else published_on, ends_on)


def _write(found: dict[int, tuple[Running, date]], now: datetime, reason: str) -> Sequence[Moved]:
    each = {key: {"publicity_ends_on": ends_on} for key, (_clock, ends_on) in found.items()}
    locked = list(among(Problem.objects.select_for_update(), "id", sorted(found)).order_by("pk"))
    rows, _refused = changing_many(locked, Action.RECOUNT, actor=system_actor(), now=now, reason=reason[:300], each=each, fresh=True)
    return [Moved(PUBLICITY, row.campaign.title, row.number, found[row.pk][0].ends_on, found[row.pk][1]) for row in rows]
