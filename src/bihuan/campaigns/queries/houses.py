"""To which units somebody belongs: whoever reviews, inspects or looks again is never of the unit itself, nor of what is above or below it."""

from collections.abc import Collection

from bihuan.campaigns.models import Campaign, Grant, RosterEntry
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT, Duty
from bihuan.organisation.models import Post, Unit
from bihuan.organisation.rules.paths import same_house

_ANSWERS_FOR = tuple(one for one in TOWARDS_A_UNIT if one is not Duty.SUPERVISOR)


def houses_of(campaign: Campaign, people: Collection[int]) -> dict[int, set[str]]:
    """By person the units of his posts, of his rows on rosters, and those for which he answers in this campaign. The top of the tree, under which
    everything lies, is the house of nobody but who answers for it. Three queries."""
    there = {"person_id__in": people, "to_on": None, "unit__parent__isnull": False}
    answers = Grant.objects.filter(campaign=campaign, person_id__in=people, ended_at=None, duty__in=_ANSWERS_FOR).exclude(unit=None)
    found: dict[int, set[str]] = {}
    for rows in (Post.objects.filter(**there), RosterEntry.objects.filter(**there), answers):
        for who, path in rows.order_by().values_list("person_id", "unit__path"):
            found.setdefault(who, set()).add(path)
    return found


def own_people(houses: dict[int, set[str]], unit: Unit) -> set[int]:
    """Those of whom one unit is the house, or lies above or below it."""
    return {who for who, paths in houses.items() if any(same_house(path, unit.path) for path in paths)}
