"""When a unit or a person is called otherwise, the rooms above that keep names for finding follow in the same transaction."""

from collections.abc import Callable, Collection
from datetime import datetime

Follow = Callable[[Collection[int], Collection[int], datetime], None]
"""Takes the keys of units, those of people, and the moment."""
_followers: list[Follow] = []


def when_names_change(follow: Follow) -> None:
    """Said once by a room above, as it is loaded."""
    if follow not in _followers:
        _followers.append(follow)


def names_changed(*, units: Collection[int] = (), people: Collection[int] = (), now: datetime) -> None:
    """Tell them."""
    for follow in _followers:
        follow(units, people, now)
