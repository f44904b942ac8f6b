"""The cockpit: what stands where, from one count of the ledger; every number is the count of a list the same person sees."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from bihuan.campaigns.models import Campaign, Stage
from bihuan.campaigns.queries.past import campaign_then
from bihuan.campaigns.queries.stages import current_stage, stages
from bihuan.foundation.audit.moments import start_of
from bihuan.foundation.kernel import Actor, Figure, _
from bihuan.organisation.models import Unit
from bihuan.problems.policy import Reach, reach
from bihuan.problems.queries.counting import counted_to
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.past import Then, counted_then, seen_then
from bihuan.problems.queries.taken_over import closed_before
from bihuan.problems.queries.tallies import Standing, found_and_closed, is_tallied, standing
from bihuan.problems.vocabulary import APART, DONE, Lamp, State
from bihuan.reports.queries.addresses import dated
from bihuan.reports.rules.reading import Reading, read_funnel, read_map, read_trend

# the columns of the battle map; correction at once waits for the same confirmation as a full close-out
COLUMNS = (
    (State.RECORDED, State.DISPUTED), (State.ANALYSED,), (State.RECTIFYING, State.SUSPENDED), (State.ASKED, State.CORRECTED), (State.CONFIRMED,),
    (State.VERIFIED, State.PUBLICISED), DONE,
)  # fmt: skip
_SUNDAY = 6
_FUNNEL = (0, 1, 3, 4, 5, 6)  # found, analysed, asked, confirmed, verified, closed: at least so far along


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit at one step: how many, the worst lamp among them, and the list it opens."""

    count: int
    lamp: Lamp
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the battle map."""

    unit: Unit
    cells: Sequence[Cell]
    late: int
    total: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the funnel."""

    label: str
    count: int
    query: str
    percent: float


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the trend, from Monday."""

    monday: date
    found: int
    closed: int


@dataclass(frozen=True)
class Cockpit:
    """Everything the page shows."""

    stages: Sequence[Stage]
    now: Stage | None
    tiles: Sequence[Figure]
    lines: Sequence[Line]
    funnel: Sequence[Bar]
    weeks: Sequence[Week]
    words: dict[str, Reading]
    before: Figure
    """Closed before the campaign was taken over: beside the tiles, in none of them."""
    units: int
    """How many units the map has, `lines` being the first of them."""
    late_units: int


def _cell(unit_id: int, column: int, states: dict[str, tuple[int, int, int]]) -> Cell:
    here = [states[state] for state in COLUMNS[column] if state in states]
    count, late, near = (sum(one[n] for one in here) for n in range(3))
    lamp = Lamp.CLOSED if COLUMNS[column] == DONE else Lamp.OVERDUE if late else Lamp.NEAR if near else Lamp.ON_TIME
    return Cell(count, lamp, f"unit={unit_id}&state={','.join(COLUMNS[column])}")


def _lines(told: Standing) -> list[Line]:
    units = Unit.objects.in_bulk([one.unit for one in told.cells])
    return [
        Line(
            units[one.unit],
            [_cell(one.unit, column, one.states) for column in range(len(COLUMNS))],
            sum(late for _n, late, _near in one.states.values()),
            sum(n for n, _late, _near in one.states.values()),
        )
        for one in told.cells
    ]


def _funnel(told: Standing) -> list[Bar]:
    total = sum(n for n, _late, _near in told.states.values()) or 1
    labels = (_("发现"), _("剖析原因"), _("申请销号"), _("单位确认"), _("督导核验"), _("已销号"))
    bars = []
    for label, first in zip(labels, _FUNNEL, strict=True):
        states = [state for column in COLUMNS[first:] for state in column]
        count = sum(told.states[state][0] for state in states if state in told.states)
        bars.append(Bar(label, count, "" if first == 0 else f"state={','.join(states)}", 100 * count / total))
    return bars


def _daily(rows: QuerySet[Any], field: str, since: date) -> Counter[date]:
    """Counts by day; a moment counts on its local day."""
    day = TruncDate(field) if field.endswith("_at") else None
    days = rows.order_by().filter(**{f"{field}__gte": since if day is None else start_of(since)})
    pairs = (days.annotate(day=day).values_list("day") if day else days.values_list(field)).annotate(n=Count("*"))
    return Counter(dict(pairs))


def _weeks(rows: QuerySet[Any], today: date, tallied: int | None, count: int = 10) -> list[Week]:
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    first = mondays[0]
    found, closed = found_and_closed(tallied, first) if tallied else (_daily(rows, "found_on", first), _daily(rows, "closed_at", first))

    def of_week(days: Counter[date], begins: date) -> int:
        return sum(days[begins + timedelta(days=n)] for n in range(7))

    return [Week(one, of_week(found, one), of_week(closed, one)) for one in mondays]


def _tiles(campaign: Campaign, told: Standing, awaited: int, past: Then | None) -> list[Figure]:
    def tile(code: str, value: int, definition: str, query: str = "") -> Figure:
        return dated(
            Figure(code, value, definition, f"/c/{campaign.code}/ledger/" + (f"?{query}" if query else ""), "件"),
            past.written if past else None,
        )

    total, late, near = (sum(one[n] for one in told.states.values()) for n in range(3))
    done = sum(told.states[state][0] for state in DONE if state in told.states)
    return [
        tile("O01", total, _("发现问题")),
        tile("open", total - done, _("整改中"), "open=1"),
        tile("O02", done, _("已销号"), "done=1"),
        tile("near", near, _("临期"), "lamp=near"),
        tile("O03", late, _("超期"), "lamp=overdue"),
        tile("O05", awaited, _("抽查待核"), "sampled=1"),
    ]


def cockpit(who: Actor | Reach, campaign: Campaign, today: Today, past: Then | None = None, *, few: int | None = None) -> Cockpit:
    """The cockpit as `who` sees it: his own rows only; `past`: as it stood then; of the map only the first `few` units, None: all.
    Eight queries, whatever the size of the ledger; for whoever sees the whole campaign they read counters, not problems."""
    mine, today = who if isinstance(who, Reach) else reach(who, campaign.pk), past.today if past else today
    rows: QuerySet[Any] = counted_then(mine, campaign.pk, past) if past else counted_to(mine, campaign.pk)
    tallied = campaign.pk if is_tallied(mine) and not past else None
    told = standing(rows, today, few=few, tallied=tallied)
    lines, funnel, weeks = _lines(told), _funnel(told), _weeks(rows, today.day, tallied)
    late = sum(one[1] for one in told.states.values())
    words = {
        "map": read_map([(line.unit.name, line.late) for line in lines[:2]], late, told.late_units),
        "funnel": read_funnel(funnel[0].count, funnel[2].count, funnel[5].count),
        "trend": read_trend([week.found for week in weeks], [week.closed for week in weeks], today.day.weekday() == _SUNDAY),
    }
    tiles = _tiles(campaign, told, rows.filter(awaits_sample=True).count(), past)
    as_told, before = campaign_then(campaign, past.until) if past else campaign, _before(campaign, mine, past)
    return Cockpit(
        stages(as_told), current_stage(as_told, today.day), tiles, lines, funnel, weeks, words, before, told.units, told.late_units
    )


def _before(campaign: Campaign, mine: Reach, past: Then | None) -> Figure:
    rows: QuerySet[Any] = seen_then(mine, campaign.pk, past).filter(state__in=APART) if past else closed_before(mine, campaign.pk)
    told = Figure("O06", rows.count(), _("接续前已销号"), f"/c/{campaign.code}/ledger/?state=closed_before", "件")
    return dated(told, past.written if past else None)
