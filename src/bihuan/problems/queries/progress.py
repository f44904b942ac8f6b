"""How far units are, each by itself: for whoever is in charge of some of them (M04)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from bihuan.problems.policy import Reach
from bihuan.problems.queries.counting import counted_to
from bihuan.problems.queries.ledger import Today
from bihuan.problems.vocabulary import DONE, TICKING


@dataclass(frozen=True, slots=True)
class Progress:
    """Found, closed, near and overdue items of one unit."""

    found: int = 0
    done: int = 0
    near: int = 0
    late: int = 0


def progress_of_units(mine: Reach, campaign_id: int, units: Collection[int], today: Today) -> dict[int, Progress]:
    """By unit, for exactly these units, as far as the actor sees their rows. One query."""
    running = Q(state__in=TICKING)
    counted = (
        counted_to(mine, campaign_id)
        .filter(unit_id__in=units)
        .order_by()
        .values_list("unit_id")
        .annotate(
            found=Count("pk"),
            done=Count("pk", filter=Q(state__in=DONE)),
            near=Count("pk", filter=running & Q(due_on__gte=today.day, due_on__lte=today.near_until)),
            late=Count("pk", filter=running & Q(due_on__lt=today.day)),
        )
    )
    told = {unit: Progress(*counts) for unit, *counts in counted}
    return {unit: told.get(unit, Progress()) for unit in units}
