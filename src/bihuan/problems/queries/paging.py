"""Pages of the ledger by keyset: each order that is offered ends in the number and lies in an index, so that the thousandth page costs what
the first does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from bihuan.problems.models import Problem
from bihuan.problems.rules.filters import ORDERS, Filters

CAP = 10_000  # counts above this are told as "more than"; counting further costs more than it tells
_COMMON = 300  # from so many finds on a search walks the ledger


@dataclass(frozen=True)
class Page:
    """Rows of one page with the addresses of its neighbours (None: there is none) and the count, capped at `CAP`."""

    rows: Sequence[Problem]
    before: str | None
    after: str | None
    count: int
    is_more: bool


_ROW = ("unit", "person", "doer", "leader", "category", "manifestation")
# What a list shows of a row and what rights on it are decided by; the drawer reads the rest.
_SHOWN = (
    *(f"{name}_id" for name in ("campaign", *_ROW)), "number", "owner_name", "of_unit_head", "source", "text", "weight", "path", "priority", "external_number",
    "state", "found_on", "cause", "cause_kind", "measures_text", "progress_text", "due_on", "closed_at", "recorded_by_id", "revision", "own",
)  # fmt: skip
_NAMES = {"unit": "name", "person": "name", "leader": "name", "category": "name", "manifestation": "text"}


def _name_of(one: str, field: str) -> RawSQL:
    """The name behind a key of a row, looked up for the rows of the page alone. As a join it would have the server weigh six tables in every
    order before it reads fifty rows: most of the question's time."""
    key: Any = Problem._meta.get_field(one)
    table = key.related_model._meta.db_table
    words = f'SELECT "{table}"."{field}" FROM "{table}" WHERE "{table}"."id" = "problems_problem"."{key.column}"'  # noqa: S608
    return RawSQL(f"({words})", ())  # noqa: S611 - names of our own tables


# Names come as plain words beside a row: two hundred more instances of models would be a tenth of the page's time.
_TOLD = {f"{one}_told": _name_of(one, field) for one, field in _NAMES.items()}
_FLIP = {"lt": "gt", "gt": "lt"}


def names_on(row: Problem) -> tuple[str, str, str, str, str]:
    """Unit, person (or whoever else the problem is about), leader, category and manifestation of a row, "" for none: read with the rows of
    a page, else from what the row points to."""
    told = row.__dict__
    if "unit_told" in told:
        names = [told[f"{one}_told"] or "" for one in _NAMES]
    else:
        names = [getattr(getattr(row, one), field, "") for one, field in _NAMES.items()]
    unit, person, leader, category, manifestation = names
    return unit, person or row.owner_name, leader, category, manifestation


def _order(sort: str, backward: bool) -> tuple[str, ...]:
    names = ORDERS[sort]
    return tuple(name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in names) if backward else names


def in_order(rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
    """The rows in one of the orders that the ledger offers."""
    return rows.order_by(*_order(sort, backward=False))


def _read(name: str, text: str) -> Any:
    """One value of a mark; ValueError for what somebody typed."""
    if name == "due_on":
        return date.fromisoformat(text)
    return int(text) if name in ("number", "unit_id") else text


def beyond(rows: QuerySet[Any], sort: str, mark: str, backward: bool = False) -> QuerySet[Any]:
    """The rows after (or before) the row that `mark` names, in the order `sort`. ValueError: no such mark."""
    names = _order(sort, backward)
    parts = mark.rsplit("_", len(names) - 1)
    if len(parts) < len(names):  # a row without a due day: rows get one when they are recorded, so there is hardly any
        names, parts = names[-1:], parts[-1:]
    plain = [name.removeprefix("-") for name in names]
    values = [_read(name, text) for name, text in zip(plain, parts, strict=True)]
    ways = ["lt" if name.startswith("-") else "gt" for name in names]
    found = Q(**{f"{plain[-1]}__{ways[-1]}": values[-1]})
    for name, way, value in list(zip(plain, ways, values, strict=True))[-2::-1]:
        found = Q(**{f"{name}__{way}": value}) | Q(**{name: value}) & found
    return _entering(rows, plain[:-1], ways, values).filter(found)


def _entering(rows: QuerySet[Any], plain: Sequence[str], ways: Sequence[str], values: Sequence[Any]) -> QuerySet[Any]:
    """A condition that says nothing new: it is where the engine enters the index instead of walking there from its end."""
    if len(plain) == 1:
        return rows.filter(**{f"{plain[0]}__{ways[0]}e": values[0]})
    if not plain:
        return rows
    table = rows.model._meta.db_table
    names, places = ", ".join(f"{table}.{name}" for name in plain), ", ".join(["%s"] * len(plain))
    sign = ">=" if ways[0] == "gt" else "<="
    return rows.extra(where=[f"({names}) {sign} ({places})"], params=list(values[:-1]))  # noqa: S610 - names of ours


def mark_of(row: Any, sort: str) -> str:
    """The place of a row in an order, as it stands in an address."""
    values = [getattr(row, name.removeprefix("-")) for name in ORDERS[sort]]
    if any(value is None for value in values):
        return str(row.number)
    return "_".join(value.isoformat() if isinstance(value, date) else str(value) for value in values)


def count_of(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many rows, up to `CAP`; True says there are more."""
    found = rows.order_by()[: CAP + 1].count()
    return min(found, CAP), found > CAP


def page(
    narrow: Callable[[bool], QuerySet[Problem]], filters: Filters, *, after: str = "", before: str = "",
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> Page:  # fmt: skip
    """One page of the rows that `narrow(walk)` gives (see `searched`): as quick for the thousandth as for the first. `beside` are further
    columns that every row carries."""
    count, is_more = count_of(narrow(False))
    found = narrow(count > _COMMON).only(*_SHOWN).annotate(**_TOLD, **beside)
    return Page(*cut(found, filters, after, before), count, is_more)


def cut(found: QuerySet[Any], filters: Filters, after: str, before: str) -> tuple[Sequence[Any], str | None, str | None]:
    """The rows of the page after (or before) a mark, and the marks before and after it (None: there is nothing)."""
    backward, wanted = bool(before) and not after, after or before
    try:
        found = beyond(found, filters.sort, wanted, backward) if wanted else found
    except ValueError:  # a mark that somebody typed: show the first page
        wanted, backward = "", False
    some = list(found.order_by(*_order(filters.sort, backward))[: filters.size + 1])
    more, some = len(some) > filters.size, some[: filters.size]
    some = some[::-1] if backward else some
    ahead, behind = (bool(wanted) if backward else more), (more if backward else bool(wanted))
    on = mark_of(some[-1], filters.sort) if some and ahead else None
    return some, (mark_of(some[0], filters.sort) if some and behind else None), on


def shown(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """The rows with what a list prints of them."""
    return rows.only(*_SHOWN).annotate(**_TOLD)
