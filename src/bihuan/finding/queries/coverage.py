"""Units × the six lists: what is filled, what is empty, what is confirmed to be none; nobody of the roster is missing (M81).

A self-check list is confirmed to be none by standing commitments, the list of back-checks by screenings that found nothing, the other four by
the word of whoever answers for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit, RosterEntry
from bihuan.campaigns.queries.key_few import about_key_few, key_people, units_of_key_few
from bihuan.campaigns.queries.roster import on_roster
from bihuan.campaigns.vocabulary import RosterRole
from bihuan.finding.models import Pledge, Screening, SelfCheckItem
from bihuan.finding.queries.nones import Standing, standing
from bihuan.finding.queries.reporting import on_the_ledger
from bihuan.finding.vocabulary.coverage import Cover
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.organisation.models import Unit
from bihuan.problems.policy import OF_A_UNIT, Reach, sees_all
from bihuan.problems.queries import SOURCES_OF_LIST, counted_to
from bihuan.problems.vocabulary import ProblemList

_LIST_OF = {source.value: one for one, sources in SOURCES_OF_LIST.items() for source in sources}


@dataclass(frozen=True, slots=True)
class Cell:
    """One list of one unit: the word, and how many problems it holds."""

    list: str
    cover: Cover
    count: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: its subjects, how many of them have written, how many have committed themselves, its six cells. `covered` False: the unit
    itself is not on the list of units, and stands here because somebody of the roster does."""

    unit: int
    name: str
    subjects: int
    wrote: int
    signed: int
    cells: Sequence[Cell]
    covered: bool = True

    @property
    def missing(self) -> int:
        """Subjects of whom there is neither an item nor a commitment yet."""
        return self.subjects - self.wrote - self.signed


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix, with how many subjects it holds (each once), and of how many of them nothing came yet."""

    lines: Sequence[UnitLine]
    subjects: int
    missing: int
    whole: bool = False
    """Does he see the whole campaign, and so may narrow it to the key few?"""
    few: bool = False

    def total(self, cover: Cover) -> int:
        """How many cells say this."""
        return sum(cell.cover is cover for line in self.lines for cell in line.cells)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One subject with his six lists, as words and never as numbers: no table of persons says how many anybody has."""

    person: int
    name: str
    post: str
    covers: Sequence[Cover]


def coverage(mine: Reach, campaign: Campaign, key_few: bool = False) -> Coverage:
    """The matrix of the units that this actor sees. Eight queries, nine where lists are confirmed, however many units. Refused: no duty
    towards any unit. `key_few`: of the units and people that are marked, and of what is about them (M15); for who sees the whole campaign."""
    seen, few = _seen(mine), key_few and sees_all(mine)
    roster = _people(campaign, seen, few)
    signed, wrote = _signed(campaign), _wrote(campaign)
    problems, screened, nones = _problems(mine, campaign, few), _screened(campaign), standing(mine, campaign)
    lines, wanted = [], units_of_key_few(campaign, localdate()) | set(roster) | set(problems) if few else None
    for pk, name, covered in _units(campaign, seen, roster):
        if wanted is not None and pk not in wanted:
            continue
        people = roster.get(pk, set())
        told = _Told(people, wrote & people, (signed - wrote) & people, problems.get(pk, Counter()), screened.get(pk, set()), nones)
        lines.append(_line((pk, name, covered), told))
    everybody = set[int]().union(*roster.values()) if roster else set[int]()
    return Coverage(lines, len(everybody), len(everybody - wrote - signed), sees_all(mine), few)


def sees_matrix(mine: Reach) -> bool:
    """Has the actor a duty towards any unit? Others are refused the matrix, and are offered no way to it."""
    return sees_all(mine) or bool(mine.units(*OF_A_UNIT))


def _seen(mine: Reach) -> Sequence[int] | None:
    """The units of which this actor sees the matrix; None: all."""
    if sees_all(mine):
        return None
    if not (units := mine.units(*OF_A_UNIT)):
        raise NotAllowed()
    return units


def _people(campaign: Campaign, seen: Sequence[int] | None, few: bool) -> dict[int, set[int]]:
    rows = _subjects(campaign, few)
    rows = rows if seen is None else rows.filter(unit_id__in=seen)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for unit, person in rows.order_by().values_list("unit_id", "person_id"):
        found[unit].add(person)
    return dict(found)


def _subjects(campaign: Campaign, few: bool) -> QuerySet[RosterEntry]:
    rows = RosterEntry.objects.filter(on_roster(localdate()), campaign=campaign, role=RosterRole.SUBJECT)
    return rows.filter(person_id__in=key_people(campaign.pk)) if few else rows


def _units(campaign: Campaign, seen: Sequence[int] | None, roster: Iterable[int]) -> list[tuple[int, str, bool]]:
    """Covered units, and any other in which a subject is: nobody falls out because his unit was taken off the list."""
    covered = CoveredUnit.objects.filter(on_roster(localdate()), campaign=campaign)
    covered = covered if seen is None else covered.filter(unit_id__in=seen)
    units = list(covered.order_by("unit__path").values_list("unit_id", "unit__name", "unit__path").distinct())
    known = {pk for pk, _name, _path in units}
    others = list(set(roster) - known)
    more = Unit.objects.filter(pk__in=others).values_list("pk", "name", "path") if others else ()
    rows = sorted([*((*one, True) for one in units), *((*one, False) for one in more)], key=lambda one: one[2])
    return [(pk, name, is_covered) for pk, name, _path, is_covered in rows]


