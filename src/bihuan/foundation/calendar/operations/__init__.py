"""Keeping the calendar: days out of the ordinary entered, changed, cleared."""

from bihuan.foundation.calendar.operations.keeping import Entered, clear_day, set_day, set_days
from bihuan.foundation.calendar.operations.recounting import when_days_change

__all__ = ["Entered", "clear_day", "set_day", "set_days", "when_days_change"]
