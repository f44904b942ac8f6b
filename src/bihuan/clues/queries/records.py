"""What a sheet of another platform's records is checked against, and petitions as those see them who may."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from bihuan.clues.models import Clue, ClueSheet, ExternalNumber
from bihuan.clues.policy.lines import lines_asked_once, token_of_number
from bihuan.clues.queries.clues import NobodyLeft, as_parties, parties_of, readers_for, visible_clues
from bihuan.clues.queries.keys import sealing_keys
from bihuan.clues.rules.records import CheckedRecords, KnownToRecords, Record, check_records, plain_number
from bihuan.clues.vocabulary.imported import RecordColumn as C
from bihuan.foundation.files.rules.cells import TypedRow
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.queries import units_called


def checked_records(rows: Sequence[TypedRow[C]], today: date) -> CheckedRecords:
    """The sheet against units, people and numbers as they stand; a row that everybody here has to keep away from is told at its unit. About six
    queries, and those of the line for each unit or person that is named."""
    units = units_called(Unit.objects.filter(ended_on=None))
    known = KnownToRecords(
        {name: one.pk if one else None for name, one in units.items()}, _people(rows, units), _registered(rows), today, bool(sealing_keys().custodians),
    )  # fmt: skip
    found = check_records(rows, known)
    with lines_asked_once():
        away = _without_readers(found.records, today)
    told = {row.number: row for row in rows}
    errors = [told[one.row].error(C.UNIT, NobodyLeft.default) for one in found.records if (one.unit, one.person) in away]
    return CheckedRecords(found.records, found.known, (*found.errors, *errors))


def _people(rows: Sequence[TypedRow[C]], units: dict[str, Unit | None]) -> dict[int, dict[str, list[int]]]:
    """The people whom the sheet names, by name under each unit that it names: a section's people belong to the unit above it."""
    named = {text for row in rows if (text := row.cells.get(C.PERSON, "").strip())}
    here = {unit.pk: unit.path for row in rows if (unit := units.get(row.cells.get(C.UNIT, "").strip()))}
    held = set(Post.objects.filter(to_on=None, person__name__in=named).values_list("person_id", "person__name", "unit__path"))
    found: dict[int, dict[str, list[int]]] = {}
    for pk, path in here.items():
        for person, name in {(person, name) for person, name, place in held if place.startswith(path)}:
            found.setdefault(pk, {}).setdefault(name, []).append(person)
    return found


def _registered(rows: Sequence[TypedRow[C]]) -> set[str]:
    tokens = {token_of_number(number): number for row in rows if (number := plain_number(row.cells.get(C.NUMBER, "")))}
    return {tokens[one] for one in ExternalNumber.objects.filter(token__in=tokens).values_list("token", flat=True)}


def _without_readers(records: Sequence[Record], today: date) -> set[tuple[int, int | None]]:
    """Units and persons about whom nobody here may handle anything."""
    found: set[tuple[int, int | None]] = set()
    units, people = (
        Unit.objects.in_bulk({one.unit for one in records}),
        Person.objects.in_bulk({one.person for one in records if one.person}),
    )
    for unit, person in {(one.unit, one.person) for one in records}:
        try:
            readers_for(as_parties(parties_of([people[person]] if person else [], [] if person else [units[unit]], today)), today)
        except NobodyLeft:
            found.add((unit, person))
    return found


def names_of_units(records: Sequence[Record]) -> dict[int, str]:
    """The units of records by their keys."""
    return dict(Unit.objects.filter(pk__in={one.unit for one in records}).values_list("pk", "name"))


def is_registered(number: str) -> bool:
    """Was a matter with this number of another platform registered here?"""
    return ExternalNumber.objects.filter(token=token_of_number(plain_number(number))).exists()


def find_sheet(actor: Actor, pk: int) -> ClueSheet:
    """A sheet between its check and its being taken, for whoever handed it in."""
    row = ClueSheet.objects.filter(pk=pk, holder__user_id=actor.user_id or 0).select_related("holder").first()
    if row is None:
        raise Missing
    return row


def petitions(actor: Actor, *, numbered: bool | None = None) -> QuerySet[Clue]:
    """Matters that go to the national system of petitions, of those that the actor may know of; latest first."""
    rows = visible_clues(actor).filter(petition=True).order_by("-transferred_at", "pk")
    return rows if numbered is None else rows.exclude(receipt="") if numbered else rows.filter(receipt="")


def find_petition(actor: Actor, pk: int) -> Clue:
    """One of them, or Missing."""
    row = petitions(actor).filter(pk=pk).first()
    if row is None:
        raise Missing
    return row
