"""One number with where it comes from."""

from dataclasses import dataclass, replace
from datetime import date

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.kernel.time import Length, Span
from bihuan.foundation.rulebook.vocabulary import Confidence, Unit

SPANS = {Unit(span.value): span for span in Span}


@dataclass(frozen=True, slots=True)
class Rule:
    """A number in force from `effective_on`: `value` of `unit`, by `article`. `at_most_more` is the longest extension, in the same unit.

    `used_for` says what of the product reads it; empty: to be looked up only.
    `rhythm` marks something due at the end of every such period; `set_by_us` a value that this installation set itself.
    """

    id: str
    title: str
    value: int
    unit: Unit
    article: str
    effective_on: date
    confidence: Confidence
    pack: str = ""
    note: str = ""
    rolls: bool = True
    rhythm: bool = False
    at_most_more: int = 0
    set_by_us: bool = False
    used_for: str = ""

    @property
    def length(self) -> Length:
        """The value as a length of time. Raises BadInput for a percentage or a count."""
        if self.unit not in SPANS:
            raise BadInput(_("规则“%(title)s”不是时限。"), title=self.title)
        return Length(self.value, SPANS[self.unit], self.rolls)

    @property
    def longest_extension(self) -> Length | None:
        """How much more may be granted in all, or None when the rule knows no extension."""
        return Length(self.at_most_more, SPANS[self.unit], self.rolls) if self.at_most_more else None

    @property
    def is_setting(self) -> bool:
        """Uncertain numbers are settings: to be confirmed by whoever runs the installation."""
        return self.confidence is Confidence.UNSURE

    def with_value(self, value: int) -> "Rule":
        """The same rule with a value set here. Raises BadInput outside what makes sense."""
        most = 100 if self.unit is Unit.PERCENT else 3660
        if not 0 <= value <= most:
            raise BadInput(_("“%(title)s”须在 0 到 %(most)d 之间。"), title=self.title, most=most)
        return replace(self, value=value, set_by_us=True)


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that the installation set itself for a rule, from a day on."""

    rule: str
    value: int
    from_on: date
