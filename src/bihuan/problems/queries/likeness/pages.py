"""The pairs of a campaign page by page, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.campaigns.models import Campaign
from bihuan.problems.models import Likeness, Problem
from bihuan.problems.policy import Reach
from bihuan.problems.queries.likeness.pairs import likenesses_of
from bihuan.problems.vocabulary import Alike

A_PAGE, COUNTED_TO, _DIGITS = 20, 999, 15


@dataclass(frozen=True, slots=True)
class Pair:
    """A problem, the earlier one that it is most like, and the other earlier ones."""

    likeness: Likeness
    further: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class PairsPage:
    """One page of problems with what they are like; `after`: the mark that leads on."""

    pairs: Sequence[Pair]
    after: str | None


def pairs_page(mine: Reach, campaign: Campaign, kind: Alike, mark: str) -> PairsPage:
    """The problems that are like an earlier one, latest first; each once. Two questions, however far on. ValueError: no such mark."""
    pairs = likenesses_of(mine, campaign, kind.value)
    beyond = pairs.filter(other__lt=_key_of(mark)) if mark else pairs
    later = list(beyond.order_by("-other_id").values_list("other_id", flat=True).distinct()[: A_PAGE + 1])
    parts = [f"{one}__{part}" for one in ("one", "other") for part in ("unit", "person", "leader", "category", "manifestation")]
    found: dict[int, list[Likeness]] = {}
    for one in pairs.filter(other__in=later[:A_PAGE]).select_related(*parts).order_by("-other_id", "-degree", "one_id"):
        found.setdefault(one.other_id, []).append(one)
    shown = [Pair(some[0], [more.one for more in some[1:]]) for some in found.values()]
    return PairsPage(shown, str(later[A_PAGE - 1]) if len(later) > A_PAGE else None)


def _key_of(mark: str) -> int:
    if len(mark) > _DIGITS or not (mark.isascii() and mark.isdigit()):
        raise ValueError(mark)
    return int(mark)


def count_alike(mine: Reach, campaign: Campaign, kind: Alike) -> int:
    """How many problems are like an earlier one, up to `COUNTED_TO`."""
    return likenesses_of(mine, campaign, kind.value).order_by().values("other_id").distinct()[:COUNTED_TO].count()


def pairs_after(mine: Reach, campaign: Campaign, mark: int | None, most: int) -> list[Likeness]:
    """So many pairs found before the one with this key, latest first."""
    pairs = likenesses_of(mine, campaign).select_related("one", "other").order_by("-pk")
    return list((pairs if mark is None else pairs.filter(pk__lt=mark))[:most])
