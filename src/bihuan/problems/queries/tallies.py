"""What stands where in the ledger, in one question: from the counters that the database keeps (migration 0018), where somebody sees the whole
campaign as it is now; else from the rows that he sees."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.foundation.audit.moments import start_of
from bihuan.problems.policy import OF_A_UNIT, Reach, sees_all
from bihuan.problems.queries.ledger import Today, states_of
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import TICKING, UNCOUNTED

Question = tuple[str, tuple[Any, ...]]

# `every` are units with all that counts of theirs, `hot` what is overdue or near, `few` the units asked for, in their order. They are picked
# among `chosen`: those with as many overdue as the last of so many has; where fewer have any, among all.
_STANDING = """
WITH {parts}, told(unit_id, state, late, near) AS ({hot}),
hot(unit_id, state, late, near) AS MATERIALIZED (SELECT unit_id, state, CAST(late AS integer), CAST(near AS integer) FROM told),
late(unit_id, late) AS MATERIALIZED (SELECT unit_id, sum(late) FROM hot GROUP BY unit_id HAVING sum(late) > 0),
enough(least) AS (SELECT late FROM late ORDER BY late DESC LIMIT 1 OFFSET {few} - 1),
chosen(unit_id) AS MATERIALIZED (
    SELECT unit_id FROM late WHERE late >= (SELECT least FROM enough)
    UNION ALL SELECT unit_id FROM every WHERE NOT EXISTS (SELECT 1 FROM enough)),
picked(unit_id, late, total, turn) AS MATERIALIZED (
    SELECT t.unit_id, coalesce(l.late, 0), t.total, u."order"
    FROM ({totals}) t JOIN organisation_unit u ON u.id = t.unit_id LEFT JOIN late l ON l.unit_id = t.unit_id
    ORDER BY 2 DESC, 3 DESC, 4, 1 LIMIT {few}),
few(unit_id, place) AS MATERIALIZED (SELECT unit_id, row_number() OVER (ORDER BY late DESC, total DESC, turn, unit_id) FROM picked)
SELECT 'state', 0, state, n, 0, 0, 0 FROM states
UNION ALL SELECT 'clock', 0, state, 0, sum(late), sum(near), 0 FROM hot GROUP BY state
UNION ALL SELECT 'units', 0, '', count(*), (SELECT count(*) FROM late), 0, 0 FROM every
UNION ALL SELECT 'cell', f.place, s.state, s.n, coalesce(h.late, 0), coalesce(h.near, 0), s.unit_id
    FROM few f JOIN ({stand}) s ON s.unit_id = f.unit_id LEFT JOIN hot h ON h.unit_id = s.unit_id AND h.state = s.state
ORDER BY 2
"""
_OF_ROWS = """
stand(unit_id, state, n) AS MATERIALIZED ({rows}),
every(unit_id, total) AS MATERIALIZED (SELECT unit_id, sum(n) FROM stand GROUP BY unit_id),
states(state, n) AS (SELECT state, sum(n) FROM stand GROUP BY state)
"""
_TOTALS_OF_ROWS = "SELECT unit_id, total FROM every WHERE unit_id IN (SELECT unit_id FROM chosen)"
_OF_TALLIES = """
every(unit_id, total) AS NOT MATERIALIZED (
    SELECT unit_id, sum(count) FROM problems_tally WHERE campaign_id = %s AND kind = 'unit' GROUP BY unit_id HAVING sum(count) <> 0),
states(state, n) AS (
    SELECT word, sum(count) FROM problems_tally WHERE campaign_id = %s AND kind = 'whole' AND unit_id = 0 AND word NOT IN ({out})
    GROUP BY word HAVING sum(count) <> 0)
