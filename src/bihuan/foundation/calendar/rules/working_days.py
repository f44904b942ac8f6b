"""The working-day calendar of China: Monday to Friday, but for holidays and made-up working days (调休)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bihuan.foundation.kernel import _
from bihuan.foundation.kernel.time import add_working_days

FEWEST_DAYS_OFF = 7
"""A year counts as known when at least so many of its weekdays are entered as off (real years have 18 to 20)."""
DOUBT = _("%(years)s年的节假日安排还没有录入，暂按周一至周五计算。")


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. Callable, so that it can be handed to the deadline rules as it is.

    `special` maps a day out of the ordinary to whether it is worked; `years` are those whose notice is entered.
    """

    special: Mapping[date, bool]
    years: frozenset[int]

    @classmethod
    def of(cls, special: Mapping[date, bool]) -> "WorkCalendar":
        """A calendar that finds out by itself which years are known."""
        off: dict[int, int] = {}
        for day, works in special.items():
            off[day.year] = off.get(day.year, 0) + (not works)
        return cls(dict(special), frozenset(year for year, count in off.items() if count >= FEWEST_DAYS_OFF))

    def is_working(self, day: date) -> bool:
        """Is this day worked? Years without data fall back to Monday to Friday."""
        known = self.special.get(day)
        return day.weekday() < 5 if known is None else known

    __call__ = is_working

    @property
    def known_until(self) -> date | None:
        """The last day of the newest known year; None without any data."""
        return date(max(self.years), 12, 31) if self.years else None

    def knows(self, day: date) -> bool:
        """Is the notice for this day's year entered?"""
        return day.year in self.years

    def unknown_years(self, *days: date | None) -> tuple[int, ...]:
        """Years of these days whose notice is not entered, in order."""
        return tuple(sorted({day.year for day in days if day is not None and not self.knows(day)}))

    def doubts(self, *days: date | None) -> str:
        """A sentence about those of the days whose year has no data; "" when all are known."""
        years = self.unknown_years(*days)
        return DOUBT % {"years": "、".join(map(str, years))} if years else ""

    def near_until(self, today: date, days: int) -> date:
        """The last day that counts as near: `days` working days after today."""
        return add_working_days(today, days, self)
