"""Values of a campaign's own columns: kept as plain text, by kind, shown; what is still missing, who fills in. Read: `rules.sheet.own_values`.

A kept value is a text by kind: 12.5, 1234.50, 2026-03-01, a word of the choices, or the text itself."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, Duty, FilledBy
from bihuan.foundation.kernel import Term
from bihuan.problems.vocabulary import ProblemDuty

Own = Mapping[str, str]


def short_number(value: Decimal) -> str:
    """A number without trailing zeros."""
    told = f"{value:f}"
    return (told.rstrip("0").rstrip(".") or "0") if "." in told else told


def typed(column: OwnColumn, value: str) -> dict[str, Any]:
    """The kept value by its kind, as a row of the side table holds it."""
    blank: dict[str, Any] = {"text": "", "word": "", "number": None, "day": None}
    match column.kind:
        case ColumnKind.NUMBER | ColumnKind.AMOUNT:
            return blank | {"number": Decimal(value)}
        case ColumnKind.DAY:
            return blank | {"day": date.fromisoformat(value)}
        case ColumnKind.CHOICE:
            return blank | {"word": value}
    return blank | {"text": value}


def untyped(column: OwnColumn, text: str, word: str, number: Decimal | None, day: date | None) -> str:
    """A row of the side table as a kept value."""
    if number is not None:
        return f"{number:.2f}" if column.kind is ColumnKind.AMOUNT else short_number(number)
    return day.isoformat() if day else word or text


def shown_value(column: OwnColumn, value: str) -> str:
    """As pages print it: numbers with thousands."""
    if not value or not column.is_sum:
        return value
    whole, dot, rest = value.lstrip("-").partition(".")
    return ("-" if value.startswith("-") else "") + f"{int(whole):,}{dot}{rest}"


def missing_from(columns: Sequence[OwnColumn], own: Own) -> frozenset[str]:
    """The steps from which on a column must be filled in, of columns that are not."""
    return frozenset(str(one.required) for one in columns if one.required and one.retired is None and not own.get(str(one.number)))


_FILLERS: Mapping[FilledBy, frozenset[Term]] = {
    FilledBy.OFFICE: frozenset(),
    FilledBy.UNIT: frozenset({Duty.LIAISON, Duty.UNIT_HEAD}),
    FilledBy.DOERS: frozenset({Duty.LIAISON, Duty.UNIT_HEAD, ProblemDuty.DOER, ProblemDuty.OWNER}),
    FilledBy.GROUP: frozenset({Duty.SUPERVISOR}),
}


def may_fill(by: FilledBy, held: Collection[Term]) -> bool:
    """Do these duties towards a problem let somebody fill in a column that is filled in `by` these?"""
    return bool({Duty.OFFICE, Duty.MACHINE} & set(held)) or bool(_FILLERS[by] & set(held))


def with_values(own: Own, values: Mapping[int, str]) -> dict[str, str]:
    """What a problem holds after these values were filled in; an empty one is taken away."""
    told = {**own, **{str(number): value for number, value in values.items()}}
    return {key: told[key] for key in sorted(told, key=int) if told[key]}
