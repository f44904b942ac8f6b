"""Working days on plain values: the calendar as a callable, and the notices of holidays as data files. No Django, no database."""

from bihuan.foundation.calendar.rules.moving import Moved, Running, moved
from bihuan.foundation.calendar.rules.notices import read_lines, read_notices
from bihuan.foundation.calendar.rules.special import Special
from bihuan.foundation.calendar.rules.working_days import WorkCalendar

__all__ = ["Moved", "Running", "Special", "WorkCalendar", "moved", "read_lines", "read_notices"]
