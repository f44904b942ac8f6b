"""What the reports tell: figures of a day, the change since a day before, sums by unit, source and category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from bihuan.campaigns.models import Campaign, Category
from bihuan.foundation.kernel import Figure
from bihuan.organisation.models import Unit
from bihuan.problems.vocabulary import DONE, OPEN, Source, State
from bihuan.reports.queries.figures import Moment, at, figure
from bihuan.reports.rules.definitions import DEFINITIONS

_LATE = [state for state in OPEN if state != State.SUSPENDED]


@dataclass(frozen=True, slots=True)
class Sum:
    """Found, closed and overdue of one unit, source or category, each a figure that opens its rows."""

    name: str
    found: Figure
    closed: Figure
    late: Figure


@dataclass(frozen=True)
class Facts:
    """Everything a report prints about one campaign at the end of one day."""

    campaign: Campaign
    day: date
    since: date
    figures: dict[str, Figure]
    new_found: Figure
    new_closed: Figure
    units: Sequence[Sum]
    sources: Sequence[Sum]
    categories: Sequence[Sum]


def _sums(moment: Moment, field: str, names: dict[Any, str], parameter: str) -> list[Sum]:
    late = Q(state__in=_LATE, due_on__lt=moment.day)
    counted = (
        moment.problems.order_by()
        .values_list(field)
        .annotate(n=Count("pk"), done=Count("pk", filter=Q(state__in=DONE)), late=Count("pk", filter=late))
    )
    rows = {key: counts for key, *counts in counted}
    address = f"/c/{moment.campaign.code}/ledger/?{parameter}="

    def cell(key: Any, place: int, what: str, extra: str) -> Figure:
        code = f"{parameter}.{key}.{what}"
        return Figure(code, rows.get(key, (0, 0, 0))[place], f"{names[key]}：{what}", f"{address}{key}{extra}", "件")

    return [
        Sum(names[key], cell(key, 0, "发现", ""), cell(key, 1, "已销号", "&done=1"), cell(key, 2, "超期", "&lamp=overdue"))
        for key in sorted((key for key in rows if key in names), key=lambda key: list(names).index(key))
    ]


def _new(now: Moment, before: Moment, code: str, query: str) -> Figure:
    gained = int(figure(now, code).value or 0) - int(figure(before, code).value or 0)
    return Figure(f"{code}.week", gained, figure(now, code).definition, f"/c/{now.campaign.code}/ledger/{query}", "件")


def facts(campaign: Campaign, day: date, today: date, days: int = 7) -> Facts:
    """The facts at the end of `day`, compared with `days` earlier."""
    moment, since = at(campaign, day, today), day - timedelta(days=days)
    before = at(campaign, since, today)
    found = {one.code: figure(moment, one.code) for one in DEFINITIONS}
    units = dict(Unit.objects.filter(coverings__campaign=campaign).order_by("order", "pk").values_list("pk", "name"))
    categories = dict(Category.objects.filter(catalogue__campaign=campaign).order_by("order").values_list("pk", "name"))
    return Facts(
        campaign=campaign, day=day, since=since, figures=found, new_found=_new(moment, before, "O01", ""), new_closed=_new(moment, before, "O02", "?done=1"),
        units=_sums(moment, "unit_id", units, "unit"), sources=_sums(moment, "source", {one.value: one.label for one in Source}, "source"),
        categories=_sums(moment, "category_id", categories, "category"),
    )  # fmt: skip
