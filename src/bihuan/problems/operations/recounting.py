"""Clocks of the ledger that are kept as their last day – the publicity before closing – counted anew when the calendar changes (F4)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max, prefetch_related_objects
from django.utils.timezone import localdate

from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.alike import changing_alike
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.audit.drawing import draw
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.calendar.rules import Moved, Running, WorkCalendar, moved
from bihuan.foundation.kernel import _
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Action, State

PUBLICITY = _("公示")


def recount(old: WorkCalendar, new: WorkCalendar, now: datetime, reason: str) -> list[Moved]:
    """Give publicity that still runs as many working days by the new calendar as it had by the old. Each item that moved has its record in
    the book; returned are all that moved."""
    today = localdate(now)
    found = {clock.key: (clock, ends_on) for clock, ends_on in moved(_running(today), old, new, today)}
    with one_write():
        rows = _locked(found)
        told = [Moved(PUBLICITY, row.campaign.title, row.number, found[row.pk][0].ends_on, found[row.pk][1]) for row in rows]
        ends = {row.pk: found[row.pk][1] for row in rows}
        changing_alike(rows, Action.RECOUNT, ("publicity_ends_on", ends), actor=system_actor(), now=now, reason=reason[:300])
    return told


def _running(today: date) -> Iterator[Running]:
    """Publicity that runs today. It counts from the day of publishing, or from a later day on which a void was taken back."""
    rows = Problem.objects.filter(state=State.PUBLICISED, publicity_ends_on__gte=today, published_on__isnull=False)
    told: Any = rows.annotate(restored=Max("voids__restored_at")).values_list("pk", "published_on", "publicity_ends_on", "restored")
    for key, published_on, ends_on, restored in told:
        yield Running(key, max(published_on, localdate(restored)) if restored else published_on, ends_on)


def _locked(found: Mapping[int, tuple[Running, date]]) -> list[Problem]:
    """Those that still run as they were found, by their keys, with as much of them as the step and its record need."""
    rows = among(Problem.objects.select_for_update(no_key=True), "id", sorted(found)).order_by("pk")
    told = draw(rows, only=("id", "campaign_id", "number", "state", "publicity_ends_on"))
    still = [row for row in told if row.state == State.PUBLICISED and row.publicity_ends_on == found[row.pk][0].ends_on]
    prefetch_related_objects(still, "campaign")
    return still
