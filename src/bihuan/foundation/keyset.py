"""Pages of a list by the place of its last row: the thousandth page costs what the first does, and nothing is skipped when rows come in between.

For plain lists in an order whose fields are never empty and whose last one tells rows apart; the ledger with its many orders has its own."""

from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

Order = tuple[str, ...]
LATEST: Order = ("-pk",)
_LONGEST = 40
"""Letters of a value in a mark: a moment with its zone is the longest."""
_DIGITS = 15

M = TypeVar("M", bound=Model)


class Part(NamedTuple, Generic[M]):
    """The rows of one page, and the mark that leads on (None: nothing follows)."""

    rows: list[M]
    after: str | None


def part_of(rows: QuerySet[M], order: Order, mark: str, size: int) -> Part[M]:
    """The first `size` rows, or those that follow `mark`. One query; one row more than a page says whether another follows.
    ValueError: no such mark."""
    found = list(_beyond(rows, order, mark).order_by(*order)[: size + 1])
    shown = found[:size]
    return Part(shown, _mark_of(shown[-1], order) if len(found) > size else None)


def _mark_of(row: Model, order: Order) -> str:
    values = [getattr(row, name.removeprefix("-")) for name in order]
    return "_".join(value.isoformat() if isinstance(value, date) else str(value) for value in values)


def _beyond(rows: QuerySet[M], order: Order, mark: str) -> QuerySet[M]:
    if not mark:
        return rows
    texts = mark.split("_")
    if len(texts) != len(order):
        raise ValueError(mark)
    values = [_read(rows, name.removeprefix("-"), text) for name, text in zip(order, texts, strict=True)]
    names, ways = [one.removeprefix("-") for one in order], ["lt" if one.startswith("-") else "gt" for one in order]
    further = Q()
    for at, way in enumerate(ways):
        further |= Q(**dict(zip(names[:at], values[:at], strict=True)), **{f"{names[at]}__{way}": values[at]})
    # The first condition alone is what an index is entered by; the others cut within its one group.
    return rows.filter(Q(**{f"{names[0]}__{ways[0]}e": values[0]}), further)


def _read(rows: QuerySet[Any], name: str, text: str) -> Any:
    """One value of a mark; ValueError for what somebody typed."""
    fields = rows.model._meta
    field = fields.pk if name == "pk" else fields.get_field(name)
    if len(text) > _LONGEST or (text.isdigit() and len(text) > _DIGITS):
        raise ValueError(text)
    try:
        value = field.to_python(text)
    except ValidationError as wrong:
        raise ValueError(text) from wrong
    if value is None:
        raise ValueError(text)
    return value
