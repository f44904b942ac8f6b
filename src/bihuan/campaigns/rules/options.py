"""What the campaign office may tune, with the defaults of the issue. Stored as JSON on the campaign; unknown keys are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from bihuan.foundation.kernel import _


@dataclass(frozen=True, slots=True)
class Options:
    """`near_days` working days before the due day the lamp turns amber; `sample_percent` of corrected items are verified."""

    near_days: int = 3
    sample_percent: float = 10.0
    quick_days: int = 15
    full_days: int = 30
    approve_measures: bool = False
    quick_sources: tuple[str, ...] = ("self_check", "critique", "opinion")
    publicity_step: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Defaults with what the campaign set; values of a wrong type fall back to the default."""
        known = {one.name: one for one in fields(cls)}
        values = {name: tuple(v) if isinstance(v, list) else v for name, v in stored.items() if name in known and v is not None}
        return cls(**values)


LABELS = {
    "near_days": _("临期提醒（工作日）"),
    "sample_percent": _("立改抽验比例（%）"),
    "quick_days": _("立行立改默认时限（日）"),
    "full_days": _("整改默认时限（日）"),
    "approve_measures": _("整改措施须经责任领导批准"),
    "quick_sources": _("可以立行立改的来源"),
    "publicity_step": _("销号前公示"),
}
