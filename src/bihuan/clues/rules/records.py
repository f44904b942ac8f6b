"""A sheet of another platform's records checked: every error at its cell, the same number never twice (M69)."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.clues.vocabulary.imported import RecordColumn as C
from bihuan.foundation.files.rules.cells import CellError, TypedRow, nearest
from bihuan.foundation.kernel import _
from bihuan.organisation.rules.alike import nearest_unit
from bihuan.problems.rules.sheet.dates import day_in

LONGEST = {C.NUMBER: 60, C.PLATFORM: 40, C.TEXT: 20_000, C.HAPPENED: 300, C.NAME: 60, C.CONTACT: 120}
_HOTLINE = re.compile(r"热线|12345|市长|12388")
MOST_ROWS = 300
"""So many records of one sheet: each is sealed by itself to each of its readers."""


def plain_number(text: str) -> str:
    """A number as it is compared: full-width signs, small letters, blanks and dashes make no other number."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Record:
    """A row that can be taken."""

    row: int
    number: str
    source: str
    platform: str
    received_on: date
    text: str
    unit: int
    person: int | None = None
    happened: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class KnownToRecords:
    """Units by name (None: several have it), people of a unit's branch by name, numbers (plain) that are registered already."""

    units: Mapping[str, int | None]
    people: Mapping[int, Mapping[str, Sequence[int]]]
    numbers: Collection[str]
    today: date
    keeps_names: bool = True


@dataclass(frozen=True, slots=True)
class CheckedRecords:
    """What can be taken, the rows that are here already, and everything that is wrong."""

    records: tuple[Record, ...]
    known: tuple[int, ...]
    errors: tuple[CellError, ...]


def source_of(platform: str) -> ClueSource:
    """A hotline by its name or number, else a petition platform."""
    return ClueSource.HOTLINE if _HOTLINE.search(platform) and "12388" not in platform else ClueSource.PLATFORM


def check_records(rows: Sequence[TypedRow[C]], known: KnownToRecords) -> CheckedRecords:
    """Check all rows. One whose number is registered already is told and left out; one number on two rows is an error."""
    records, here, errors, first = list[Record](), list[int](), list[CellError](), dict[str, int]()
    for row in rows:
        number = plain_number(row.cells.get(C.NUMBER, ""))
        if number and number in known.numbers:
            here.append(row.number)
            continue
        wrong = _texts(row, known) + _number(row, number, first)
        parts = (_unit(row, known), _day(row, known))
        person = _person(row, known, parts[0]) if isinstance(parts[0], int) else None
        wrong += [one for one in (*parts, person) if isinstance(one, CellError)]
        errors += wrong
        if not wrong:
            records.append(_record(row, parts, person))
    return CheckedRecords(tuple(records), tuple(here), tuple(errors))


def _record(row: TypedRow[C], parts: tuple[object, object], person: object) -> Record:
    unit, day = parts
    assert isinstance(unit, int) and isinstance(day, date)  # nothing was wrong
    told = {column: row.cells.get(column, "").strip() for column in C}
    return Record(
        row.number, told[C.NUMBER], source_of(told[C.PLATFORM]).value, told[C.PLATFORM], day, told[C.TEXT], unit,
        person if isinstance(person, int) else None, told[C.HAPPENED], told[C.NAME], told[C.CONTACT],
    )  # fmt: skip


def _number(row: TypedRow[C], number: str, first: dict[str, int]) -> list[CellError]:
    if not number:
        return [row.error(C.NUMBER, _("请填写外部编号：没有编号，同一件会登记两次。"))]
    if number in first:
        return [row.error(C.NUMBER, _("这个编号在第 %(row)d 行已经有了。"), row=first[number])]
    first[number] = row.number
    return []


def _texts(row: TypedRow[C], known: KnownToRecords) -> list[CellError]:
    wrong = [
        row.error(column, _("最多 %(most)d 个字，这里有 %(count)d 个。"), most=most, count=len(text))
        for column, most in LONGEST.items()
        if len(text := row.cells.get(column, "").strip()) > most
    ]
    if not row.cells.get(C.TEXT, "").strip():
        wrong.append(row.error(C.TEXT, _("请写明反映的内容。")))
    if not known.keeps_names and any(row.cells.get(column, "").strip() for column in (C.NAME, C.CONTACT)):
        wrong.append(row.error(C.NAME, _("还没有两名举报人身份信息保管人，姓名和联系方式请留空。")))
    return wrong


def _unit(row: TypedRow[C], known: KnownToRecords) -> int | CellError:
    typed = row.cells.get(C.UNIT, "").strip()
    if (found := known.units.get(typed)) is not None:
        return found
    if typed in known.units:
        return row.error(C.UNIT, _("有几个单位叫这个名称，请写成“上级单位/单位”。"))
    sentence = (
        _("单位名册里没有这个单位；不在名册里的，写它的上级或者主管单位。")
        if typed
        else _("请填写被反映的单位：不知道该不该回避谁，就不能登记。")
    )
    return row.error(C.UNIT, sentence, nearest_unit(typed, known.units))


def _person(row: TypedRow[C], known: KnownToRecords, unit: int) -> int | CellError | None:
    typed = row.cells.get(C.PERSON, "").strip()
    if not typed:
        return None
    here = known.people.get(unit, {})
    fits = here.get(typed, ())
    if len(fits) == 1:
        return fits[0]
    if fits:
        return row.error(C.PERSON, _("这个单位有 %(count)d 个人叫这个名字，请留空，姓名和职务写进反映内容。"), count=len(fits))
    return row.error(C.PERSON, _("这个单位没有这个人。请核对；不在名册里的留空，姓名写进反映内容。"), nearest(typed, here))


def _day(row: TypedRow[C], known: KnownToRecords) -> date | CellError:
    typed = row.cells.get(C.RECEIVED, "").strip()
    found = day_in(typed, None) if typed else None
    if found is None:
        return row.error(C.RECEIVED, _("看不出是哪一天，请写成 2026-03-01。") if typed else _("请填写收到日期。"))
    return found if found <= known.today else row.error(C.RECEIVED, _("收到日期不能晚于今天。"))
