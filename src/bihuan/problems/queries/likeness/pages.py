"""The pairs of a campaign page by page, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.campaigns.models import Campaign
from bihuan.problems.models import Likeness, Problem
from bihuan.problems.policy import Reach
from bihuan.problems.queries.likeness.pairs import likenesses_of
from bihuan.problems.vocabulary import Alike

A_PAGE, COUNTED_TO = 20, 999


@dataclass(frozen=True, slots=True)
class Pair:
    """A problem, the earlier one that it is most like, and the other earlier ones."""

    likeness: Likeness
    further: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class PairsPage:
    """One page of problems with what they are like."""

    pairs: Sequence[Pair]
    number: int
    is_last: bool


def pairs_page(mine: Reach, campaign: Campaign, kind: Alike, number: int) -> PairsPage:
    """The problems that are like an earlier one, latest first; each once. Two questions."""
    pairs = likenesses_of(mine, campaign, kind.value)
    start = (number - 1) * A_PAGE
    later = list(pairs.order_by("-other_id").values_list("other_id", flat=True).distinct()[start : start + A_PAGE + 1])
    parts = [f"{one}__{part}" for one in ("one", "other") for part in ("unit", "person", "leader", "category", "manifestation")]
    found: dict[int, list[Likeness]] = {}
    for one in pairs.filter(other__in=later[:A_PAGE]).select_related(*parts).order_by("-other_id", "-degree", "one_id"):
        found.setdefault(one.other_id, []).append(one)
    shown = [Pair(some[0], [more.one for more in some[1:]]) for some in found.values()]
    return PairsPage(shown, number, len(later) <= A_PAGE)


def count_alike(mine: Reach, campaign: Campaign, kind: Alike) -> int:
    """How many problems are like an earlier one, up to `COUNTED_TO`."""
    return likenesses_of(mine, campaign, kind.value).order_by().values("other_id").distinct()[:COUNTED_TO].count()


def pairs_after(mine: Reach, campaign: Campaign, mark: int | None, most: int) -> list[Likeness]:
    """So many pairs found before the one with this key, latest first."""
    pairs = likenesses_of(mine, campaign).select_related("one", "other").order_by("-pk")
    return list((pairs if mark is None else pairs.filter(pk__lt=mark))[:most])
