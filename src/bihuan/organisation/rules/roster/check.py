"""The check of a whole roster: all errors of all cells, or everything that is to be written."""

from collections.abc import Sequence

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import _
from bihuan.organisation.rules.roster.cleaning import (
    LONGEST,
    clean,
    clean_name,
    clean_phone,
    fault_in_name,
    fault_in_phone,
    fault_unseen,
    read_subject,
)
from bihuan.organisation.rules.roster.people import Recogniser, compare_posts, gone_from, group_lines
from bihuan.organisation.rules.roster.shape import Checked, Column, Known, Line, PersonEntry, RawRow, UnitEntry
from bihuan.organisation.rules.roster.units import resolve_units

_PLACES = {column.label: place for place, column in enumerate(Column)}


def check_roster(rows: Sequence[RawRow], known: Known) -> Checked:
    """Check the rows against each other and against what is known. Errors come in the order of the sheet."""
    homes, units, errors = resolve_units(rows, known)
    lines: list[Line] = []
    for row in rows:
        line, faults = _line(row, homes.get(row.number))
        errors += faults
        if line is not None:
            lines.append(line)
    people, faults = group_lines(lines)
    errors += faults
    if not errors:
        errors += Recogniser(known).recognise(people)
    if not rows:
        errors.append(CellError("", 0, "", "", _("表里没有一行内容。")))
    if errors:
        return Checked(tuple(sorted(errors, key=lambda one: (one.row, _PLACES.get(one.column, 0)))))
    return _whole(units, people, known)


def _line(row: RawRow, unit: UnitEntry | None) -> tuple[Line | None, list[CellError]]:
    """A row with a person, or None for a row that only names a unit."""
    name = clean_name(row.cells.get(Column.NAME, ""))
    if not name:
        filled = [column for column in (Column.POST, Column.RANK, Column.PHONE) if clean(row.cells.get(column, ""))]
        return None, [row.error(Column.NAME, _("请填写姓名。"))] if filled else []
    errors = _faults(row, name)
    subject = read_subject(row.cells.get(Column.SUBJECT, ""))
    if errors or unit is None or subject is None:
        return None, errors
    unit.has_people = True
    post, rank = clean(row.cells.get(Column.POST, "")), clean(row.cells.get(Column.RANK, ""))
    return Line(row, name, unit, post, rank, subject, clean_phone(row.cells.get(Column.PHONE, ""))), []


def _faults(row: RawRow, name: str) -> list[CellError]:
    phone = row.cells.get(Column.PHONE, "")
    found = [(Column.NAME, fault_in_name(name)), (Column.PHONE, fault_in_phone(phone, clean_phone(phone)))]
    for column, what in ((Column.POST, "post"), (Column.RANK, "rank")):
        told = clean(row.cells.get(column, ""))
        if len(told) > LONGEST[what]:
            found.append((column, _("内容太长，请核对。")))
        found.append((column, fault_unseen(told)))
    errors = [row.error(column, sentence) for column, sentence in found if sentence]
    if read_subject(row.cells.get(Column.SUBJECT, "")) is None:
        errors.append(row.error(Column.SUBJECT, _("这一格只能填“是”或“否”。"), "是" if "是" in row.cells[Column.SUBJECT] else ""))
    return errors


def _whole(units: list[UnitEntry], people: list[PersonEntry], known: Known) -> Checked:
    listed = {unit.pk for unit in units if unit.pk and unit.has_people}
    for entry in people:
        compare_posts(entry, listed)
    present = {entry.known.pk for entry in people if entry.known}
    gone = gone_from(units, known, present)
    new = sum(entry.is_new for entry in people)
    changed = sum(entry.changed for entry in people)
    counts = {
        "new": new, "changed": changed, "same": len(people) - new - changed, "gone": len(gone),
        "units_new": sum(unit.pk is None for unit in units), "units_moved": sum(unit.moved for unit in units),
        "units": sum(unit.has_people for unit in units), "people": len(people),
        "subjects": sum(any(line.subject for line in entry.lines) for entry in people),
    }  # fmt: skip
    return Checked((), tuple(units), tuple(people), tuple(gone), counts)
