"""How a name is cleared: in writing always, and as widely as it was named (A4.4, A4.9; 政务处分法 第六十条)."""

from collections.abc import Collection, Iterable

from bihuan.accountability.vocabulary.clarification import Outcome, Way, Wish
from bihuan.accountability.vocabulary.publicity import Audience, Channel

CLEARS = (Outcome.UNTRUE, Outcome.MISTAKEN, Outcome.FALSE)
"""What verifying must have brought. What was not verified is not untrue (A4.5)."""


def ways_of(chosen: Iterable[Way]) -> tuple[Way, ...]:
    """The chosen ways in their order, and the written one with them: the others never stand alone (A4.4)."""
    wanted = {Way.WRITTEN, *chosen}
    return tuple(one for one in Way if one in wanted)


def as_wide(audience: Audience, channels: Collection[Channel], *, told: Audience, told_by: Collection[Channel]) -> bool:
    """Does the clearing reach whoever the announcement reached, by the same channels?"""
    order = list(Audience)
    return order.index(audience) >= order.index(told) and set(told_by) <= set(channels)


def fits_wish(wish: Wish, ways: Collection[Way]) -> bool:
    """Who wishes no publicity gets none, whatever was announced: the form follows the person's wish (M174)."""
    return wish is Wish.SAME or (wish is Wish.QUIET and not {Way.MEETING, Way.CIRCULAR} & set(ways))
