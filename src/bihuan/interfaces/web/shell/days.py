"""Now and today, as pages use them: the installation's time, the working-day calendar, spans of days in words."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from bihuan.campaigns.queries import settings_for
from bihuan.foundation.calendar.queries import near_until
from bihuan.problems.queries import Today

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


def now() -> datetime:
    """This moment in the installation's own time zone."""
    return timezone.localtime()


def today_of(campaign: "Campaign") -> Today:
    """Today, and until when a due day counts as near in this campaign."""
    day = timezone.localdate()
    return Today(day, near_until(day, settings_for(campaign).near_days))


def day_to_day(start: date, end: date) -> str:
    """From day to day; the year is said once where both lie in it."""
    return f"{start:%Y-%m-%d}—{end:%m-%d}" if start.year == end.year else f"{start:%Y-%m-%d}—{end:%Y-%m-%d}"
