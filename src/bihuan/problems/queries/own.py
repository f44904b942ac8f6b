"""Rows by a campaign's own columns, now and at past moments; what is counted of them; who fills in which.

How lists and sheets use them: `campaigns.rules.columns.columns_in_use(campaign.file)` gives the columns (`.key` own3, `.label` 涉及金额（万元）,
`.kind`), without a query. A row carries its values in `row.own` ({"3": "12.50"}; a past row as it stood), so a page or an export asks
nothing more; texts (`ColumnKind.TEXT`) are veiled where the row may not be read. Writing: `rules.own.read_value(column, text)` →
value or `Wrong`; one row `operations.fill`; in bulk `operations.filling.own_after(row, values, held)` gives the new `own`, it is written by
`changing_many(rows, Action.FILL, each={pk: {"own": …}})`, then `settle_own(rows, now)` in the same transaction.

A filter is told as `3:word:作风`, `1:number:10..50`, `1:number:10..`, `4:day:2026-03-01..2026-03-31`, `5:text:词`, `5:any`, `5:none`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.columns import OwnColumn, columns_in_use, columns_of
from bihuan.campaigns.vocabulary import ColumnKind, Duty, FilledBy
from bihuan.foundation.kernel import Term
from bihuan.problems.models import OwnValue, Problem
from bihuan.problems.policy import Reach, duties_within, may_read, readable
from bihuan.problems.rules.own import may_fill, shown_value, untyped
from bihuan.problems.rules.own_filters import OwnFilter, read_filter
from bihuan.problems.vocabulary import Action, ProblemDuty
from bihuan.problems.workflow import PROBLEM


@dataclass(frozen=True, slots=True)
class Cell:
    """A column with what a problem holds in it: `value` as it is kept, `shown` as it is printed; None where it may not be read."""

    column: OwnColumn
    value: str | None
    shown: str | None
    may_fill: bool = False
    is_missing: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing to print: not filled in, though nothing waits for it."""
        return self.shown == "" and not self.is_missing


def narrowed_by(rows: QuerySet[Problem], campaign_id: int, told: Sequence[str], mine: Reach) -> QuerySet[Problem]:
    """The rows that match these filters; several of one column mean any of them. Texts match where the actor may read them."""
    return rows.filter(condition(campaign_id, told, mine, Q(valid_to=None))) if told else rows


def condition(campaign_id: int, told: Sequence[str], mine: Reach, when: Q, key: str = "pk") -> Q:
    """The same as a condition on problems (`key` pk) or versions of them (`key` row_id); `when` says which values held."""
    found, by_column = Q(), dict[int, list[OwnFilter]]()
    for one in filter(None, map(read_filter, told)):
        by_column.setdefault(one.column, []).append(one)
    texts = _texts(campaign_id) if any(one.kind in ("any", "none") for some in by_column.values() for one in some) else frozenset()
    for column, some in by_column.items():
        values = OwnValue.objects.filter(when, campaign_id=campaign_id, column=column)
        fits = Q(pk__in=())
        for one in some:
            told_by = _fits(one, values, key)
            fits |= told_by & readable(mine) if one.kind == "text" or column in texts else told_by
        found &= fits
    return found


def _texts(campaign_id: int) -> frozenset[int]:
    """The columns that hold texts: whether something is written there is told only to who may read it."""
    found = columns_of(Campaign.objects.only("file").get(pk=campaign_id).file)
    return frozenset(one.number for one in found if one.kind is ColumnKind.TEXT)


def _fits(one: OwnFilter, values: QuerySet[OwnValue], key: str) -> Q:
    if one.kind == "none":
        return ~Q(**{f"{key}__in": values.values("problem_id")})
    return Q(**{f"{key}__in": values.filter(_value(one)).values("problem_id")})


def _value(one: OwnFilter) -> Q:
    match one.kind:
        case "word":
            return Q(word=one.text)
        case "text":
            return Q(text__icontains=one.text)
        case "number" | "day":
            least = Q(**{f"{one.kind}__gte": one.least}) if one.least is not None else Q(**{f"{one.kind}__isnull": False})
            return least & (Q(**{f"{one.kind}__lte": one.most}) if one.most is not None else Q())
    return Q()


def cells_of_row(row: Problem, mine: Reach) -> list[Cell]:
    """What a problem holds in the columns in use, and in retired ones that it has something in. Without a query (`row.campaign` in hand)."""
    held, reads = duties_within(mine, row), may_read(mine, row)
    open_to = fillable(row.state, held)
    told = []
    for one in columns_of(row.campaign.file):
        value = row.own.get(str(one.number), "")
        if one.retired is None or value:
            hidden = one.kind is ColumnKind.TEXT and not reads
            missing = bool(one.required) and not value and one.retired is None
            may = one.editors in open_to and one.retired is None and not hidden
            told.append(Cell(one, None if hidden else value, None if hidden else shown_value(one, value), may, missing))
    return told


@lru_cache(2048)
def fillable(state: str, held: frozenset[Term]) -> frozenset[FilledBy]:
    """Columns filled in by whom somebody with these duties may fill in now, on a problem in this state. Without a query."""
    if PROBLEM.step(Action.FILL, state, held) is None:
        return frozenset()
    return frozenset(one for one in FilledBy if may_fill(one, held))


_DUTIES = (Duty.OFFICE, Duty.LIAISON, Duty.UNIT_HEAD, Duty.SUPERVISOR)


def fillable_somewhere(mine: Reach, campaign: Campaign, *, doing: bool = True) -> tuple[OwnColumn, ...]:
    """The columns in use that some duty of this actor's fills in, on one row or another; with `doing` those that whoever does or owns an item
    fills in, too. Each row is still asked by itself. Without a query."""
    held = {Duty.OFFICE} if mine.actor.is_system else {one for one in _DUTIES if mine.holds(one)}
    doers = {ProblemDuty.DOER} if doing else set()
    return tuple(one for one in columns_in_use(campaign.file) if may_fill(one.editors, held | doers))


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history of a column: what it held from when on ("" for nothing)."""

    column: OwnColumn
    at: datetime
    before: str
    after: str


def history(row: Problem, mine: Reach) -> list[Past]:
    """How the columns of a problem changed, eldest first; texts only for who may read them."""
    known = {one.number: one for one in columns_of(row.campaign.file) if one.kind is not ColumnKind.TEXT or may_read(mine, row)}
    rows = OwnValue.objects.filter(problem=row, column__in=known).order_by("valid_from", "pk")
    told, last = list[Past](), dict[int, tuple[str, datetime | None]]()
    for column, text, word, number, day, since, until in rows.values_list(
        "column", "text", "word", "number", "day", "valid_from", "valid_to"
    ):
        value, (before, ended) = _shown(known[column], text, word, number, day), last.get(column, ("", None))
        if ended and ended < since:
            told.append(Past(known[column], ended, before, ""))
            before = ""
        told.append(Past(known[column], since, before, value))
        last[column] = value, until
    told += [Past(known[column], until, value, "") for column, (value, until) in last.items() if until]
    return sorted(told, key=lambda one: one.at)


def _shown(column: OwnColumn, text: str, word: str, number: Decimal | None, day: date | None) -> str:

    return shown_value(column, untyped(column, text, word, number, day))


def columns_shown(campaign: Campaign) -> Mapping[str, OwnColumn]:
    """The columns in use by their keys (own3). Without a query."""
    return {one.key: one for one in columns_in_use(campaign.file)}