"""
_TOTALS_OF_TALLIES = """
SELECT unit_id, sum(count) AS total FROM problems_tally
WHERE campaign_id = %s AND kind = 'unit' AND unit_id IN (SELECT unit_id FROM chosen) GROUP BY unit_id HAVING sum(count) <> 0
"""
_STAND_OF_TALLIES = """
SELECT unit_id, word AS state, sum(count) AS n FROM problems_tally
WHERE campaign_id = %s AND kind = 'state' AND unit_id IN (SELECT unit_id FROM few) AND word NOT IN ({out})
GROUP BY unit_id, word HAVING sum(count) <> 0
"""
_OUT = ", ".join(f"'{state.value}'" for state in UNCOUNTED)
_EVERY_UNIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Cells:
    """One unit: by state how many, how many of them overdue, how many near."""

    unit: int
    states: dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Standing:
    """By state how many, overdue, near; how many units have a problem, how many an overdue one; the units asked for, those with most
    overdue first."""

    states: dict[str, tuple[int, int, int]]
    units: int
    late_units: int
    cells: Sequence[Cells]


def standing(rows: QuerySet[Any], today: Today, *, few: int | None, tallied: int | None = None) -> Standing:
    """The rows by unit and state; of so many units by themselves. `tallied` is the campaign whose counted problems the rows are, all of
    them and as they are now."""
    rows = rows.order_by()
    late, near = Q(due_on__lt=today.day), Q(due_on__gte=today.day)
    clock = rows.filter(state__in=TICKING, due_on__lte=today.near_until).values_list("unit_id", "state")
    hot, hot_values = clock.annotate(late=Count("unit_id", filter=late), near=Count("unit_id", filter=near)).query.sql_with_params()
    (parts, values), (totals, of_totals), (stand, more) = _of_tallies(tallied) if tallied else _of_rows(rows)
    asked = _STANDING.format(parts=parts, hot=hot, few=few or _EVERY_UNIT, totals=totals, stand=stand)
    with connection.cursor() as cursor:
        cursor.execute(asked, [*values, *hot_values, *of_totals, *more])
        return _told(cursor.fetchall())


def _of_tallies(campaign_id: int) -> tuple[Question, Question, Question]:
    one = (campaign_id,)
    return (_OF_TALLIES.format(out=_OUT), one * 2), (_TOTALS_OF_TALLIES, one), (_STAND_OF_TALLIES.format(out=_OUT), one)


def _of_rows(rows: QuerySet[Any]) -> tuple[Question, Question, Question]:
    counted, values = rows.values_list("unit_id", "state").annotate(n=Count("*")).query.sql_with_params()
    return (_OF_ROWS.format(rows=counted), values), (_TOTALS_OF_ROWS, ()), ("SELECT unit_id, state, n FROM stand", ())


def _told(rows: Sequence[tuple[Any, ...]]) -> Standing:
    states: dict[str, tuple[int, int, int]] = {}
    units, late_units, cells = 0, 0, dict[int, Cells]()
    for what, _place, state, n, late, near, unit in rows:
        if what == "units":
            units, late_units = int(n), int(late or 0)
        elif what == "cell":
            cells.setdefault(unit, Cells(unit, {})).states[state] = int(n), int(late), int(near)
        else:
            known = states.get(state, (0, 0, 0))
            states[state] = known[0] + int(n), known[1] + int(late), known[2] + int(near)
    return Standing(states, units, late_units, list(cells.values()))


def found_and_closed(campaign_id: int, since: date) -> tuple[Counter[date], Counter[date]]:
    """How many of a campaign's counted problems came to light, and how many were closed, on each local day from `since` on."""
    begins = start_of(since).astimezone(UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, word, sum(count) FROM problems_tally WHERE campaign_id = %s"
            " AND unit_id = 0 AND (kind = 'found' AND word >= %s OR kind = 'closed' AND word >= %s) GROUP BY kind, word",
            [campaign_id, since.isoformat(), f"{begins:%Y-%m-%d %H}"],
        )
        rows = cursor.fetchall()
    found, closed = Counter[date](), Counter[date]()
    for kind, word, count in rows:
        if kind == "found":
            found[date.fromisoformat(word)] += int(count)
        else:
            closed[localdate(datetime.strptime(word, "%Y-%m-%d %H").replace(tzinfo=UTC))] += int(count)
    return found, closed


_TOLD_BY_STATES = frozenset({"state", "open", "done", "unit", "sort", "size"})


def tallied_count(mine: Reach, campaign_id: int, filters: Filters) -> Question | None:
    """The question how many rows a list has, where the counters tell: filters by state and unit alone, asked by who sees the whole campaign or
    whole units. None: they do not."""
    if not {name for name, _value in filters.pairs()} <= _TOLD_BY_STATES:
        return None
    if sees_all(mine):
        units: Sequence[int] = filters.unit
    elif (held := mine.units(*OF_A_UNIT)) and not mine.has_own_items:
        units = [one for one in held if one in filters.unit or not filters.unit] or [_NO_UNIT]
    else:
        return None
    kind, units = ("state", list(units)) if units else ("whole", [0])
    states = sorted(state.value for state in states_of(filters)) or [""]
    of, said = ", ".join(["%s"] * len(units)), ", ".join(["%s"] * len(states))
    asked = "SELECT coalesce(sum(count), 0) FROM problems_tally WHERE campaign_id = %s AND kind = %s"
    return f"{asked} AND unit_id IN ({of}) AND word IN ({said})", (campaign_id, kind, *units, *states)  # noqa: S608 - places for values


_NO_UNIT = -1


def is_tallied(mine: Reach) -> bool:
    """Do the counters tell what this actor sees?"""
    return sees_all(mine)
