"""A day out of the ordinary."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Special:
    """A day out of the ordinary: whether it is worked, for which holiday, by which notice."""

    day: date
    works: bool
    name: str
    source: str = ""
