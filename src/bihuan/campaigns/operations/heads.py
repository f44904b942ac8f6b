"""When somebody becomes the head of a unit, or is it no more, the rooms above that go by it follow in the same transaction."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bihuan.campaigns.models import Grant
from bihuan.campaigns.vocabulary import Duty

Follow = Callable[[int, frozenset[int], datetime], None]
"""Takes the campaign's key, the keys of the people concerned and the moment."""
_followers: list[Follow] = []


def when_heads_move(follow: Follow) -> None:
    """Said once by a room above, as it is loaded."""
    if follow not in _followers:
        _followers.append(follow)


def heads_moved(grants: Iterable[Grant], now: datetime) -> None:
    """Tell them of those among the granted or ended duties that make heads of units."""
    moved = [one for one in grants if one.duty == Duty.UNIT_HEAD]
    for campaign in {one.campaign_id for one in moved}:
        people = frozenset(one.person_id for one in moved if one.campaign_id == campaign)
        for follow in _followers:
            follow(campaign, people, now)
