"""Pages of a list by the place of its last row: the thousandth page costs what the first does, and nothing is skipped when rows come in between.

For plain lists in an order whose fields are never empty and whose last one tells rows apart; the ledger with its many orders has its own."""

from datetime import date
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

_LONGEST = 300
"""Letters of a value in a mark: what a name is sorted by is the longest."""
_DIGITS = 15

M = TypeVar("M", bound=Model)


class Part(NamedTuple, Generic[M]):
    """The rows of one page, and the mark that leads on (None: nothing follows)."""

    rows: list[M]
    after: str | None


def part_of(rows: QuerySet[M], mark: str, size: int) -> Part[M]:
    """The first `size` rows in their own order, or those that follow `mark`. One query; one row more than a page says whether another follows.
    ValueError: no such mark."""
    order = _order_of(rows)
    found = list(_beyond(rows, order, mark).order_by(*order)[: size + 1])
    shown = found[:size]
    return Part(shown, _mark_of(shown[-1], order) if len(found) > size else None)


def _order_of(rows: QuerySet[Any]) -> tuple[str, ...]:
    """The order that the rows came with, and the key behind it where the order alone does not tell two rows apart."""
    order = tuple(str(one) for one in rows.query.order_by or rows.model._meta.ordering)
    return order if order and order[-1].lstrip("-") in ("pk", "id") else (*order, "-pk")


def _mark_of(row: Model, order: tuple[str, ...]) -> str:
    values = [attrgetter(name.removeprefix("-").replace("__", "."))(row) for name in order]
    return "_".join(_plain(value.isoformat() if isinstance(value, date) else str(value)) for value in values)


def _plain(text: str) -> str:
    """As it stands in an address, without the sign between two values."""
    return quote(text, safe="").replace("_", "%5F")


def _beyond(rows: QuerySet[M], order: tuple[str, ...], mark: str) -> QuerySet[M]:
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


def _read(rows: QuerySet[Any], name: str, told: str) -> Any:
    """One value of a mark; ValueError for what somebody typed."""
    text = unquote(told)
    if len(text) > _LONGEST or (text.isdigit() and len(text) > _DIGITS):
        raise ValueError(text)
    try:
        value = _field(rows, name).to_python(text)
    except ValidationError as wrong:
        raise ValueError(text) from wrong
    if value is None:
        raise ValueError(text)
    return value


def _field(rows: QuerySet[Any], name: str) -> Any:
    """The field of an order: of the row, of a row that it names, or reckoned with it."""
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    model, fields = rows.model, name.split("__")
    for one in fields[:-1]:
        model = model._meta.get_field(one).related_model
    return model._meta.pk if fields[-1] == "pk" else model._meta.get_field(fields[-1])
