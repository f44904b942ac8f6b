"""Whether those who should go first did: leaders at or above the set rank with their own lists (M14). Names and yes or no, never a count of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.campaigns.models import Campaign, RosterEntry
from bihuan.campaigns.queries.roster import entries_on
from bihuan.campaigns.rules.threshold import threshold_in, understood
from bihuan.finding.models import SelfCheck
from bihuan.organisation.rules.guesses import at_least, rank_of
from bihuan.organisation.vocabulary import Rank
from bihuan.problems.models import Problem
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.vocabulary import Source

DIVISION = Rank.DIVISION.label
"""Where a campaign sets no rank: leaders of division rank go first (002)."""


@dataclass(frozen=True, slots=True)
class Leader:
    """One of them, by his place on the roster: has he handed in his own list or pledge?"""

    entry: RosterEntry
    handed_in: bool


@dataclass(frozen=True, slots=True)
class LeadersFirst:
    """The rank from which leaders are asked, and each of them, by unit."""

    rank: str
    leaders: Sequence[Leader]

    @property
    def missing(self) -> int:
        """How many have not handed in yet: a figure of the campaign, never of anybody."""
        return sum(not one.handed_in for one in self.leaders)


def leaders_first(campaign: Campaign, day: date) -> LeadersFirst:
    """Leaders at or above the campaign's rank on the roster of a day, each once in a unit. Four queries."""
    rank = threshold_in(campaign.file) or DIVISION
    entries = [one for one in entries_on(campaign, day) if understood(one.rank) and at_least(one.rank, rank_of(rank))]
    people = {one.person_id for one in entries}
    spoke = set(
        Problem.objects.filter(COUNTED, campaign=campaign, source=Source.SELF_CHECK, person__in=people).values_list("person_id", flat=True)
    )
    handed = SelfCheck.objects.filter(campaign=campaign, person__in=people).exclude(handed_in_at=None)  # a list, or a pledge in its place
    spoke |= set(handed.values_list("person_id", flat=True))
    rows = sorted(entries, key=lambda one: (one.unit.order, one.unit_id, one.person.sort_key))
    return LeadersFirst(rank, [Leader(one, one.person_id in spoke) for one in rows])
