"""A problem as the cells of its row: what an export prints, and what a sheet that comes back is compared with."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from bihuan.problems.rules.sheet.names import Names
from bihuan.problems.rules.sheet.shape import VEIL, VEILED, Column
from bihuan.problems.rules.sheet.values import visible
from bihuan.problems.vocabulary import CauseKind, Source, State, Weight


class Facts(NamedTuple):
    """The plain values of a problem that a sheet shows; the order in which the ledger is asked for them."""

    pk: int
    number: int
    external_number: str
    state: str
    unit_id: int
    person_id: int | None
    source: str
    manifestation_id: int | None
    category_id: int | None
    text: str
    cause: str
    cause_kind: str
    measures_text: str
    progress_text: str
    due_on: date | None
    found_on: date
    weight: str
    of_unit_head: bool
    leader_id: int | None
    person_name: str | None
    leader_name: str | None
    closed_at: datetime | None = None
    own: Mapping[str, str] = {}


_STATES = {word.value: word.label for word in State}
_SOURCES = {word.value: word.label for word in Source}
_WEIGHTS = {word.value: word.label for word in Weight}
_KINDS = {word.value: word.label for word in CauseKind} | {"": ""}


def day_of(moment: datetime | None, zone: tzinfo | None) -> str:
    """The day of a moment where the house stands (None: by the clock of the machine)."""
    return moment.astimezone(zone).date().isoformat() if moment else ""


def printed(one: Facts, names: Names, *, readable: bool = True) -> Mapping[Column, str]:
    """The text of every cell; VEIL where somebody who may not read it looks."""
    manifestation = names.manifestations.get(one.manifestation_id) if one.manifestation_id else None
    category = names.categories.get(one.category_id) if one.category_id else None
    cells = {
        Column.NUMBER: str(one.number),
        Column.UNIT: names.unit_label(one.unit_id),
        Column.PERSON: names.person_label(one.person_id, one.person_name or "", one.unit_id),
        Column.SOURCE: _SOURCES[one.source],
        Column.TEXT: visible(one.text),
        Column.CATEGORY: category.name if category else "",
        Column.MANIFESTATION: manifestation.text if manifestation else "",
        Column.CAUSE: visible(one.cause),
        Column.MEASURES: visible(one.measures_text),
        Column.LEADER: names.person_label(one.leader_id, one.leader_name or "", one.unit_id),
        Column.DUE: one.due_on.isoformat() if one.due_on else "",
        Column.PROGRESS: visible(one.progress_text),
        Column.STATE: _STATES[one.state],
        Column.EXTERNAL: visible(one.external_number),
        Column.CAUSE_KIND: _KINDS[one.cause_kind],
        Column.WEIGHT: _WEIGHTS[one.weight],
        Column.FOUND: one.found_on.isoformat(),
        Column.OWN: f"{names.known.code}-{one.number:04d}",
        Column.CLOSED: day_of(one.closed_at, names.known.zone),
    }
    return cells if readable else cells | {column: VEIL for column in VEILED if cells[column]}
