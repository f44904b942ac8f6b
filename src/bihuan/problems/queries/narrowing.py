"""The rows of the ledger that somebody sees and filters choose: now, or as they stood at a past moment."""

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from bihuan.campaigns.queries import standing_look
from bihuan.foundation.audit.queries import last_of
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.policy import Reach, readable, sees_all, visible
from bihuan.problems.queries.hidden_forms import is_hidden_form
from bihuan.problems.queries.ledger import Today, condition, searched, visible_to
from bihuan.problems.queries.own import narrowed_by
from bihuan.problems.queries.paging import (
    ALL,
    CAP,
    NOTHING,
    Asked,
    Cut,
    Page,
    Question,
    count_of,
    counting,
    cut,
    cutting,
    cutting_few,
    page,
    page_again,
    page_found,
    shown,
)
from bihuan.problems.queries.past import Then, gained, narrowed_then, rows_then, then
from bihuan.problems.queries.tallies import tallied_count
from bihuan.problems.queries.waiting import waiting
from bihuan.problems.rules.filters import SORTS, Filters


def narrowed(mine: Reach, campaign_id: int, filters: Filters, today: Today, *, walk: bool = False) -> QuerySet[Problem]:
    """Visible rows that match the filters; where these name a past moment, rows that did then (`page_of` and `rows_then` tell them as they
    stood). Search matches only texts the actor may read (promise 8); who sees few rows walks them."""
    if past := then(campaign_id, filters.moment, today):
        return Problem.objects.filter(pk__in=narrowed_then(mine, campaign_id, filters, past).values("row_id"))
    rows = visible_to(mine, campaign_id).filter(condition(filters, today, mine.actor))
    for name, span in filters.gains.items():
        rows = gained(rows, campaign_id, name, span)
    if filters.waits:
        rows = rows.filter(waiting(mine, today.day, filters.waits, behalf=filters.behalf))
    rows = narrowed_by(rows, campaign_id, filters.own, mine)
    rows = rows.filter(is_hidden_form()) if filters.hidden_form else rows
    if filters.manifestation:
        rows = rows.filter(readable(mine))
    if filters.q:
        if filters.number is not None:
            return rows.filter(number=filters.number)
        rows = searched(rows.filter(readable(mine)), filters.q, walk=walk or (connection.vendor == "sqlite" and not sees_all(mine)))
    return rows


def page_of(
    mine: Reach, campaign_id: int, filters: Filters, today: Today, *, marks: tuple[str, str] = ("", ""), inside: str = "", own: bool = True,
) -> tuple[Page, Then | None]:  # fmt: skip
    """One page of the ledger as the filters ask for it, and the past moment it shows, each row whole as it stood; None: it shows now.

    `marks`: after which row, before which row; `own`: with the columns of the campaign's own. With its code as `inside`, rows of now also
    carry where its book ends (`book`) and how the reader likes the list (`look`)."""
    past = then(campaign_id, filters.moment, today)
    if past is not None:
        versions = narrowed_then(mine, campaign_id, filters, past)
        some, back, on = cut(versions, filters, marks)
        count = _count_then(mine, campaign_id, filters, past)
        return Page(rows_then(mine, some, past), back, on, *(count_of(versions) if count is None else (count, False))), past
    if _is_plain(filters):
        try:
            return page_again(_asked(mine, campaign_id, filters, today, _Shape(marks, inside, own))), None
        except EmptyResultSet:  # somebody who can see none
            return NOTHING, None
    tell = partial(shown, own=own, **_beside(mine, campaign_id, inside))
    if filters.q and connection.vendor == "postgresql":
        return page_found(partial(narrowed, mine, campaign_id, filters, today), filters, marks, tell), None
    return page(lambda walk: narrowed(mine, campaign_id, filters, today, walk=walk), filters, marks, tell), None


def _count_then(mine: Reach, campaign_id: int, filters: Filters, past: Then) -> int | None:
    """How many rows a list of a past moment had, where the counters tell how many it has now: without those that came since, with those that
    went. None: they do not tell, each would have to be looked at."""
    if (tallied := tallied_count(mine, campaign_id, replace(filters, at=""))) is None:
        return None
    plain = replace(filters, sort=SORTS[0])
    of_this = ProblemVersion.objects.filter(visible(mine), condition(plain, past.today, mine.actor), campaign_id=campaign_id)
    came = of_this.filter(valid_to=None, valid_from__gte=past.until)
    gone = of_this.filter(valid_to__gte=past.until, valid_from__lt=past.until)
    try:
        questions = [tallied, counting(came, ALL), counting(gone, ALL)]
    except EmptyResultSet:  # somebody who can see none
        return 0
    with connection.cursor() as cursor:
        now, later, before = (f"({sql})" for sql, _values in questions)
        cursor.execute(f"SELECT {now} - {later} + {before}", [value for _sql, values in questions for value in values])  # noqa: S608
        return int(cursor.fetchone()[0])


def _is_plain(filters: Filters) -> bool:
    """Do these filters say all by themselves? Others look something up, or (searches) are hardly ever asked twice."""
    return not (filters.q or filters.own or filters.waits or filters.gains)


def _beside(mine: Reach, campaign_id: int, inside: str) -> dict[str, Any]:
    return {"book": last_of(inside), "look": standing_look(mine.actor, campaign_id)} if inside else {}


class _Shape(NamedTuple):
    """Which page, and what its rows carry (see `page_of`)."""

    marks: tuple[str, str]
    inside: str
    own: bool


@lru_cache(2048)
def _asked(mine: Reach, campaign_id: int, filters: Filters, today: Today, shape: _Shape) -> Asked:
    """The questions of one page. The same lists are opened all day, and putting their questions together takes longer than answering them.
    What somebody may see and the day are among what they are remembered by."""
    tell = partial(shown, own=shape.own, **_beside(mine, campaign_id, shape.inside))
    whole = _told(cutting(narrowed(mine, campaign_id, filters, today), filters, shape.marks, tell))
    rows = narrowed(mine, campaign_id, replace(filters, sort=SORTS[0]), today)  # where there is no order, nothing is said for its sake
    if tallied := tallied_count(mine, campaign_id, filters):
        return Asked(tallied, ALL, whole, None)
    few = None
    with suppress(EmptyResultSet):  # nothing lies behind the mark: said by the other question
        few = _told(cutting_few(rows, filters, shape.marks, tell))
    return Asked(counting(rows), CAP, whole, few)


def _told(one: Cut[QuerySet[Any]]) -> Cut[Question]:
    return Cut(one.rows.query.sql_with_params(), one.sort, one.size, one.backward, one.onward)
