"""Pages of the ledger: rows by keyset (`keyset`), what is told of each, and how many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from bihuan.problems.models import Problem
from bihuan.problems.queries.keyset import beyond, mark_of, order_of
from bihuan.problems.rules.filters import Filters

CAP = 10_000  # counts above this are told as "more than"; counting further costs more than it tells
_COMMON = 300  # from so many finds on a search walks the ledger


Question: TypeAlias = tuple[str, tuple[Any, ...]]
"""A question as the database takes it, with its values."""
Tell: TypeAlias = Callable[[QuerySet[Any]], QuerySet[Any]]
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
    """Unit, person (or whoever else the problem is about; "" for the unit itself), leader, category and manifestation of a row, "" for none: read with the rows of
    a page, else from what the row points to."""
    told = row.__dict__
    if "unit_told" in told:
        names = [told[f"{one}_told"] or "" for one in _NAMES]
    else:
        names = [getattr(getattr(row, one), field, "") for one, field in _NAMES.items()]
    unit, person, leader, category, manifestation = names
    return unit, person or (row.owner_name if row.owner_name != unit else ""), leader, category, manifestation


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


def cutting(found: QuerySet[Any], filters: Filters, marks: tuple[str, str], tell: Tell) -> Cut[QuerySet[Any]]:
    """The page of these rows after or before a mark (`marks`). What is told of them is read of the rows of the page alone."""
    after, before = marks
    backward, wanted = bool(before) and not after, after or before
    try:
        found = beyond(found, filters.sort, wanted, filters.size + 1, backward=backward) if wanted else found
    except ValueError:  # a mark that somebody typed: show the first page
        wanted, backward = "", False
    rows = tell(found).order_by(*order_of(filters.sort, backward))[: filters.size + 1]
    return Cut(rows, filters.sort, filters.size, backward, bool(wanted))


def cut(
    found: QuerySet[Any], filters: Filters, marks: tuple[str, str], tell: Tell = lambda rows: rows
) -> tuple[Sequence[Any], str | None, str | None]:
    """The rows of the page after or before a mark, and the marks before and after it (None: there is nothing)."""
    asked = cutting(found, filters, marks, tell)
    return asked.ends(list(asked.rows))


def page(narrow: Callable[[bool], QuerySet[Problem]], filters: Filters, marks: tuple[str, str], tell: Tell) -> Page:
    """One page of the rows that `narrow(walk)` gives (see `searched`), after or before a mark: as quick for the thousandth as for the first.
    `tell` says what is read of each row."""
    count, is_more = count_of(narrow(False))
    return Page(*cut(narrow(count > _COMMON), filters, marks, tell), count, is_more)


def page_again(count: Question, asked: Cut[Question]) -> Page:
    """The same by questions that were put together before."""
    found = asked.ends(list(Problem.objects.raw(*asked.rows)))
    return Page(*found, *counted(count))


def shown(rows: QuerySet[Problem], *, own: bool = True, **beside: Any) -> QuerySet[Problem]:
    """The rows with what a list prints of them; `own`: with the columns of the campaign's own; `beside`: further columns."""
    return rows.only(*_SHOWN, *(("own",) if own else ())).annotate(**_TOLD, **beside)
