"""The rows of the ledger that somebody sees and filters choose: now, or as they stood at a past moment."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, readable, sees_all
from bihuan.problems.queries.ledger import Today, condition, searched, visible_to
from bihuan.problems.queries.own import narrowed_by
from bihuan.problems.queries.paging import Page, count_of, cut, page
from bihuan.problems.queries.past import Then, narrowed_then, rows_then, stood_before, then
from bihuan.problems.queries.waiting import waiting
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import DONE


def narrowed(mine: Reach, campaign_id: int, filters: Filters, today: Today, *, walk: bool = False) -> QuerySet[Problem]:
    """Visible rows that match the filters; where these name a past moment, rows that did then (`page_of` and `rows_then` tell them as they
    stood). Search matches only texts the actor may read (promise 8); who sees few rows walks them."""
    if past := then(campaign_id, filters.moment, today):
        return Problem.objects.filter(pk__in=narrowed_then(mine, campaign_id, filters, past).values("row_id"))
    rows = visible_to(mine, campaign_id).filter(condition(filters, today, mine.actor))
    if filters.entered:
        rows = rows.exclude(pk__in=stood_before(campaign_id, filters.entered))
    if filters.newly:
        rows = rows.filter(state__in=DONE).exclude(pk__in=stood_before(campaign_id, filters.newly, done=True))
    if filters.waits:
        rows = rows.filter(waiting(mine, today.day, filters.waits, behalf=filters.behalf))
    rows = narrowed_by(rows, campaign_id, filters.own, mine)
    if filters.manifestation:
        rows = rows.filter(readable(mine))
    if filters.q:
        if filters.q.isascii() and filters.q.isdigit() and len(filters.q) <= 9:
            return rows.filter(number=int(filters.q))
        rows = searched(rows.filter(readable(mine)), filters.q, walk=walk or not sees_all(mine))
    return rows


def page_of(
    mine: Reach, campaign_id: int, filters: Filters, today: Today, *, marks: tuple[str, str] = ("", ""),
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[Page, Then | None]:  # fmt: skip
    """One page of the ledger as the filters ask for it, and the past moment it shows, each row whole as it stood; None: it shows now.

    `marks`: after which row, before which row; `beside` are further columns that rows of now carry."""
    after, before = marks
    past = then(campaign_id, filters.moment, today)
    if past is None:
        rows = page(lambda walk: narrowed(mine, campaign_id, filters, today, walk=walk), filters, after=after, before=before, beside=beside)
        return rows, None
    versions = narrowed_then(mine, campaign_id, filters, past)
    some, back, on = cut(versions, filters, after, before)
    return Page(rows_then(mine, some, past), back, on, *count_of(versions)), past
