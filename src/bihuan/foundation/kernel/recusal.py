"""Nobody decides about himself, and nobody handles what he ought to keep away from (P04, M97): the pure part of the recusal rule."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


def acts_twice(person_id: int | None, earlier: Iterable[int | None]) -> bool:
    """Would this person act in a second role on the same item? Unknown persons (the system) never collide."""
    return person_id is not None and person_id in set(earlier)


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody keeps away from a unit with all below it (`unit_path`, "" for none) or from a person he dealt with, from a day to a day.

    What the tie is – kin, an old quarrel, money – stands in no such row: it is enough that there is one."""

    person_id: int
    unit_path: str
    party_id: int | None
    from_on: date
    to_on: date | None = None

    def holds(self, unit_path: str, parties: Collection[int], day: date) -> bool:
        """Does it keep him away from a matter of this unit and these people on that day?"""
        if day < self.from_on or (self.to_on is not None and day > self.to_on):
            return False
        inside = bool(self.unit_path) and unit_path.startswith(self.unit_path)
        return inside or (self.party_id is not None and self.party_id in parties)


def kept_away(ties: Iterable[Tie], unit_path: str, parties: Collection[int], day: date) -> frozenset[int]:
    """Whom these ties keep away from a matter; and everybody whom it is about."""
    return frozenset(one.person_id for one in ties if one.holds(unit_path, parties, day)) | frozenset(parties)
