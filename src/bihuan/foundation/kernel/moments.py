"""A past moment as people write it: a day (its end is meant), a minute, a second; each with all that happened in it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

_YEARS = range(2000, 2101)
"""As the machine door takes days: room for weeks before and after on every page that reckons from a moment."""


@dataclass(frozen=True, slots=True)
class Written:
    """2026-03-02 · 2026-03-02T14:30 · 2026-03-02T14:30:05. `length` is how long the moment lasts; `begins` is without a zone: the
    time of the installation."""

    text: str
    begins: datetime
    length: timedelta

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From a text; None for anything else. A blank may stand for the T."""
        told = text.strip().replace(" ", "T")
        lengths = {10: timedelta(days=1), 16: timedelta(minutes=1), 19: timedelta(seconds=1), 26: timedelta(microseconds=1)}
        try:
            begins = datetime.fromisoformat(told) if len(told) in lengths else None
        except ValueError:
            begins = None
        if begins is None or begins.tzinfo or begins.year not in _YEARS or told[4:5] != "-":
            return None
        return cls(told, begins, lengths[len(told)])

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """The moment itself, to its microsecond; `moment` in the time of the installation."""
        bare = moment.replace(tzinfo=None)
        return cls(bare.isoformat(timespec="microseconds"), bare, timedelta(microseconds=1))

    @classmethod
    def on(cls, day: date) -> Self:
        """A whole day."""
        return cls(day.isoformat(), datetime.combine(day, time.min), timedelta(days=1))

    @property
    def day(self) -> date:
        """The day it lies in."""
        return self.begins.date()

    @property
    def is_day(self) -> bool:
        """Was only a day written?"""
        return self.length == timedelta(days=1)

    @property
    def clock(self) -> time:
        """The time of the day that is meant: a day means its last minute."""
        return time(23, 59) if self.is_day else self.begins.time()

    def __str__(self) -> str:
        """As a page says it: 2026-03-02 14:30."""
        return self.text[:19].replace("T", " ")
