"""What a ledger sheet is compared with, and the rows of an export as plain cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone, localdate

from bihuan.campaigns.models import Campaign, Grant, RosterEntry
from bihuan.campaigns.policy import lent_still
from bihuan.campaigns.queries import categories_of, last_day
from bihuan.campaigns.rules.columns import columns_in_use
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.vocabulary import Duty, FilledBy
from bihuan.foundation.audit.drawing import draw_values
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, NotAllowed
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.policy import OF_A_UNIT, Reach, may_read, reach, sees_all
from bihuan.problems.queries.moved_heads import with_moved_heads
from bihuan.problems.queries.past import Then, rows_then
from bihuan.problems.rules.own import may_fill
from bihuan.problems.rules.sheet import (
    Checked,
    Column,
    Facts,
    Heard,
    Known,
    KnownCategory,
    KnownManifestation,
    KnownPerson,
    KnownRow,
    KnownUnit,
    Names,
    RawRow,
    check_ledger,
    printed,
    unheard,
)
from bihuan.problems.rules.sheet.dates import spans_of
from bihuan.problems.rules.sheet.own import OwnColumns, printed_own
from bihuan.problems.rules.sheet.terms import Terms
from bihuan.problems.rules.sheet.values import numbered
from bihuan.problems.vocabulary import OUT, Action, State
from bihuan.problems.workflow import PROBLEM

_FIELDS = tuple({"person_name": "person__name", "leader_name": "leader__name"}.get(name, name) for name in Facts._fields)
IMPORTERS = (Duty.LIAISON, Duty.UNIT_HEAD)
"""Who imports for his own units; the office imports for all."""
_CHUNK = 500
ON_NO_TERMS = Terms()


def may_import(mine: Reach) -> bool:
    """May this actor hand a sheet in at all?"""
    return mine.actor.is_system or mine.holds(Duty.OFFICE, *IMPORTERS)


def preview_import(
    actor: Actor, campaign: Campaign, rows: Sequence[RawRow], terms: Terms = ON_NO_TERMS, heard: Heard = unheard
) -> Checked:  # fmt: skip
    """What taking these rows over would do, or everything that is wrong with them. Writes nothing. Refused: no duty to import."""
    mine = reach(actor, campaign.pk)
    if not may_import(mine):
        raise NotAllowed()
    known = replace(_everything(mine, campaign), terms=terms)
    names = Names(known)
    return with_moved_heads(check_ledger(rows, _with_rows(known, names, mine, campaign, rows), names, heard), rows, campaign, mine)


def names_of(campaign: Campaign, mine: Reach) -> Names:
    """Units, people and catalogue of a campaign as sheets call them. Five queries."""
    return Names(_everything(mine, campaign))


def choices_of(actor: Actor, campaign: Campaign) -> tuple[list[str], list[str], list[str]]:
    """Units (those the actor covers by a duty; whoever sees the whole campaign: all), categories and manifestations, for drop-downs."""
    mine = reach(actor, campaign.pk)
    names, covered = names_of(campaign, mine), {*mine.units(*OF_A_UNIT)}
    units = [names.unit_label(one.pk) for one in names.known.units if one.open or one.pk in covered or sees_all(mine)]
    manifestations = [one.text for part in names.known.categories for one in part.manifestations]
    return units, [one.name for one in names.known.categories], manifestations


def cells_of(rows: QuerySet[Problem], mine: Reach, names: Names) -> Iterator[Mapping[Column, str]]:
    """The rows of an export, read in pieces; texts that this actor may not read are veiled."""
    for values in rows.values_list(*_FIELDS).iterator(chunk_size=2000):
        facts = Facts(*values)
        readable = may_read(mine, facts)
        cells = printed(facts, names, readable=readable)
        yield {**cells, **printed_own(names.known.own.columns, facts.own, readable=readable)} if names.known.own else cells  # type: ignore[dict-item]


def cells_then(mine: Reach, names: Names, versions: QuerySet[ProblemVersion], past: Then) -> Iterator[Mapping[Column, str]]:
    """The rows of an export as they stood at a past moment, in pieces."""
    keys = list(versions.values_list("pk", flat=True))
    for at in range(0, len(keys), _CHUNK):
        some = {one.pk: one for one in ProblemVersion.objects.filter(pk__in=keys[at : at + _CHUNK])}
        for row in rows_then(mine, [some[key] for key in keys[at : at + _CHUNK]], past):
            told = {name: getattr(row, name) for name in Facts._fields if not name.endswith("_name")}
            facts = Facts(**told, person_name=row.person.name if row.person else None, leader_name=row.leader.name if row.leader else None)
            readable = may_read(mine, row)
            cells = printed(facts, names, readable=readable)
            more = printed_own(names.known.own.columns, facts.own, readable=readable) if names.known.own else {}
            yield {**cells, **more}  # type: ignore[dict-item]


def _everything(mine: Reach, campaign: Campaign) -> Known:
    everywhere = mine.actor.is_system or mine.holds(Duty.OFFICE)
    own = set(mine.units(*IMPORTERS))
    mentioned = Q(coverings__campaign=campaign, coverings__to_on=None) | Q(
        pk__in=Problem.objects.filter(campaign=campaign).order_by().values("unit_id").distinct()
    )
    units = Unit.objects.filter(mentioned).distinct().order_by("order", "pk").values_list("pk", "name", "parent__name")
    return Known(
        code=campaign.code,
        units=tuple(KnownUnit(pk, name, above or "", everywhere or pk in own) for pk, name, above in units),
        people=tuple(_people(campaign)),
        categories=tuple(
            KnownCategory(
                one.pk, one.name, tuple(KnownManifestation(m.pk, m.text, m.number, m.needs_text) for m in one.manifestations.all())
            )
            for one in categories_of(campaign)
        ),
        amendable=_states(Action.AMEND),
        classifiable=_states(Action.CLASSIFY),
        approval=settings_of(campaign.file).approve_measures,
        spans=spans_of(campaign.start_on, campaign.end_on, localdate()),
        today=localdate(),
        ends_on=last_day(campaign),
        zone=get_current_timezone(),
        own=own_columns_of(mine, campaign),
    )


def _states(action: Action) -> frozenset[str]:
    return frozenset(state for step in PROBLEM.of(action) for state in (step.sources or tuple(State)))


def _people(campaign: Campaign) -> Iterator[KnownPerson]:
    """Roster and duties; somebody with both stands once, with the post of the roster. Who supervises a unit is none of its people."""
    roster = RosterEntry.objects.filter(Q(to_on=None) | Q(to_on__gt=localdate()), campaign=campaign).order_by("pk")
    granted = Grant.objects.filter(lent_still(localdate()), campaign=campaign, ended_at=None).exclude(duty=Duty.SUPERVISOR).order_by("pk")
    duties = list(granted.values_list("person_id", "person__name", "person__phone", "unit_id"))
    seen: set[tuple[int, int | None]] = set()
    entries = [*roster.values_list("person_id", "person__name", "person__phone", "unit_id", "post"), *((*row, "") for row in duties)]
    for pk, name, phone, unit, post in entries:
        if (pk, unit) not in seen:
            seen.add((pk, unit))
            yield KnownPerson(pk, name, unit, tuple(mark for mark in (post, phone, phone[-4:]) if mark))


def _with_rows(known: Known, names: Names, mine: Reach, campaign: Campaign, rows: Sequence[RawRow]) -> Known:
    """Known, with the problems that the sheet may be about: by number, and all of them where a row comes without one."""
    everywhere = mine.actor.is_system or mine.holds(Duty.OFFICE)
    ours = Q() if everywhere else Q(unit_id__in=mine.units(*IMPORTERS))
    ledger = Problem.objects.filter(campaign=campaign).order_by("number")
    numbers = ledger.exclude(external_number="")
    ours_numbered = list(numbers.filter(ours).values_list("external_number", "pk", "state", "told_on"))
    imported = {numbered(number): pk for number, pk, _state, _told in ours_numbered}
    counted = frozenset(numbered(number) for number, _pk, state, _told in ours_numbered if state not in OUT)
    moved = frozenset(pk for _number, pk, _state, told in ours_numbered if told)
    taken = frozenset() if everywhere else frozenset(map(numbered, numbers.exclude(ours).values_list("external_number", flat=True)))
    found = _standing(ledger.filter(ours), rows, campaign.code, imported)
    standing = (Facts(*values) for values in found)
    return replace(
        known, rows=tuple(known_row(one, printed(one, names), mine) for one in standing), imported=counted, moved=moved, taken=taken
    )


def _standing(ledger: QuerySet[Problem], rows: Sequence[RawRow], code: str, imported: Mapping[str, int]) -> list[tuple[Any, ...]]:
    """The problems with the numbers of the sheet; all of them as soon as one row comes without any. `imported`: external number → key."""
    keys, numbers = set[int](), set[int]()
    for row in rows:
        external, own = (numbered(row.cells.get(column, "")) for column in (Column.EXTERNAL, Column.OWN))
        if not external and not own:
            return list(draw_values(ledger.values_list(*_FIELDS)))
        if external in imported:
            keys.add(imported[external])
        number = own.removeprefix(f"{code}-")
        if number.isascii() and number.isdigit() and len(number) < 10:
            numbers.add(int(number))
    told, found = ledger.order_by().values_list(*_FIELDS), dict[int, tuple[Any, ...]]()
    for column, those in (("id", keys), ("number", numbers)):
        found |= {row[0]: row for row in draw_values(among(told, column, sorted(those)))} if those else {}
    return [found[pk] for pk in sorted(found)]


def own_columns_of(mine: Reach, campaign: Campaign) -> OwnColumns | None:
    """The campaign's own columns, and which of them whoever imports fills in: the office all, others those of their units."""
    if not (columns := columns_in_use(campaign.file)):
        return None
    everywhere = mine.actor.is_system or mine.holds(Duty.OFFICE)
    held = frozenset({Duty.OFFICE} if everywhere else IMPORTERS)
    states = frozenset(state for state in State if PROBLEM.step(Action.FILL, state, held))
    return OwnColumns(columns, frozenset(by for by in FilledBy if may_fill(by, held)), states)


def known_row(one: Facts | Problem, cells: Mapping[Column, str], mine: Reach) -> KnownRow:
    """A problem as a sheet or a block is compared with it, its cells as they are printed."""
    return KnownRow(
        one.pk, one.number, one.external_number, State(one.state), one.unit_id, one.person_id, one.leader_id, one.category_id,
        one.manifestation_id, cells, may_read(mine, one), one.own,
    )  # fmt: skip
