"""A sheet of duties (单位, 姓名, 职责) checked against what is known: every error at its cell, or everything that is to be granted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bihuan.campaigns.vocabulary import GRANTED, TOWARDS_A_UNIT, Duty
from bihuan.foundation.files.rules.cells import CellError, TypedRow, nearest
from bihuan.foundation.kernel import Term, _
from bihuan.organisation.rules.alike import nearest_unit

SHEET = _("职责分工")


class DutyColumn(Term):
    """Columns of the sheet."""

    UNIT = "unit", _("单位")
    NAME = "name", _("姓名")
    DUTY = "duty", _("职责")


@dataclass(frozen=True, slots=True)
class DutyRow(TypedRow[DutyColumn]):
    """One row of the sheet."""

    sheet: str = SHEET

    def text(self, column: DutyColumn) -> str:
        """What stands in a cell, without blanks around it."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of a name, and the covered units he works in or below."""

    pk: int
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class KnownToDuties:
    """Covered units by name, people by name, and names on the roster of each unit (for the nearest match)."""

    units: Mapping[str, int]
    people: Mapping[str, Sequence[Somebody]]
    names: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedDuties:
    """(person, duty, unit) of each row, and everything that is wrong."""

    grants: tuple[tuple[int, Duty, int | None], ...]
    errors: tuple[CellError, ...]


def check_duties(rows: Sequence[DutyRow], known: KnownToDuties) -> CheckedDuties:
    """Check all rows. The duty may be left empty: then it is 联络员."""
    grants: list[tuple[int, Duty, int | None]] = []
    errors: list[CellError] = []
    for row in rows:
        duty, unit = _duty(row), _unit(row, known)
        person = _person(row, known, unit if isinstance(unit, int) else None)
        wrong = [one for one in (unit if _needs_unit(duty) else None, person, duty) if isinstance(one, CellError)]
        errors += wrong
        if not wrong and isinstance(duty, Duty) and isinstance(person, int):
            grants.append((person, duty, unit if isinstance(unit, int) and duty in TOWARDS_A_UNIT else None))
    return CheckedDuties(tuple(grants), tuple(errors))


def _needs_unit(duty: Duty | CellError) -> bool:
    return isinstance(duty, CellError) or duty in TOWARDS_A_UNIT


def _duty(row: DutyRow) -> Duty | CellError:
    labels = {one.label: one for one in GRANTED}
    typed = row.text(DutyColumn.DUTY) or Duty.LIAISON.label
    if typed in labels:
        return labels[typed]
    return row.error(DutyColumn.DUTY, _("职责只能填：%(known)s。"), nearest(typed, labels), known="、".join(labels))


def _unit(row: DutyRow, known: KnownToDuties) -> int | CellError:
    typed = row.text(DutyColumn.UNIT)
    if typed in known.units:
        return known.units[typed]
    sentence = _("这个单位不在整治范围内。") if typed else _("请填写单位。")
    return row.error(DutyColumn.UNIT, sentence, nearest_unit(typed, known.units))


def _person(row: DutyRow, known: KnownToDuties, unit: int | None) -> int | CellError:
    """One of the unit before others of the same name."""
    typed = row.text(DutyColumn.NAME)
    found = known.people.get(typed, ())
    inside = [one for one in found if unit in one.units]
    fits = inside or found
    if len(fits) == 1:
        return fits[0].pk
    if fits:
        return row.error(DutyColumn.NAME, _("有 %(count)d 个人叫这个名字，请在页面上逐个授予。"), count=len(fits))
    sentence = _("没有这个人。请核对姓名；新来的人先由组织管理员登记。") if typed else _("请填写姓名。")
    return row.error(DutyColumn.NAME, sentence, nearest(typed, known.names.get(unit, ()) if unit else ()))
