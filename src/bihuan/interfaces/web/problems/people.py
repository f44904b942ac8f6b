"""Who can be named for a unit in the forms of the ledger."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from bihuan.campaigns import queries as campaigns

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Person, Unit


def people(campaign: Campaign, unit: Unit | None, *named: Person | None) -> list[tuple[str, Any]]:
    """Who can be named for a unit; who is `named` already can be kept, also where he left it. Namesakes are told apart by their posts."""
    found = list(campaigns.people_of(campaign, unit)) if unit else []
    found += {one.pk: one for one in named if one and one not in found}.values()
    names = Counter(one.name for one in found)
    alike = [one for one in found if names[one.name] > 1]
    posts = campaigns.posts_in(campaign, unit, alike) if unit and alike else {}
    return [("", "—"), *((str(one.pk), f"{one.name}（{mark}）" if (mark := posts.get(one.pk)) else one.name) for one in found)]
