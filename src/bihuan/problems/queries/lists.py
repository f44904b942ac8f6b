"""The lists that the plans ask for, each read from the ledger as it stands (M83–M85, M87, M91, M102)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit, Grant
from bihuan.campaigns.queries.key_few import about_key_few
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.foundation.keyset import part_of
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.rules.paths import LAST_STEP
from bihuan.problems.models import Problem
from bihuan.problems.policy import OF_A_UNIT, Reach, may_read, sees_all
from bihuan.problems.queries.counting import counted_to
from bihuan.problems.queries.six import six_lists
from bihuan.problems.rules import text_is_private
from bihuan.problems.rules.lists import COLUMNS, by_person, by_unit
from bihuan.problems.rules.sheet.shape import VEIL
from bihuan.problems.vocabulary import Source, State
from bihuan.problems.vocabulary.lists import ListColumn as C
from bihuan.problems.vocabulary.lists import ListKind as K

_VEILED = (C.TEXT, C.CATALOGUE, C.CAUSE, C.MEASURES, C.TASK)
_NAMES = ("unit", "person", "doer", "leader", "manifestation", "category")
UNNAMED = _("待明确")
"""Where a list names nobody yet; it is said, not left empty."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of them: a kind, and the unit or person whose list it is (or to which a wider list is narrowed)."""

    kind: K
    unit: Unit | None = None
    person: Person | None = None
    open_only: bool = False
    key_few: bool = False
    """Only what is about the key few (M15)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is shown and printed; `number` opens the problem, `of_head` marks the head's own."""

    number: int
    key: int
    cells: Mapping[C, str]
    readable: bool
    private: bool
    state: State
    of_head: bool = False


@dataclass(frozen=True)
class Listing:
    """A list with its head: what a page, a sheet and a paper print alike. `after`: the mark that leads on."""

    chosen: Chosen
    columns: Sequence[C]
    lines: Sequence[Line] = ()
    count: int = 0
    after: str | None = None
    leaderless: int = 0
    heads: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def shown_in_confidence(self) -> list[int]:
        """Keys of the problems whose private text is among the lines."""
        return [one.key for one in self.lines if one.private and one.readable]


def choose(
    mine: Reach, campaign: Campaign, kind: K, unit: int | None = None, person: int | None = None, open_only: bool = False,
    key_few: bool = False,
) -> Chosen:  # fmt: skip
    """The list that an address names. A departmental one without a unit is that of the actor's own first; a personal one without a person is
    his own. Missing: a unit or a person that is none of his."""
    chosen_unit = next((one for one in units_to_choose(mine, campaign) if one.pk == unit), None) if unit else None
    if unit and chosen_unit is None:
        raise Missing()
    if by_person(kind):
        wanted = person or mine.actor.person_id
        if wanted is None:
            raise Missing()
        own = wanted == mine.actor.person_id
        return Chosen(kind, None, Person.objects.get(pk=wanted) if own else six_lists(mine, campaign, wanted).person, open_only, key_few)
    if by_unit(kind) and chosen_unit is None:
        chosen_unit = next(iter(units_to_choose(mine, campaign)), None)
    return Chosen(kind, chosen_unit, None, open_only, key_few)


def units_to_choose(mine: Reach, campaign: Campaign) -> list[Unit]:
    """The covered units whose lists this actor may open, in the order of the tree."""
    rows = CoveredUnit.objects.filter(campaign=campaign, to_on=None)
    rows = rows if sees_all(mine) else rows.filter(unit_id__in=mine.units(*OF_A_UNIT))
    return list(Unit.objects.filter(pk__in=rows.values("unit_id")).order_by("order", "pk"))


def rows_of_list(mine: Reach, campaign: Campaign, chosen: Chosen) -> QuerySet[Problem]:
    """The problems on a list, in its order. None is ordered by how many anybody has."""
    rows = counted_to(mine, campaign.pk)
    if chosen.unit is not None:  # with what lies below it
        rows = rows.filter(unit__path__gte=chosen.unit.path, unit__path__lte=chosen.unit.path + LAST_STEP)
    if chosen.person is not None:
        rows = rows.filter(Q(person=chosen.person) | Q(doer=chosen.person))
    if chosen.open_only:
        rows = rows.filter(closed_at=None)
    if chosen.key_few:
        rows = rows.filter(about_key_few())
    return _ORDERS[chosen.kind](rows)


