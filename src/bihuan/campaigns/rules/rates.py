"""A share never goes without its whole: what was counted, out of how many, of what, on which day (A22)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bihuan.foundation.kernel import _


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `whole`; `whole_means` says in words what the whole is, with `%(name)s` places for `facts`."""

    part: int
    whole: int
    whole_means: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of_subjects(cls, part: int, whole: int, day: date) -> "Rate":
        """A share of the subjects on the roster of a day."""
        return cls(part, whole, _("%(year)d年%(month)d月%(day)d日名册上的整治对象"), {"year": day.year, "month": day.month, "day": day.day})

    @property
    def percent(self) -> float | None:
        """One decimal; None where there is no whole."""
        return round(100 * self.part / self.whole, 1) if self.whole else None

    def said(self, translate: Callable[[str], str]) -> str:
        """The share with its whole, translated by `translate`."""
        facts = {"part": self.part, "whole": self.whole, "means": translate(self.whole_means) % self.facts}
        return translate(_("%(share)s（%(part)d/%(whole)d，%(means)s）")) % (
            facts | {"share": "—" if self.percent is None else f"{self.percent}%"}
        )

    def __str__(self) -> str:
        return self.said(str)
