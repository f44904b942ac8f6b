"""What the steps of a clue ask for, on plain values (检举控告工作规则 第十七、二十八条; M121, M124), and the clocks that run for it."""

from dataclasses import dataclass
from datetime import date

from bihuan.clues.vocabulary.clues import ClueNeed as N
from bihuan.clues.vocabulary.clues import Disposal

VERIFIED_BY = frozenset({Disposal.TALK, Disposal.PRELIMINARY})


def unmet(*, disposal: str, same_hand: bool, verified: bool, named: bool, answered: bool, receipt: str) -> tuple[N, ...]:
    """All needs that are missing; a step asks for its own only."""
    missing = {
        N.OTHER_HAND: same_hand, N.TO_VERIFY: disposal not in VERIFIED_BY, N.IS_SHELVED: disposal != Disposal.SHELVED,
        N.WAS_VERIFIED: not verified, N.IS_OVER: disposal != Disposal.ENDED, N.WAS_ANSWERED: named and not answered,
        N.HAS_RECEIPT: not receipt,
    }  # fmt: skip
    return tuple(need for need, is_missing in missing.items() if is_missing)


@dataclass(frozen=True, slots=True)
class Running:
    """A clock of the clock table: from its first day until it is done."""

    rule: str
    from_on: date
    done_on: date | None


def clocks(*, named: bool, received: date, registered: date, approved: date | None, concluded: date | None, answered: date | None,
           closed: date | None) -> list[Running]:  # fmt: skip
    """T3 (told that it is accepted, which registering does) and T4 (told the result) for a real name, T7 (received to approved) for all."""
    found = [Running("T7", received, approved or closed)]
    if named:
        found.append(Running("T3", received, registered))
        if ended := concluded or (closed if closed else None):
            found.append(Running("T4", ended, answered))
    return found
