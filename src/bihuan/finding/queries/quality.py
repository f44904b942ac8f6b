"""Which items of a list ask for a human look, each explained by what it was seen by: the phrases, what is missing, the twin (M54, A10)."""

from collections.abc import Sequence

from bihuan.finding.models import SelfCheckItem
from bihuan.finding.rules.quality import Hint, hints_for
from bihuan.finding.vocabulary.self_checks import ThinKind
from bihuan.problems.policy import Reach
from bihuan.problems.queries.likeness import Like, likes_of_each


def look_at(mine: Reach, items: Sequence[SelfCheckItem]) -> dict[int, tuple[tuple[Hint, ...], tuple[Like, ...]]]:
    """By item its hints and the twins that this reader may see and read. Three questions, however many items were compared."""
    likes, found = likes_of_each(mine, [one.problem for one in items if one.problem is not None]), {}
    for one in items:
        twins = likes.get(one.problem_id or 0, [])
        alike = (Hint(ThinKind.TWIN, tuple(f"{twin.problem.number:04d}" for twin in twins)),) if twins else ()
        hints = (*hints_for(one.text), *alike)
        if hints:
            found[one.pk] = (hints, tuple(twins))
    return found


def hints_of_text(text: str) -> tuple[Hint, ...]:
    """What the writer himself is shown while he may still change it."""
    return tuple(hints_for(text))
