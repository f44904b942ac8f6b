"""What the reports tell: figures of a day, the change since a day before, sums by unit, source and category."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign, Category
from bihuan.campaigns.vocabulary import CountBy
from bihuan.foundation.audit.moments import after, end_of
from bihuan.foundation.kernel import Figure, _
from bihuan.foundation.kernel.moments import Written
from bihuan.organisation.models import Unit
from bihuan.problems.vocabulary import DONE, TICKING, Source
from bihuan.reports.queries.addresses import dated, ledger
from bihuan.reports.queries.figures import figure
from bihuan.reports.queries.moments import Moment, at
from bihuan.reports.rules.definitions import DEFINITIONS
from bihuan.reports.rules.series import HAPPENED, Series

BY_ENTRY = Series()
_MOMENT, _WEEK = timedelta(microseconds=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sum:
    """Found, closed and overdue of one unit, source or category, each a figure that opens its rows."""

    name: str
    found: Figure
    closed: Figure
    late: Figure


@dataclass(frozen=True)
class Facts:
    """Everything a report prints about one campaign at the end of one day, or at the moment at which its series cuts the day.

    `new_found` and `new_closed` are of the period that begins after `since`, `falling_due` is open work whose day comes in seven days to come.
    """

    campaign: Campaign
    day: date
    since: Written
    figures: dict[str, Figure]
    new_found: Figure
    new_closed: Figure
    falling_due: Figure
    units: Sequence[Sum]
    sources: Sequence[Sum]
    categories: Sequence[Sum]
    series: Series = BY_ENTRY

    @property
    def is_week(self) -> bool:
        """Is the period a week, from one day to the same day of the next?"""
        return self.day - self.since.day == _WEEK


def moment_of(campaign: Campaign, day: date, today: date, until: datetime | None, cut: datetime | None) -> Moment:
    """The campaign just after a cut; without one at the end of the day or just before `until`."""
    if cut is None:
        return at(campaign, day, today, until)
    return replace(at(campaign, day, today, cut + _MOMENT), written=Written.of(localtime(cut)))


class _Counts:
    """Found, closed, overdue and soon due of a moment, by the values of some columns: one walk over its problems for all of these columns,
    which together have few values."""

    def __init__(self, moment: Moment, fields: Sequence[str], soon: tuple[date, date]) -> None:
        ticking = Q(state__in=TICKING)
        told = {
            "n": Count("pk"), "done": Count("pk", filter=Q(state__in=DONE)), "late": Count("pk", filter=ticking & Q(due_on__lt=moment.day)),
            "soon": Count("pk", filter=ticking & Q(due_on__range=soon)),
        }  # fmt: skip
        self._moment, self._fields = moment, tuple(fields)
        self._rows = list(moment.problems.order_by().values_list(*fields).annotate(**told))

    @property
    def soon(self) -> int:
        return sum(row[-1] for row in self._rows)

    def sums(self, field: str, names: dict[Any, str], parameter: str) -> list[Sum]:
        """One of the columns, in the order of `names`; what has nothing is left out."""
        place, rows = self._fields.index(field), dict[Any, list[int]]()
        for row in self._rows:
            sums = rows.setdefault(row[place], [0, 0, 0])
            for which, count in enumerate(row[len(self._fields) : -1]):
                sums[which] += count
        return [_sum(self._moment, (parameter, key), names[key], rows[key]) for key in names if key in rows]


def _sum(moment: Moment, chosen: tuple[str, Any], name: str, counts: Sequence[int]) -> Sum:
    parameter, key = chosen
    rows = "unsorted=1" if key is None else f"{parameter}={key}"

    def cell(place: int, what: str, extra: str = "") -> Figure:
        told = Figure(f"{parameter}.{key}.{what}", counts[place], f"{name}：{what}", ledger(moment.campaign, rows + extra), "件")
        return dated(told, moment.shown)

    return Sum(name, cell(0, "发现"), cell(1, "已销号", "&done=1"), cell(2, "超期", "&lamp=overdue"))


def _units(moment: Moment) -> dict[int, str]:
    """Units of the roster in their order, and any other that a problem names."""
    named = Q(coverings__campaign=moment.campaign) | Q(pk__in=moment.problems.order_by().values("unit_id"))
    return dict(Unit.objects.filter(named).order_by("order", "pk").values_list("pk", "name"))


def _categories(campaign: Campaign) -> dict[int | None, str]:
    """Categories in their order; what is not sorted yet comes last."""
    named = Category.objects.filter(catalogue__campaign=campaign).order_by("order").values_list("pk", "name")
    return {**dict(named), None: _("尚未归类")}


def _new_found(moment: Moment, before: Moment, counted: CountBy, known: Moment) -> Figure:
    """On the ledger now and not then; by the day on which it came to light: what is `known` of those days."""
    if counted == CountBy.HAPPENED:
        days = before.day + timedelta(days=1), moment.day
        found = known.problems.filter(found_on__range=days).count()
        address = _of_days(moment, before, f"found={days[0]}..{days[1]}")
        return Figure(f"{HAPPENED}O01.week", found, _("期内发现的问题数"), address, "件")
    gained = moment.problems.exclude(**{f"{moment.key}__in": before.problems.values(before.key)}).count()
    return Figure("O01.week", gained, _("期内登记的问题数"), ledger(moment.campaign, f"entered={_days(moment, before)}"), "件")


def _new_closed(moment: Moment, before: Moment, counted: CountBy, known: Moment) -> Figure:
    """Closed now and not closed then; what was reopened meanwhile does not make it less. By the day of closing: what is `known` of those
    days."""
    if counted == CountBy.HAPPENED:
        first, end = end_of(before.day), end_of(moment.day)
        found = known.problems.filter(state__in=DONE, closed_at__gte=first, closed_at__lt=end).count()
        address = _of_days(moment, before, f"done=1&closed={before.day + timedelta(days=1)}..{moment.day}")
        return Figure(f"{HAPPENED}O02.week", found, _("期内办结销号的问题数"), address, "件")
    then = before.problems.filter(state__in=DONE).values(before.key)
    closed = moment.problems.filter(state__in=DONE).exclude(**{f"{moment.key}__in": then}).count()
    return Figure("O02.week", closed, _("期内销号的问题数"), ledger(moment.campaign, f"newly={_days(moment, before)}"), "件")


def _falling_due(moment: Moment, soon: tuple[date, date], due: int) -> Figure:
    chosen = f"lamp=near,on_time&due={soon[0]}..{soon[1]}"
    return Figure("due.week", due, _("今后七天到期、还没有销号的问题数"), ledger(moment.campaign, chosen), "件")


def _of_days(moment: Moment, before: Moment, query: str) -> str:
    """The rows of a period that is counted by days; none where it has no day of its own: the issue before told the same day."""
    return ledger(moment.campaign, query) if before.day < moment.day else ""


def _days(moment: Moment, before: Moment) -> str:
    """The span of the period; from and until a moment where the ledger was read at a moment of the day."""
    return period(moment, before.written or Written.on(before.day))


def period(moment: Moment, since: Written) -> str:
    """What follows a day or moment, as `problems.rules.filters` writes it."""
    first = str(since.day + timedelta(days=1)) if since.is_day else since.text
    return f"{first}..{moment.written.text if moment.written else moment.day}"


def a_week_before(day: date, cut: datetime | None) -> Written:
    """After what the period of a first issue begins: seven days before the end of its day, or before its cut."""
    return Written.of(localtime(cut - _WEEK)) if cut else Written.on(day - _WEEK)


def facts(
    campaign: Campaign, day: date, today: date, *, since: Written | None = None, until: datetime | None = None, series: Series = BY_ENTRY,
    known: Moment | None = None,
) -> Facts:  # fmt: skip
    """The facts at the end of `day`, at the cut of the `series`, or just before `until` of that day, compared with how it stood just after
    `since` (None: a week earlier). What is `known` of the period's days, if it is counted by them, is what the ledger says at that moment
    too."""
    moment, since = moment_of(campaign, day, today, until, series.cut), since or a_week_before(day, series.cut)
    before = replace(at(campaign, since.day, today, after(since)), written=None if since.is_day else since)
    found = {one.code: figure(moment, one.code) for one in DEFINITIONS}
    period = [tell(moment, before, series.by, known or moment) for tell in (_new_found, _new_closed)]
    soon = day + timedelta(days=1), day + _WEEK
    by_unit, by_kind = _Counts(moment, ("unit_id",), soon), _Counts(moment, ("source", "category_id"), soon)
    weekly = [dated(one, moment.shown) for one in (*period, _falling_due(moment, soon, by_unit.soon))]
    return Facts(
        campaign=campaign, day=day, since=since, series=series, figures={code: dated(one, moment.shown) for code, one in found.items()},
        new_found=weekly[0], new_closed=weekly[1], falling_due=weekly[2], units=by_unit.sums("unit_id", _units(moment), "unit"),
        sources=by_kind.sums("source", {one.value: one.label for one in Source}, "source"),
        categories=by_kind.sums("category_id", _categories(campaign), "category"),
    )  # fmt: skip
