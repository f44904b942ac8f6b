"""Common problems: the same item in several units, and texts that are alike across units. For somebody to look at: nothing follows by itself (M96)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from bihuan.campaigns.models import Campaign
from bihuan.problems.models import Likeness, Problem
from bihuan.problems.policy import Reach, may_read, readable, visible
from bihuan.problems.queries import counted_to
from bihuan.problems.vocabulary import UNCOUNTED, CauseKind, Weight

SEVERAL = 2
"""From so many units on an item is shown as found in several."""
_MOST_PAIRS = 2000


@dataclass(frozen=True, slots=True)
class CommonItem:
    """An item of the catalogue (or, with `manifestation` None, a category whose problems are not sorted further) found in several units."""

    category: str
    manifestation: int | None
    text: str
    units: int
    problems: int
    institutional: int
    common: int


@dataclass(frozen=True, slots=True)
class AlikeGroup:
    """Problems of several units whose words are nearly the same; a text that this actor may not read is None."""

    problems: Sequence[tuple[Problem, str | None]]

    @property
    def units(self) -> int:
        return len({one.unit_id for one, _text in self.problems})


def common_items(mine: Reach, campaign: Campaign, *, several: int = SEVERAL) -> list[CommonItem]:
    """Items by the number of units in which they were found, as far as this actor sees. One query. Units and problems are counted, never persons."""
    rows = counted_to(mine, campaign.pk).filter(readable(mine)).exclude(category=None).order_by()
    told = rows.values_list("category__name", "manifestation_id", "manifestation__text").annotate(
        units=Count("unit", distinct=True), n=Count("pk"), institutional=Count("pk", filter=Q(cause_kind=CauseKind.INSTITUTIONAL)),
        common=Count("pk", filter=Q(weight=Weight.COMMON)),
    )  # fmt: skip
    found = [CommonItem(category, pk, text or "", units, n, rules, common) for category, pk, text, units, n, rules, common in told]
    return sorted((one for one in found if one.units >= several), key=lambda one: (-one.units, -one.problems))


def alike_groups(mine: Reach, campaign: Campaign) -> list[AlikeGroup]:
    """Problems of different units that the background found to be alike, put together where one is like the next. Two queries."""
    counted = ~Q(one__state__in=UNCOUNTED) & ~Q(other__state__in=UNCOUNTED)
    pairs = Likeness.objects.filter(counted, campaign=campaign).order_by("-other_id").values_list("one_id", "other_id")[:_MOST_PAIRS]
    groups = _joined(list(pairs))
    keys = [key for group in groups for key in group]
    known = {row.pk: row for row in Problem.objects.filter(visible(mine), pk__in=keys).select_related("unit")}
    told = [
        [(known[key], known[key].text if may_read(mine, known[key]) else None) for key in sorted(group) if key in known] for group in groups
    ]
    return sorted((AlikeGroup(one) for one in told if len({row.unit_id for row, _text in one}) >= SEVERAL), key=lambda one: -one.units)


def _joined(pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    """The pairs as groups: whoever is like one of a group belongs to it."""
    head: dict[int, int] = {}

    def top(key: int) -> int:
        while head.setdefault(key, key) != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for one, other in pairs:
        head[top(one)] = top(other)
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for key in list(head):
        groups[top(key)].add(key)
    return list(groups.values())