def _wrote(campaign: Campaign) -> set[int]:
    """Persons with an item of a self-check that stands on the ledger, however it came there."""
    listed = SelfCheckItem.objects.filter(self_check__campaign=campaign, problem__isnull=False, withdrawn_at=None)
    return set(
        on_the_ledger(campaign).values_list("person_id", flat=True).union(listed.order_by().values_list("self_check__person_id", flat=True))
    )


def _signed(campaign: Campaign) -> set[int]:
    """Persons whose commitment stands and was handed in."""
    rows = Pledge.objects.filter(self_check__campaign=campaign, self_check__round__gt=0, withdrawn_at=None)
    return set(rows.order_by().values_list("self_check__person_id", flat=True))


def _problems(mine: Reach, campaign: Campaign, few: bool) -> dict[int, Counter[str]]:
    """Problems of each unit by list: one count that an index answers alone."""
    rows = counted_to(mine, campaign.pk)
    rows = rows.filter(about_key_few()) if few else rows
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for unit, source, n in rows.order_by().values_list("unit_id", "source").annotate(n=Count("*")):
        found[unit][_LIST_OF[source]] += n
    return found


def _screened(campaign: Campaign) -> dict[int, set[str]]:
    """What the screenings of each unit came to."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for unit, state in Screening.objects.filter(campaign=campaign).order_by().values_list("unit_id", "state").distinct():
        found[unit].add(state)
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """All that is known of one unit."""

    people: set[int]
    wrote: set[int]
    signed: set[int]
    problems: Mapping[str, int]
    screened: set[str]
    nones: Standing


def _line(unit: tuple[int, str, bool], told: _Told) -> UnitLine:
    cells = []
    for one in ProblemList:
        name, count = one.value, told.problems.get(one, 0)
        if name == ProblemList.SELF_CHECK:
            cover = _of_self_checks(told.people, told.wrote, told.signed, count)
        elif count:
            cover = Cover.FILLED
        elif name == ProblemList.BACK_CHECK:
            cover = Cover.NONE if told.screened == {ScreeningState.NONE_FOUND} else Cover.EMPTY
        else:
            cover = _of_words(told.nones, unit[0], name, told.people)
        cells.append(Cell(name, cover, count))
    return UnitLine(unit[0], unit[1], len(told.people), len(told.wrote), len(told.signed), cells, unit[2])


def _of_words(nones: Standing, unit: int, name: str, people: set[int]) -> Cover:
    """An empty list is confirmed by a word about the unit, or by one about each of its subjects."""
    if (unit, name) in nones.units:
        return Cover.NONE
    if (unit, name) not in nones.people or not (said := nones.people[unit, name] & people):
        return Cover.EMPTY
    return Cover.NONE if said == people else Cover.PART


def _of_self_checks(people: set[int], wrote: set[int], signed: set[int], count: int) -> Cover:
    """The list of a unit is whole once everybody has written or committed himself."""
    if not people:
        return Cover.FILLED if count else Cover.EMPTY
    if len(wrote) + len(signed) == len(people):
        return Cover.FILLED if wrote else Cover.NONE
    return Cover.PART if wrote or signed else Cover.EMPTY


def people_of_unit(mine: Reach, campaign: Campaign, unit: int, key_few: bool = False) -> tuple[str, list[PersonLine]]:
    """The subjects of one unit with their six lists: there, confirmed none, or empty. By Chinese name. Four queries, six
    where lists are confirmed. Missing: a unit that is none of his, or in which nobody is."""
    seen = _seen(mine)
    pledged = Pledge.objects.filter(
        self_check__campaign=campaign, self_check__person=OuterRef("person"), self_check__round__gt=0, withdrawn_at=None
    )
    rows = list(
        _subjects(campaign, key_few and sees_all(mine))
        .filter(unit_id=unit)
        .select_related("person", "unit")
        .annotate(signed=Exists(pledged))
        .order_by("person__sort_key", "pk")
    )
    if not rows or (seen is not None and unit not in seen):
        raise Missing()
    persons = [one.person_id for one in rows]
    told = counted_to(mine, campaign.pk).filter(person_id__in=persons).order_by().values_list("person_id", "source").distinct()
    found = {(person, _LIST_OF[source]) for person, source in told}
    nones = standing(mine, campaign, unit)
    if nones.units:  # a word about the unit holds for nobody as soon as one item of the unit is on the list
        here = counted_to(mine, campaign.pk).filter(unit_id=unit).order_by().values_list("source", flat=True).distinct()
        nones.units -= {(unit, _LIST_OF[source].value) for source in here}  # type: ignore[attr-defined]
    return rows[0].unit.name, [PersonLine(one.person_id, one.person.name, one.post, _covers(one, found, nones)) for one in rows]


def _covers(entry: RosterEntry, found: set[tuple[int, str]], nones: Standing) -> list[Cover]:
    signed, unit, person = getattr(entry, "signed", False), entry.unit_id, entry.person_id

    def none(name: str) -> bool:
        said = (unit, name) in nones.units or person in nones.people.get((unit, name), ())
        return signed if name == ProblemList.SELF_CHECK else said

    return [Cover.FILLED if (person, one) in found else Cover.NONE if none(one.value) else Cover.EMPTY for one in ProblemList]