_ORDERS: Mapping[K, Callable[[QuerySet[Problem]], QuerySet[Problem]]] = {
    K.DEPARTMENT: lambda rows: rows.order_by("-of_unit_head", "number"),  # the head's own first (M102)
    K.RESPONSIBILITY: lambda rows: rows.exclude(doer=None).order_by("doer__sort_key", "doer_id", "number"),
    K.PERSONAL: lambda rows: rows.annotate(until=Coalesce("due_on", Value(date.max))).order_by("until", "number"),  # without a day: last
    K.SELF_CHECKS: lambda rows: rows.filter(source=Source.SELF_CHECK).order_by("unit__order", "unit_id", "number"),
    K.WHOLE: lambda rows: rows.order_by("unit__order", "unit_id", "number"),
}


def listing(mine: Reach, campaign: Campaign, chosen: Chosen, *, mark: str = "", most: int) -> Listing:
    """The list, from what follows `mark` on, so many rows. Five queries, however long it is and however far on. ValueError: no such mark."""
    if by_unit(chosen.kind) and chosen.unit is None:
        return Listing(chosen, COLUMNS[chosen.kind])
    rows = rows_of_list(mine, campaign, chosen)
    found, after = part_of(rows.select_related(*_NAMES), mark, most)
    heads = _heads_of(campaign, {one.unit_id for one in found})
    lines = [_line(mine, campaign, one, chosen.kind, heads) for one in found]
    leaderless = rows.filter(leader=None).count() if chosen.kind is K.DEPARTMENT else 0
    return Listing(chosen, COLUMNS[chosen.kind], lines, rows.count(), after, leaderless, heads)


def whole_listing(mine: Reach, campaign: Campaign, chosen: Chosen, most: int) -> Listing:
    """All of it, to be taken home. Refused: longer than `most`."""
    found = listing(mine, campaign, chosen, most=most)
    if found.after:
        raise BadInput(_("这张清单超过 %(most)d 条，请先选一个单位，或者导出台账。"), most=most)
    return found


def _heads_of(campaign: Campaign, units: set[int]) -> dict[int, list[str]]:
    """The names of the heads of units: a departmental item is led by the head as long as nobody else is named (M102)."""
    rows = Grant.objects.filter(campaign=campaign, unit_id__in=units, duty=Duty.UNIT_HEAD, ended_at=None)
    found: dict[int, list[str]] = {}
    for unit, name in rows.order_by("pk").values_list("unit_id", "person__name"):
        found.setdefault(unit or 0, []).append(name)
    return found


def _line(mine: Reach, campaign: Campaign, row: Problem, kind: K, heads: Mapping[int, Sequence[str]]) -> Line:
    readable = may_read(mine, row)
    cells = {column: _CELLS[column](row) for column in COLUMNS[kind]}
    if not readable:
        cells |= {column: VEIL for column in _VEILED if cells.get(column)}
    if C.LEADER in cells and not cells[C.LEADER] and not row.of_unit_head:
        cells[C.LEADER] = "、".join(heads.get(row.unit_id, ()))
    cells |= {column: UNNAMED for column in (C.LEADER, C.DOER) if cells.get(column) == ""}
    return Line(row.number, row.pk, cells, readable, text_is_private(row.source), State(row.state), row.of_unit_head)


def _name(row: Any) -> str:
    return str(row.name) if row is not None else ""


_CELLS: Mapping[C, Callable[[Problem], str]] = {
    C.NUMBER: lambda row: f"{row.number:04d}",
    C.UNIT: lambda row: row.unit.name,
    C.OWNER: lambda row: _name(row.person) or row.owner_name or row.unit.name,
    C.SOURCE: lambda row: Source(row.source).label,
    C.TEXT: lambda row: row.text,
    C.CATALOGUE: lambda row: str(row.manifestation.text) if row.manifestation else _name(row.category),
    C.CAUSE: lambda row: row.cause,
    C.MEASURES: lambda row: row.measures_text or row.how,
    C.TASK: lambda row: row.measures_text or row.how,
    C.TIMETABLE: lambda row: row.due_on.isoformat() if row.due_on else "",
    C.LEADER: lambda row: _name(row.leader),
    C.DOER: lambda row: _name(row.doer),
    C.DUE: lambda row: row.due_on.isoformat() if row.due_on else "",
    C.STATE: lambda row: State(row.state).label,
    C.FOUND: lambda row: row.found_on.isoformat(),
    C.CLOSING: lambda row: localdate(row.closed_at).isoformat() if row.closed_at else "",
}
