"""What stands against a successor, on plain values: whoever set his hand to an item, or has to judge it, does not put it right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bihuan.foundation.kernel import _
from bihuan.problems.vocabulary import Work


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One open item: its number, who puts it right, whom it is about, who leads, the persons whose hands are on it."""

    number: int
    doer: int | None
    person: int | None
    leader: int | None
    hands: frozenset[int]


@dataclass(frozen=True, slots=True)
class Against:
    """Items that stand against a successor: why, which, and whether the work cannot go to him at all (else it is only told)."""

    text: str
    numbers: tuple[int, ...]
    stops: bool


_OF_DOER = _("已在这些问题上办过确认、核验等手续，不能再作整改责任人")
_OF_LEADER = _("是这些问题的整改责任人，不能批准自己的措施")
_OF_DUTY = _("是这些问题的整改责任人或办过前面的环节，这些要由别人确认或核验")


def against(work: Work, successor: int, items: Sequence[ItemFacts]) -> list[Against]:
    """What stands against this successor among the items of one piece of work."""
    if work in (Work.DOER, Work.OWN):
        return _told(_OF_DOER, [one.number for one in items if successor in one.hands], stops=True)
    if work is Work.LEADER:
        return _told(_OF_LEADER, [one.number for one in items if successor in (one.doer, one.person)], stops=True)
    return _told(_OF_DUTY, [one.number for one in items if successor in (one.doer, one.person) or successor in one.hands], stops=False)


def _told(text: str, numbers: Collection[int], *, stops: bool) -> list[Against]:
    return [Against(text, tuple(numbers), stops)] if numbers else []
