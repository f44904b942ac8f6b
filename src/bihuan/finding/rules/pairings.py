"""Who criticises whom at a critique meeting, and when it may be asked who did: on plain values (M56, P05)."""

from collections.abc import Iterable

from bihuan.finding.vocabulary.critique import Pairing
from bihuan.organisation.vocabulary import PostRole

LARGE_ENOUGH = 5
"""From so many people on nobody can guess which of them it was (P12: small groups are hidden)."""
STEP = 5
"""While a meeting goes on its total is shown in steps of so many: whoever sees a phone being laid down must not see a number rise."""
_ORDER = {PostRole.HEAD: 0, PostRole.LEADER: 1, PostRole.SECTION_HEAD: 2, PostRole.STAFF: 3}
_PAIRS = {
    frozenset({PostRole.HEAD, PostRole.LEADER}): Pairing.MAIN_AND_MEMBERS,
    frozenset({PostRole.LEADER}): Pairing.MEMBERS,
    frozenset({PostRole.LEADER, PostRole.SECTION_HEAD}): Pairing.MEMBERS_AND_SECTIONS,
    frozenset({PostRole.STAFF, PostRole.HEAD}): Pairing.STAFF_AND_LEADERS,
    frozenset({PostRole.STAFF, PostRole.LEADER}): Pairing.STAFF_AND_LEADERS,
    frozenset({PostRole.STAFF, PostRole.SECTION_HEAD}): Pairing.STAFF_AND_LEADERS,
}


def pairing_of(author: PostRole, about: PostRole) -> Pairing | None:
    """The pairing in which somebody of one role criticises somebody of another; None where the plan has none."""
    return _PAIRS.get(frozenset({author, about}))


def is_upward(author: PostRole, about: PostRole) -> bool:
    """Does he criticise somebody above him?"""
    return _ORDER[author] > _ORDER[about]


def may_be_asked(author: PostRole, about: PostRole, roles: Iterable[PostRole]) -> bool:
    """May it be asked later who wrote this, `roles` being those of everybody at the meeting? Never of critique from below. And where few stand
    below the one who is criticised, of nobody's: what cannot be asked would then be from one of these few."""
    below = sum(1 for one in roles if is_upward(one, about))
    return not is_upward(author, about) and (below == 0 or below >= LARGE_ENOUGH)


def in_steps(total: int) -> int:
    """A running total as it is shown."""
    return total - total % STEP


def is_guessed(roles: Iterable[PostRole], author: PostRole, about: PostRole) -> bool:
    """Could the one who is criticised guess who wrote it, because few may criticise him from there?"""
    return is_upward(author, about) and sum(1 for one in roles if is_upward(one, about)) < LARGE_ENOUGH
