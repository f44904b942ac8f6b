"""Nobody decides about himself (P04, M97): the pure part of the recusal rule."""

from collections.abc import Iterable


def acts_twice(person_id: int | None, earlier: Iterable[int | None]) -> bool:
    """Would this person act in a second role on the same item? Unknown persons (the system) never collide."""
    return person_id is not None and person_id in set(earlier)
