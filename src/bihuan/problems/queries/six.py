"""The six lists of one person on one page (M74–M80), and whose lists somebody may open."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, RosterEntry
from bihuan.campaigns.queries.roster import on_roster
from bihuan.campaigns.vocabulary import RosterRole
from bihuan.foundation.kernel import Missing
from bihuan.organisation.models import Person
from bihuan.problems.models import Problem
from bihuan.problems.policy import OF_A_UNIT, Reach, may_read, sees_all
from bihuan.problems.queries.counting import counted_to
from bihuan.problems.queries.ledger import SOURCES_OF_LIST
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import DONE, ProblemList

_LIST_OF = {source: one for one, sources in SOURCES_OF_LIST.items() for source in sources}
MOST_FOUND = 60
"""People that a search for a name shows: more are told by their unit."""


@dataclass(frozen=True, slots=True)
class Item:
    """One problem on a list; `text` is None where this actor may not read it."""

    problem: Problem
    text: str | None


@dataclass(frozen=True, slots=True)
class OneList:
    """One of the six with its items, latest first."""

    kind: ProblemList
    items: Sequence[Item]
    none_on: str = ""
    """The day as of which an empty one is confirmed to hold nothing; "" where it is not."""

    @property
    def done(self) -> int:
        """How many are closed. Stands on the person's own page alone."""
        return sum(one.problem.state in DONE for one in self.items)


@dataclass(frozen=True, slots=True)
class SixLists:
    """A covered person with the six lists, empty ones too: that a list is empty is told as well."""

    person: Person
    posts: Sequence[RosterEntry]
    lists: Sequence[OneList]

    @property
    def shown_in_confidence(self) -> list[int]:
        """Keys of the problems whose private text this actor was shown."""
        told = (one for part in self.lists for one in part.items)
        return [one.problem.pk for one in told if one.text is not None and text_is_private(one.problem.source)]


def people_seen(mine: Reach, campaign: Campaign) -> QuerySet[RosterEntry]:
    """The subjects on the roster whose lists this actor may open: of the whole campaign, of his units, himself. By Chinese name."""
    rows = RosterEntry.objects.filter(on_roster(localdate()), campaign=campaign, role=RosterRole.SUBJECT)
    if not sees_all(mine):
        own = Q(person_id=mine.actor.person_id) if mine.actor.person_id and not mine.actor.administrator else Q(pk__in=[])
        rows = rows.filter(own | Q(unit_id__in=mine.units(*OF_A_UNIT)))
    return rows.select_related("person", "unit").order_by("person__sort_key", "person_id", "pk")


def people_named(mine: Reach, campaign: Campaign, name: str, unit: int | None) -> list[RosterEntry]:
    """Those of them with this in their name, or of this unit; the first of them, each post a row. Never a number beside them."""
    rows = people_seen(mine, campaign)
    rows = rows.filter(person__name__contains=name) if name else rows
    return list((rows.filter(unit_id=unit) if unit else rows)[:MOST_FOUND])


def units_of_people(mine: Reach, campaign: Campaign) -> list[tuple[int, str]]:
    """The units in which these people are, to choose from."""
    rows = people_seen(mine, campaign).order_by("unit__order", "unit_id")
    return list(rows.values_list("unit_id", "unit__name").distinct())


def six_lists(mine: Reach, campaign: Campaign, person_id: int) -> SixLists:
    """Everything on the six lists of a person, as this actor may see it; Missing for anybody whose lists are not his to open. Three
    queries, and what the rooms above ask about the empty ones."""
    rows = list(_problems(mine, campaign, person_id))
    posts = list(people_seen(mine, campaign).filter(person_id=person_id))
    if not posts and not rows:
        raise Missing()
    person = posts[0].person if posts else Person.objects.get(pk=person_id)
    nones = _nones(mine, campaign, person_id, {ProblemList(_LIST_OF[row.source]) for row in rows})  # type: ignore[index]
    found: dict[ProblemList, list[Item]] = {one: [] for one in ProblemList}
    for row in rows:
        row.campaign = campaign
        found[_LIST_OF[row.source]].append(Item(row, row.text if may_read(mine, row) else None))  # type: ignore[index]
    return SixLists(person, posts, [OneList(one, items, nones.get(one, "")) for one, items in found.items()])


NonesAsked = Callable[[Reach, Campaign, int, Iterable[ProblemList]], Mapping[ProblemList, str]]
"""(what the actor holds, campaign, person, his empty lists) → of those confirmed to hold nothing, as of which day."""
_rooms: list[NonesAsked] = []


def when_asked_what_is_none(told: NonesAsked) -> None:
    """Said once by a room above, as it is loaded: it knows who confirmed that a list holds nothing (M81)."""
    if told not in _rooms:
        _rooms.append(told)


def _nones(mine: Reach, campaign: Campaign, person_id: int, filled: set[ProblemList]) -> dict[ProblemList, str]:
    empty = [one for one in ProblemList if one not in filled]
    return {one: day for told in _rooms for one, day in told(mine, campaign, person_id, empty).items()} if empty else {}


def _problems(mine: Reach, campaign: Campaign, person_id: int) -> QuerySet[Problem]:
    """Void and merged entries are on no list; of what the public tells only what was verified became an entry at all (M80)."""
    rows = counted_to(mine, campaign.pk).filter(person_id=person_id)
    return rows.select_related("unit", "manifestation", "category", "doer", "leader").order_by("-number")


def is_subject(campaign: Campaign, person_id: int | None) -> bool:
    """Is he covered, so that there are six lists of his?"""
    if person_id is None:
        return False
    return RosterEntry.objects.filter(on_roster(localdate()), campaign=campaign, role=RosterRole.SUBJECT, person_id=person_id).exists()
