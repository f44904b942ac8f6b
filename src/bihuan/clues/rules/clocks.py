"""Which clocks run for a clue, on plain values (domain.md section 0, T1–T15; M122, P17). Lengths stand in the rule packs and, for the two that the
campaign sets, in its settings; none stands here.

None of them stands still: the one pause that the sources give (T15, the days of a hearing, 信访工作条例 第三十六条) falls into the national system of
petitions, where T13 to T15 are counted. More time is a decision of its own with a reason and a hand (`operations.clocks.extend_clue`)."""

from dataclasses import dataclass
from datetime import date

from bihuan.clues.rules.steps import Running
from bihuan.clues.vocabulary.links import Arrival, UrgeLevel
from bihuan.foundation.kernel import _

ASSIGN, FINISH = "clue_assign_days", "clue_close_days"
"""The two limits that a campaign sets: received to assigned, assigned to closed (M122)."""
TITLES = {ASSIGN: _("收到线索，交办"), FINISH: _("交办线索，办结")}
AFTER = "clue_higher_days"
"""How long after its last day a clock goes before the next level but one (P17)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What is known of a clue: each day None as long as it has not come. `repeats`: it was joined to another clue."""

    received: date
    registered: date
    arrival: str = Arrival.DIRECT
    named: bool = False
    repeats: bool = False
    by_talk: bool = False
    assigned: date | None = None
    approved: date | None = None
    inquired: date | None = None
    explained: date | None = None
    talked: date | None = None
    concluded: date | None = None
    answered: date | None = None
    transferred: date | None = None
    closed: date | None = None
    reported: date | None = None

    @property
    def over(self) -> date | None:
        """From this day on nobody here has to do anything with it."""
        return _first(self.closed, self.transferred)


def _first(*days: date | None) -> date | None:
    """The earliest of those that have come."""
    return min((one for one in days if one is not None), default=None)


def clocks_of_days(days: Days) -> list[Running]:
    """Every clock that has begun, in the order of the table, the campaign's own two first."""
    if days.repeats:  # 第十四条: a repeat is registered and kept, not run again; nobody is told twice
        return []
    assigned = _first(days.assigned, days.transferred)
    found = [Running(ASSIGN, days.received, _first(assigned, days.closed))]
    if days.assigned:
        found.append(Running(FINISH, days.assigned, days.over))
    return [*found, *_arrived(days, assigned), *_to_the_reporter(days), *_on_the_way(days), *_afterwards(days)]


def _arrived(days: Days, assigned: date | None) -> list[Running]:
    """T2: from above, accepted or sent on. T5: assigned by the level above, finished and reported."""
    if days.arrival == Arrival.FORWARDED:
        return [Running("T2", days.received, _first(assigned, days.closed))]
    return [Running("T5", days.received, days.over)] if days.arrival == Arrival.ASSIGNED else []


def _to_the_reporter(days: Days) -> list[Running]:
    """T3: a real name is told that it is accepted, which registering does. T4: he is told the result."""
    if not days.named:
        return []
    ended = _first(days.concluded, days.closed)
    return [Running("T3", days.received, days.registered), *([Running("T4", ended, days.answered)] if ended else [])]


def _on_the_way(days: Days) -> list[Running]:
    """T7: received to a disposal that was approved. T8: a letter of inquiry to its answer. T9: the talk or the answer to the conclusion."""
    found = [Running("T7", days.received, _first(days.approved, days.over))]
    if days.inquired:
        found.append(Running("T8", days.inquired, _first(days.explained, days.concluded, days.over)))
    heard = max((one for one in (days.explained, days.talked) if one), default=None)
    if days.by_talk and heard:
        found.append(Running("T9", heard, _first(days.concluded, days.over)))
    return found


def _afterwards(days: Days) -> list[Running]:
    """T6: by the end of the quarter those who took it in are told that it is over."""
    return [Running("T6", days.closed, days.reported)] if days.closed else []


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionDays:
    """The same of a petition (信访工作条例), which is handled in the national system and not here: as far as its days are known."""

    received: date
    direct: bool = True
    appealing: bool = False
    routed: date | None = None
    told: date | None = None
    wrongly_sent: date | None = None
    objected: date | None = None
    answered: date | None = None
    asked_again: date | None = None
    answered_again: date | None = None
    asked_last: date | None = None
    answered_last: date | None = None


def clocks_of_petition(days: PetitionDays) -> list[Running]:
    """T10 (registered and sent where it belongs), T11 (the writer is told), T12 (wrongly sent here: objected to), T13 (an appeal is finished), T14
    and T15 (asking for another review, and its answer)."""
    found = [Running("T10", days.received, days.routed)]
    if days.direct:
        found.append(Running("T11", days.received, days.told))
    if days.wrongly_sent:
        found.append(Running("T12", days.wrongly_sent, days.objected))
    if days.appealing:
        found.append(Running("T13", days.received, days.answered))
    for rule, began, asked, answered in (
        ("T14", days.answered if days.appealing else None, days.asked_again, days.answered_again),
        ("T15", days.answered_again, days.asked_last, days.answered_last),
    ):
        if began and asked:
            found.append(Running(f"{rule}-ask", began, asked))
        if asked:
            found.append(Running(f"{rule}-answer", asked, answered))
    return found


def levels(today: date, due: date, near_from: date, higher_from: date) -> list[UrgeLevel]:
    """Before whom an open clock is laid on this day: near its end before who handles it, after it before the approver, later before who leads."""
    found = [UrgeLevel.NEAR] if today >= near_from else []
    found += [UrgeLevel.LATE] if today > due else []
    return found + ([UrgeLevel.HIGHER] if today > higher_from else [])
