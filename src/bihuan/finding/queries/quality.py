"""Which items of a list ask for a human look, each explained by what it was seen by: the phrases, what is missing, the twin (M54, A10)."""

from collections.abc import Sequence

from bihuan.finding.models import SelfCheckItem
from bihuan.finding.rules.quality import Hint, hints_for
from bihuan.finding.vocabulary.self_checks import ThinKind
from bihuan.problems.policy import Reach
from bihuan.problems.queries.likeness import Like, likes_of


def look_at(mine: Reach, items: Sequence[SelfCheckItem]) -> dict[int, tuple[tuple[Hint, ...], tuple[Like, ...]]]:
    """By item its hints and the twins that this reader may see and read. One question an item, of the few on a list."""
    found = {}
    for one in items:
        twins = likes_of(mine, one.problem) if one.problem is not None else []
        alike = (Hint(ThinKind.TWIN, tuple(f"{twin.problem.number:04d}" for twin in twins)),) if twins else ()
        hints = (*hints_for(one.text), *alike)
        if hints:
            found[one.pk] = (hints, tuple(twins))
    return found


def hints_of_text(text: str) -> tuple[Hint, ...]:
    """What the writer himself is shown while he may still change it."""
    return tuple(hints_for(text))
