"""Days as moments in the time of the installation, and which versions of rows held at a moment."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import make_aware

from bihuan.foundation.kernel.moments import Written

_FIRST, _LAST = date.min + timedelta(days=1), date.max - timedelta(days=1)
"""Outside these a day has no moment in every time zone; nothing is recorded there."""


def start_of(day: date) -> datetime:
    """The first moment of a day; of the first and last days of all calendars that of their neighbour."""
    return make_aware(datetime.combine(min(max(day, _FIRST), _LAST), time.min))


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return start_of(min(day, _LAST) + timedelta(days=1))


def after(written: Written) -> datetime:
    """The first moment after the one that was written: what was recorded in it counts."""
    return end_of(written.day) if written.is_day else make_aware(written.begins) + written.length


def held_before(moment: datetime) -> Q:
    """Versions that held just before a moment: before the end of a day, those of that day."""
    return Q(valid_from__lt=moment) & (Q(valid_to=None) | Q(valid_to__gte=moment))
