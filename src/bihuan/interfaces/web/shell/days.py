"""Now and today, as pages use them: the installation's time, the working-day calendar, spans of days in words."""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bihuan.campaigns.queries import settings_for
from bihuan.foundation.calendar.queries import near_until
from bihuan.problems.queries import Today
from bihuan.problems.rules import lamp
from bihuan.problems.vocabulary import Lamp, State

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


def lamp_on(day: date | None, today: Today) -> tuple[Lamp, str]:
    """The lamp of something open that is due on a day, and how many days are left, in words."""
    words = days_left((day - today.day).days) if day else "—"
    return lamp(State.RECTIFYING, day, today.day, today.near_until), words


def days_left(days: int) -> str:
    """How far a due day is, in words; below 0 it has passed."""
    return _days_left(days, get_language() or "")


@lru_cache(4096)
def _days_left(days: int, _language: str) -> str:
    """Asked for every row of every list."""
    if days < 0:
        return ngettext("超 %d 天", "超 %d 天", -days) % -days
    return str(_("今天到期")) if days == 0 else ngettext("剩 %d 天", "剩 %d 天", days) % days
