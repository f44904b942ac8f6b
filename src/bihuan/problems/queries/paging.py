"""Pages of the ledger by keyset: each order that is offered ends in the number and lies in an index, so that the thousandth page costs what
the first does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from bihuan.problems.models import Problem
from bihuan.problems.rules.filters import ORDERS, Filters

CAP = 10_000  # counts above this are told as "more than"; counting further costs more than it tells
_COMMON = 300  # from so many finds on a search walks the ledger


Question: TypeAlias = tuple[str, tuple[Any, ...]]
"""A question as the database takes it, with its values."""
Tell: TypeAlias = Callable[[QuerySet[Problem]], QuerySet[Problem]]
T = TypeVar("T")


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
    "state", "found_on", "cause", "cause_kind", "measures_text", "progress_text", "due_on", "closed_at", "recorded_by_id", "revision",
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


_LONGEST_KEY = 15
"""Digits of a number that every engine takes."""


def _read(name: str, text: str) -> Any:
    """One value of a mark; ValueError for what somebody typed."""
    if name == "due_on":
        return date.fromisoformat(text)
    if name not in ("number", "unit_id"):
        return text
    if len(text) > _LONGEST_KEY:
        raise ValueError(text)
    return int(text)


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


def counting(rows: QuerySet[Any]) -> Question:
    """The question how many rows there are, up to `CAP` and one."""
    sql, values = rows.order_by().values("pk")[: CAP + 1].query.sql_with_params()
    return f"SELECT COUNT(*) FROM ({sql}) found", values  # noqa: S608 - what it is made of is a question itself


def counted(question: Question) -> tuple[int, bool]:
    """How many rows, up to `CAP`; True says there are more."""
    with connection.cursor() as cursor:
        cursor.execute(*question)
        found = cursor.fetchone()[0]
    return min(found, CAP), found > CAP


def count_of(rows: QuerySet[Any]) -> tuple[int, bool]:
    """The same for rows in hand."""
    try:
        return counted(counting(rows))
    except EmptyResultSet:  # rows that cannot be
        return 0, False


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """The rows of one page and one more, in an order; `onward`: not from an end of the list, `backward`: asked from behind."""

    rows: T
    sort: str
    size: int
    backward: bool
    onward: bool

    def ends(self, found: Sequence[Any]) -> tuple[Sequence[Any], str | None, str | None]:
        """Of the rows that came those of the page, and the marks before and after it (None: there is nothing)."""
        more, some = len(found) > self.size, found[: self.size]
        some = some[::-1] if self.backward else some
        ahead, behind = (self.onward if self.backward else more), (more if self.backward else self.onward)
        on = mark_of(some[-1], self.sort) if some and ahead else None
        return some, (mark_of(some[0], self.sort) if some and behind else None), on


def cutting(found: QuerySet[Any], filters: Filters, after: str, before: str) -> Cut[QuerySet[Any]]:
    """The page of these rows after (or before) a mark."""
    backward, wanted = bool(before) and not after, after or before
    try:
        found = beyond(found, filters.sort, wanted, backward) if wanted else found
    except ValueError:  # a mark that somebody typed: show the first page
        wanted, backward = "", False
    return Cut(found.order_by(*_order(filters.sort, backward))[: filters.size + 1], filters.sort, filters.size, backward, bool(wanted))


def cut(found: QuerySet[Any], filters: Filters, after: str, before: str) -> tuple[Sequence[Any], str | None, str | None]:
    """The rows of the page after (or before) a mark, and the marks before and after it (None: there is nothing)."""
    asked = cutting(found, filters, after, before)
    return asked.ends(list(asked.rows))


def page(narrow: Callable[[bool], QuerySet[Problem]], filters: Filters, marks: tuple[str, str], tell: Tell) -> Page:
    """One page of the rows that `narrow(walk)` gives (see `searched`), after or before a mark: as quick for the thousandth as for the first.
    `tell` says what is read of each row."""
    count, is_more = count_of(narrow(False))
    return Page(*cut(tell(narrow(count > _COMMON)), filters, *marks), count, is_more)


def page_again(count: Question, asked: Cut[Question]) -> Page:
    """The same by questions that were put together before."""
    found = asked.ends(list(Problem.objects.raw(*asked.rows)))
    return Page(*found, *counted(count))


def shown(rows: QuerySet[Problem], *, own: bool = True, **beside: Any) -> QuerySet[Problem]:
    """The rows with what a list prints of them; `own`: with the columns of the campaign's own; `beside`: further columns."""
    return rows.only(*_SHOWN, *(("own",) if own else ())).annotate(**_TOLD, **beside)
