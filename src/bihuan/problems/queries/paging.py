"""Pages of the ledger: rows by keyset (`keyset`), what is told of each, and how many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import OrderBy

from bihuan.foundation.statistics import SOME, rare
from bihuan.problems.models import Problem
from bihuan.problems.queries.keyset import first_of, further, mark_of, order_of
from bihuan.problems.queries.ledger import names_what_is_out, states_of
from bihuan.problems.queries.naming import with_names
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import OPEN, State

CAP = 10_000  # counts above this are told as "more than"; counting further costs more than it tells
ALL = 1_000_000_000  # what the counters tell costs the same however many there are: it is told in full, as the cockpit tells it
FOUND = 1_000  # the same of searches: each find is read, some twenty microseconds
FEW = 2_000  # so many are put in order faster than they are looked for in an order
_COMMON = 300  # from so many finds on SQLite walks the ledger


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


NOTHING = Page((), None, None, 0, False)
_ROW = ("unit", "person", "doer", "leader", "category", "manifestation")
# What a list shows of a row and what rights on it are decided by; the drawer reads the rest.
_SHOWN = (
    *(f"{name}_id" for name in ("campaign", *_ROW)), "number", "owner_name", "of_unit_head", "source", "text", "weight", "path", "priority", "external_number",
    "state", "found_on", "cause", "cause_kind", "measures_text", "progress_text", "due_on", "closed_at", "recorded_by_id", "revision",
)  # fmt: skip


def counting(rows: QuerySet[Any], most: int = CAP) -> Question:
    """The question how many rows there are, up to `most` and one."""
    sql, values = rows.order_by().values("pk")[: most + 1].query.sql_with_params()
    return f"SELECT COUNT(*) FROM ({sql}) found", values  # noqa: S608 - what it is made of is a question itself


def counted(question: Question, most: int = CAP) -> tuple[int, bool]:
    """How many rows, up to `most`; True says there are more."""
    with connection.cursor() as cursor:
        cursor.execute(*question)
        found = int(cursor.fetchone()[0])
    return min(found, most), found > most


def count_of(rows: QuerySet[Any], most: int = CAP) -> tuple[int, bool]:
    """The same for rows in hand."""
    try:
        return counted(counting(rows, most), most)
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


def place_of(filters: Filters, marks: tuple[str, str]) -> tuple[list[Q], bool]:
    """What lies after or before a mark (`marks`) in the order of these filters, in parts, none for no mark; and is it asked from behind?"""
    after, before = marks
    backward, wanted = bool(before) and not after, after or before
    try:
        return (further(filters.sort, wanted, backward), backward) if wanted else ([], False)
    except ValueError:  # a mark that somebody typed: show the first page
        return [], False


_BY_DAY = ("due_on", "-due_on")


def cutting(found: QuerySet[Any], filters: Filters, marks: tuple[str, str], tell: Tell) -> Cut[QuerySet[Any]]:
    """The page of these rows after or before a mark. What is told of them is read of the rows of the page alone.

    By their day SQLite takes rows of a few states state by state: in the order of days alone what is done lies before all that is open.
    PostgreSQL has an index of the open ones (migration 0024)."""
    parts, backward = place_of(filters, marks)
    order, size = order_of(filters.sort, backward), filters.size + 1
    if _is_by_state(filters):
        found = first_of(found, _of_states(parts, filters), [order[0], _worked_out(order[1])], size)
    else:
        if filters.sort == "-state" and (backward or not parts) and not names_what_is_out(filters):
            # what is void stands first in this order: the engine enters its index behind all of it. A mark bounds it as well, and of two
            # bounds on one side SQLite takes the first
            found = found.filter(state__lt=State.VOID)
        found = first_of(found, parts, order, size) if parts else found
    return Cut(tell(found).order_by(*order)[:size], filters.sort, filters.size, backward, bool(parts))


def cutting_few(found: QuerySet[Any], filters: Filters, marks: tuple[str, str], tell: Tell) -> Cut[QuerySet[Any]]:
    """The same of rows that are known to be few: they are found by what they are asked for, then put in order. In the index of an order the
    engine would walk past all that are not wanted."""
    parts, backward = place_of(filters, marks)
    order, size = order_of(filters.sort, backward), filters.size + 1
    there = found.filter(reduce(or_, parts)) if parts else found
    names = [name.removeprefix("-") for name in order]
    sql, values = there.order_by().values_list("pk", *names)[: FEW + 1].query.sql_with_params()
    by = ", ".join(f"found.{name} {'DESC' if way.startswith('-') else 'ASC'}" for name, way in zip(names, order, strict=True))
    keys = f"SELECT pk FROM ({sql}) found ORDER BY {by} LIMIT {size}"  # noqa: S608 - what it is made of is a question itself
    rows = Problem.objects.extra(where=[f"problems_problem.id IN ({keys})"], params=list(values))  # noqa: S610
    return Cut(tell(rows).order_by(*order)[:size], filters.sort, filters.size, backward, bool(parts))


def _is_by_state(filters: Filters) -> bool:
    by_day = connection.vendor == "sqlite" and filters.sort in _BY_DAY and not filters.q
    return by_day and 1 < len(states_of(filters)) <= len(OPEN)


def _worked_out(name: str) -> OrderBy:
    """A field of an order as something to be worked out: rows of one day are sorted, and no index is walked because it ends in this field."""
    return OrderBy(F(name.removeprefix("-")) + 0, descending=name.startswith("-"))


def _of_states(parts: Sequence[Q], filters: Filters) -> list[Q]:
    return [part & rare("state", state, SOME) for part in parts or [Q()] for state in sorted(states_of(filters))]


def cut(
    found: QuerySet[Any], filters: Filters, marks: tuple[str, str], tell: Tell = lambda rows: rows
) -> tuple[Sequence[Any], str | None, str | None]:
    """The rows of the page after or before a mark, and the marks before and after it (None: there is nothing)."""
    asked = cutting(found, filters, marks, tell)
    return asked.ends(list(asked.rows))


def page(narrow: Callable[[bool], QuerySet[Problem]], filters: Filters, marks: tuple[str, str], tell: Tell) -> Page:
    """One page of the rows that `narrow(walk)` gives (see `searched`), after or before a mark: as quick for the thousandth as for the first.
    `tell` says what is read of each row."""
    most = FOUND if filters.q else CAP
    count, is_more = count_of(narrow(False), most)
    if not count:
        return NOTHING
    if count <= FEW and not filters.q:
        asked = cutting_few(narrow(False), filters, marks, tell)
        return Page(*asked.ends(list(asked.rows)), count, is_more)
    return Page(*cut(narrow(count > _COMMON), filters, marks, tell), count, is_more)


def page_found(narrow: Callable[..., QuerySet[Problem]], filters: Filters, marks: tuple[str, str], tell: Tell) -> Page:
    """A page of what PostgreSQL finds: one look into the index counts, and names the rows of the page where it found them all. Where it stops
    before that, the ledger is walked (`narrow(walk=True)`)."""
    parts, backward = place_of(filters, marks)
    try:
        count, keys = _found(narrow(), parts, order_of(filters.sort, backward), filters.size + 1)
    except EmptyResultSet:
        return NOTHING
    if count > FOUND:
        return Page(*cut(narrow(walk=True), filters, marks, tell), FOUND, True)
    told = tell(Problem.objects.filter(pk__in=keys)).order_by(*order_of(filters.sort, backward))
    return Page(*Cut(None, filters.sort, filters.size, backward, bool(parts)).ends(list(told)), count, False)


def _found(rows: QuerySet[Problem], parts: Sequence[Q], order: Sequence[str], size: int) -> tuple[int, list[int]]:
    """How many there are, up to `FOUND` and one, and the keys of the first `size` of them that lie in the parts."""
    there = ExpressionWrapper(reduce(or_, parts) if parts else Q(pk__gt=0), BooleanField())
    names = [name.removeprefix("-") for name in order]
    sql, values = rows.order_by().annotate(there=there).values_list("pk", *names, "there")[: FOUND + 1].query.sql_with_params()
    by = ", ".join(f"found.{name} {'DESC' if way.startswith('-') else 'ASC'}" for name, way in zip(names, order, strict=True))
    asked = f"SELECT count(*), (array_agg(found.pk ORDER BY {by}) FILTER (WHERE found.there))[1:{size}] FROM ({sql}) found"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        count, keys = cursor.fetchone()
    return count, keys or []


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one page, put together before: how many there are, up to `most`, its rows, and its rows should there be few."""

    count: Question
    most: int
    rows: Cut[Question]
    few: Cut[Question] | None


def page_again(asked: Asked) -> Page:
    """The same by questions that were put together before."""
    count, is_more = counted(asked.count, asked.most)
    cut = asked.few if asked.few and count <= FEW else asked.rows
    return Page(*cut.ends(list(Problem.objects.raw(*cut.rows))), count, is_more) if count else NOTHING


def shown(rows: QuerySet[Problem], *, own: bool = True, **beside: Any) -> QuerySet[Problem]:
    """The rows with what a list prints of them; `own`: with the columns of the campaign's own; `beside`: further columns."""
    return with_names(rows.only(*_SHOWN, *(("own",) if own else ()))).annotate(**beside)
