"""Lists that somebody who answers for them said to hold nothing: which of these words stand, and what became of the others (M81).

A word falls by itself as soon as an item comes to its list, and stays fallen where that item is voided or merged: then it is said anew."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit, RosterEntry
from bihuan.campaigns.queries.roster import on_roster
from bihuan.campaigns.vocabulary import RosterRole
from bihuan.finding.models import NoneConfirmed, Pledge
from bihuan.finding.policy.coverage import duties_of_none
from bihuan.finding.policy.coverage import stand_ins as stand_ins_of_none
from bihuan.finding.rules.answering import ANSWERING
from bihuan.finding.vocabulary.coverage import NoneAction, NoneState
from bihuan.finding.workflow.coverage import NONE_CONFIRMED
from bihuan.foundation.kernel import Actor, Missing, NotAllowed
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.policy import OF_A_UNIT, Reach, sees_all
from bihuan.problems.queries import SOURCES_OF_LIST, counted_to, visible_to
from bihuan.problems.vocabulary import OUT, ProblemList

_LIST_OF = {source.value: one.value for one, sources in SOURCES_OF_LIST.items() for source in sources}  # type: ignore[attr-defined]


@dataclass(slots=True)
class Standing:
    """The words that stand as far as nothing counts on their lists: of whole units, and of people in them."""

    units: set[tuple[int, str]] = field(default_factory=set)
    people: defaultdict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))


def standing(mine: Reach, campaign: Campaign, unit: int | None = None) -> Standing:
    """The words of these units that no item has overtaken since, void and merged ones among them. One query, two where words stand. Whether
    something counts on a list is asked by the caller, who knows it."""
    rows = NoneConfirmed.objects.filter(campaign=campaign, withdrawn_at=None)
    rows = rows if unit is None else rows.filter(unit_id=unit)
    said = list(rows.order_by().values_list("unit_id", "list", "person_id", "said_at"))
    found = Standing()
    if not said:
        return found
    later = _away(mine, campaign, min(at for *_more, at in said))
    for of, name, person, at in said:
        if any(then > at for who, then in later.get((of, name), ()) if person in (None, who)):
            continue
        if person is None:
            found.units.add((of, name))
        else:
            found.people[of, name].add(person)
    return found


def _away(mine: Reach, campaign: Campaign, since: datetime) -> Mapping[tuple[int, str], list[tuple[int | None, datetime]]]:
    """Items that do not count any more and were recorded since, by unit and list: whose, and when."""
    rows = visible_to(mine, campaign.pk).filter(state__in=OUT, recorded_at__gt=since)
    found: defaultdict[tuple[int, str], list[tuple[int | None, datetime]]] = defaultdict(list)
    for unit, person, source, at in rows.order_by().values_list("unit_id", "person_id", "source", "recorded_at"):
        found[unit, _LIST_OF[source]].append((person, at))
    return found


def nones_of(mine: Reach, campaign: Campaign) -> QuerySet[NoneConfirmed]:
    """Every word said about the units that this actor sees, latest first, each with `became`, a word of NoneState. Refused: no duty towards any
    unit."""
    rows = NoneConfirmed.objects.filter(campaign=campaign)
    if not sees_all(mine):
        if not (units := mine.units(*OF_A_UNIT)):
            raise NotAllowed()
        rows = rows.filter(unit_id__in=units)
    became = Case(
        When(withdrawn_at__isnull=False, then=Value(NoneState.WITHDRAWN.value)),
        When(_overtaken(mine, campaign), then=Value(NoneState.FALLEN.value)),
        default=Value(NoneState.STANDS.value),
    )
    return rows.select_related("unit", "person", "said_by", "withdrawn_by").annotate(became=became)


def _overtaken(mine: Reach, campaign: Campaign) -> Q:
    """Is there an item on its list, or was there one since?"""
    items = visible_to(mine, campaign.pk).filter(~Q(state__in=OUT) | Q(recorded_at__gt=OuterRef("said_at")), unit_id=OuterRef("unit_id"))
    found = Q(pk__in=[])
    for one in ANSWERING:
        here: QuerySet[Problem] = items.order_by().filter(source__in=[source.value for source in SOURCES_OF_LIST[one]])
        found |= Q(list=one.value, person=None) & Q(Exists(here))
        found |= Q(list=one.value, person__isnull=False) & Q(Exists(here.filter(person_id=OuterRef("person_id"))))
    return found


def confirmable(mine: Reach, campaign: Campaign, unit: int, name: str) -> tuple[Unit, ProblemList]:
    """A covered unit that this actor sees and one of the lists that are confirmed by word, or Missing. Refused: no duty towards any unit."""
    units = None if sees_all(mine) else mine.units(*OF_A_UNIT)
    if units is not None and not units:
        raise NotAllowed()
    which = next((one for one in ANSWERING if one.value == name), None)
    covered = CoveredUnit.objects.filter(on_roster(localdate()), campaign=campaign, unit_id=unit).select_related("unit").first()
    if which is None or covered is None or (units is not None and unit not in units):
        raise Missing()
    return covered.unit, which


def subjects_in(campaign: Campaign, unit: Unit) -> list[RosterEntry]:
    """The subjects of a unit today, by Chinese name: of each of them a list can be confirmed apart."""
    rows = RosterEntry.objects.filter(on_roster(localdate()), campaign=campaign, unit=unit, role=RosterRole.SUBJECT)
    return list(rows.select_related("person").order_by("person__sort_key", "pk"))


def find_none(mine: Reach, campaign: Campaign, pk: int) -> NoneConfirmed:
    """One of them, or Missing."""
    row = nones_of(mine, campaign).select_related("campaign").filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def open_none(mine: Reach, campaign: Campaign, unit: Unit, which: ProblemList, person: int | None) -> NoneConfirmed | None:
    """The word about this list that nobody withdrew, overtaken or not."""
    whose = Q(person=None) if person is None else Q(person_id=person)
    return nones_of(mine, campaign).filter(whose, unit=unit, list=which.value, withdrawn_at=None).first()


def counts_here(mine: Reach, campaign: Campaign, unit: int, which: ProblemList, person: int | None) -> bool:
    """Does something count on this list?"""
    rows = counted_to(mine, campaign.pk).filter(unit_id=unit, source__in=[one.value for one in SOURCES_OF_LIST[which]])
    return (rows if person is None else rows.filter(person_id=person)).exists()


def answers_for(actor: Actor, campaign: Campaign, unit: Unit, which: ProblemList, person: int | None = None) -> bool:
    """May he say that this list of this unit, or person, holds nothing; himself or as a deputy?"""
    row = NoneConfirmed(campaign=campaign, unit=unit, list=which.value, person_id=person)
    hats = [duties_of_none(actor, row), *(held for _one, held in stand_ins_of_none(actor, [row])[0])]
    return any(step.action is NoneAction.CONFIRM for held in hats for step in NONE_CONFIRMED.open_to(None, held))


def answered_by(mine: Reach) -> Mapping[str, frozenset[int] | None]:
    """By list the units for which this actor, or somebody he stands in for, answers; None: all of them. Without a query."""
    found: dict[str, frozenset[int] | None] = {}
    for one, duties in ANSWERING.items():
        mine_of_it = [held for held in mine.duties if held.duty in duties]
        whole = mine.actor.is_system or any(held.unit_id is None for held in mine_of_it)
        found[one.value] = None if whole else frozenset(held.unit_id for held in mine_of_it if held.unit_id is not None)
    return found


def words_of_person(mine: Reach, campaign: Campaign, person: int, lists: Iterable[ProblemList]) -> Mapping[ProblemList, str]:
    """Of these lists of a person, on which nothing counts, those confirmed to hold nothing, with the day: by his own commitment, by a word about
    him, or by one about every unit in which he is. Three queries."""
    subject = RosterEntry.objects.filter(on_roster(localdate()), campaign=campaign, person_id=person, role=RosterRole.SUBJECT)
    units = set(subject.order_by().values_list("unit_id", flat=True))
    wanted = [one for one in lists if one in ANSWERING]
    rows = nones_of_lists(mine, campaign, units, person, [one.value for one in wanted])
    found: dict[ProblemList, str] = {}
    for which in wanted:
        of_it = [row for row in rows if row.list == which.value]
        own = [row for row in of_it if row.person_id == person]
        whole = {row.unit_id: row for row in of_it if row.person_id is None}
        days = [row.known_on for row in own] or ([row.known_on for row in whole.values()] if units and units <= whole.keys() else [])
        if days:
            found[which] = min(days).isoformat()
    if ProblemList.SELF_CHECK in lists and (signed := _signed_at(campaign, person)):
        found[ProblemList.SELF_CHECK] = localdate(signed).isoformat()
    return found


def nones_of_lists(mine: Reach, campaign: Campaign, units: set[int], person: int, lists: list[str]) -> list[NoneConfirmed]:
    """The words that stand about these lists of units, or of this person. One query."""
    rows = NoneConfirmed.objects.filter(
        Q(person_id=person) | Q(person=None), ~_overtaken(mine, campaign), campaign=campaign, unit_id__in=units, list__in=lists, withdrawn_at=None
    )  # fmt: skip
    return list(rows)


def _signed_at(campaign: Campaign, person: int) -> datetime | None:
    rows = Pledge.objects.filter(self_check__campaign=campaign, self_check__person_id=person, self_check__round__gt=0, withdrawn_at=None)
    return rows.values_list("signed_at", flat=True).order_by(F("signed_at").desc()).first()
