"""A share never goes without its whole: what was counted, out of how many, of what, on which day (A22)."""

from dataclasses import dataclass
from datetime import date

from bihuan.foundation.kernel import _


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `whole`; `whole_means` says in words what the whole is."""

    part: int
    whole: int
    whole_means: str

    @classmethod
    def of_subjects(cls, part: int, whole: int, day: date) -> "Rate":
        """A share of the subjects on the roster of a day."""
        return cls(part, whole, _("%(day)s名册上的整治对象") % {"day": f"{day.year}年{day.month}月{day.day}日"})

    @property
    def percent(self) -> float | None:
        """One decimal; None where there is no whole."""
        return round(100 * self.part / self.whole, 1) if self.whole else None

    def __str__(self) -> str:
        shown = "—" if self.percent is None else f"{self.percent}%"
        return f"{shown}（{self.part}/{self.whole}，{self.whole_means}）"
