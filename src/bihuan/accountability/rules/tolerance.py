"""The tolerance review: three distinctions, conditions, and a line on each principle (D1–D3, M171, M172). It says what is missing, never the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bihuan.accountability.rules.pack import pack
from bihuan.foundation.kernel import BadInput, _

YES, NO, UNCLEAR = "yes", "no", "unclear"


@dataclass(frozen=True)
class Review:
    """`distinctions` and `principles`: words for each; `conditions`: yes, no or unclear for each; `applies`: what whoever looked thinks, for others
    to decide."""

    distinctions: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    principles: Mapping[str, str] = field(default_factory=dict)
    applies: bool = False
    text: str = ""

    def told(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def principles_of(plan: Sequence[str]) -> tuple[str, ...]:
    """The three of tolerance always (M172), and after them whatever the plan names beside them: those of a plan are mostly about how its work is done."""
    own = pack().principles
    return (*own, *(one for one in plan if one not in own))


def missing(review: Mapping[str, Any], principles: Sequence[str]) -> list[str]:
    """What is not answered yet, in the order of the form."""
    said, met, lines = (review.get(name) or {} for name in ("distinctions", "conditions", "principles"))
    found = [one.text for one in pack().distinctions if not str(said.get(one.id, "")).strip()]
    found += [one.text for one in pack().conditions if met.get(one.id) not in (YES, NO, UNCLEAR)]
    return [*found, *(one for one in principles if not str(lines.get(one, "")).strip()), *([] if review.get("text") else ["审查意见"])]


def checked(review: Review, principles: Sequence[str]) -> dict[str, Any]:
    """The review as it is kept. Refused: anything unanswered."""
    told = review.told()
    if left := missing(told, principles):
        raise BadInput(_("容错审查还有 %(count)d 项没有回答：%(what)s。"), count=len(left), what="；".join(left[:3]))
    return told
