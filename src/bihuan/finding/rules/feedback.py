"""A sheet of another body's findings checked: every error at its cell, what is there already, how a row is worded (M60)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.finding.vocabulary.feedback import Double, FeedbackColumn, ReportKind
from bihuan.foundation.files.rules.cells import CellError, TypedRow, nearest
from bihuan.foundation.kernel import _
from bihuan.organisation.rules.alike import nearest_unit
from bihuan.problems.rules.likeness import plain
from bihuan.problems.rules.sheet.dates import day_in
from bihuan.problems.vocabulary import Source

SHEET = _("反馈问题")
LONGEST = {FeedbackColumn.TEXT: 4000, FeedbackColumn.MATTER: 120, FeedbackColumn.NUMBER: 60}
_SOURCES = {
    ReportKind.SUPERVISION: Source.SUPERVISION, ReportKind.INSPECTION_TOUR: Source.INSPECTION_TOUR, ReportKind.NAMING: Source.NAMED_ABOVE,
}  # fmt: skip
ORIGINS = {ReportKind.SUPERVISION: "feedback", ReportKind.INSPECTION_TOUR: "inspection_tour", ReportKind.NAMING: "naming"}
"""How the ledger names where a finding comes from."""


def source_of(kind: ReportKind) -> Source:
    """The channel of the ledger for a kind of report."""
    return _SOURCES[kind]


@dataclass(frozen=True, slots=True)
class FeedbackRow(TypedRow[FeedbackColumn]):
    """One row of the sheet."""

    sheet: str = SHEET

    def text(self, column: FeedbackColumn) -> str:
        """What stands in a cell, without blanks around it."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """A row that can be taken: unit, person and matter are known, `number` is that of the report."""

    row: int
    unit: int
    text: str
    matter: str
    person: int | None = None
    number: str = ""
    found_on: date | None = None


@dataclass(frozen=True, slots=True)
class KnownToFeedback:
    """Covered units by name, and the people of each unit by name."""

    units: Mapping[str, int]
    people: Mapping[int, Mapping[str, Sequence[int]]]
    span: tuple[date, date] | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class CheckedFeedback:
    """What can be taken, and everything that is wrong."""

    lines: tuple[FeedbackLine, ...]
    errors: tuple[CellError, ...]


def check_feedback(rows: Sequence[FeedbackRow], known: KnownToFeedback, matter: str = "") -> CheckedFeedback:
    """Check all rows. Without a matter of its own a row stands under `matter`, the report's."""
    lines, errors = list[FeedbackLine](), list[CellError]()
    for row in rows:
        unit = _unit(row, known)
        person = _person(row, known, unit) if isinstance(unit, int) else None
        day = _day(row, known)
        wrong = [one for one in (unit, person, day) if isinstance(one, CellError)] + _texts(row, matter)
        errors += wrong
        if not wrong and isinstance(unit, int):
            told = row.text(FeedbackColumn.MATTER) or matter
            lines.append(
                FeedbackLine(row.number, unit, row.text(FeedbackColumn.TEXT), told, person if isinstance(person, int) else None,
                             row.text(FeedbackColumn.NUMBER), day if isinstance(day, date) else None)
            )  # fmt: skip
    return CheckedFeedback(tuple(lines), tuple(errors))


def _unit(row: FeedbackRow, known: KnownToFeedback) -> int | CellError:
    typed = row.text(FeedbackColumn.UNIT)
    if typed in known.units:
        return known.units[typed]
    sentence = _("这个单位不在整治范围内。") if typed else _("请填写单位。")
    return row.error(FeedbackColumn.UNIT, sentence, nearest_unit(typed, known.units))


def _person(row: FeedbackRow, known: KnownToFeedback, unit: int) -> int | CellError | None:
    typed = row.text(FeedbackColumn.PERSON)
    if not typed:
        return None
    here = known.people.get(unit, {})
    fits = here.get(typed, ())
    if len(fits) == 1:
        return fits[0]
    if fits:
        return row.error(FeedbackColumn.PERSON, _("这个单位有 %(count)d 个人叫这个名字，请留空，导入后在台账上选。"), count=len(fits))
    return row.error(FeedbackColumn.PERSON, _("这个单位没有这个人。请核对姓名；不确定的可以留空。"), nearest(typed, here))


def _day(row: FeedbackRow, known: KnownToFeedback) -> date | CellError | None:
    typed = row.text(FeedbackColumn.FOUND)
    if not typed:
        return None
    found = day_in(typed, known.span)
    if found is None:
        return row.error(FeedbackColumn.FOUND, _("看不出是哪一天，请写成 2026-03-01。"))
    if known.today and found > known.today:
        return row.error(FeedbackColumn.FOUND, _("发现日期不能晚于今天。"))
    return found


def _texts(row: FeedbackRow, matter: str) -> list[CellError]:
    wrong = [
        row.error(column, _("最多 %(most)d 个字，这里有 %(count)d 个。"), most=most, count=len(row.text(column)))
        for column, most in LONGEST.items()
        if len(row.text(column)) > most
    ]
    if not row.text(FeedbackColumn.TEXT):
        wrong.append(row.error(FeedbackColumn.TEXT, _("请写明问题。")))
    if not (row.text(FeedbackColumn.MATTER) or matter):
        wrong.append(row.error(FeedbackColumn.MATTER, _("请写明事项：同一类的问题写同一个事项。")))
    return wrong


def doubles(
    lines: Sequence[FeedbackLine], numbers: Collection[str], texts: Collection[tuple[int, str]]
) -> dict[int, Double]:  # fmt: skip
    """By row the lines that are there already: by their number in this report, word for word for the same unit and channel, or on an earlier row."""
    seen_numbers, seen_texts, found = set(numbers), {(unit, text) for unit, text in texts}, dict[int, Double]()
    first: set[tuple[int, str]] = set()
    for line in lines:
        words = (line.unit, plain(line.text))
        if line.number and line.number in seen_numbers:
            found[line.row] = Double.NUMBER
        elif words in seen_texts:
            found[line.row] = Double.TEXT
        elif words in first:
            found[line.row] = Double.SHEET
        else:
            first.add(words)
            seen_numbers |= {line.number} - {""}
    return found
